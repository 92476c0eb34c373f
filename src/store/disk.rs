//! The file layer: everything the store asks of a disk, so that a test can take the disk's place
//! and crash it.

use crate::model::limits::{Beyond, Limit};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name within the folder.
    pub name: String,
    pub kind: EntryKind,
    /// Length in bytes; 0 for what is no file.
    pub length: u64,
    /// When it was last written, where the system says.
    pub modified: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    File,
    Folder,
    Other(Other),
}

/// What may stand where a study has its files and folders, and is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A symbolic link, wherever it leads.
    Link,
    Pipe,
    Socket,
    Device,
}

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Other::Link => "a symbolic link",
            Other::Pipe => "a pipe",
            Other::Socket => "a socket",
            Other::Device => "a device",
        })
    }
}

/// What the file layer itself refuses; the system was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Neither a file nor a folder.
    #[error("it is {0}, neither file nor folder")]
    Other(Other),
    /// A folder where a file should be.
    #[error("it is a folder, not a file")]
    Folder,
    #[error(transparent)]
    Beyond(#[from] Beyond),
}

impl Refused {
    /// What the file layer refused, if it was the one to refuse.
    pub fn of(error: &io::Error) -> Option<Refused> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl From<Refused> for io::Error {
    fn from(why: Refused) -> io::Error {
        io::Error::other(why)
    }
}

/// Who may look into a new folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// As the user's system decides for new folders.
    Usual,
    /// The user alone (0700).
    Private,
}

/// A lock held; given back when dropped.
pub struct Lock(#[allow(dead_code)] Box<dyn Send + Sync>);

impl Lock {
    /// Holds `guard` until the lock is dropped.
    pub fn new(guard: impl Send + Sync + 'static) -> Lock {
        Lock(Box::new(guard))
    }
}

impl std::fmt::Debug for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lock")
    }
}

#[derive(Debug)]
pub enum Locking {
    Held(Lock),
    /// Somebody else has it; the note they left.
    Taken(String),
}

/// What the store asks of a disk. Paths are taken as they come; nothing is cached.
///
/// A call that fails may have done part of its work, as on a real disk.
pub trait Disk: Send + Sync {
    /// From now on nothing below `folder` is reached through a link, or read or written that is
    /// neither file nor folder. `folder` itself may be a link.
    fn confine(&self, folder: &Path);
    /// Entries of a folder, in name order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;
    fn read(&self, file: &Path, limit: Limit) -> io::Result<Vec<u8>> {
        self.read_from(file, 0, limit)
    }
    /// A file from byte `offset` to its end; empty when `offset` lies beyond the end. The whole
    /// file must be within the limit.
    fn read_from(&self, file: &Path, offset: u64, limit: Limit) -> io::Result<Vec<u8>>;
    /// A file's length in bytes.
    fn length(&self, file: &Path) -> io::Result<u64>;
    /// Makes a folder and those above it; one that is there already is no error.
    fn create_folder(&self, folder: &Path, access: Access) -> io::Result<()>;
    /// Makes an empty file; an error when there is one already.
    fn create_new(&self, file: &Path) -> io::Result<()>;
    /// Adds `bytes` to the end of an existing file and returns once they are on the disk: one
    /// write and one sync of the file's data through the same handle, so no error goes unseen.
    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Returns once the file's data is on the disk.
    fn sync_data(&self, file: &Path) -> io::Result<()>;
    /// Returns once the folder's entries are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Writes a whole file: old or new contents after a crash, and new once this has returned.
    fn replace(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes a whole file, whole or not at all for other programs, but without waiting for the
    /// disk: after a crash of the machine anything may stand there.
    fn put(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes a small file in place, without waiting for the disk: next to nothing while the
    /// length stays the same, where `put` costs the next sync of the folder's disk dearly.
    fn jot(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Takes the lock at `file`, leaving `note` for whoever asks after us.
    fn try_lock(&self, file: &Path, note: &str) -> io::Result<Locking>;
    /// Whether there is a file or folder of this name.
    fn exists(&self, path: &Path) -> io::Result<bool>;
}

pub(crate) fn parent(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// `Ok(None)` where the file or folder is simply not there.
pub(crate) fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// Makes a folder and those above it, and returns once they are on the disk.
pub(crate) fn create_folder(disk: &dyn Disk, folder: &Path, access: Access) -> io::Result<()> {
    let named = folder
        .ancestors()
        .filter(|f| f.parent().is_some_and(|above| above != Path::new("")));
    let new: Vec<&Path> = named
        .take_while(|f| !matches!(disk.exists(f), Ok(true)))
        .collect();
    disk.create_folder(folder, access)?;
    for above in new.iter().filter_map(|f| f.parent()) {
        match disk.sync_folder(above) {
            // A folder that may be passed through but not opened, such as /home on some systems.
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {}
            synced => synced?,
        }
    }
    Ok(())
}
