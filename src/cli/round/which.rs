//! Which round a subcommand is about, and whose hands do it.

use crate::acts::rounds::NotAllowed;
use crate::cli::session::Session;
use crate::cli::study::{StudyArgs, round};
use crate::model::ids::CoderId;
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
