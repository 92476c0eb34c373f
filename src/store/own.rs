//! One's own journal: recognised on opening, gone on with, or left for another.

use super::device::{self, Found, Left, Lines, Mark, Memory};
use super::error::StoreError;
use super::journal::PIECE;
use super::line::{self, LineHash, NO_LINE};
use super::name::JournalName;
use super::notice::Notice;
use super::open_study::{Own, Store, Tracked};
use crate::model::event::Event;
use crate::model::ids::CoderId;
use crate::model::limits;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Store {
    /// Recognises one's own journal, or begins another.
    pub(crate) fn find_own(
        &mut self,
        coder: &CoderId,
        now_ms: u64,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Arc<Event>>, StoreError> {
        let Some((first, last)) = Memory::new(&self.state, coder).find(&*self.disk) else {
            self.own = Some(self.new_device(coder));
            return Ok(Vec::new());
        };
        let name = last.name(coder);
        let report = self.journals.get(&name.file()).map(|t| &t.report);
        let found = device::recognise(&*self.disk, &first, &last, report)?;
        let mut left = first.left;
        left.extend(last.left);
        left.sort();
        left.dedup();
        let path = self.layout.journal(&name.file());
        if found != Found::Nothing && self.journals.contains_key(&name.file()) {
            self.sync_own(&path);
        }
        let own = match found {
            Found::Nothing => self.unbegun(name),
            Found::Whole => self.begun(name),
            Found::Foreign(broken) => {
                notices.push(Notice::NewDevice { path });
                left.extend(broken.map(|lines| Left::of(&name, lines)));
                self.new_device(coder)
            }
            Found::Torn(lines) => {
                let kept = self.set_aside(&name, lines);
                notices.push(Notice::TornLine { path, kept });
                left.push(Left::of(&name, lines));
                self.unbegun(self.next_number(&name))
            }
        };
        left.retain(|l| !self.known.is_gone_on_after(coder, l));
        self.own = Some(Own {
            left: left.clone(),
            ..own
        });
        Ok(self.go_on_after(&left, now_ms))
    }

    /// What came through a crash may still be only in the system's memory, and is shown as saved.
    fn sync_own(&mut self, path: &Path) {
        let synced = self
            .disk
            .sync_data(path)
            .and_then(|()| self.disk.sync_folder(&self.layout.journals()));
        if let Err(e) = synced {
            self.fail(path, &e);
        }
    }

    fn begun(&self, name: JournalName) -> Own {
        let unbegun = self.unbegun(name);
        match self.journals.get(&unbegun.name.file()) {
            Some(t) => Own {
                length: t.report.cursor.offset,
                hash: t.report.cursor.hash,
                begun: true,
                ..unbegun
            },
            None => unbegun,
        }
    }

    /// A journal not begun yet. In format 2 its first line names the last one of the journal
    /// before it, also where that ends in a torn one.
    pub(crate) fn unbegun(&self, name: JournalName) -> Own {
        let before = self.journals.get(&name.before().file());
        let before = before.filter(|_| self.format > 1 && name.number > 1);
        Own {
            length: 0,
            hash: before.map_or(NO_LINE, |t| t.report.cursor.hash),
            begun: false,
            seq: self.last_seq(&name),
            left: Vec::new(),
            name,
        }
    }

    /// A first journal under a device id nobody has.
    pub(crate) fn new_device(&mut self, coder: &CoderId) -> Own {
        loop {
            let device = self.chance.device();
            let name = JournalName {
                coder: coder.clone(),
                device,
                number: 1,
            };
            let begins = format!("{coder}.{}.", name.device);
            if !self.journals.keys().any(|file| file.starts_with(&begins)) {
                return self.unbegun(name);
            }
        }
    }

    /// The next journal of the same device.
    pub(crate) fn next_number(&self, name: &JournalName) -> JournalName {
        let mut next = name.clone();
        while next.number == name.number || self.journals.contains_key(&next.file()) {
            next.number += 1;
        }
        next
    }

    /// The journal the next act goes to: a further one where this one is full, or was begun in an
    /// earlier format.
    pub(crate) fn for_next_act(&self, own: Own) -> Own {
        let tracked = self.journals.get(&own.name.file());
        let format = tracked.map_or(self.format, |t| t.report.cursor.format.max(1));
        let is_full = self.format > 1 && own.length >= PIECE;
        if !own.begun || !is_full && format == self.format {
            return own;
        }
        Own {
            left: own.left.clone(),
            ..self.unbegun(self.next_number(&own.name))
        }
    }

    /// The last sequence number of a coder's device, in all its journals and copies of them.
    fn last_seq(&self, name: &JournalName) -> u64 {
        let of = |t: &&Tracked| {
            let owner = t.report.cursor.owner.as_ref();
            owner.is_some_and(|(c, d)| *c == name.coder && *d == name.device)
        };
        let last = |t: &Tracked| {
            let most = t.report.events.iter().map(|e| e.seq).max().unwrap_or(0);
            most.max(t.report.cursor.seq)
        };
        self.journals
            .values()
            .filter(of)
            .map(last)
            .max()
            .unwrap_or(0)
    }

    /// Copies what a crash cut off out of the study, for whoever wants to look at it. It also
    /// stays in the journal, so a copy that fails loses nothing.
    fn set_aside(&self, name: &JournalName, lines: Lines) -> Option<PathBuf> {
        let bytes = self
            .disk
            .read(&self.layout.journal(&name.file()), limits::JOURNAL)
            .ok()?;
        let before = bytes.split_inclusive(|b| *b == b'\n');
        let from: usize = before.take(lines.from as usize - 1).map(<[u8]>::len).sum();
        let kept = self.state.join(format!("torn-{name}-line-{}", lines.from));
        self.disk.replace(&kept, &bytes[from..]).ok()?;
        Some(kept)
    }

    /// How far a journal was written; one not begun has no last line of its own.
    pub(crate) fn mark(length: u64, hash: &LineHash) -> Mark {
        let hash = if length == 0 { &NO_LINE } else { hash };
        Mark {
            length,
            hash: line::hex(hash),
        }
    }
}
