//! Copying what a round starts from, on the command line.

use super::which::{Which, with_hint};
use crate::acts::rounds::Hand;
use crate::cli::Out;
use crate::cli::session::Session;
use crate::model::ids::SourceId;
use crate::model::round::{Round, StartFrom};
use crate::model::view::View;
use crate::reconcile::start::{Due, due};
use crate::report::starting::{not_here, started_words, waits_words};
use anyhow::{Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Start {
    #[command(flatten)]
    which: Which,
}

impl Start {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.change()?;
        let round = self.which.round(&view)?.clone();
        with_hint(Hand::coding(&view, &round, &me))?;
        if round.plan.start == StartFrom::Blank {
            bail!(
                "“{}” starts blank: nothing is copied into it",
                round.plan.name
            );
        }
        let sources = round.plan.sources.clone();
        let begun = begin(&mut session, &view, &round, &sources)?;
        for words in &begun {
            writeln!(out, "{words}")?;
        }
        if begun.is_empty() {
            writeln!(
                out,
                "you had begun every source of it: nothing is copied twice"
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Copies what a round starts from into sources its coder has not begun, each in one act; says
/// what was copied and what was not.
pub fn begin(
    session: &mut Session,
    view: &View,
    round: &Round,
    sources: &[SourceId],
) -> Result<Vec<String>> {
    let mut said = Vec::new();
    if round.plan.start == StartFrom::Blank {
        return Ok(said);
    }
    for source in sources {
        let revision = view.source(source).map_or(1, |s| s.revision);
        let text = session.store.load_document(source, revision).ok();
        let (words, changes) = match due(view, round, source, text.as_ref()) {
            Due::Nothing => continue,
            Due::NotHere => bail!("{}", not_here(round)),
            Due::Waits(other) => bail!("{}", waits_words(round, &other)),
            Due::Copies(start) => (started_words(&start, round, text.as_ref()), start.copies),
            Due::Doubles(changes) => {
                let words = "what two of your devices had copied is there once again";
                (words.to_owned(), changes)
            }
        };
        said.push(format!("{}: {words}", view.source_name(source)));
        if !changes.is_empty() {
            session.save(changes)?;
        }
    }
    Ok(said)
}
