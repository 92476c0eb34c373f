//! `tandem completions SHELL`

use super::printing::Out;
use anyhow::Result;
use clap::{Args, Command};
use clap_complete::{Shell, generate};
use std::io::Write;
use std::process::ExitCode;

#[derive(Args)]
pub struct Completions {
    /// Your shell
    shell: Shell,
}

impl Completions {
    /// Of the whole program, which is `program`.
    pub fn run(self, mut program: Command, out: Out) -> Result<ExitCode> {
        // The generator panics when nobody reads what it writes.
        let mut script = Vec::new();
        generate(self.shell, &mut program, "tandem", &mut script);
        out.write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}
