//! Folders of other systems: by their path, looked at before anything in them is opened.

use super::super::disk::EntryKind;
use super::{About, How, Links, kind, only_file};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

pub(crate) struct Folder {
    path: PathBuf,
    links: Links,
}

impl Folder {
    /// The folder at `path`, which may lead through links; `links` is for what lies in it.
    pub(crate) fn open(path: &Path, links: Links) -> io::Result<Folder> {
        let here = Path::new(".");
        let path = if path.as_os_str().is_empty() {
            here
        } else {
            path
        };
        match fs::metadata(path)?.is_dir() {
            true => Ok(Folder {
                path: path.to_path_buf(),
                links,
            }),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(crate) fn within(&self, name: &OsStr) -> io::Result<Folder> {
        self.refuse_other(name)?;
        Folder::open(&self.path.join(name), self.links)
    }

    fn refuse_other(&self, name: &OsStr) -> io::Result<()> {
        match self.about(name).map(|a| a.kind) {
            Ok(EntryKind::Other(other)) => Err(super::Refused::Other(other).into()),
            _ => Ok(()),
        }
    }

    pub(crate) fn file(&self, name: &OsStr, how: How) -> io::Result<File> {
        self.refuse_other(name)?;
        let mut options = OpenOptions::new();
        match how {
            How::Read => options.read(true),
            How::Append => options.append(true),
            How::New => options.write(true).create_new(true),
            How::InPlace => options.read(true).write(true).create(true).truncate(false),
        };
        only_file(options.open(self.path.join(name))?)
    }

    pub(crate) fn about(&self, name: &OsStr) -> io::Result<About> {
        let path = self.path.join(name);
        let found = match self.links {
            Links::Followed => fs::metadata(path)?,
            Links::Refused => fs::symlink_metadata(path)?,
        };
        let kind = kind(found.file_type());
        Ok(About {
            kind,
            length: match kind {
                EntryKind::File => found.len(),
                _ => 0,
            },
            modified: found.modified().ok(),
        })
    }

    /// The names in this folder, in no order.
    pub(crate) fn names(&self) -> io::Result<impl Iterator<Item = io::Result<OsString>>> {
        Ok(fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name())))
    }

    /// Makes a folder in this one; one that is there already is no error.
    pub(crate) fn make(&self, name: &OsStr) -> io::Result<()> {
        match fs::create_dir(self.path.join(name)) {
            Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(e),
            _ => Ok(()),
        }
    }

    /// Renames a file within this folder, replacing what is there.
    pub(crate) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.path.join(from), self.path.join(to))
    }

    pub(crate) fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// The system keeps a folder's entries with its own journal.
    pub(crate) fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}
