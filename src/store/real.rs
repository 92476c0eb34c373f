//! The real disk.

use super::disk::{Access, Disk, Entry, EntryKind, Lock, Locking, parent};
use atomic_write_file::AtomicWriteFile;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// The machine's own file system.
#[derive(Debug, Default)]
pub struct RealDisk {
    /// Tells apart temporary files of one process.
    temporary: AtomicU64,
}

impl RealDisk {
    /// The real disk.
    pub fn new() -> RealDisk {
        RealDisk::default()
    }
}

impl Disk for RealDisk {
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // Follows links; a file that vanished since the listing is no entry.
            let Ok(about) = fs::metadata(entry.path()) else {
                continue;
            };
            let kind = if about.is_dir() {
                EntryKind::Folder
            } else {
                EntryKind::File
            };
            entries.push(Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                kind,
                length: if about.is_dir() { 0 } else { about.len() },
                modified: about.modified().ok(),
            });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn read_from(&self, file: &Path, offset: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(file)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        Ok(fs::metadata(file)?.len())
    }

    fn create_folder(&self, folder: &Path, access: Access) -> io::Result<()> {
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

    fn create_new(&self, file: &Path) -> io::Result<()> {
        File::create_new(file).map(drop)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).open(file)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn sync_data(&self, file: &Path) -> io::Result<()> {
        OpenOptions::new().append(true).open(file)?.sync_data()
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    // Windows keeps a folder's entries with the file system's own journal.
    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn replace(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut writing = AtomicWriteFile::open(file)?;
        writing.write_all(bytes)?;
        writing.commit()?;
        self.sync_folder(&parent(file))
    }

    fn put(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        let mut name = file.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}-{number}.tmp", std::process::id()));
        let temporary = file.with_file_name(name);
        let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, file));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    fn jot(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        file.write_all(bytes)?;
        if file.metadata()?.len() != bytes.len() as u64 {
            file.set_len(bytes.len() as u64)?;
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn try_lock(&self, path: &Path, note: &str) -> io::Result<Locking> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0)?;
                file.write_all(note.as_bytes())?;
                Ok(Locking::Held(Lock::new(Held(file))))
            }
            Err(TryLockError::WouldBlock) => {
                let mut left = String::new();
                let _ = file.read_to_string(&mut left);
                Ok(Locking::Taken(left))
            }
            Err(TryLockError::Error(e)) => Err(e),
        }
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        fs::exists(path)
    }
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
        assert_eq!(disk.read_from(&a, 4).unwrap(), b"two\n");
        assert_eq!(disk.read_from(&a, 400).unwrap(), b"");
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
