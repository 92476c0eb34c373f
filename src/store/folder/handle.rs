//! Folders of Unix: what is in them is opened through their handle, name by name.

use super::super::disk::{EntryKind, Other};
use super::{About, How, Links, only_file};
use rustix::fs::{self, AtFlags, FileType, Mode, OFlags};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

pub(crate) struct Folder {
    handle: OwnedFd,
    links: Links,
}

const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC);

/// As the user's mask leaves it.
const USUAL: Mode = Mode::from_raw_mode(0o777);
const FILE: Mode = Mode::from_raw_mode(0o666);

impl Folder {
    /// The folder at `path`, which may lead through links; `links` is for what lies in it.
    pub(crate) fn open(path: &Path, links: Links) -> io::Result<Folder> {
        let here = Path::new(".");
        let path = if path.as_os_str().is_empty() {
            here
        } else {
            path
        };
        let handle = fs::open(path, FOLDER, Mode::empty())?;
        Ok(Folder { handle, links })
    }

    pub(crate) fn within(&self, name: &OsStr) -> io::Result<Folder> {
        let opened = fs::openat(&self.handle, name, FOLDER | self.follow(), Mode::empty());
        let handle = opened.map_err(|e| self.why(name, e.into()))?;
        Ok(Folder {
            handle,
            links: self.links,
        })
    }

    fn follow(&self) -> OFlags {
        match self.links {
            Links::Followed => OFlags::empty(),
            Links::Refused => OFlags::NOFOLLOW,
        }
    }

    /// A file in this folder. Without waiting: a pipe nobody writes into would hold up the program.
    pub(crate) fn file(&self, name: &OsStr, how: How) -> io::Result<File> {
        let how = match how {
            How::Read => OFlags::RDONLY,
            How::Append => OFlags::WRONLY | OFlags::APPEND,
            How::New => OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL,
            How::InPlace => OFlags::RDWR | OFlags::CREATE,
        };
        let flags = how | self.follow() | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let opened = fs::openat(&self.handle, name, flags, FILE);
        only_file(opened.map_err(|e| self.why(name, e.into()))?.into())
    }

    /// The system's words for a link or a pipe it would not open are of no help.
    fn why(&self, name: &OsStr, error: io::Error) -> io::Error {
        match self.about(name).map(|a| a.kind) {
            Ok(EntryKind::Other(other)) => super::Refused::Other(other).into(),
            _ => error,
        }
    }

    pub(crate) fn about(&self, name: &OsStr) -> io::Result<About> {
        let flags = match self.links {
            Links::Followed => AtFlags::empty(),
            Links::Refused => AtFlags::SYMLINK_NOFOLLOW,
        };
        let found = fs::statat(&self.handle, name, flags)?;
        let kind = match FileType::from_raw_mode(found.st_mode) {
            FileType::RegularFile => EntryKind::File,
            FileType::Directory => EntryKind::Folder,
            FileType::Symlink => EntryKind::Other(Other::Link),
            FileType::Fifo => EntryKind::Other(Other::Pipe),
            FileType::Socket => EntryKind::Other(Other::Socket),
            _ => EntryKind::Other(Other::Device),
        };
        let length = match kind {
            EntryKind::File => u64::try_from(found.st_size).unwrap_or(0),
            _ => 0,
        };
        let since = |s: u64| Duration::new(s, u32::try_from(found.st_mtime_nsec).unwrap_or(0));
        let seconds = u64::try_from(found.st_mtime).ok();
        Ok(About {
            kind,
            length,
            modified: seconds.and_then(|s| SystemTime::UNIX_EPOCH.checked_add(since(s))),
        })
    }

    /// The names in this folder, in no order.
    pub(crate) fn names(&self) -> io::Result<impl Iterator<Item = io::Result<OsString>>> {
        let names = fs::Dir::read_from(&self.handle)?.map(|entry| {
            let name = entry?.file_name().to_bytes().to_vec();
            Ok(OsString::from_vec(name))
        });
        Ok(names.filter(|n| !matches!(n, Ok(n) if n == "." || n == "..")))
    }

    /// Makes a folder in this one; one that is there already is no error.
    pub(crate) fn make(&self, name: &OsStr) -> io::Result<()> {
        match fs::mkdirat(&self.handle, name, USUAL) {
            Ok(()) | Err(rustix::io::Errno::EXIST) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }

    /// Renames a file within this folder, replacing what is there.
    pub(crate) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(fs::renameat(&self.handle, from, &self.handle, to)?)
    }

    pub(crate) fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.handle, name, AtFlags::empty())?)
    }

    /// Returns once the folder's entries are on the disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        Ok(fs::fsync(&self.handle)?)
    }
}
