//! Subcommands, one file each. Everything the screens do in bulk can be scripted here.

mod import;
mod new;
mod open;
mod places;
mod session;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "tandem",
    version,
    about = "A terminal workbench for coder pairs: code apart, compare, settle, build themes"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a new study in an empty folder
    New(new::New),
    /// Open a study on the screen (or, with --keys, without one)
    Open(open::Open),
    /// Import transcripts as sources, or a file of codings
    Import(import::Import),
}

/// Runs the program with the arguments it was given; 0 is success, 1 a failure that was reported,
/// 2 a command line that was not understood.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("tandem: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::New(new) => new.run(),
        Command::Open(open) => open.run(),
        Command::Import(import) => import.run(),
    }
}
