//! Many files written together: each is synced once, on all cores, and each folder once.

use super::disk::{Access, Disk, Entry, Locking};
use super::error::StoreError;
use super::open_study::Store;
use crate::model::limits::Limit;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What has to be brought to the disk still.
#[derive(Debug, Default)]
struct Unsynced {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

/// A disk that syncs nothing until it is told to. What is written through it counts as written only
/// after that.
struct Later {
    disk: Arc<dyn Disk>,
    unsynced: Mutex<Unsynced>,
}

impl Later {
    fn note(&self, file: Option<&Path>, folder: Option<&Path>) {
        // Whoever panics here leaves whole sets behind.
        let mut unsynced = self.unsynced.lock().unwrap_or_else(PoisonError::into_inner);
        unsynced.files.extend(file.map(Path::to_path_buf));
        unsynced.folders.extend(folder.map(Path::to_path_buf));
    }

    /// Returns once everything is on the disk.
    fn sync(&self) -> io::Result<()> {
        let mut unsynced = self.unsynced.lock().unwrap_or_else(PoisonError::into_inner);
        let Unsynced { files, folders } = std::mem::take(&mut *unsynced);
        let file = |file: &PathBuf| self.disk.sync_data(file);
        files.par_iter().try_for_each(file)?;
        // A folder that may be passed through but not opened, such as /home on some systems.
        let folder = |folder: &PathBuf| match self.disk.sync_folder(folder) {
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            synced => synced,
        };
        folders.par_iter().try_for_each(folder)
    }
}

impl Disk for Later {
    fn confine(&self, folder: &Path) {
        self.disk.confine(folder);
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.disk.list(folder)
    }
    fn read_from(&self, file: &Path, offset: u64, limit: Limit) -> io::Result<Vec<u8>> {
        self.disk.read_from(file, offset, limit)
    }
    fn length(&self, file: &Path) -> io::Result<u64> {
        self.disk.length(file)
    }
    fn create_folder(&self, folder: &Path, access: Access) -> io::Result<()> {
        self.disk.create_folder(folder, access)
    }
    fn create_new(&self, file: &Path) -> io::Result<()> {
        self.disk.create_new(file)
    }
    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.disk.append(file, bytes)
    }
    fn sync_data(&self, file: &Path) -> io::Result<()> {
        self.note(Some(file), None);
        Ok(())
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.note(None, Some(folder));
        Ok(())
    }
    fn replace(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.disk.put(file, bytes)?;
        self.note(Some(file), file.parent());
        Ok(())
    }
    fn put(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.disk.put(file, bytes)
    }
    fn jot(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.disk.jot(file, bytes)
    }
    fn try_lock(&self, file: &Path, note: &str) -> io::Result<Locking> {
        self.disk.try_lock(file, note)
    }
    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.disk.exists(path)
    }
}

impl Store {
    /// Writes files of sources together: all of them are on the disk when this returns. Nothing is to
    /// be saved meanwhile.
    ///
    /// # Errors
    /// If they could not be brought to the disk; then none of them counts as written.
    pub fn together<T>(&mut self, write: impl FnOnce(&Store) -> T) -> Result<T, StoreError> {
        let disk = self.disk.clone();
        let later = Arc::new(Later {
            disk: disk.clone(),
            unsynced: Mutex::default(),
        });
        self.disk = later.clone();
        let written = write(self);
        self.disk = disk;
        let sources = self.layout.sources();
        later.sync().map_err(StoreError::disk("write", &sources))?;
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::ids::SourceId;
    use crate::store::memory::Crash;
    use crate::store::source::tests::structure;
    use crate::store::tests::Study;

    /// What was written together is there after a crash, whatever the disk does with what it was not
    /// told to sync.
    #[test]
    fn what_was_written_together_outlives_a_crash() {
        for seed in 0..40 {
            let study = Study::new(seed);
            let mut ana = study.open("ana").0;
            let ids: Vec<SourceId> = (0..5).map(|n| SourceId(format!("s{n}").into())).collect();
            let text = |id: &SourceId| format!("what {id} says");
            let written = ana.together(|store| {
                let each = ids.iter().map(|id| {
                    store.write_source(id, &text(id), &structure(3), text(id).as_bytes(), "txt")
                });
                each.collect::<Result<Vec<()>, _>>()
            });
            written.unwrap().unwrap();
            study.disk.crash(Crash::Torn);
            let again = study.open("ana").0;
            for id in &ids {
                let document = again.load_document(id, 1).unwrap();
                assert_eq!(document.text.as_str(), text(id));
            }
        }
    }
}
