//! What this machine remembers of its own journal: name, how far it was written, and what it was
//! about to write, so that after a crash either is recognised and a stranger's line is not.

use super::disk::Disk;
use super::error::StoreError;
use super::journal::{JournalReport, Tail};
use super::line;
use super::name::{JournalName, is_device};
use crate::model::ids::{CoderId, DeviceId, EventId};
use crate::model::limits;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A journal's length and the hash of its last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) length: u64,
    pub(crate) hash: String,
}

impl Mark {
    fn is_end_of(&self, report: &JournalReport) -> bool {
        let at = &report.cursor;
        at.offset == self.length
            && report.tail == Tail::Complete
            && line::hex(&at.hash) == self.hash
    }
}

/// Kept in the user's state folder, never in the study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Device {
    pub(crate) device: DeviceId,
    pub(crate) number: u32,
    pub(crate) written: Mark,
    /// What the append under way makes of it, and the act its events belong to.
    pub(crate) intended: Option<(Mark, EventId)>,
    /// What a crash left in earlier journals, to be gone on after before anything else is saved;
    /// kept because the next crash may come before that is done.
    pub(crate) left: Vec<Left>,
}

/// Lines a crash left in a journal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Left {
    /// The journal, without ending.
    pub(crate) journal: String,
    pub(crate) lines: Lines,
}

/// Where it is kept: once for the first append of a window, waited for, and at every append
/// without waiting. A crash of the machine may take the second, never the first.
#[derive(Clone, Debug)]
pub(crate) struct Memory {
    pub(crate) first: PathBuf,
    pub(crate) last: PathBuf,
}

impl Memory {
    pub(crate) fn new(state: &Path, coder: &CoderId) -> Memory {
        Memory {
            first: state.join(format!("{coder}.ron")),
            last: state.join(format!("{coder}.last.ron")),
        }
    }

    /// What was kept at the first and at the last append. A last one that speaks of another
    /// journal is from before a crash, and worth nothing.
    pub(crate) fn find(&self, disk: &dyn Disk) -> Option<(Device, Device)> {
        let last = Device::find(disk, &self.last);
        let Some(first) = Device::find(disk, &self.first) else {
            return last.clone().zip(last);
        };
        let same = |l: &Device| l.device == first.device && l.number == first.number;
        let last = last.filter(same).unwrap_or_else(|| first.clone());
        Some((first, last))
    }
}

impl Left {
    pub(crate) fn of(name: &JournalName, lines: Lines) -> Left {
        Left {
            journal: name.stem(),
            lines,
        }
    }
}

impl Device {
    /// What was kept, if it can be read.
    pub(crate) fn find(disk: &dyn Disk, path: &Path) -> Option<Device> {
        let bytes = disk.read(path, limits::MEMORY).ok()?;
        let found: Device = ron::from_str(std::str::from_utf8(&bytes).ok()?).ok()?;
        (is_device(found.device.as_str()) && found.number > 0).then_some(found)
    }

    /// Its text; empty when it cannot be written, which reads as nothing kept.
    pub(crate) fn text(&self) -> String {
        ron::to_string(self).unwrap_or_default()
    }

    pub(crate) fn name(&self, coder: &CoderId) -> JournalName {
        JournalName {
            coder: coder.clone(),
            device: self.device.clone(),
            number: self.number,
        }
    }
}

/// What one's own journal turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    /// As it was left.
    Whole,
    /// Its end was cut off by a crash: these lines were never acknowledged.
    Torn(Lines),
    /// Not what this machine remembers writing. When it still begins with what it wrote, lines
    /// after that which are no events came of a crash.
    Foreign(Option<Lines>),
}

/// Lines of a journal, counted from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Lines {
    pub(crate) from: u64,
    pub(crate) to: u64,
}

/// What stands in a journal after a mark.
struct After {
    acts: Vec<EventId>,
    length: u64,
    /// From the first line that is no event to the last.
    broken: Option<Lines>,
}

/// Compares the journal as read with what was kept of it.
pub(crate) fn recognise(
    disk: &dyn Disk,
    first: &Device,
    last: &Device,
    report: Option<&JournalReport>,
) -> Result<Found, StoreError> {
    let Some(report) = report else {
        return Ok(match last.written.length {
            0 => Found::Nothing,
            _ => Found::Foreign(None),
        });
    };
    if last.written.is_end_of(report) {
        return Ok(Found::Whole);
    }
    // The right length and the right last line are not enough here: what lies before it may
    // never have reached the disk.
    if let Some((mark, act)) = &last.intended
        && let Some(after) = after(disk, report, &last.written)?
        && after.length <= mark.length
        // Another machine with a copy of this one's memory would have acts of its own.
        && after.acts.iter().all(|a| a == act)
    {
        return Ok(after.broken.map_or(Found::Whole, Found::Torn));
    }
    let after = after(disk, report, &first.written)?;
    Ok(Found::Foreign(after.and_then(|a| a.broken)))
}

/// Reads what follows `mark`, if the journal still begins with what was written up to there.
fn after(
    disk: &dyn Disk,
    report: &JournalReport,
    mark: &Mark,
) -> Result<Option<After>, StoreError> {
    let path = &report.path;
    let bytes = disk
        .read(path, limits::JOURNAL)
        .map_err(StoreError::disk("read", path))?;
    let Some((before, rest)) = bytes.split_at_checked(mark.length as usize) else {
        return Ok(None);
    };
    let mut read = JournalReport::read(path.clone(), report.name.clone(), before);
    if !mark.is_end_of(&read) {
        return Ok(None);
    }
    let (events, breaks) = (read.events.len(), read.breaks.len());
    read.read_on(rest);
    let lines = read.cursor.lines;
    let to = lines + u64::from(read.tail != Tail::Complete);
    let from = read.breaks.get(breaks).map_or(lines + 1, |b| b.line);
    Ok(Some(After {
        acts: read.events[events..].iter().map(|e| e.act()).collect(),
        length: bytes.len() as u64,
        broken: (from <= to).then_some(Lines { from, to }),
    }))
}
