//! What the user should know about the study's files. No notice quotes what stands in a journal,
//! and none tells how much somebody else has done.

use super::error::ReadOnly;
use super::journal::Why;
use super::missing::Lack;
use crate::model::ids::CoderId;
use crate::model::visible::Named;
use std::path::PathBuf;
use thiserror::Error;

/// Something to tell the user; opening and working go on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Notice {
    /// Nothing can be saved, and why.
    #[error("{0}")]
    ReadOnly(ReadOnly),
    /// What had made the study read-only is gone.
    #[error("the study can be written again")]
    WritableAgain,
    /// A sync tool's copy of a journal was read.
    #[error("{} is a sync tool's copy of a journal: it was read, and nothing in it is lost or counted twice; keep it or delete it", path.shown())]
    ConflictedCopy { path: PathBuf },
    /// Two different events of one id; the first was kept.
    #[error("{} holds another version of an event the study has already: the first one counts; run the check to see where", path.shown())]
    SameId { path: PathBuf },
    /// A journal's last line is not here in full.
    #[error("the last line of {} is still arriving; it will be read when it is complete", path.shown())]
    StillArriving { path: PathBuf },
    /// A journal breaks; the lines that can be read are used.
    #[error("{}, line {line} {why}; the lines that can be read are used{}", path.shown(), mended_by(owner))]
    Broken {
        path: PathBuf,
        line: u64,
        why: Why,
        owner: Option<CoderId>,
    },
    /// Clocks of this journal lie more than a day ahead.
    #[error("events of {} are dated more than a day ahead; check the clock of the machine that wrote them", path.shown())]
    ClockAhead { path: PathBuf },
    /// An unfinished last line of one's own was set aside.
    #[error("the last line of {} was cut off by a crash before it was saved; it stays where it is, and the study goes on in a new journal{}", path.shown(), copied_to(kept))]
    TornLine {
        path: PathBuf,
        kept: Option<PathBuf>,
    },
    /// One's own journal is not as this machine left it: it goes on under a new device name.
    #[error("{} is not as this machine left it (put back from a backup, or used on another machine too): this machine goes on in a journal of its own", path.shown())]
    NewDevice { path: PathBuf },
    /// A journal is shorter than it was, or other lines stand in it.
    #[error("{} was replaced by another version of itself; if work is missing, look for it in a backup or in a sync tool's copy and put that file beside it", path.shown())]
    Replaced { path: PathBuf },
    /// Lines somebody or this machine knew of are not here, or are others.
    #[error("{}{}", path.shown(), lack.words())]
    Lacking { path: PathBuf, lack: Lack },
    /// A journal that was there is gone.
    #[error("{} is gone; put it back from a backup or from the other coder's copy", path.shown())]
    Gone { path: PathBuf },
    /// A journal the system would not give out.
    #[error("{} could not be read ({why}): its events are missing until it can; check that you may read it", path.shown())]
    Unreadable { path: PathBuf, why: String },
}

impl Notice {
    /// Whether something of the study is not here, or was not read.
    pub fn is_of_what_lacks(&self) -> bool {
        match self {
            Notice::ReadOnly(why) => matches!(why, ReadOnly::Other { .. }),
            Notice::StillArriving { .. }
            | Notice::Broken { .. }
            | Notice::Replaced { .. }
            | Notice::Lacking { .. }
            | Notice::Gone { .. }
            | Notice::Unreadable { .. } => true,
            Notice::WritableAgain
            | Notice::ConflictedCopy { .. }
            | Notice::SameId { .. }
            | Notice::ClockAhead { .. }
            | Notice::TornLine { .. }
            | Notice::NewDevice { .. } => false,
        }
    }
}

/// Who can do what about a broken journal.
fn mended_by(owner: &Option<CoderId>) -> String {
    owner.as_ref().map_or(String::new(), |owner| {
        format!(". {owner} can take the file from a backup or run `tandem repair`, which changes nothing in it")
    })
}

fn copied_to(kept: &Option<PathBuf>) -> String {
    let kept = kept
        .as_ref()
        .map(|kept| format!(" (a copy is in {})", kept.shown()));
    kept.unwrap_or_default()
}
