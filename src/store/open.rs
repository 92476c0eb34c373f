//! Opening a study: all its events, what the user should know, and whether it can be written.

use super::cache::Cache;
use super::chance::Chance;
use super::disk::{Access, Disk, Lock, Locking, create_folder};
use super::error::{ReadOnly, StoreError};
use super::journal::{Cursor, JournalReport, Tail};
use super::known::{self, Known, Taken};
use super::line;
use super::load::{self, From, Loaded};
use super::missing::{self, Here, Lack};
use super::notice::Notice;
use super::open_study::{Store, Tracked};
use super::others::{Depth, others};
use super::places::Places;
use super::remembered::Remembered;
use super::study::{self, Layout};
use crate::model::event::{Event, FORMAT};
use crate::model::ids::{CoderId, DeviceId};
use crate::model::mark::Mark;
use crate::model::view::View;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// An open study, its events in their total order, and what the user should know.
pub type Opened = (Store, Vec<Arc<Event>>, Vec<Notice>);

impl Store {
    /// Opens the study in `dir`. It is read-only, and says why, without a coder, when another
    /// window of this coder has it open, and when a journal breaks in the middle.
    pub fn open(
        disk: Arc<dyn Disk>,
        dir: &Path,
        places: Places,
        coder: Option<CoderId>,
        now_ms: u64,
    ) -> Result<Opened, StoreError> {
        Store::begin(disk, dir, places, coder)?.read(now_ms)
    }

    /// Opens the study to what the coder may see of it: as it was kept, where that is how things
    /// stand, else folded from all events, and kept.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_to_view(
        disk: Arc<dyn Disk>,
        dir: &Path,
        places: Places,
        coder: Option<CoderId>,
        now_ms: u64,
    ) -> Result<(Store, View, Vec<Notice>), StoreError> {
        let mut store = Store::begin(disk, dir, places, coder)?;
        if let Some(mut view) = store.find_kept() {
            let mut notices = Vec::new();
            let events = store.make_ready(now_ms, &mut notices)?;
            if !events.is_empty() {
                view.admit(events);
            }
            notices.extend(store.read_only().map(Notice::ReadOnly));
            return Ok((store, view, notices));
        }
        let (store, events, notices) = store.read(now_ms)?;
        let view = View::new(events, store.coder.clone());
        store.keep(&view);
        Ok((store, view, notices))
    }

    fn begin(
        disk: Arc<dyn Disk>,
        dir: &Path,
        places: Places,
        coder: Option<CoderId>,
    ) -> Result<Store, StoreError> {
        let info = study::read(&*disk, dir)?;
        let mut store = Store {
            layout: Layout::new(dir),
            state: places.state.join(info.id.to_string()),
            cache: Cache::new(places.cache.join(info.id.to_string())),
            chance: Chance::new(places.seed),
            places,
            disk,
            format: info.format,
            info,
            coder,
            lock: None,
            own: None,
            remembered: None,
            fixed: None,
            journals: BTreeMap::new(),
            known: Known::default(),
            remembered_lines: Remembered::default(),
            unread: None,
            clean: false,
            pending: Vec::new(),
        };
        match store.take_lock() {
            Ok(lock) => store.lock = Some(lock),
            Err(why) => store.fixed = Some(why),
        }
        Ok(store)
    }

    fn read(mut self, now_ms: u64) -> Result<Opened, StoreError> {
        let (mut events, mut notices) = self.load_journals(now_ms)?;
        events.extend(self.make_ready(now_ms, &mut notices)?);
        notices.extend(self.lacking());
        self.clean = notices.is_empty();
        notices.extend(self.read_only().map(Notice::ReadOnly));
        known::sort(&mut events);
        Ok((self, events, notices))
    }

    /// Makes ready for writing; answers what was written for it.
    fn make_ready(
        &mut self,
        now_ms: u64,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Arc<Event>>, StoreError> {
        let mut events = Vec::new();
        if let Some(coder) = self.coder.clone().filter(|_| self.lock.is_some()) {
            events.extend(self.find_own(&coder, now_ms, notices)?);
        }
        self.write_study_file();
        if self.read_only().is_none() {
            study::mend_git_files(&*self.disk, &self.layout);
        }
        Ok(events)
    }

    fn take_lock(&self) -> Result<Lock, ReadOnly> {
        let others = others(&*self.disk, &self.layout, Depth::Folders);
        if let Some(first) = others.into_iter().next() {
            return Err(first.into());
        }
        let coder = self.coder.as_ref().ok_or(ReadOnly::NoCoder)?;
        if self.info.format > FORMAT {
            return Err(ReadOnly::NewerFormat {
                found: self.info.format,
            });
        }
        let path = self.state.join(format!("{coder}.lock"));
        let note = format!("process {}", std::process::id());
        let locked = create_folder(&*self.disk, &self.state, Access::Private)
            .and_then(|()| self.disk.try_lock(&path, &note));
        match locked {
            Ok(Locking::Held(lock)) => Ok(lock),
            Ok(Locking::Taken(holder)) => Err(ReadOnly::OtherWindow {
                coder: coder.clone(),
                holder,
            }),
            Err(e) => Err(ReadOnly::NoLock {
                path,
                why: e.to_string(),
            }),
        }
    }

    fn load_journals(&mut self, now_ms: u64) -> Result<(Vec<Arc<Event>>, Vec<Notice>), StoreError> {
        let listed = load::list(&*self.disk, &self.layout)?;
        let loaded = load::load_all(&*self.disk, &self.layout, &listed, &self.cache);
        let (mut events, mut notices) = (Vec::new(), Vec::new());
        for (l, loaded) in listed.into_iter().zip(loaded) {
            let path = self.layout.journal(&l.entry.name);
            let Loaded { report, from } = match loaded {
                Ok(loaded) => loaded,
                Err(e) => {
                    self.cannot_read(l, &e, &mut notices);
                    continue;
                }
            };
            if is_worth_keeping(from, &report) {
                self.cache.keep(&*self.disk, &report);
            }
            if from == From::Replaced {
                notices.push(Notice::Replaced { path });
            }
            events.extend(self.take_report(&report, now_ms, &mut notices));
            let tracked = Tracked {
                length: report.cursor.offset + tail_bytes(&report),
                report,
                modified: l.entry.modified,
            };
            self.journals.insert(l.entry.name, tracked);
        }
        self.heed_upgrade();
        self.remembered_lines = Remembered::find(&*self.disk, &self.state);
        // Ranges may be settled by a journal read later.
        for tracked in self.journals.values() {
            self.about_journal(&tracked.report, &mut notices);
        }
        Ok((events, notices))
    }

    /// Somebody may have upgraded the study, and their lines be here before `study.ron` is.
    pub(crate) fn heed_upgrade(&mut self) {
        let formats = self.journals.values().map(|t| t.report.cursor.format);
        self.format = formats.max().unwrap_or(0).max(self.format);
    }

    /// Takes in the events of a journal; returns those that are new.
    pub(crate) fn take_report(
        &mut self,
        report: &JournalReport,
        now_ms: u64,
        notices: &mut Vec<Notice>,
    ) -> Vec<Arc<Event>> {
        let mut new = Vec::with_capacity(report.events.len());
        let (mut ahead, mut same) = (false, false);
        self.known.reserve(report.events.len());
        for event in &report.events {
            match self.known.take(event) {
                Taken::New => {
                    ahead |= self.known.is_ahead(event.clock, now_ms);
                    new.push(event.clone());
                }
                Taken::Again => {}
                Taken::Differs => same = true,
            }
        }
        let path = || report.path.clone();
        if ahead {
            notices.push(Notice::ClockAhead { path: path() });
        }
        if same {
            notices.push(Notice::SameId { path: path() });
        }
        new
    }

    /// What the user should know of a journal: a copy, breaks, an unfinished line.
    pub(crate) fn about_journal(&self, report: &JournalReport, notices: &mut Vec<Notice>) {
        let path = || report.path.clone();
        let Some(name) = &report.name else {
            notices.push(Notice::ConflictedCopy { path: path() });
            return;
        };
        if let Some(first) = self.known.unsettled(name, &report.breaks).next() {
            notices.push(Notice::Broken {
                path: path(),
                line: first.line,
                why: first.why,
                owner: Some(name.coder.clone()),
            });
        }
        // One's own is looked at when it is recognised.
        let own = self.coder.as_ref() == Some(&name.coder) && self.lock.is_some();
        if report.tail != Tail::Complete
            && !own
            && !self.known.is_settled(name, report.cursor.lines + 1)
        {
            notices.push(Notice::StillArriving { path: path() });
        }
    }

    /// How far each device's journals are known: the last of each, by coder and device. What a
    /// round's plan and a submission name; not for the screen, where it would count others' work.
    pub fn marks(&self) -> Vec<Mark> {
        let mut last = BTreeMap::new();
        for tracked in self.journals.values() {
            let (Some(name), at) = (&tracked.report.name, &tracked.report.cursor) else {
                continue;
            };
            let entry = last.entry((&name.coder, &name.device)).or_insert((0, at));
            if name.number > entry.0 && at.lines > 0 {
                *entry = (name.number, at);
            }
        }
        let mark = |((coder, device), (_, at)): ((&CoderId, &DeviceId), (u32, &Cursor))| Mark {
            coder: coder.clone(),
            device: device.clone(),
            seq: at.seq,
            hash: line::hex(&at.hash),
        };
        last.into_iter().map(mark).collect()
    }

    /// Names journals of which somebody, or this machine, knew more or other lines than are here.
    pub(crate) fn lacking(&mut self) -> Vec<Notice> {
        let reports = self.journals.values().map(|t| &t.report);
        let here = Here::new(&*self.disk, &self.layout, reports);
        let lacking = here.lacking(self.known.marks(), &self.remembered_lines);
        self.remember_lines();
        let notice = |(path, lack)| Notice::Lacking { path, lack };
        let mut notices: Vec<Notice> = lacking.into_iter().map(notice).collect();
        let studies = self.known.studies();
        if !studies.is_empty() && !studies.contains(&study::digest(&self.info)) {
            let path = self.layout.study();
            let lack = Lack::Changed;
            notices.push(Notice::Lacking { path, lack });
        }
        notices
    }

    /// Remembers what was read of the journals.
    pub(crate) fn remember_lines(&mut self) {
        let mut remembered = self.remembered_lines.clone();
        for (file, tracked) in &self.journals {
            if tracked.report.name.is_some() && tracked.report.cursor.lines > 0 {
                remembered.read_on(file, missing::seen(&tracked.report.cursor));
            }
        }
        if remembered != self.remembered_lines {
            remembered.keep(&*self.disk, &self.state);
            self.remembered_lines = remembered;
        }
    }

    /// Keeps all that is parsed for the next opening; for when there is time.
    pub fn save_cache(&self) {
        // What was not read was kept already.
        if self.unread.is_some() {
            return;
        }
        for tracked in self.journals.values() {
            self.cache.keep(&*self.disk, &tracked.report);
        }
    }
}

pub(crate) fn tail_bytes(report: &JournalReport) -> u64 {
    match report.tail {
        Tail::Complete => 0,
        Tail::StillArriving { bytes } => bytes,
    }
}

/// Writing the cache takes as long as parsing a good part of the journal: do it only when it is
/// well behind.
fn is_worth_keeping(from: From, report: &JournalReport) -> bool {
    const LEAST: u64 = 64 * 1024;
    match from {
        From::Parsed(bytes) => bytes > LEAST.max(report.cursor.offset / 8),
        From::Replaced => true,
    }
}
