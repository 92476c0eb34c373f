//! Subcommands, one file each. Everything the screens do in bulk can be scripted here.

mod agree;
mod asking;
mod check;
mod codebook;
mod coded;
mod columns;
mod completions;
mod conference;
mod consensus;
mod demo;
mod depends;
mod export;
mod framework;
mod import;
mod joint;
mod layer;
mod matrix;
mod members;
mod new;
mod open;
mod participants;
mod places;
mod printed;
mod printing;
mod queries;
mod quotes;
mod ratings;
mod reconcile;
mod repair;
mod report;
mod review;
mod round;
mod saturation;
mod search;
mod session;
mod sources;
mod statistics;
mod study;
mod themes;
mod upgrade;
mod who;
mod wordlist;
mod words;
mod writing;

use crate::import::guarded;
use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand};
use printing::{Out, Output, tell, write_json};
use std::io::Write;
use std::panic;
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
    /// Make the worked example in a fresh folder and open it
    Demo(demo::Demo),
    /// Import transcripts as sources, a file of codings, or coded spreadsheets
    Import(Box<import::Import>),
    /// Who speaks in each source; correct one, divide it anew, take it out
    Sources(sources::Sources),
    /// The people behind the texts and their attributes, out and in as a table
    Participants(Box<participants::Participants>),
    /// Ratings of sites and other cases at time points, like a fidelity scale
    Ratings(Box<ratings::Ratings>),
    /// Open, finish, submit, withdraw, cancel and close rounds
    #[command(subcommand)]
    Round(round::Round),
    /// How far the coders of each round agree
    Agree(Box<agree::Agree>),
    /// What the coders of a round did differently, and what was settled
    Reconcile(reconcile::Reconcile),
    /// Which round's findings count in each source, and choosing another
    Layer(layer::Layer),
    /// The codes each coder made in a round side by side, and what was decided about them
    Conference(conference::Conference),
    /// What reviewers say of each code, clear or not, and saying it
    Review(review::Review),
    /// Search turns, memos and codes
    Search(search::Search),
    /// The words participants say: how often, by how many, in what context, beside what
    Words(Box<wordlist::WordList>),
    /// What depends on who coded: differences between groups, and what one coded alone
    Depends(depends::Depends),
    /// Codes or themes by groups of people or sources, and codes that meet
    Matrix(Box<matrix::Matrix>),
    /// What each person says beside how a number of theirs changed: a joint display
    Joint(joint::Joint),
    /// How many codes each source brought that none before it had
    Saturation(saturation::Saturation),
    /// Tests on people and their attributes: two groups, or two times
    Statistics(statistics::Statistics),
    /// Recompute a figure a paper prints from what it prints beside it
    Printed(printed::PrintedFigure),
    /// Themes with what stands behind them, and the theme map
    Themes(themes::Themes),
    /// What is quoted for each theme, and how quotes are cited
    Quotes(quotes::Quotes),
    /// Ask participants what they say to the findings, and record what they answer
    Members(Box<members::Members>),
    /// The codes with their definitions; check or write a codebook file
    Codebook(codebook::Codebook),
    /// Frameworks such as CFIR: codes mapped to their constructs by two, apart
    #[command(subcommand)]
    Framework(Box<framework::Framework>),
    /// Write codings, codebook, agreement, differences, findings, themes and memos as files
    Export(export::Export),
    /// Write the report of the whole study: a web page, Word, Markdown, a workbook
    Report(report::Report),
    /// Check that no line and no text was lost or changed
    Check(check::Check),
    /// Go on writing after broken lines in your own journals; nothing in them is changed
    Repair(repair::Repair),
    /// Raise a study of an earlier format to the newest: older versions then only read it
    Upgrade(upgrade::Upgrade),
    /// Print a script that completes commands in your shell
    Completions(completions::Completions),
}

/// Runs the program with the arguments it was given; 0 is success, 1 a failure that was reported,
/// 2 a command line that was not understood.
pub fn main() -> ExitCode {
    // What a failure says may quote a text.
    panic::set_hook(Box::new(|failure| {
        if !guarded::here() {
            tell(&format!("tandem: {failure}"));
        }
    }));
    let arguments = match Arguments::try_parse_from(queries::with_queries(std::env::args_os())) {
        Ok(arguments) => arguments,
        Err(error) => return not_understood(&error),
    };
    let mut out = Output::standard();
    let done = match run(arguments.command, &mut out) {
        // It failed because of that: every word that cannot be written is an error at once.
        Err(_) if out.is_closed() => return ExitCode::SUCCESS,
        done => done,
    };
    let flushed = out.flush().map_err(anyhow::Error::from);
    let done = done.and_then(|code| match out.is_closed() {
        true => Ok(ExitCode::SUCCESS),
        false => flushed.map(|()| code),
    });
    done.unwrap_or_else(|error| {
        tell(&format!("tandem: {error:#}"));
        ExitCode::FAILURE
    })
}

/// Says what is wrong with a command line, which it quotes; or gives the help that was asked for.
fn not_understood(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        tell(error.render().to_string().trim_end());
        return ExitCode::from(2);
    }
    // Nobody may be listening.
    let _ = error.print();
    ExitCode::SUCCESS
}

fn run(command: Command, out: Out) -> Result<ExitCode> {
    match command {
        Command::New(new) => new.run(out),
        Command::Open(open) => open.run(out),
        Command::Demo(demo) => demo.run(out),
        Command::Import(import) => import.run(out),
        Command::Sources(sources) => sources.run(out),
        Command::Participants(participants) => participants.run(out),
        Command::Ratings(ratings) => ratings.run(out),
        Command::Round(round) => round.run(out),
        Command::Agree(agree) => agree.run(out),
        Command::Reconcile(reconcile) => reconcile.run(out),
        Command::Layer(layer) => layer.run(out),
        Command::Conference(conference) => conference.run(out),
        Command::Review(review) => review.run(out),
        Command::Search(search) => search.run(out),
        Command::Words(words) => words.run(out),
        Command::Depends(depends) => depends.run(out),
        Command::Matrix(matrix) => matrix.run(out),
        Command::Joint(joint) => joint.run(out),
        Command::Saturation(saturation) => saturation.run(out),
        Command::Statistics(statistics) => statistics.run(out),
        Command::Printed(printed) => printed.run(out),
        Command::Themes(themes) => themes.run(out),
        Command::Quotes(quotes) => quotes.run(out),
        Command::Members(members) => members.run(out),
        Command::Codebook(codebook) => codebook.run(out),
        Command::Framework(framework) => framework.run(out),
        Command::Export(export) => export.run(out),
        Command::Report(report) => report.run(out),
        Command::Check(check) => check.run(out),
        Command::Repair(repair) => repair.run(out),
        Command::Upgrade(upgrade) => upgrade.run(out),
        Command::Completions(completions) => completions.run(Arguments::command(), out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// What follows `tandem ` in a file, where it is written as a command: in backticks or brackets.
    fn named(file: &Path, into: &mut Vec<(String, String)>) {
        let text = fs::read_to_string(file).unwrap();
        for start in ["`tandem ", "(tandem "] {
            for rest in text.split(start).skip(1) {
                let word = rest.split(|c: char| !c.is_ascii_lowercase()).next();
                into.push((file.display().to_string(), word.unwrap().to_owned()));
            }
        }
    }

    fn below(folder: &Path, into: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension().and_then(|e| e.to_str()) {
                None if path.is_dir() => below(&path, into),
                Some("rs" | "md") => named(&path, into),
                _ => {}
            }
        }
    }

    #[test]
    fn every_command_a_sentence_names_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        for folder in ["src", "docs"] {
            below(&root.join(folder), &mut found);
        }
        for file in ["README.md", "CHANGELOG.md"] {
            named(&root.join(file), &mut found);
        }
        assert!(found.len() > 30);
        let commands = Arguments::command();
        for (file, word) in found {
            let there = word.is_empty() || commands.find_subcommand(&word).is_some();
            assert!(there, "{file} names `tandem {word}`, which there is not");
        }
    }
}
