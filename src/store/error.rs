//! What can go wrong with a study folder, with the file and the next step.

use super::disk::{Other, Refused};
use super::journal::Why;
use crate::model::ids::{CoderId, EventId, SourceId};
use crate::model::visible::Named;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// An operation on a study that was not done.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("could not {doing} {}: {why}; {}", path.shown(), next_step(why))]
    Disk {
        /// What was being done: `read`, `write`…
        doing: &'static str,
        path: PathBuf,
        why: io::Error,
    },
    /// No `study.ron` there.
    #[error(
        "{} is not a study: it holds no study.ron; give the folder that holds it, or make a new study there",
        .0.shown()
    )]
    NotAStudy(PathBuf),
    /// `study.ron` cannot be read.
    #[error(
        "{}, line {line}: {why}; compare it with `(format: 1, id: \"…\", name: \"…\")` or take it from a backup or from the other coder's copy",
        path.shown()
    )]
    StudyFile {
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        why: String,
    },
    /// A new study wants an empty folder.
    #[error("{} is not empty: make the study in a new folder", .0.shown())]
    NotEmpty(PathBuf),
    /// Nothing can be saved at the moment.
    #[error("nothing was saved: {0}")]
    ReadOnly(ReadOnly),
    /// An event of this id is there already.
    #[error(
        "nothing was saved: event {0} is in the study already; close the study and open it again"
    )]
    SameEvent(EventId),
    /// A change that could not be read back.
    #[error(
        "nothing was saved: this change cannot be written as a line of the journal; please report it"
    )]
    Unwritable,
    /// There is no break this coder can repair.
    #[error(
        "there is nothing for you to repair: a broken journal is repaired by the coder it belongs to"
    )]
    NothingToRepair,
    /// A source's name that could point out of its folder.
    #[error(
        "“{0}” cannot name a source's folder: use letters, digits, - and _; import the file under another name"
    )]
    BadSource(SourceId),
    /// A file ending that could point out of its folder.
    #[error("“{0}” cannot be a file's ending: use up to 16 letters and digits; rename the file")]
    BadEnding(String),
    /// The text of a source is there, and differs.
    #[error(
        "{} is in the study already with another text, which codings may point into; it was left as it is: import the file under another name, or add a correction",
        .0.shown()
    )]
    SourceTaken(PathBuf),
    /// A file of a source is not there.
    #[error(
        "{} is not here yet: wait until the folder has synced, or take it from the other coder's copy",
        .0.shown()
    )]
    SourceMissing(PathBuf),
    /// A source's text is not what was imported.
    #[error(
        "{} was changed after it was imported, so codings would point at the wrong words; put back the file from a backup or from the other coder's copy",
        .0.shown()
    )]
    SourceChanged(PathBuf),
    /// A source's structure cannot be read or does not fit its text.
    #[error(
        "{}, line {line}: {why}; put back the file from a backup or from the other coder's copy",
        path.shown()
    )]
    Structure {
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        why: String,
    },
}

fn next_step(error: &io::Error) -> &'static str {
    match Refused::of(error) {
        Some(Refused::Other(_) | Refused::Folder) => {
            return "put the file or folder itself in its place, from a backup or from the other coder's copy";
        }
        Some(Refused::Beyond(_)) => {
            return "this is nothing Tandem wrote: take it from a backup or from the other coder's copy";
        }
        None => {}
    }
    match error.kind() {
        io::ErrorKind::NotFound => "check the name, and that the drive is connected",
        io::ErrorKind::PermissionDenied => "check that you may write in this folder",
        io::ErrorKind::StorageFull => "the disk is full: free some space and open the study again",
        io::ErrorKind::ReadOnlyFilesystem => {
            "this drive cannot be written: copy the study to another"
        }
        _ => "check the drive, then open the study again",
    }
}

impl StoreError {
    /// For `map_err`: what was being done, to which path.
    pub(crate) fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.to_path_buf();
        move |why| StoreError::Disk { doing, path, why }
    }
}

/// Why nothing can be saved.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadOnly {
    /// Opened without saying who codes.
    #[error("opened to read only, without a coder")]
    NoCoder,
    /// The lock is held.
    #[error(
        "another window of {coder} on this machine has this study open ({holder}): opened read-only; close that window and open the study again"
    )]
    OtherWindow {
        coder: CoderId,
        /// What the holder left in the lock.
        holder: String,
    },
    #[error("no lock could be taken in {}: {why}; opened read-only; check that you may write there", path.shown())]
    NoLock { path: PathBuf, why: String },
    /// Written by a newer version of this program.
    #[error("this study is of format {found}, which a newer version of Tandem writes; this version knows {known}: opened read-only; update Tandem", known = crate::model::event::FORMAT)]
    NewerFormat {
        /// The study's format.
        found: u32,
    },
    /// Something in the study folder is neither file nor folder.
    #[error("{} is {other}, and through it Tandem would read or write something else than this study: opened read-only, and nothing is read from it; put the file or folder itself in its place and open the study again", path.shown())]
    Other { path: PathBuf, other: Other },
    /// A journal breaks in the middle.
    #[error("{}, line {line} {why}: read-only until {owner} takes the file from a backup or runs `tandem repair`, which goes on in a new journal and changes nothing in this one", path.shown())]
    Broken {
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        why: Why,
        owner: CoderId,
    },
    #[error("{} could not be written ({why}); what was not yet marked as saved is not saved: read-only until the study is opened again", path.shown())]
    WriteFailed { path: PathBuf, why: String },
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error;

    /// Whoever prints an error prints its sources as well.
    #[test]
    fn a_reason_is_told_once() {
        let error = StoreError::disk("read", Path::new("study.ron"))(io::Error::other("no way"));
        assert!(error.to_string().contains("no way"));
        assert!(error.source().is_none());
    }
}
