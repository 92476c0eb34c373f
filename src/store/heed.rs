//! Taking over what a check found that the cache had hidden.

use super::arrivals::Arrived;
use super::check::{Finding, Trouble};
use super::error::ReadOnly;
use super::journal::JournalReport;
use super::notice::Notice;
use super::open_study::Store;
use crate::model::limits;
use std::collections::BTreeSet;

impl Store {
    /// Reads the journals a check found broken anew; the study becomes read-only if they are.
    pub fn heed(&mut self, findings: &[Finding], now_ms: u64) -> Arrived {
        let was = self.read_only();
        let mut arrived = Arrived::default();
        let broken = |f: &&Finding| matches!(f.trouble, Trouble::Line(_)) && !f.settled;
        let other = |f: &Finding| match f.trouble {
            Trouble::Other(other) => Some(ReadOnly::Other {
                path: f.path.clone(),
                other,
            }),
            _ => None,
        };
        self.fixed = self
            .fixed
            .take()
            .or_else(|| findings.iter().find_map(other));
        let paths: BTreeSet<_> = findings.iter().filter(broken).map(|f| &f.path).collect();
        if !paths.is_empty() {
            self.clean = false;
            self.read_all();
        }
        for path in paths {
            let Some(file) = path.file_name().map(|f| f.to_string_lossy().into_owned()) else {
                continue;
            };
            let Ok(bytes) = self.disk.read(path, limits::JOURNAL) else {
                continue;
            };
            let Some(name) = self.journals.get(&file).map(|t| t.report.name.clone()) else {
                continue;
            };
            let report = JournalReport::read(path.clone(), name, &bytes);
            arrived
                .events
                .extend(self.take_report(&report, now_ms, &mut arrived.notices));
            self.about_journal(&report, &mut arrived.notices);
            self.cache.keep(&*self.disk, &report);
            if let Some(tracked) = self.journals.get_mut(&file) {
                tracked.report = report;
            }
        }
        match self.read_only() {
            Some(why) if was.as_ref() != Some(&why) => arrived.notices.push(Notice::ReadOnly(why)),
            _ => {}
        }
        arrived
    }
}
