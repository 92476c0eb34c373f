//! `tandem statistics DIR`: tests on people and their attributes.

use super::study::StudyArgs;
use super::{Out, write_json};
use crate::model::attribute::Column;
use crate::report::tested::{Compared, tested};
use crate::statistics::Test;
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::process::ExitCode;

/// The tests by their names on the command line.
const TESTS: [(&str, Test); 7] = [
    ("student", Test::Student),
    ("welch", Test::Welch),
    ("mann-whitney", Test::MannWhitney),
    ("paired", Test::Paired),
    ("wilcoxon", Test::Wilcoxon),
    ("chi-square", Test::ChiSquare),
    ("fisher", Test::Fisher),
];

#[derive(Args)]
pub struct Statistics {
    #[command(flatten)]
    study: StudyArgs,
    /// The attribute of participants that is compared: age, "score @ T1"
    #[arg(long, value_name = "ATTRIBUTE", requires = "by", conflicts_with_all = ["from", "to"])]
    of: Option<String>,
    /// The attribute whose values are the groups
    #[arg(long, value_name = "ATTRIBUTE", requires = "of")]
    by: Option<String>,
    /// The attribute at the first time: "score @ T1"
    #[arg(long, value_name = "ATTRIBUTE", requires = "to")]
    from: Option<String>,
    /// The same at the second time: "score @ T2"
    #[arg(long, value_name = "ATTRIBUTE", requires = "from")]
    to: Option<String>,
    /// Which test; if left out welch for numbers, paired for two times, fisher for two by two counts,
    /// chi-square for larger tables
    #[arg(long, value_parser = TESTS.map(|(name, _)| name))]
    test: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Statistics {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (_, view) = self.study.look()?;
        let column = |typed: &String| Column::headed(typed);
        let compared = match (&self.of, &self.by, &self.from, &self.to) {
            (Some(of), Some(by), ..) => Compared::Groups {
                of: column(of),
                by: column(by),
            },
            (_, _, Some(before), Some(after)) => Compared::Times {
                before: column(before),
                after: column(after),
            },
            _ => bail!(
                "say what is compared: --of age --by arm, or --from \"score @ T1\" --to \"score @ T2\""
            ),
        };
        let test = self.test.as_ref().and_then(|typed| {
            let found = TESTS.iter().find(|(name, _)| name == typed);
            found.map(|(_, test)| *test)
        });
        let tested = tested(&view, &compared, test).map_err(|why| anyhow!(why))?;
        if self.json {
            write_json(out, &tested.json)?;
        } else {
            for line in &tested.lines {
                writeln!(out, "{line}")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
