//! The journals behind a kept view, read once.

use super::cache::Cache;
use super::disk::Disk;
use super::journal::{Cursor, JournalReport};
use super::known;
use super::load;
use super::name::JournalName;
use super::study::Layout;
use crate::model::apart::on_own_cores;
use crate::model::event::Event;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// A journal as it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Piece {
    pub(crate) file: String,
    pub(crate) name: JournalName,
    pub(crate) cursor: Cursor,
}

/// The journals behind a kept view: read once, when something asks for what stands in them.
pub(crate) struct Reading {
    disk: Arc<dyn Disk>,
    layout: Layout,
    cache: Cache,
    pub(crate) pieces: Vec<Piece>,
    reports: OnceLock<Vec<JournalReport>>,
}

impl Piece {
    /// The journal as it was, with nothing read of it.
    pub(crate) fn unread(&self, layout: &Layout) -> JournalReport {
        let path = layout.journal(&self.file);
        let mut report = JournalReport::empty(path, Some(self.name.clone()));
        report.cursor = self.cursor.clone();
        report
    }
}

impl Reading {
    pub(crate) fn new(
        disk: Arc<dyn Disk>,
        layout: Layout,
        cache: Cache,
        pieces: Vec<Piece>,
    ) -> Reading {
        Reading {
            disk,
            layout,
            cache,
            pieces,
            reports: OnceLock::new(),
        }
    }

    pub(crate) fn reports(&self) -> &[JournalReport] {
        let read = || self.pieces.par_iter().map(|p| self.read(p)).collect();
        self.reports.get_or_init(|| on_own_cores(read))
    }

    /// A journal as far as the kept view knew it; what came since is read like everything that
    /// arrives.
    fn read(&self, piece: &Piece) -> JournalReport {
        let mut report = piece.unread(&self.layout);
        let path = &report.path;
        let loaded = load::load(&*self.disk, path, Some(&piece.name), &self.cache);
        report.events = loaded.map(|l| l.report.events).unwrap_or_default();
        report.events.retain(|e| e.seq <= piece.cursor.seq);
        report
    }

    pub(crate) fn events(&self) -> Vec<Arc<Event>> {
        let mut events: Vec<Arc<Event>> = Vec::new();
        for report in self.reports() {
            events.extend(report.events.iter().cloned());
        }
        known::sort(&mut events);
        events
    }
}
