//! `tandem completions SHELL`

use super::{Arguments, Out};
use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};
use std::io::Write;
use std::process::ExitCode;

#[derive(Args)]
pub struct Completions {
    /// Your shell
    shell: Shell,
}

impl Completions {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        // The generator panics when nobody reads what it writes.
        let mut script = Vec::new();
        generate(self.shell, &mut Arguments::command(), "tandem", &mut script);
        out.write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}
