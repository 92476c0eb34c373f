//! `tandem upgrade DIR`: raises a study of an earlier format.

use super::Out;
use super::study::StudyArgs;
use crate::model::event::FORMAT;
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Upgrade {
    #[command(flatten)]
    study: StudyArgs,
}

impl Upgrade {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, _, _) = self.study.change()?;
        let before = session.store.format();
        match session.upgrade()?.is_empty() {
            true => writeln!(out, "nothing to do: the study is in format {before}")?,
            false => writeln!(
                out,
                "raised the study from format {before} to format {FORMAT}: older versions of \
                 Tandem now only read it, and what is counted of its rounds stays as it was"
            )?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
