//! Reading a journal: lines to events, each checked against the line before it.

use super::line::{self, LineHash, NO_LINE};
use super::name::JournalName;
use crate::model::event::Event;
use crate::model::ids::{CoderId, DeviceId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::BufRead;
use std::path::PathBuf;
use std::sync::Arc;

/// How far a journal has been read: all its complete lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Where the next line begins, in bytes.
    pub offset: u64,
    /// Where the last complete line begins.
    pub last: u64,
    pub lines: u64,
    /// Hash of the last complete line.
    pub hash: LineHash,
    /// Sequence number of the last complete line, counted on where it could not be read.
    pub seq: u64,
    /// Whose lines they are, by the file's name or else by the first that could be read.
    pub owner: Option<(CoderId, DeviceId)>,
    /// Whether the last complete line could be read.
    pub sound: bool,
    /// The version of the format its lines are written in; 0 before the first that could be read.
    pub format: u32,
    /// What the first line names as the line before it, in the journal before this one.
    pub begins_after: LineHash,
}

impl Cursor {
    pub fn start(name: Option<&JournalName>) -> Cursor {
        Cursor {
            offset: 0,
            last: 0,
            lines: 0,
            hash: NO_LINE,
            seq: 0,
            owner: name.map(|n| (n.coder.clone(), n.device.clone())),
            sound: true,
            format: 0,
            begins_after: NO_LINE,
        }
    }
}

/// What counts of a stored line: tools that convert line ends or put a mark at the start of a file
/// change no event.
pub(crate) fn content(stored: &[u8], number: u64) -> &[u8] {
    let content = stored.strip_suffix(b"\r").unwrap_or(stored);
    match number {
        1 => content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content),
        _ => content,
    }
}

/// Why a journal breaks at a line. It never says what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    Unreadable,
    /// It is not what its own digest says.
    Digest,
    /// It does not follow from the line before it: one of the two was changed, or one is missing.
    Chain,
    /// Its number does not follow the one before it.
    Sequence,
    /// It names another coder or device than the file does.
    Owner,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Unreadable => "cannot be read",
            Why::Digest => "was changed after it was written",
            Why::Chain => "does not fit the line before it",
            Why::Sequence => "does not have the number that follows the line before it",
            Why::Owner => "names another coder or device than the file",
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// Line, from 1.
    pub line: u64,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tail {
    Complete,
    /// With part of a line: still arriving, or torn when it is one's own.
    StillArriving {
        bytes: u64,
    },
}

#[derive(Clone, Debug)]
pub struct JournalReport {
    pub path: PathBuf,
    /// Whose, by its name; `None` for a copy.
    pub name: Option<JournalName>,
    /// Its events, in the order they stand there.
    pub events: Vec<Arc<Event>>,
    pub tail: Tail,
    pub breaks: Vec<Break>,
    pub cursor: Cursor,
}

impl JournalReport {
    pub fn empty(path: PathBuf, name: Option<JournalName>) -> JournalReport {
        let cursor = Cursor::start(name.as_ref());
        JournalReport {
            path,
            name,
            events: Vec::new(),
            tail: Tail::Complete,
            breaks: Vec::new(),
            cursor,
        }
    }

    pub fn read(path: PathBuf, name: Option<JournalName>, bytes: &[u8]) -> JournalReport {
        let mut report = JournalReport::empty(path, name);
        report.read_on(bytes);
        report
    }

    /// Reads on with `bytes`, which begin where the cursor stands.
    pub fn read_on(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        self.tail = loop {
            let mut after = rest;
            // Reading what is in memory does not fail.
            let length = after.skip_until(b'\n').unwrap_or(0);
            match rest[..length].strip_suffix(b"\n") {
                Some(line) => self.line(line, length as u64),
                None if length == 0 => break Tail::Complete,
                None => {
                    let bytes = length as u64;
                    break Tail::StillArriving { bytes };
                }
            }
            rest = after;
        };
    }

    fn line(&mut self, stored: &[u8], length: u64) {
        let at = &mut self.cursor;
        at.lines += 1;
        let content = content(stored, at.lines);
        at.last = at.offset;
        at.offset += length;
        let before = at.hash;
        let sound = at.sound;
        let Ok(line) = line::parse(content) else {
            at.hash = line::hash(content);
            at.sound = false;
            at.seq = at.seq.saturating_add(1);
            self.broken(Why::Unreadable);
            return;
        };
        let line::Parsed { event, prev, .. } = line;
        at.hash = line.hash;
        if at.format == 0 {
            at.format = event.format;
        }
        at.sound = line.is_sound && event.format == at.format;
        let is_sound = at.sound;
        // A further journal, and a copy's first line, may begin at any number.
        let free = at.lines == 1 && self.name.as_ref().is_none_or(|n| n.number > 1);
        // From format 2 it then names the last line of the journal before it.
        if free && event.format > 1 {
            at.begins_after = prev;
        }
        let chained = prev == before || !sound || free && event.format > 1;
        let follows = event.seq == at.seq.saturating_add(1) || free && event.seq > 0;
        at.seq = event.seq;
        let owner = at
            .owner
            .get_or_insert_with(|| (event.coder.clone(), event.device.clone()));
        let owned = owner.0 == event.coder && owner.1 == event.device;
        // After a line that cannot be read the chain says nothing new.
        if !is_sound {
            self.broken(Why::Digest);
        } else if !chained {
            self.broken(Why::Chain);
        } else if !owned {
            self.broken(Why::Owner);
        } else if !follows {
            self.broken(Why::Sequence);
        }
        // Nobody speaks for somebody else: what names another coder is no event of theirs.
        if owned {
            self.events.push(Arc::new(event));
        }
    }

    fn broken(&mut self, why: Why) {
        self.breaks.push(Break {
            line: self.cursor.lines,
            why,
        });
    }
}

/// A journal is closed after the act that makes it longer than this, in bytes: what syncs and git
/// carry again at every change stays small. An act is never divided.
pub(crate) const PIECE: u64 = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::arbitrary::{journal_bytes, name};

    fn read(bytes: &[u8]) -> JournalReport {
        JournalReport::read("j".into(), Some(name("ana", 1)), bytes)
    }

    #[test]
    fn a_sound_journal_reads_without_breaks() {
        let report = read(&journal_bytes("ana", 1, 5));
        assert_eq!(report.events.len(), 5);
        assert_eq!((report.breaks.len(), report.tail), (0, Tail::Complete));
        assert_eq!((report.cursor.seq, report.cursor.lines), (5, 5));
    }

    #[test]
    fn the_last_line_may_still_be_arriving() {
        let bytes = journal_bytes("ana", 1, 5);
        let mut report = read(&bytes[..bytes.len() - 4]);
        assert_eq!(report.events.len(), 4);
        assert!(matches!(report.tail, Tail::StillArriving { .. }));
        let from = report.cursor.offset as usize;
        report.read_on(&bytes[from..]);
        assert_eq!((report.events.len(), report.tail), (5, Tail::Complete));
        assert!(report.breaks.is_empty());
    }

    #[test]
    fn a_line_that_cannot_be_read_breaks_there_alone() {
        let text = String::from_utf8(journal_bytes("ana", 1, 5)).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines[2] = "<<<<<<< HEAD";
        let report = read(format!("{}\n", lines.join("\n")).as_bytes());
        let only = Break {
            line: 3,
            why: Why::Unreadable,
        };
        assert_eq!((report.events.len(), report.breaks), (4, vec![only]));
    }

    #[test]
    fn a_changed_line_a_missing_line_and_a_foreign_line_are_found() {
        let text = String::from_utf8(journal_bytes("ana", 1, 5)).unwrap();
        let changed = text.replacen("note 2", "note X", 1);
        let found = read(changed.as_bytes()).breaks;
        assert_eq!((found[0].line, found[0].why), (2, Why::Digest));
        assert_eq!(found.len(), 1, "the line itself, and no other");
        let lines: Vec<&str> = text.lines().collect();
        let missing = [&lines[..2], &lines[3..]].concat().join("\n") + "\n";
        let report = read(missing.as_bytes());
        assert_eq!(
            (report.breaks[0].why, report.breaks[0].line),
            (Why::Chain, 3)
        );
        let foreign = JournalReport::read("j".into(), Some(name("bo", 1)), text.as_bytes());
        assert_eq!(foreign.breaks[0].why, Why::Owner);
        assert_eq!(foreign.events.len(), 0, "nobody speaks for somebody else");
    }

    #[test]
    fn converted_line_ends_and_a_mark_at_the_start_change_nothing() {
        let text = String::from_utf8(journal_bytes("ana", 1, 5)).unwrap();
        let converted = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let report = read(converted.as_bytes());
        assert!(report.breaks.is_empty());
        assert_eq!(report.events.len(), 5);
    }
}
