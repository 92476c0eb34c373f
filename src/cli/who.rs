//! Who opens a study, and whether they are who they say.

use super::asking::asked;
use crate::model::event::{Change, Event};
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::view::{View, is_about_rounds};
use anyhow::{Result, bail};
use clap::Args;
use std::sync::Arc;

/// Who opens a study.
#[derive(Args, Clone, Debug, Default)]
pub struct Who {
    /// Your id; may be left out once this machine knows you
    #[arg(long)]
    pub coder: Option<CoderId>,
    /// You are new to the study, though your id is nearly that of another coder
    #[arg(long, requires = "coder")]
    pub new_coder: bool,
    /// You code a blind round, and it is you who work on this machine for the first time
    #[arg(long, requires = "coder")]
    pub first_here: bool,
}

impl Who {
    /// Somebody who has just made the study.
    pub fn maker(coder: CoderId) -> Who {
        Who {
            coder: Some(coder),
            ..Who::default()
        }
    }

    /// Asks about a coder of a blind round who has never worked on this machine, before anything
    /// of theirs is shown.
    ///
    /// # Errors
    /// If it is somebody else, or nobody is there to be asked.
    pub fn confirm(&self, me: &CoderId, events: &[Arc<Event>]) -> Result<()> {
        let blind = blind_rounds(events);
        let Some(round) = blind.iter().rev().find(|r| r.plan.coders.contains(me)) else {
            return Ok(());
        };
        if self.first_here {
            return Ok(());
        }
        let name = &round.plan.name;
        let question = format!(
            "{me} codes “{name}” blind and has never worked on this machine; what {me} did in it is for {me} alone. Are you {me}?"
        );
        match asked(&question) {
            Some(true) => Ok(()),
            Some(false) => bail!("nothing was opened: give your own id with --coder"),
            None => bail!(
                "{me} codes “{name}” blind and has never worked on this machine; what {me} did in it is for {me} alone. If you are {me}, add --first-here"
            ),
        }
    }
}

/// Blind rounds that have not opened, those cancelled among them: they never do.
pub fn blind_rounds(events: &[Arc<Event>]) -> Vec<Round> {
    // Only what rounds are made of: a large study is not folded for it.
    let of_rounds =
        |e: &&Arc<Event>| is_about_rounds(&e.change) || matches!(e.change, Change::Retract { .. });
    let view = View::new(events.iter().filter(of_rounds).cloned(), None);
    let rounds = view.rounds().iter().chain(view.cancelled_rounds());
    rounds.filter(|r| !r.is_open()).cloned().collect()
}
