//! What came in since the last look: other coders' journals, and one's own from other devices.

use super::cache::{Rest, read_on};
use super::disk::Refused;
use super::error::{ReadOnly, StoreError};
use super::journal::JournalReport;
use super::known;
use super::load::{self, Listed};
use super::notice::Notice;
use super::open::tail_bytes;
use super::open_study::{Store, Tracked};
use crate::model::event::Event;
use crate::model::limits;
use std::collections::HashSet;
use std::io;
use std::sync::Arc;

#[derive(Debug, Default)]
pub struct Arrived {
    /// New events, in their total order among themselves; they may sort before older ones.
    pub events: Vec<Arc<Event>>,
    pub notices: Vec<Notice>,
}

impl Store {
    /// Looks for what came in. Costs one listing of a folder when nothing did.
    pub fn arrivals(&mut self, now_ms: u64) -> Result<Arrived, StoreError> {
        let was = self.read_only();
        self.leave_meddled_journal();
        let mut arrived = Arrived {
            events: Vec::new(),
            notices: std::mem::take(&mut self.pending),
        };
        let listed = load::list(&*self.disk, &self.layout)?;
        for l in &listed {
            if self.is_changed(l) {
                self.read_all();
                self.look_at(l, now_ms, &mut arrived);
            }
        }
        self.heed_upgrade();
        self.write_study_file();
        self.notice_gone(&listed, &mut arrived);
        if !arrived.events.is_empty() || !arrived.notices.is_empty() {
            self.remember_lines();
        }
        self.clean &= arrived.notices.is_empty();
        known::sort(&mut arrived.events);
        match (was, self.read_only()) {
            (before, Some(why)) if before.as_ref() != Some(&why) => {
                arrived.notices.push(Notice::ReadOnly(why));
            }
            (Some(_), None) => arrived.notices.push(Notice::WritableAgain),
            _ => {}
        }
        Ok(arrived)
    }

    fn is_changed(&self, l: &Listed) -> bool {
        let own = self
            .own
            .as_ref()
            .is_some_and(|own| l.name.as_ref() == Some(&own.name));
        let same = |t: &Tracked| t.length == l.entry.length && t.modified == l.entry.modified;
        !own && !self.journals.get(&l.entry.name).is_some_and(same)
    }

    fn look_at(&mut self, l: &Listed, now_ms: u64, arrived: &mut Arrived) {
        let before = self.journals.remove(&l.entry.name);
        let first = before.is_none();
        let breaks = before.as_ref().map_or(0, |t| t.report.breaks.len());
        let report = match self.read_again(l, before.map(|t| t.report), &mut arrived.notices) {
            Ok(report) => report,
            Err(e) => {
                self.cannot_read(l.clone(), &e, &mut arrived.notices);
                return;
            }
        };
        let new = self.take_report(&report, now_ms, &mut arrived.notices);
        arrived.events.extend(new);
        if first && report.name.is_none() || report.breaks.len() > breaks {
            self.about_journal(&report, &mut arrived.notices);
        }
        let tracked = Tracked {
            length: report.cursor.offset + tail_bytes(&report),
            report,
            modified: l.entry.modified,
        };
        self.journals.insert(l.entry.name.clone(), tracked);
    }

    /// Says that a journal could not be read. What the file layer refuses it refuses until the
    /// entry is another, so that is not tried and said again at every look.
    pub(crate) fn cannot_read(&mut self, l: Listed, error: &io::Error, notices: &mut Vec<Notice>) {
        let path = self.layout.journal(&l.entry.name);
        let refused = Refused::of(error);
        if let Some(Refused::Other(other)) = refused {
            let path = path.clone();
            self.fixed.get_or_insert(ReadOnly::Other { path, other });
        } else {
            let (path, why) = (path.clone(), error.to_string());
            notices.push(Notice::Unreadable { path, why });
        }
        if refused.is_some() {
            let tracked = Tracked {
                report: JournalReport::empty(path, l.name),
                length: l.entry.length,
                modified: l.entry.modified,
            };
            self.journals.insert(l.entry.name, tracked);
        }
    }

    /// Reads on where the file only grew and was sound; else all of it.
    fn read_again(
        &self,
        l: &Listed,
        before: Option<JournalReport>,
        notices: &mut Vec<Notice>,
    ) -> io::Result<JournalReport> {
        let path = self.layout.journal(&l.entry.name);
        if let Some(mut report) = before {
            let sound = report.breaks.is_empty();
            match read_on(&*self.disk, &mut report)? {
                Rest::Read(_) if sound => return Ok(report),
                // A break may have been a file half copied: look at all of it again.
                Rest::Read(_) => {}
                Rest::Differs => notices.push(Notice::Replaced { path: path.clone() }),
            }
        }
        let bytes = self.disk.read(&path, limits::JOURNAL)?;
        Ok(JournalReport::read(path, l.name.clone(), &bytes))
    }

    fn notice_gone(&mut self, listed: &[Listed], arrived: &mut Arrived) {
        let there: HashSet<&str> = listed.iter().map(|l| l.entry.name.as_str()).collect();
        let gone: Vec<String> = self
            .journals
            .keys()
            .filter(|f| !there.contains(f.as_str()))
            .cloned()
            .collect();
        for file in gone {
            if let Some(tracked) = self.journals.remove(&file)
                && tracked.report.name.is_some()
            {
                let path = tracked.report.path;
                arrived.notices.push(Notice::Gone { path });
            }
        }
    }
}
