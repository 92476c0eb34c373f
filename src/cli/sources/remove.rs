//! `tandem sources remove DIR --source NAME` and `tandem sources restore DIR --source NAME`

use super::named::named;
use crate::cli::Out;
use crate::cli::asking::asked;
use crate::cli::study::StudyArgs;
use crate::model::event::Change;
use crate::model::name;
use crate::report::hanging_words;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Remove {
    #[command(flatten)]
    study: StudyArgs,
    /// Name or id of the source
    #[arg(long)]
    source: String,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
}

#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    study: StudyArgs,
    /// Name or id of the source
    #[arg(long)]
    source: String,
}

impl Remove {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let source = named(&view, &self.source)?;
        let hanging = hanging_words(&view, &[source]);
        if !self.yes {
            match asked(&format!("{hanging} Take it out?")) {
                Some(true) => {}
                Some(false) => bail!("nothing was changed"),
                None => bail!("{hanging} Add --yes to take it out"),
            }
        }
        session.save(vec![Change::SourceRemoved {
            source: source.id.clone(),
        }])?;
        writeln!(
            out,
            "“{0}” is taken out; tandem sources restore brings it back",
            source.name
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Restore {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let key = name::key(&self.source);
        let mut gone = view.taken_out().iter();
        let source = gone.find(|s| name::key(&s.name) == key || s.id.as_str() == self.source);
        let source =
            source.with_context(|| format!("no source “{}” was taken out", self.source))?;
        let change = view
            .adding(&source.id)
            .context("it is not known what it was")?;
        session.save(vec![change.clone()])?;
        writeln!(out, "“{}” is a source again", source.name)?;
        Ok(ExitCode::SUCCESS)
    }
}
