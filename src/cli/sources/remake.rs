//! `tandem sources join DIR SOURCE SOURCE…`, `tandem sources cut DIR SOURCE --before 24` and
//! `tandem sources carry DIR`

use super::named::named;
use crate::acts::pieces::names;
use crate::cli::Out;
use crate::cli::asking::asked;
use crate::cli::session::{Fixed, Session};
use crate::cli::study::StudyArgs;
use crate::model::source::Source;
use crate::model::view::View;
use crate::report::hanging_words;
use crate::work::remaking::{Remake, remake};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Join {
    #[command(flatten)]
    study: StudyArgs,
    /// Names or ids of the sources, in the order of their texts
    #[arg(required = true, num_args = 2..)]
    sources: Vec<String>,
    /// Name of the new source; that of the first if none is given
    #[arg(long)]
    name: Option<String>,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

#[derive(Args)]
pub struct Cut {
    #[command(flatten)]
    study: StudyArgs,
    /// Name or id of the source
    source: String,
    /// Number of a paragraph that begins the next piece, as it is cited; again for further pieces
    #[arg(long, required = true)]
    before: Vec<String>,
    /// Name of a piece, once for each; “P07 (1)” and so on if none is given
    #[arg(long)]
    name: Vec<String>,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

#[derive(Args)]
pub struct Carry {
    #[command(flatten)]
    study: StudyArgs,
}

impl Join {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view, _) = self.study.change()?;
        let all: Result<Vec<&Source>> = self.sources.iter().map(|s| named(&view, s)).collect();
        let all = all?;
        let name = self.name.unwrap_or_else(|| all[0].name.clone());
        let ids = all.iter().map(|s| s.id.clone()).collect();
        agreed(&view, &all, "Join them?", self.yes)?;
        perform(out, session, &view, &Remake::Join(ids, name))
    }
}

impl Cut {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view, _) = self.study.change()?;
        let source = named(&view, &self.source)?;
        let document = session.store.load_latest(source)?;
        let place = |number: &String| {
            let mut all = document.structure.paragraphs.iter();
            let at = all.position(|p| p.cited().to_string() == *number);
            at.with_context(|| format!("“{}” has no paragraph {number}", source.name))
        };
        let before: Vec<usize> = self.before.iter().map(place).collect::<Result<_>>()?;
        let names = match self.name.is_empty() {
            true => names(&source.name, before.len() + 1),
            false => self.name,
        };
        agreed(&view, &[source], "Cut it?", self.yes)?;
        let cut = Remake::Cut(source.id.clone(), before, names);
        perform(out, session, &view, &cut)
    }
}

impl Carry {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view, _) = self.study.change()?;
        perform(out, session, &view, &Remake::Carry)
    }
}

/// Says what hangs on the sources, and asks whether they are to be taken out for what is made of them.
fn agreed(view: &View, all: &[&Source], question: &str, yes: bool) -> Result<()> {
    if yes {
        return Ok(());
    }
    let hanging = hanging_words(view, all);
    match asked(&format!("{hanging} {question}")) {
        Some(true) => Ok(()),
        Some(false) => bail!("nothing was changed"),
        None => bail!("{hanging} Add --yes to go on"),
    }
}

fn perform(out: Out, mut session: Session, view: &View, what: &Remake) -> Result<ExitCode> {
    let fixed = Fixed::default();
    let hands = (fixed.now_ms(), &mut fixed.mint());
    let (_, words) = remake(&mut session.store, view, what, hands).map_err(|e| anyhow!(e))?;
    writeln!(out, "{words}")?;
    Ok(ExitCode::SUCCESS)
}
