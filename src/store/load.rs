//! Reading the journals folder: what is there, from the cache where that holds, else from the file.

use super::cache::{Cache, Rest, read_on};
use super::disk::{Disk, Entry, EntryKind, Refused, if_there};
use super::error::StoreError;
use super::journal::JournalReport;
use super::name::{self, FileKind, JournalName};
use super::study::Layout;
use crate::model::limits;
use rayon::prelude::*;
use std::io;
use std::path::Path;

/// A journal or a copy of one, by its folder entry.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) entry: Entry,
    /// `None` for a copy.
    pub(crate) name: Option<JournalName>,
}

/// The journals of a study by coder, device and number, then copies of them by the file's name.
pub(crate) fn list(disk: &dyn Disk, layout: &Layout) -> Result<Vec<Listed>, StoreError> {
    let folder = layout.journals();
    // Git does not keep an empty folder: a missing one holds nothing.
    let entries = match if_there(disk.list(&folder)) {
        // Nothing is read through a link; that it is one is said when the study is opened.
        Err(e) if matches!(Refused::of(&e), Some(Refused::Other(_))) => None,
        listed => listed.map_err(StoreError::disk("read", &folder))?,
    };
    let mut listed = Vec::new();
    for entry in entries.unwrap_or_default() {
        let name = match (entry.kind, name::kind(&entry.name)) {
            (EntryKind::Folder, _) | (_, FileKind::Other) => continue,
            (_, FileKind::Journal(name)) => Some(name),
            (_, FileKind::Copy) => None,
        };
        listed.push(Listed { entry, name });
    }
    let together = listed
        .iter()
        .fold(0, |sum: u64, l| sum.saturating_add(l.entry.length));
    let refused = |beyond| StoreError::disk("read", &folder)(Refused::Beyond(beyond).into());
    limits::JOURNALS.check(together).map_err(refused)?;
    // By the number, not by how it is spelt: piece 10 comes after piece 9.
    listed.sort_by(|a, b| (a.name.is_none(), &a.name).cmp(&(b.name.is_none(), &b.name)));
    Ok(listed)
}

/// How a journal came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// So many bytes were parsed.
    Parsed(u64),
    /// The cache knew another version of it; all of it was parsed.
    Replaced,
}

pub(crate) struct Loaded {
    pub(crate) report: JournalReport,
    pub(crate) from: From,
}

pub(crate) fn load(
    disk: &dyn Disk,
    path: &Path,
    name: Option<&JournalName>,
    cache: &Cache,
) -> io::Result<Loaded> {
    let kept = name.and_then(|n| cache.find(disk, path, n));
    let was_kept = kept.is_some();
    if let Some(mut report) = kept
        && let Rest::Read(bytes) = read_on(disk, &mut report)?
    {
        return Ok(Loaded {
            report,
            from: From::Parsed(bytes),
        });
    }
    let bytes = disk.read(path, limits::JOURNAL)?;
    Ok(Loaded {
        report: JournalReport::read(path.to_path_buf(), name.cloned(), &bytes),
        from: match was_kept {
            true => From::Replaced,
            false => From::Parsed(bytes.len() as u64),
        },
    })
}

/// Reads all of them, on all cores.
pub(crate) fn load_all(
    disk: &dyn Disk,
    layout: &Layout,
    listed: &[Listed],
    cache: &Cache,
) -> Vec<io::Result<Loaded>> {
    let one = |l: &Listed| load(disk, &layout.journal(&l.entry.name), l.name.as_ref(), cache);
    listed.par_iter().map(one).collect()
}
