//! `tandem statistics DIR`: tests on people and their attributes.

use super::study::{StudyArgs, all_documents};
use super::{Out, write_json};
use crate::model::attribute::Column;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::presence::{presence, row_typed};
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
    /// What is compared: an attribute (age, "score @ T1"), or who says code:hope, theme:…
    #[arg(long, value_name = "NAME", requires = "by", conflicts_with_all = ["from", "to"])]
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
        let (session, view) = self.study.look()?;
        let column = |typed: &String| Column::headed(typed);
        let test = self.test.as_ref().and_then(|typed| {
            let found = TESTS.iter().find(|(name, _)| name == typed);
            found.map(|(_, test)| *test)
        });
        let of_row = self.of.as_ref().and_then(|of| row_typed(&view, of));
        let found = match (of_row, &self.of, &self.by, &self.from, &self.to) {
            (Some(row), _, Some(by), ..) => {
                let documents = all_documents(&session, &view);
                let aligned = &mut AlignedRounds::default();
                presence(&view, &documents, row, by, test, aligned)
            }
            (_, Some(of), Some(by), ..) => {
                let (of, by) = (column(of), column(by));
                tested(&view, &Compared::Groups { of, by }, test)
            }
            (.., Some(before), Some(after)) => {
                let (before, after) = (column(before), column(after));
                tested(&view, &Compared::Times { before, after }, test)
            }
            _ => bail!(
                "say what is compared: --of age --by arm, --of code:hope --by arm, or --from \"score @ T1\" --to \"score @ T2\""
            ),
        };
        let tested = found.map_err(|why| anyhow!(why))?;
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
