//! What is not here any more, or is not what it was: lines that plans and submissions name, that a
//! further journal goes on after, or that this machine has read.
//!
//! What nobody had marked and this machine had not read cannot be noticed.

use super::disk::Disk;
use super::journal::{Cursor, JournalReport, PIECE, content};
use super::line::{self, LineHash, NO_LINE};
use super::name::{self, FileKind, JournalName};
use super::remembered::{Remembered, Seen};
use super::study::Layout;
use crate::model::event::Event;
use crate::model::limits;
use crate::model::mark::Mark;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What is wrong with a journal as others knew it. Never how much: it may be blind work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// Lines, or all of it, are not here.
    Missing,
    Changed,
}

impl Lack {
    /// What to say after the name of the file, with what to do.
    pub fn words(self) -> &'static str {
        match self {
            Lack::Missing => {
                ": lines that were here, or that somebody's work names, are missing; wait until \
                 the folder has synced, or take the file from a backup or from the other coder's \
                 copy"
            }
            Lack::Changed => {
                ": it is not what it was when somebody's work named it or this machine read it; \
                 put it back from a backup or from the other coder's copy"
            }
        }
    }
}

/// The journals that are here, by coder and device, in the order of their numbers.
pub(crate) struct Here<'a> {
    disk: &'a dyn Disk,
    layout: &'a Layout,
    devices: BTreeMap<(&'a str, &'a str), BTreeMap<u32, &'a JournalReport>>,
}

impl<'a> Here<'a> {
    pub(crate) fn new(
        disk: &'a dyn Disk,
        layout: &'a Layout,
        reports: impl IntoIterator<Item = &'a JournalReport>,
    ) -> Here<'a> {
        let mut devices: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for report in reports {
            if let Some(name) = &report.name {
                let device = (name.coder.as_str(), name.device.as_str());
                devices
                    .entry(device)
                    .or_default()
                    .insert(name.number, report);
            }
        }
        Here {
            disk,
            layout,
            devices,
        }
    }

    /// All that is lacking, once a file.
    pub(crate) fn lacking(&self, marks: &[Mark], remembered: &Remembered) -> Vec<(PathBuf, Lack)> {
        let mut found: BTreeMap<PathBuf, Lack> = BTreeMap::new();
        let mut find = |path: PathBuf, lack: Lack| {
            let worst = found.entry(path).or_insert(lack);
            *worst = lack.max(*worst);
        };
        for mark in marks.iter().collect::<BTreeSet<_>>() {
            if let Some((path, lack)) = self.of_mark(mark) {
                find(path, lack);
            }
        }
        for numbers in self.devices.values() {
            for (number, report) in numbers.iter().filter(|(n, _)| **n > 1) {
                if let Some(lack) = self.of_further(report, numbers.get(&(number - 1)).copied())
                    && let Some(name) = &report.name
                {
                    find(self.layout.journal(&name.before().file()), lack);
                }
            }
        }
        for (file, seen) in remembered.journals() {
            if let Some(lack) = self.of_seen(file, seen) {
                find(self.layout.journal(file), lack);
            }
        }
        found.into_iter().collect()
    }

    fn of_mark(&self, mark: &Mark) -> Option<(PathBuf, Lack)> {
        let numbers = self
            .devices
            .get(&(mark.coder.as_str(), mark.device.as_str()));
        let report = numbers.and_then(|n| n.values().find(|r| r.cursor.seq >= mark.seq));
        let Some(report) = report else {
            let last = numbers.and_then(|n| n.iter().last());
            // After a piece that is full comes another.
            let number = last.map_or(1, |(n, r)| n + u32::from(r.cursor.offset >= PIECE));
            let name = JournalName {
                coder: mark.coder.clone(),
                device: mark.device.clone(),
                number,
            };
            // A device's name comes out of other people's journals.
            return name::is_device(mark.device.as_str())
                .then(|| (self.layout.journal(&name.file()), Lack::Missing));
        };
        let path = || report.path.clone();
        let hash = match self.hash_in(report, mark.seq) {
            Ok(Some(hash)) => hash,
            Ok(None) => return Some((path(), Lack::Missing)),
            // What the system does not give out is told elsewhere.
            Err(_) => return None,
        };
        let same = mark.hash.is_empty() || line::hex(&hash) == mark.hash;
        (!same).then(|| (path(), Lack::Changed))
    }

    /// Whether the journal a further one goes on after ends as that one says.
    fn of_further(&self, report: &JournalReport, before: Option<&JournalReport>) -> Option<Lack> {
        let after = report.cursor.begins_after;
        match before {
            // Journals of format 1 name no line of another.
            _ if after == NO_LINE => None,
            None => Some(Lack::Missing),
            Some(before) if before.cursor.hash == after => None,
            Some(_) => Some(Lack::Missing),
        }
    }

    fn of_seen(&self, file: &str, seen: &Seen) -> Option<Lack> {
        let Some(report) = self.report(file) else {
            return Some(Lack::Missing);
        };
        if report.cursor.lines < seen.lines {
            return Some(Lack::Missing);
        }
        let hash = match report.cursor.lines == seen.lines {
            true => report.cursor.hash,
            false => self.hash_of_line(report, seen.lines).ok()??,
        };
        (line::hex(&hash) != seen.hash).then_some(Lack::Changed)
    }

    fn report(&self, file: &str) -> Option<&JournalReport> {
        let FileKind::Journal(name) = name::kind(file) else {
            return None;
        };
        let numbers = self
            .devices
            .get(&(name.coder.as_str(), name.device.as_str()))?;
        numbers.get(&name.number).copied()
    }

    /// The hash of one line of a device by its number, `None` where it is not here.
    pub(crate) fn hash_of(&self, mark: &Mark) -> Option<LineHash> {
        let numbers = self
            .devices
            .get(&(mark.coder.as_str(), mark.device.as_str()))?;
        let report = numbers.values().find(|r| r.cursor.seq >= mark.seq)?;
        self.hash_in(report, mark.seq).ok()?
    }

    fn hash_in(&self, report: &JournalReport, seq: u64) -> io::Result<Option<LineHash>> {
        if seq == report.cursor.seq {
            return Ok(Some(report.cursor.hash));
        }
        // A check has let go of what it has read.
        let read_again = match report.events.is_empty() && report.cursor.lines > 0 {
            true => self.read(report)?,
            false => Vec::new(),
        };
        let events = match report.events.is_empty() {
            true => &read_again,
            false => &report.events,
        };
        let at = events.partition_point(|e| e.seq < seq);
        match events.get(at).filter(|e| e.seq == seq) {
            // Where a line cannot be read the ones after it stand later.
            Some(_) if report.breaks.is_empty() => self.hash_of_line(report, at as u64 + 1),
            Some(_) => self.search(report, seq),
            None => Ok(None),
        }
    }

    fn read(&self, report: &JournalReport) -> io::Result<Vec<Arc<Event>>> {
        let bytes = self.disk.read(&report.path, limits::JOURNAL)?;
        Ok(JournalReport::read(report.path.clone(), report.name.clone(), &bytes).events)
    }

    fn hash_of_line(&self, report: &JournalReport, number: u64) -> io::Result<Option<LineHash>> {
        let bytes = self.disk.read(&report.path, limits::JOURNAL)?;
        let line = bytes.split(|b| *b == b'\n').nth(number as usize - 1);
        Ok(line.map(|line| line::hash_of(content(line, number))))
    }

    fn search(&self, report: &JournalReport, seq: u64) -> io::Result<Option<LineHash>> {
        let bytes = self.disk.read(&report.path, limits::JOURNAL)?;
        let mut lines = bytes.split(|b| *b == b'\n').zip(1..);
        Ok(lines.find_map(|(line, number)| {
            let read = line::parse(content(line, number)).ok()?;
            (read.event.seq == seq).then_some(read.hash)
        }))
    }
}

/// How far a journal was read, to be remembered.
pub(crate) fn seen(cursor: &Cursor) -> Seen {
    Seen {
        lines: cursor.lines,
        hash: line::hex(&cursor.hash),
    }
}
