//! The real disk.

use super::disk::{Access, Disk, Entry, Lock, Locking, Refused};
use super::folder::{Folder, How, Links};
use crate::model::limits::{self, Limit};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// The machine's own file system.
#[derive(Debug, Default)]
pub struct RealDisk {
    /// Tells apart temporary files of one process.
    temporary: AtomicU64,
    /// Folders below which no link is followed.
    confined: RwLock<Vec<PathBuf>>,
}

impl RealDisk {
    pub fn new() -> RealDisk {
        RealDisk::default()
    }

    /// The confined folder `path` lies in, and the names that lead from there to it.
    fn inside(&self, path: &Path) -> io::Result<Option<(PathBuf, Vec<OsString>)>> {
        let confined = self.confined.read().unwrap_or_else(PoisonError::into_inner);
        let below = |root: &PathBuf| Some((root.clone(), path.strip_prefix(root).ok()?));
        let Some((root, rest)) = confined.iter().find_map(below) else {
            return Ok(None);
        };
        let name = |c: Component<'_>| match c {
            Component::Normal(name) => Ok(name.to_os_string()),
            _ => Err(io::ErrorKind::InvalidFilename.into()),
        };
        let names = rest.components().map(name).collect::<io::Result<_>>()?;
        Ok(Some((root, names)))
    }

    fn folder(&self, path: &Path) -> io::Result<Folder> {
        let Some((root, names)) = self.inside(path)? else {
            return Folder::open(path, Links::Followed);
        };
        let root = Folder::open(&root, Links::Refused);
        names.iter().fold(root, |folder, name| folder?.within(name))
    }

    /// The folder a path lies in, and its name there. Of a confined folder itself it is the one
    /// above, which is not confined.
    fn place<'a>(&self, path: &'a Path) -> io::Result<(Folder, &'a OsStr)> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        Ok((self.folder(path.parent().unwrap_or(Path::new("")))?, name))
    }

    fn open(&self, path: &Path, how: How) -> io::Result<File> {
        let (folder, name) = self.place(path)?;
        folder.file(name, how)
    }

    /// Writes a whole file beside and renames it.
    fn write_beside(&self, file: &Path, bytes: &[u8], wait: bool) -> io::Result<()> {
        let (folder, name) = self.place(file)?;
        // What a rename would replace is looked at like what would be opened.
        match folder.about(name) {
            Ok(there) => drop(there.file_length()?),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e),
        }
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        let mut beside = OsString::from(".");
        beside.push(name);
        beside.push(format!(".{}-{number}.tmp", std::process::id()));
        let write = || {
            let mut writing = folder.file(&beside, How::New)?;
            writing.write_all(bytes)?;
            if wait {
                writing.sync_all()?;
            }
            folder.rename(&beside, name)
        };
        // One of this name is left of a process that was killed, and had our number.
        let _ = folder.remove(&beside);
        let written = write();
        if written.is_err() {
            let _ = folder.remove(&beside);
        } else if wait {
            folder.sync()?;
        }
        written
    }
}

/// The rest of a file; the whole of it must be within the limit, whatever is added meanwhile.
pub(super) fn rest_of(mut file: File, offset: u64, limit: Limit) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    limit.check(length).map_err(Refused::from)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::with_capacity(length.saturating_sub(offset) as usize);
    let most = (limit.most + 1).saturating_sub(offset);
    let read = file.take(most).read_to_end(&mut bytes)?;
    limit.check(offset + read as u64).map_err(Refused::from)?;
    Ok(bytes)
}

impl Disk for RealDisk {
    fn confine(&self, folder: &Path) {
        let mut confined = self
            .confined
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if !confined.iter().any(|f| f == folder) {
            confined.push(folder.to_path_buf());
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let folder = self.folder(path)?;
        let mut entries = Vec::new();
        for name in folder.names()? {
            let name = name?;
            // A file that vanished since the listing is no entry.
            let Ok(about) = folder.about(&name) else {
                continue;
            };
            let there = entries.len() as u64 + 1;
            limits::ENTRIES.check(there).map_err(Refused::from)?;
            entries.push(Entry {
                name: name.to_string_lossy().into_owned(),
                kind: about.kind,
                length: about.length,
                modified: about.modified,
            });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn read_from(&self, file: &Path, offset: u64, limit: Limit) -> io::Result<Vec<u8>> {
        rest_of(self.open(file, How::Read)?, offset, limit)
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        let (folder, name) = self.place(file)?;
        folder.about(name)?.file_length()
    }

    fn create_folder(&self, folder: &Path, access: Access) -> io::Result<()> {
        if let Some((root, names)) = self.inside(folder)? {
            create_folders(&root, access)?;
            let root = Folder::open(&root, Links::Refused);
            return names
                .iter()
                .try_fold(root?, |above, name| {
                    above.make(name)?;
                    above.within(name)
                })
                .map(drop);
        }
        create_folders(folder, access)
    }

    fn create_new(&self, file: &Path) -> io::Result<()> {
        self.open(file, How::New).map(drop)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.open(file, How::Append)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn sync_data(&self, file: &Path) -> io::Result<()> {
        self.open(file, How::Append)?.sync_data()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.folder(folder)?.sync()
    }

    fn replace(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write_beside(file, bytes, true)
    }

    fn put(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write_beside(file, bytes, false)
    }

    fn jot(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.open(path, How::InPlace)?;
        file.write_all(bytes)?;
        if file.metadata()?.len() != bytes.len() as u64 {
            file.set_len(bytes.len() as u64)?;
        }
        Ok(())
    }

    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Locking> {
        let mut file = self.open(path, How::InPlace)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0)?;
                file.write_all(note.as_bytes())?;
                Ok(Locking::Held(Lock::new(Held(file))))
            }
            Err(TryLockError::WouldBlock) => {
                let left = rest_of(file, 0, limits::MEMORY).unwrap_or_default();
                Ok(Locking::Taken(String::from_utf8_lossy(&left).into_owned()))
            }
            Err(TryLockError::Error(e)) => Err(e),
        }
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        if path.file_name().is_none() {
            return fs::exists(path);
        }
        let about = self
            .place(path)
            .and_then(|(folder, name)| folder.about(name));
        match about {
            Ok(_) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(e),
        }
    }
}

fn create_folders(folder: &Path, access: Access) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if access == Access::Private {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    #[cfg(not(unix))]
    let _ = access;
    builder.create(folder)
}

/// A locked file. It is unlocked, not only closed: a process just being started may hold it open.
struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appends_replaces_and_lists() {
        let dir = tempfile::tempdir().unwrap();
        let disk = RealDisk::new();
        let a = dir.path().join("a");
        disk.create_new(&a).unwrap();
        assert!(disk.create_new(&a).is_err());
        disk.append(&a, b"one\n").unwrap();
        disk.append(&a, b"two\n").unwrap();
        assert_eq!(disk.read_from(&a, 4, limits::JOURNAL).unwrap(), b"two\n");
        assert_eq!(disk.read_from(&a, 400, limits::JOURNAL).unwrap(), b"");
        disk.replace(&a, b"x").unwrap();
        disk.put(&dir.path().join("b"), b"yy").unwrap();
        disk.jot(&dir.path().join("b"), b"long").unwrap();
        disk.jot(&dir.path().join("b"), b"zz").unwrap();
        let names: Vec<_> = disk.list(dir.path()).unwrap();
        let names: Vec<_> = names.iter().map(|e| (e.name.as_str(), e.length)).collect();
        assert_eq!(names, [("a", 1), ("b", 2)]);
        assert!(disk.append(&dir.path().join("none"), b"").is_err());
    }

    #[test]
    fn a_lock_is_held_once_and_leaves_its_note() {
        let dir = tempfile::tempdir().unwrap();
        let disk = RealDisk::new();
        let path = dir.path().join("ana.lock");
        let Locking::Held(lock) = disk.try_lock(&path, "first").unwrap() else {
            panic!("free")
        };
        match disk.try_lock(&path, "second").unwrap() {
            Locking::Taken(note) => assert_eq!(note, "first"),
            Locking::Held(_) => panic!("held twice"),
        }
        drop(lock);
        assert!(matches!(
            disk.try_lock(&path, "third").unwrap(),
            Locking::Held(_)
        ));
    }
}
