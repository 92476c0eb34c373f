//! Names of journals: `<coder>.<device>.<n>.ronl`, and what sync tools make of them.

use crate::model::ids::{CoderId, DeviceId};
use serde::{Deserialize, Serialize};
use std::fmt;

pub const ENDING: &str = ".ronl";

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JournalName {
    pub coder: CoderId,
    pub device: DeviceId,
    /// 1, 2, 3…: a further one is begun when the former is full or broke.
    pub number: u32,
}

impl JournalName {
    /// The name without its ending, as `Continued` events give it.
    pub fn stem(&self) -> String {
        format!("{}.{}.{}", self.coder, self.device, self.number)
    }

    /// The journal this one goes on after; itself, where it is the first.
    pub fn before(&self) -> JournalName {
        JournalName {
            number: self.number.saturating_sub(1).max(1),
            ..self.clone()
        }
    }

    /// The file's name.
    pub fn file(&self) -> String {
        format!("{}{ENDING}", self.stem())
    }

    fn of_stem(stem: &str) -> Option<JournalName> {
        let mut parts = stem.split('.');
        let (coder, device, number) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !is_device(device) {
            return None;
        }
        let name = JournalName {
            coder: coder.parse().ok()?,
            device: DeviceId(device.into()),
            number: number.parse().ok().filter(|n| *n > 0)?,
        };
        // One spelling only: `01` or `+1` is somebody's copy.
        (name.stem() == stem).then_some(name)
    }
}

impl fmt::Display for JournalName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stem())
    }
}

/// Eight lower-case letters and digits.
pub fn is_device(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.len() == 8 && text.bytes().all(allowed)
}

/// What a file in `journals/` is, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    Journal(JournalName),
    /// A journal's lines under another name: a sync tool's or somebody's copy.
    Copy,
    /// Nothing of ours: temporary and hidden files.
    Other,
}

pub fn kind(name: &str) -> FileKind {
    match name.strip_suffix(ENDING) {
        Some(_) if name.starts_with(['.', '~']) => FileKind::Other,
        Some(stem) => JournalName::of_stem(stem).map_or(FileKind::Copy, FileKind::Journal),
        None => FileKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journals_copies_and_the_rest_are_told_apart() {
        let FileKind::Journal(name) = kind("ana.k3f9a2xx.12.ronl") else {
            panic!("no journal")
        };
        assert_eq!(name.file(), "ana.k3f9a2xx.12.ronl");
        for copy in [
            "ana.k3f9a2xx.1 (conflicted copy 2026-01-02).ronl",
            "ana.k3f9a2xx.1 2.ronl",
            "ana.k3f9a2xx.1.sync-conflict-20260102-101112-ABCDEFG.ronl",
            "Copy of ana.k3f9a2xx.1.ronl",
            "ana.k3f9a2xx.01.ronl",
            "ana.k3f9a2xx.0.ronl",
        ] {
            assert_eq!(kind(copy), FileKind::Copy, "{copy}");
        }
        for other in [
            ".ana.k3f9a2xx.1.ronl",
            "~ana.ronl",
            "ana.k3f9a2xx.1.ronl.tmp",
            "README",
        ] {
            assert_eq!(kind(other), FileKind::Other, "{other}");
        }
    }
}
