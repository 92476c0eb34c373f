//! An open folder, and what is opened in it: through the folder's own handle where the system has
//! such, so that nobody can put a link in its place between the look and the opening.

#[cfg(not(unix))]
mod by_path;
#[cfg(unix)]
mod handle;

#[cfg(not(unix))]
pub(super) use by_path::Folder;
#[cfg(unix)]
pub(super) use handle::Folder;

use super::disk::{EntryKind, Other, Refused};
use std::fs::{File, FileType};
use std::io;
use std::time::SystemTime;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Links {
    /// As the user's own folders may have them.
    Followed,
    Refused,
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Read,
    Append,
    /// To be written; there must be none.
    New,
    /// To be read and written in place; made where there is none.
    InPlace,
}

/// What stands under a name.
pub(super) struct About {
    pub(super) kind: EntryKind,
    pub(super) length: u64,
    pub(super) modified: Option<SystemTime>,
}

impl About {
    /// Its length, if it is a file.
    pub(super) fn file_length(&self) -> io::Result<u64> {
        match self.kind {
            EntryKind::File => Ok(self.length),
            EntryKind::Folder => Err(Refused::Folder.into()),
            EntryKind::Other(other) => Err(Refused::Other(other).into()),
        }
    }
}

/// What was opened, if it is a file: a name may lead to something else by the time it is opened.
fn only_file(opened: File) -> io::Result<File> {
    let about = opened.metadata()?;
    About {
        kind: kind(about.file_type()),
        length: 0,
        modified: None,
    }
    .file_length()?;
    Ok(opened)
}

#[cfg(unix)]
fn kind(found: FileType) -> EntryKind {
    use std::os::unix::fs::FileTypeExt;
    match found {
        f if f.is_file() => EntryKind::File,
        f if f.is_dir() => EntryKind::Folder,
        f if f.is_symlink() => EntryKind::Other(Other::Link),
        f if f.is_fifo() => EntryKind::Other(Other::Pipe),
        f if f.is_socket() => EntryKind::Other(Other::Socket),
        _ => EntryKind::Other(Other::Device),
    }
}

#[cfg(not(unix))]
fn kind(found: FileType) -> EntryKind {
    match found {
        f if f.is_file() => EntryKind::File,
        f if f.is_dir() => EntryKind::Folder,
        f if f.is_symlink() => EntryKind::Other(Other::Link),
        _ => EntryKind::Other(Other::Device),
    }
}
