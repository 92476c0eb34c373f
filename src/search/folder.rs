//! The folder of the index: one sub-folder in use, named by a small file that is swapped in one
//! step, so a search never meets a half-built index and a damaged one is simply left behind.

use super::error::SearchError;
use super::manifest::Manifest;
use super::stream::{self, Tagged};
use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use tantivy::Index;
use tantivy::tokenizer::TextAnalyzer;

const POINTER: &str = "current";
const LOCK: &str = "lock";
const PREFIX: &str = "text-";

/// Makes the folder, for its owner's eyes only: the index holds transcripts in plain text.
pub(super) fn make(folder: &Path) -> Result<(), SearchError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        builder.mode(0o700);
        builder.create(folder).map_err(at(folder))?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(at(folder))
    }
    #[cfg(not(unix))]
    builder.create(folder).map_err(at(folder))
}

/// The right to change what is in the folder, held until it is dropped.
pub(super) fn lock(folder: &Path) -> Result<File, SearchError> {
    let path = folder.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(SearchError::Busy {
            path: folder.to_owned(),
        }),
        Err(TryLockError::Error(why)) => Err(SearchError::Folder { path, why }),
    }
}

/// Opens the index in use, with what it holds; `None` when there is none or it is damaged.
///
/// Every file is checked against its checksum (about 10 GB/s): a damaged one must be found here,
/// not as a wrong answer or a panic of the search library later.
pub(super) fn open(folder: &Path) -> Option<(Index, Manifest)> {
    let path = current(folder)?;
    let index = Index::open_in_dir(&path).ok()?;
    let metas = index.load_metas().ok()?;
    let manifest = serde_json::from_str(metas.payload.as_deref()?).ok()?;
    // The library's own check trusts its list of files, which may be the damaged one. Files of
    // segments that are not committed yet are none of our business.
    for name in metas.list_segment_files() {
        if path.join(&name).exists() && !index.directory().validate_checksum(&name).ok()? {
            return None;
        }
    }
    register(&index);
    Some((index, manifest))
}

/// A sub-folder that was not there before.
pub(super) fn fresh(folder: &Path) -> Result<PathBuf, SearchError> {
    let taken = subfolders(folder)
        .iter()
        .filter_map(|p| number(p))
        .max()
        .unwrap_or(0);
    let path = folder.join(format!("{PREFIX}{}", taken + 1));
    fs::create_dir(&path).map_err(at(&path))?;
    Ok(path)
}

/// Puts a sub-folder into use and removes the others.
pub(super) fn swap(folder: &Path, to: &Path) -> Result<(), SearchError> {
    let pointer = folder.join(POINTER);
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let write = || {
        let mut file = atomic_write_file::AtomicWriteFile::open(&pointer)?;
        file.write_all(name.as_bytes())?;
        file.commit()
    };
    write().map_err(at(&pointer))?;
    for old in subfolders(folder).iter().filter(|p| *p != to) {
        // One that cannot be removed now is tried again next time.
        let _ = fs::remove_dir_all(old);
    }
    Ok(())
}

/// Makes the tokenizer known to an index.
pub(super) fn register(index: &Index) {
    let analyzer = TextAnalyzer::from(Tagged::default());
    index.tokenizers().register(stream::NAME, analyzer);
}

fn current(folder: &Path) -> Option<PathBuf> {
    let mut name = String::new();
    // It names a folder beside it; anything longer is not what was written.
    let mut pointer = File::open(folder.join(POINTER)).ok()?.take(100);
    pointer.read_to_string(&mut name).ok()?;
    subfolders(folder)
        .into_iter()
        .find(|p| p.file_name().is_some_and(|n| n == name.trim()))
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|e| e.path())
        .filter(|p| number(p).is_some())
        .collect();
    found.sort();
    found
}

fn number(path: &Path) -> Option<u64> {
    path.file_name()?
        .to_str()?
        .strip_prefix(PREFIX)?
        .parse()
        .ok()
}

/// Names the path in an error of the system.
fn at(path: &Path) -> impl Fn(std::io::Error) -> SearchError + '_ {
    |why| SearchError::Folder {
        path: path.to_owned(),
        why,
    }
}
