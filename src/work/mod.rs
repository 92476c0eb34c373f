//! Performing effects: writing, loading, importing, searching, computing. The same code serves the screen,
//! the headless driver and the subcommands.

mod adding;
mod beside;
pub(crate) mod codings;
pub mod correcting;
pub(crate) mod counting;
mod desk;
pub mod effect;
mod finder;
mod folders;
mod importing;
mod left_out;
pub(crate) mod members;
mod mixed;
mod passed_over;
pub(crate) mod question;
mod reckoner;
pub mod remaking;
mod reporting;
mod told_apart;
mod whole;

pub(crate) use crate::import::guarded;
pub use adding::write_new;
pub use correcting::SameName;
pub use desk::{Desk, Findings, check, drafts_of};
pub use finder::Finder;
pub use importing::{ImportReport, import_files, new_study};
pub use reckoner::reckon;
pub use reporting::{all_texts, report_of};
pub use whole::{holds, write_whole};

use effect::Effect;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worker {
    /// The one that writes and loads.
    Desk,
    /// The one that searches and indexes, and reads the study anew for its report.
    Finder,
    Reckoner,
    Program,
}

pub fn worker(effect: &Effect) -> Worker {
    match effect {
        Effect::Append(_)
        | Effect::Upgrade
        | Effect::Load(_)
        | Effect::Import(..)
        | Effect::Correct(_)
        | Effect::Remake(..)
        | Effect::ReadCodebook(_)
        | Effect::Write(..)
        | Effect::Export(..)
        | Effect::Remember(_)
        | Effect::KeepDrafts(_) => Worker::Desk,
        Effect::Search { .. }
        | Effect::Window { .. }
        | Effect::Gather
        | Effect::Count(..)
        | Effect::Tabulate(_)
        | Effect::Report(..)
        | Effect::Index(_) => Worker::Finder,
        Effect::Reckon(_) => Worker::Reckoner,
        Effect::Copy(_) | Effect::GoOn | Effect::Suspend | Effect::Quit => Worker::Program,
    }
}
