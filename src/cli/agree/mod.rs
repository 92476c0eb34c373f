//! `tandem agree`: how far coders agree, in the rounds of a study or in a file of anybody's.

mod choice;
mod results;
pub(crate) mod rounds;
mod sections;
mod spans;
mod table;

use super::Out;
use super::study::StudyArgs;
use super::who::Who;
use anyhow::{Context, Result};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Agree {
    /// Folder of the study
    #[arg(required_unless_present_any = ["table", "spans"])]
    dir: Option<PathBuf>,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    choice: choice::Choice,
    /// Instead of a study: a JSON file of documents, who read them, and who marked what in them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dir", "coder", "Choice", "table"])]
    spans: Option<PathBuf>,
    /// Gamma however long it takes: unasked it is simulated for two coders with up to 4,000 marks
    /// and for more coders with up to 400
    #[arg(long, requires = "spans")]
    gamma: bool,
    /// Random texts that gamma compares with
    #[arg(long, value_name = "N", default_value_t = 100, requires = "spans",
          value_parser = clap::value_parser!(u32).range(1..))]
    samples: u32,
    /// The same seed gives the same figures and intervals
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    table: table::TableArgs,
}

impl Agree {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if let Some(file) = self.spans {
            let simulation = spans::Simulation {
                always: self.gamma,
                samples: self.samples,
                seed: self.seed,
            };
            return spans::run(&file, simulation, self.json, out);
        }
        if let Some(file) = &self.table.table {
            return table::run(file, &self.table, self.seed, self.json, out);
        }
        let study = StudyArgs {
            dir: self.dir.context("which study? give its folder")?,
            who: self.who,
        };
        rounds::run(&study, &self.choice, self.seed, self.json, out)
    }
}
