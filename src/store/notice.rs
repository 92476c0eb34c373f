//! What the user should know about the study's files. No notice quotes what stands in a journal,
//! and none tells how much somebody else has done.

use super::error::ReadOnly;
use super::journal::Why;
use super::missing::Lack;
use crate::model::ids::CoderId;
use crate::model::visible::Named;
use std::fmt;
use std::path::PathBuf;

/// Something to tell the user; opening and working go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing can be saved, and why.
    ReadOnly(ReadOnly),
    /// What had made the study read-only is gone.
    WritableAgain,
    /// A sync tool's copy of a journal was read.
    ConflictedCopy { path: PathBuf },
    /// Two different events of one id; the first was kept.
    SameId { path: PathBuf },
    /// A journal's last line is not here in full.
    StillArriving { path: PathBuf },
    /// A journal breaks; the lines that can be read are used.
    Broken {
        path: PathBuf,
        line: u64,
        why: Why,
        owner: Option<CoderId>,
    },
    /// Clocks of this journal lie more than a day ahead.
    ClockAhead { path: PathBuf },
    /// An unfinished last line of one's own was set aside.
    TornLine {
        path: PathBuf,
        kept: Option<PathBuf>,
    },
    /// One's own journal is not as this machine left it: it goes on under a new device name.
    NewDevice { path: PathBuf },
    /// A journal is shorter than it was, or other lines stand in it.
    Replaced { path: PathBuf },
    /// Lines somebody or this machine knew of are not here, or are others.
    Lacking { path: PathBuf, lack: Lack },
    /// A journal that was there is gone.
    Gone { path: PathBuf },
    /// A journal the system would not give out.
    Unreadable { path: PathBuf, why: String },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::ReadOnly(why) => write!(f, "{why}"),
            Notice::WritableAgain => write!(f, "the study can be written again"),
            Notice::ConflictedCopy { path } => write!(
                f,
                "{} is a sync tool's copy of a journal: it was read, and nothing in it is lost or counted twice; keep it or delete it",
                path.shown()
            ),
            Notice::SameId { path } => write!(
                f,
                "{} holds another version of an event the study has already: the first one counts; run the check to see where",
                path.shown()
            ),
            Notice::StillArriving { path } => write!(
                f,
                "the last line of {} is still arriving; it will be read when it is complete",
                path.shown()
            ),
            Notice::Broken {
                path,
                line,
                why,
                owner,
            } => {
                write!(
                    f,
                    "{}, line {line} {why}; the lines that can be read are used",
                    path.shown()
                )?;
                match owner {
                    Some(owner) => write!(
                        f,
                        ". {owner} can take the file from a backup or run `tandem repair`, which changes nothing in it"
                    ),
                    None => Ok(()),
                }
            }
            Notice::ClockAhead { path } => write!(
                f,
                "events of {} are dated more than a day ahead; check the clock of the machine that wrote them",
                path.shown()
            ),
            Notice::TornLine { path, kept } => {
                write!(
                    f,
                    "the last line of {} was cut off by a crash before it was saved; it stays where it is, and the study goes on in a new journal",
                    path.shown()
                )?;
                match kept {
                    Some(kept) => write!(f, " (a copy is in {})", kept.shown()),
                    None => Ok(()),
                }
            }
            Notice::NewDevice { path } => write!(
                f,
                "{} is not as this machine left it (put back from a backup, or used on another machine too): this machine goes on in a journal of its own",
                path.shown()
            ),
            Notice::Replaced { path } => write!(
                f,
                "{} was replaced by another version of itself; if work is missing, look for it in a backup or in a sync tool's copy and put that file beside it",
                path.shown()
            ),
            Notice::Lacking { path, lack } => write!(f, "{}{}", path.shown(), lack.words()),
            Notice::Gone { path } => write!(
                f,
                "{} is gone; put it back from a backup or from the other coder's copy",
                path.shown()
            ),
            Notice::Unreadable { path, why } => write!(
                f,
                "{} could not be read ({why}): its events are missing until it can; check that you may read it",
                path.shown()
            ),
        }
    }
}
