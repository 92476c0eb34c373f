//! Raising a study of an earlier format to the newest: when somebody asks, and never by itself.
//!
//! The event comes first: whoever reads it writes in the new format from then on, and writes
//! `study.ron` where that still names the old one. Two machines that upgrade at once write the
//! same file.

use super::error::{ReadOnly, StoreError};
use super::open_study::Store;
use super::study;
use crate::model::event::{Change, Event, FORMAT};
use crate::model::ids::EventId;
use std::sync::Arc;

impl Store {
    pub fn format(&self) -> u32 {
        self.format
    }

    /// Upgrades the study: programs that know only earlier formats then read it and change
    /// nothing. What is counted of the rounds of before stays as it is now. Returns the event;
    /// nothing where there is nothing to upgrade.
    pub fn upgrade(&mut self, id: EventId, now_ms: u64) -> Result<Vec<Arc<Event>>, StoreError> {
        if let Some(why) = self.read_only() {
            return Err(StoreError::ReadOnly(why));
        }
        if self.format >= FORMAT {
            return Ok(Vec::new());
        }
        let before = self.format;
        self.format = FORMAT;
        let upgraded = Change::Upgraded {
            format: FORMAT,
            study: study::digest(&self.info),
            structures: Vec::new(),
            known: self.marks(),
        };
        let saved = self.append(&[(id, upgraded)], now_ms);
        match &saved {
            Ok(_) => self.write_study_file(),
            Err(_) => self.format = before,
        }
        saved
    }

    /// Names the format in `study.ron`, where lines of it are here and that file is of before.
    pub(crate) fn write_study_file(&mut self) {
        if self.info.format >= self.format || self.lock.is_none() || self.fixed.is_some() {
            return;
        }
        let raised = study::StudyInfo {
            format: self.format,
            ..self.info.clone()
        };
        let path = self.layout.study();
        let written = study::compose(&raised)
            .map_err(|_| std::io::Error::other("it cannot be written as text"))
            .and_then(|text| self.disk.replace(&path, text.as_bytes()));
        match written {
            Ok(()) => self.info = raised,
            Err(e) => {
                let why = e.to_string();
                self.fixed = Some(ReadOnly::WriteFailed { path, why });
            }
        }
    }
}
