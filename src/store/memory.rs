//! A disk in memory that can crash, for tests of this crate and of others.
//!
//! It is stricter than real ones: file contents that were not synced and entries of folders that
//! were not synced are lost, in whole or from a random point on.

use super::disk::{Access, Disk, Entry, EntryKind, Lock, Locking, Refused, parent};
use crate::model::limits::Limit;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

/// What a crash does to what was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    Clean,
    /// A random part of it is kept, some of it as zeros.
    Torn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    File(usize),
    Folder,
}

#[derive(Default)]
struct Folder {
    now: BTreeMap<String, Node>,
    synced: BTreeMap<String, Node>,
    /// Entries made since the last sync, in order.
    pending: Vec<(String, Node)>,
}

#[derive(Default)]
struct Contents {
    now: Vec<u8>,
    synced: Vec<u8>,
    written: u64,
}

struct Tree {
    folders: BTreeMap<PathBuf, Folder>,
    files: Vec<Contents>,
    clock: u64,
    random: u64,
    /// Writing operations left before the disk dies.
    left: Option<u64>,
    dead: bool,
    locks: Arc<Mutex<BTreeSet<PathBuf>>>,
}

/// An in-memory disk; clones share their contents.
#[derive(Clone)]
pub struct MemoryDisk(Arc<Mutex<Tree>>);

struct Guard(PathBuf, Arc<Mutex<BTreeSet<PathBuf>>>);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Ok(mut locks) = self.1.lock() {
            locks.remove(&self.0);
        }
    }
}

impl Default for MemoryDisk {
    fn default() -> Self {
        MemoryDisk::new(1)
    }
}

impl MemoryDisk {
    /// An empty disk; `seed` decides what torn writes keep.
    pub fn new(seed: u64) -> MemoryDisk {
        let root = BTreeMap::from([(PathBuf::from("/"), Folder::default())]);
        MemoryDisk(Arc::new(Mutex::new(Tree {
            folders: root,
            files: Vec::new(),
            clock: 0,
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            left: None,
            dead: false,
            locks: Arc::default(),
        })))
    }

    /// The disk fails in the middle of the `operations`-th writing operation from now, and at all
    /// that follow, until it crashes.
    pub fn die_after(&self, operations: u64) {
        self.tree().left = Some(operations);
    }

    /// The machine loses power and starts again: locks are gone, and so is what was not synced.
    pub fn crash(&self, how: Crash) {
        self.tree().crash(how);
    }

    /// The program ended and the machine did not: what was written is there, locks are gone.
    pub fn revive(&self) {
        let mut tree = self.tree();
        tree.left = None;
        tree.dead = false;
        tree.locks = Arc::default();
    }

    /// Sets a file's contents from outside, as a sync tool or an editor would.
    pub fn meddle(&self, file: &Path, bytes: &[u8]) {
        let mut tree = self.tree();
        let at = match tree.file(file) {
            Ok(at) => at,
            Err(_) => tree.link_new(file),
        };
        let clock = tree.clock + 1;
        tree.clock = clock;
        tree.files[at] = Contents {
            now: bytes.to_vec(),
            synced: bytes.to_vec(),
            written: clock,
        };
        let folder = parent(file);
        tree.sync_entries(&folder);
    }

    /// Takes a file away from outside.
    pub fn remove(&self, file: &Path) {
        let mut tree = self.tree();
        if let Ok(folder) = tree.folder(&parent(file)) {
            folder.now.remove(&name_of(file));
            folder.synced.remove(&name_of(file));
            folder.pending.clear();
        }
    }

    fn tree(&self) -> MutexGuard<'_, Tree> {
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// The tree for writing, unless the disk is dead or dies now.
    fn writing(&self) -> io::Result<MutexGuard<'_, Tree>> {
        let mut tree = self.tree();
        tree.spend()?;
        Ok(tree)
    }
}

fn missing(path: &Path) -> io::Error {
    io::Error::new(
        ErrorKind::NotFound,
        format!("{} is not there", path.display()),
    )
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

impl Tree {
    fn next_random(&mut self, below: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random % (below as u64 + 1)) as usize
    }

    fn spend(&mut self) -> io::Result<()> {
        match self.left {
            Some(0) => self.dead = true,
            Some(n) => self.left = Some(n - 1),
            None => {}
        }
        if self.dead {
            return Err(io::Error::other("the disk is gone"));
        }
        Ok(())
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        let folder = self.folders.get(&parent(path));
        match folder.and_then(|f| f.now.get(&name_of(path))) {
            Some(Node::File(at)) => Ok(*at),
            _ => Err(missing(path)),
        }
    }

    fn folder(&mut self, path: &Path) -> io::Result<&mut Folder> {
        self.folders.get_mut(path).ok_or_else(|| missing(path))
    }

    /// Links an empty file; its folder must be there.
    fn link_new(&mut self, path: &Path) -> usize {
        let at = self.files.len();
        self.files.push(Contents::default());
        let name = name_of(path);
        if let Some(folder) = self.folders.get_mut(&parent(path)) {
            folder.now.insert(name.clone(), Node::File(at));
            folder.pending.push((name, Node::File(at)));
        }
        at
    }

    fn make_folder(&mut self, path: &Path) {
        if self.folders.contains_key(path) {
            return;
        }
        let above = parent(path);
        if above != path {
            self.make_folder(&above);
        }
        if let Some(folder) = self.folders.get_mut(&above) {
            folder.now.insert(name_of(path), Node::Folder);
            folder.pending.push((name_of(path), Node::Folder));
        }
        self.folders.insert(path.to_path_buf(), Folder::default());
    }

    fn write(&mut self, at: usize, bytes: &[u8]) {
        self.clock += 1;
        self.files[at].written = self.clock;
        self.files[at].now.extend_from_slice(bytes);
    }

    fn sync_entries(&mut self, path: &Path) {
        if let Some(folder) = self.folders.get_mut(path) {
            folder.synced = folder.now.clone();
            folder.pending.clear();
        }
    }

    fn crash(&mut self, how: Crash) {
        for at in 0..self.files.len() {
            let kept = self.survivor(at, how);
            self.files[at].now = kept.clone();
            self.files[at].synced = kept;
        }
        let paths: Vec<PathBuf> = self.folders.keys().cloned().collect();
        for path in paths {
            let pending = self.folders[&path].pending.len();
            let keep = if how == Crash::Torn {
                self.next_random(pending)
            } else {
                0
            };
            let Some(folder) = self.folders.get_mut(&path) else {
                continue;
            };
            folder.synced.extend(folder.pending.drain(..).take(keep));
            folder.pending.clear();
            folder.now = folder.synced.clone();
        }
        self.drop_unreachable();
        self.left = None;
        self.dead = false;
        self.locks = Arc::default();
    }

    fn survivor(&mut self, at: usize, how: Crash) -> Vec<u8> {
        let synced = self.files[at].synced.clone();
        let now = self.files[at].now.clone();
        if how == Crash::Clean || now == synced {
            return synced;
        }
        if !now.starts_with(&synced) {
            return vec![synced, now, Vec::new()].swap_remove(self.next_random(2));
        }
        let kept = synced.len() + self.next_random(now.len() - synced.len());
        let mut bytes = now[..kept].to_vec();
        if self.next_random(3) == 0 {
            // A page that never reached the disk reads as zeros.
            let from = synced.len() + self.next_random(kept - synced.len());
            let to = from + self.next_random(kept - from);
            bytes[from..to].fill(0);
        }
        bytes
    }

    fn drop_unreachable(&mut self) {
        let paths: Vec<PathBuf> = self.folders.keys().cloned().collect();
        for path in paths.iter().filter(|p| p.as_path() != Path::new("/")) {
            let above = self.folders.get(&parent(path));
            if !above.is_some_and(|f| f.now.get(&name_of(path)) == Some(&Node::Folder)) {
                self.folders.remove(path);
            }
        }
    }
}

impl Disk for MemoryDisk {
    /// There are no links here.
    fn confine(&self, _: &Path) {}

    fn list(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let mut tree = self.tree();
        let entries = tree.folder(path)?.now.clone();
        let entry = |(name, node): (String, Node)| match node {
            Node::File(at) => Entry {
                name,
                kind: EntryKind::File,
                length: tree.files[at].now.len() as u64,
                modified: Some(
                    SystemTime::UNIX_EPOCH + Duration::from_millis(tree.files[at].written),
                ),
            },
            Node::Folder => Entry {
                name,
                kind: EntryKind::Folder,
                length: 0,
                modified: None,
            },
        };
        Ok(entries.into_iter().map(entry).collect())
    }

    fn read_from(&self, file: &Path, offset: u64, limit: Limit) -> io::Result<Vec<u8>> {
        let tree = self.tree();
        let at = tree.file(file)?;
        let bytes = &tree.files[at].now;
        limit.check(bytes.len() as u64).map_err(Refused::from)?;
        Ok(bytes.get(offset as usize..).unwrap_or_default().to_vec())
    }

    fn length(&self, file: &Path) -> io::Result<u64> {
        let tree = self.tree();
        let at = tree.file(file)?;
        Ok(tree.files[at].now.len() as u64)
    }

    fn create_folder(&self, folder: &Path, _: Access) -> io::Result<()> {
        self.writing()?.make_folder(folder);
        Ok(())
    }

    fn create_new(&self, file: &Path) -> io::Result<()> {
        let mut tree = self.writing()?;
        tree.folder(&parent(file))?;
        if tree.file(file).is_ok() {
            return Err(io::Error::from(ErrorKind::AlreadyExists));
        }
        tree.link_new(file);
        Ok(())
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut tree = self.tree();
        let at = tree.file(file)?;
        let dead = tree.dead;
        if let Err(e) = tree.spend() {
            if dead {
                return Err(e);
            }
            // Dying in the middle: part of it may have reached the system.
            let part = tree.next_random(bytes.len());
            tree.write(at, &bytes[..part]);
            return Err(e);
        }
        tree.write(at, bytes);
        drop(tree);
        self.sync_data(file)
    }

    fn sync_data(&self, file: &Path) -> io::Result<()> {
        let mut tree = self.writing()?;
        let at = tree.file(file)?;
        tree.files[at].synced = tree.files[at].now.clone();
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut tree = self.writing()?;
        tree.folder(folder)?;
        tree.sync_entries(folder);
        Ok(())
    }

    fn replace(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.put(file, bytes)?;
        let mut tree = self.tree();
        // Its contents reach the disk before its name does.
        let at = tree.file(file)?;
        tree.files[at].synced = bytes.to_vec();
        drop(tree);
        self.sync_folder(&parent(file))
    }

    fn put(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut tree = self.writing()?;
        tree.folder(&parent(file))?;
        let at = tree.link_new(file);
        tree.write(at, bytes);
        Ok(())
    }

    fn jot(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut tree = self.writing()?;
        tree.folder(&parent(file))?;
        let at = match tree.file(file) {
            Ok(at) => at,
            Err(_) => tree.link_new(file),
        };
        tree.files[at].now.clear();
        tree.write(at, bytes);
        Ok(())
    }

    fn try_lock(&self, file: &Path, note: &str) -> io::Result<Locking> {
        let tree = self.writing()?;
        let locks = tree.locks.clone();
        let fresh = locks.lock().is_ok_and(|mut l| l.insert(file.to_path_buf()));
        if fresh {
            return Ok(Locking::Held(Lock::new(Guard(file.to_path_buf(), locks))));
        }
        Ok(Locking::Taken(note.to_owned()))
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        let tree = self.tree();
        Ok(tree.folders.contains_key(path) || tree.file(path).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::limits;

    #[test]
    fn a_crash_keeps_what_was_synced_and_nothing_else() {
        let disk = MemoryDisk::new(7);
        let (a, b) = (Path::new("/s/a"), Path::new("/s/b"));
        disk.create_folder(Path::new("/s"), Access::Usual).unwrap();
        disk.create_new(a).unwrap();
        disk.append(a, b"kept").unwrap();
        disk.sync_folder(Path::new("/s")).unwrap();
        disk.sync_folder(Path::new("/")).unwrap();
        disk.create_new(b).unwrap();
        disk.append(b, b"its entry was never synced").unwrap();
        disk.put(a, b"not waited for").unwrap();
        disk.crash(Crash::Clean);
        assert_eq!(disk.read(a, limits::JOURNAL).unwrap(), b"kept");
        assert!(!disk.exists(b).unwrap());
    }

    #[test]
    fn a_dying_disk_keeps_at_most_a_part_of_the_last_write() {
        for seed in 0..200 {
            let disk = MemoryDisk::new(seed);
            let a = Path::new("/a");
            disk.create_new(a).unwrap();
            disk.sync_folder(Path::new("/")).unwrap();
            disk.append(a, b"one\n").unwrap();
            disk.die_after(seed % 2);
            assert!(disk.append(a, b"two\n").is_err());
            disk.crash(Crash::Torn);
            let left = disk.read(a, limits::JOURNAL).unwrap();
            assert!(left.starts_with(b"one\n") && left.len() <= 8);
        }
    }
}
