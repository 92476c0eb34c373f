//! Saving: events are stamped, chained, and on the disk before they are handed back.

use super::device::{Device, Left, Memory};
use super::disk::{Access, create_folder};
use super::error::{ReadOnly, StoreError};
use super::journal::JournalReport;
use super::line::{self, Draft, LineHash};
use super::name::JournalName;
use super::notice::Notice;
use super::open_study::{Own, Store, Tracked};
use crate::model::event::{Change, Event};
use crate::model::ids::EventId;
use rayon::prelude::*;
use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Lines ready to be written, with the journal as it stands once they are.
struct Batch {
    bytes: Vec<u8>,
    events: Vec<Arc<Event>>,
    /// Start of the last line within `bytes`.
    last: u64,
    /// What the first line names as the line before it.
    begins_after: LineHash,
    after: Own,
}

/// Lines made at once on all cores: a few megabytes are held beside the batch.
const AT_ONCE: usize = 4096;

impl Batch {
    /// Makes the lines of its events. Only tying each to the one before it is done one by one.
    fn compose(&mut self) -> Result<(), StoreError> {
        for events in self.events.chunks(AT_ONCE) {
            let drafts = events.par_iter().map(|event| Draft::of(event));
            let drafts: Result<Vec<Draft>, _> = drafts.collect();
            let mut lines = Vec::with_capacity(events.len());
            for draft in drafts.map_err(|_| StoreError::Unwritable)? {
                let prev = self.after.hash;
                let (line, hash) = draft.after(&prev);
                self.after.hash = hash;
                lines.push((line, prev));
            }
            let read_back = events.par_iter().zip(&lines);
            if !read_back.all(|(event, (line, prev))| line::says(line, event, prev)) {
                return Err(StoreError::Unwritable);
            }
            for (line, _) in lines {
                self.last = self.bytes.len() as u64;
                self.bytes.extend(line);
                self.bytes.push(b'\n');
            }
        }
        self.after.seq = self.events.last().map_or(self.after.seq, |e| e.seq);
        Ok(())
    }
}

impl Store {
    /// Saves one act: one write, one sync for all its events, which are returned once they are on
    /// the disk. After an error nothing of it counts as saved, and the store is read-only.
    pub fn append(
        &mut self,
        changes: &[(EventId, Change)],
        now_ms: u64,
    ) -> Result<Vec<Arc<Event>>, StoreError> {
        if let Some(why) = self.read_only() {
            return Err(StoreError::ReadOnly(why));
        }
        self.leave_meddled_journal();
        self.append_regardless(changes, now_ms)
    }

    /// Saves even while a break makes the study read-only: how one goes on after it.
    pub(crate) fn append_regardless(
        &mut self,
        changes: &[(EventId, Change)],
        now_ms: u64,
    ) -> Result<Vec<Arc<Event>>, StoreError> {
        if let Some(why) = &self.fixed {
            return Err(StoreError::ReadOnly(why.clone()));
        }
        let Some(own) = self.own.clone() else {
            return Err(StoreError::ReadOnly(ReadOnly::NoCoder));
        };
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        self.read_all();
        let own = self.for_next_act(own);
        self.own = Some(own.clone());
        let batch = self.compose(own, changes, now_ms)?;
        let path = self.layout.journal(&batch.after.name.file());
        if let Err(e) = self.write(&batch, &path) {
            self.fail(&path, &e);
            let why = e.to_string();
            return Err(StoreError::ReadOnly(ReadOnly::WriteFailed { path, why }));
        }
        Ok(self.acknowledge(batch, &path))
    }

    fn compose(
        &mut self,
        own: Own,
        changes: &[(EventId, Change)],
        now_ms: u64,
    ) -> Result<Batch, StoreError> {
        let events = self.stamped(&own, changes, now_ms)?;
        let mut batch = Batch {
            bytes: Vec::new(),
            last: 0,
            begins_after: own.hash,
            events,
            after: own,
        };
        batch.compose()?;
        batch.after.length += batch.bytes.len() as u64;
        batch.after.begun = true;
        Ok(batch)
    }

    /// The events of one act, as they will stand in one's own journal.
    fn stamped(
        &mut self,
        own: &Own,
        changes: &[(EventId, Change)],
        now_ms: u64,
    ) -> Result<Vec<Arc<Event>>, StoreError> {
        let act = (changes.len() > 1).then(|| changes[0].0);
        let mut ids = HashSet::new();
        let mut events = Vec::with_capacity(changes.len());
        let mut seq = own.seq;
        for (id, change) in changes {
            if self.known.has(*id) || !ids.insert(*id) {
                return Err(StoreError::SameEvent(*id));
            }
            let clock = self.known.tick(now_ms);
            self.known.set_clock(clock);
            seq = seq.saturating_add(1);
            events.push(Arc::new(Event {
                id: *id,
                clock,
                coder: own.name.coder.clone(),
                device: own.name.device.clone(),
                seq,
                act,
                format: self.format,
                change: self.complete(change),
                moved: None,
            }));
        }
        Ok(events)
    }

    fn write(&mut self, batch: &Batch, path: &Path) -> io::Result<()> {
        let (Some(before), Some(first)) = (self.own.clone(), batch.events.first()) else {
            return Ok(());
        };
        let after = &batch.after;
        let mut device = Device {
            device: after.name.device.clone(),
            number: after.name.number,
            written: Store::mark(before.length, &before.hash),
            intended: Some((Store::mark(after.length, &after.hash), first.act())),
            left: before.left.clone(),
        };
        self.remember(&device, &after.name);
        let folder = self.layout.journals();
        if !before.begun {
            // Git does not keep empty folders.
            create_folder(&*self.disk, &folder, Access::Usual)?;
            self.disk.create_new(path)?;
        }
        self.disk.append(path, &batch.bytes)?;
        if !before.begun {
            self.disk.sync_folder(&folder)?;
        }
        // A sync tool that put another file in its place meanwhile has taken our lines with it.
        if self.disk.length(path)? != after.length {
            return Err(io::Error::other("another program changed it meanwhile"));
        }
        // From here on a shorter journal is not our doing.
        device.written = Store::mark(after.length, &after.hash);
        device.intended = None;
        device.left = after.left.clone();
        self.remember(&device, &after.name);
        Ok(())
    }

    /// Should this fail, the next window takes a new device id, and nothing else comes of it.
    fn remember(&mut self, device: &Device, name: &JournalName) {
        let memory = Memory::new(&self.state, &name.coder);
        let text = device.text();
        if self.remembered.as_ref() != Some(name)
            && self.disk.replace(&memory.first, text.as_bytes()).is_ok()
        {
            self.remembered = Some(name.clone());
        }
        // Always as long, so that it is written in place.
        let padded = format!("{text:<600}");
        let _ = self.disk.jot(&memory.last, padded.as_bytes());
    }

    fn acknowledge(&mut self, batch: Batch, path: &Path) -> Vec<Arc<Event>> {
        let Batch {
            events,
            bytes,
            last,
            begins_after,
            after,
        } = batch;
        for event in &events {
            self.known.take(event);
        }
        let tracked = self
            .journals
            .entry(after.name.file())
            .or_insert_with(|| Tracked {
                report: JournalReport::empty(path.to_path_buf(), Some(after.name.clone())),
                length: 0,
                modified: None,
            });
        tracked.length = after.length;
        tracked.modified = None;
        let cursor = &mut tracked.report.cursor;
        if cursor.lines == 0 {
            cursor.begins_after = begins_after;
        }
        cursor.last = cursor.offset + last;
        cursor.offset += bytes.len() as u64;
        cursor.lines += events.len() as u64;
        cursor.hash = after.hash;
        cursor.format = self.format;
        cursor.seq = after.seq;
        tracked.report.events.extend(events.iter().cloned());
        self.own = Some(after);
        events
    }

    /// From now on nothing can be saved.
    pub(crate) fn fail(&mut self, path: &Path, error: &io::Error) {
        self.fixed = Some(ReadOnly::WriteFailed {
            path: path.to_path_buf(),
            why: error.to_string(),
        });
    }

    /// Whether one's own journal is as long as this machine made it.
    fn is_meddled(&self, own: &Own) -> bool {
        let path = self.layout.journal(&own.name.file());
        match (own.begun, self.disk.length(&path)) {
            (true, Ok(length)) => length != own.length,
            (true, Err(_)) => true,
            // Not begun by us, yet there: another machine has this device id.
            (false, there) => there.is_ok(),
        }
    }

    /// Goes on under a new device id when somebody else has written in one's own journal.
    pub(crate) fn leave_meddled_journal(&mut self) {
        let Some(own) = self.own.clone().filter(|own| self.is_meddled(own)) else {
            return;
        };
        let path = self.layout.journal(&own.name.file());
        self.pending.push(Notice::NewDevice { path });
        self.own = Some(self.new_device(&own.name.coder));
    }

    /// Writes that one goes on after lines which were not events or never saved.
    pub(crate) fn go_on_after(&mut self, left: &[Left], now_ms: u64) -> Vec<Arc<Event>> {
        let continued = |left: &Left| {
            let change = Change::Continued {
                journal: left.journal.clone(),
                from_line: left.lines.from,
                to_line: left.lines.to,
            };
            (self.chance.event(now_ms), change)
        };
        let changes: Vec<_> = left.iter().map(continued).collect();
        // An error has made the store read-only, which it says of itself.
        let events = self.append_regardless(&changes, now_ms).unwrap_or_default();
        if let Some(own) = &mut self.own
            && self.fixed.is_none()
        {
            own.left.clear();
        }
        events
    }
}
