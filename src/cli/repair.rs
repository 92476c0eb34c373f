//! `tandem repair DIR`: goes on after broken lines in one's own journals.

use super::Out;
use super::study::StudyArgs;
use crate::report::words::counted;
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Repair {
    #[command(flatten)]
    study: StudyArgs,
}

impl Repair {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, _) = self.study.look()?;
        session.need_coder()?;
        let after = session.repair()?.len();
        writeln!(
            out,
            "a new journal goes on after {}; the broken lines stay where they are, and what \
             could be read of the others counts",
            counted(after, "break")
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
