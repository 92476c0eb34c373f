//! Which round a subcommand is about, and whose hands do it.

use crate::acts::rounds::NotAllowed;
use crate::cli::session::Session;
use crate::cli::study::{StudyArgs, round};
use crate::model::ids::CoderId;
use crate::model::review::Review;
use crate::model::round::Round;
use crate::model::view::View;
use anyhow::{Result, anyhow};
use clap::Args;
use std::sync::Arc;

#[derive(Args)]
pub struct Which {
    #[command(flatten)]
    pub study: StudyArgs,
    /// Name of the round
    #[arg(long)]
    round: String,
}

impl Which {
    /// Opens the study to change something of the round.
    pub fn change(&self) -> Result<(Session, Arc<View>, CoderId)> {
        self.study.change()
    }

    /// The round.
    pub fn round<'v>(&self, view: &'v View) -> Result<&'v Round> {
        round(view, &self.round)
    }

    /// The review of this name, where it is one and no round that something is coded in.
    pub fn review<'v>(&self, view: &'v View) -> Option<&'v Review> {
        let no_round = view.round_named(&self.round).is_none();
        view.review_named(&self.round).filter(|_| no_round)
    }
}

/// What can be done about it on the command line.
pub fn with_hint<T>(done: Result<T, NotAllowed>) -> Result<T> {
    let hint = match &done {
        Err(NotAllowed::NoCoder(..)) => "; name another with --coder",
        Err(NotAllowed::Submitted(_)) => "; to change anything: tandem round withdraw",
        _ => "",
    };
    done.map_err(|why| anyhow!("{why}{hint}"))
}
