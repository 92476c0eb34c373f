//! What this machine remembers of journals it has read, so that what is cut off or taken away
//! afterwards is noticed. It lies in the user's state folder, never in the study.

use super::disk::{Access, Disk};
use crate::model::limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How far a journal was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) lines: u64,
    /// What the line after the last of them would name it by, in hex.
    pub(crate) hash: String,
}

/// The journals of a study this machine has read, by file name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Remembered(BTreeMap<String, Seen>);

impl Remembered {
    fn file(state: &Path) -> PathBuf {
        state.join("read.ron")
    }

    /// What is remembered; nothing where it cannot be read.
    pub(crate) fn find(disk: &dyn Disk, state: &Path) -> Remembered {
        let bytes = disk
            .read(&Remembered::file(state), limits::MEMORY)
            .unwrap_or_default();
        let text = String::from_utf8(bytes).unwrap_or_default();
        ron::from_str(&text).unwrap_or_default()
    }

    pub(crate) fn journals(&self) -> impl Iterator<Item = (&String, &Seen)> {
        self.0.iter()
    }

    /// Goes on from what was read. What was read further once stays as it was, and is missed at
    /// every opening until it is here again.
    pub(crate) fn read_on(&mut self, file: &str, seen: Seen) {
        let further = |before: &Seen| before.lines < seen.lines;
        if self.0.get(file).is_none_or(further) {
            self.0.insert(file.to_owned(), seen);
        }
    }

    /// Keeps it. Should this fail, something lost meanwhile may go unnoticed, and nothing else.
    pub(crate) fn keep(&self, disk: &dyn Disk, state: &Path) {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new());
        if let Ok(text) = text
            && disk.create_folder(state, Access::Private).is_ok()
        {
            let _ = disk.put(&Remembered::file(state), text.as_bytes());
        }
    }

    /// Forgets all: what is missing is taken for gone for good.
    pub(crate) fn forget(disk: &dyn Disk, state: &Path) -> std::io::Result<()> {
        disk.replace(&Remembered::file(state), b"{}")
    }
}
