//! `tandem agree`: how far coders agree, in the rounds of a study or in a file of anybody's.

#[allow(dead_code)] // until figures are read out of files
pub mod results;
pub mod rounds;

use super::Out;
use super::study::StudyArgs;
use crate::model::ids::CoderId;
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Agree {
    /// Folder of the study
    dir: PathBuf,
    /// Your id; may be left out once this machine knows you
    #[arg(long)]
    coder: Option<CoderId>,
    /// Name of a round; all rounds if left out
    #[arg(long)]
    round: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Agree {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let study = StudyArgs {
            dir: self.dir,
            coder: self.coder,
        };
        rounds::run(&study, self.round.as_deref(), self.json, out)
    }
}
