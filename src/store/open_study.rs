//! The store as it stands while a study is open; what it does is told file by file.

use super::cache::Cache;
use super::chance::Chance;
use super::device::Left;
use super::disk::{Disk, Lock};
use super::error::ReadOnly;
use super::journal::JournalReport;
use super::known::Known;
use super::line::LineHash;
use super::name::JournalName;
use super::notice::Notice;
use super::places::Places;
use super::reading::Reading;
use super::remembered::Remembered;
use super::study::{Layout, StudyInfo};
use crate::model::ids::CoderId;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// A journal as last seen.
pub(crate) struct Tracked {
    pub(crate) report: JournalReport,
    pub(crate) length: u64,
    pub(crate) modified: Option<SystemTime>,
}

/// An open study. It has one writer: send it to the thread that saves.
pub struct Store {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) layout: Layout,
    pub(crate) info: StudyInfo,
    /// The format new lines are written in: the one `study.ron` names, or that of lines somebody
    /// wrote since an upgrade that is not here in full.
    pub(crate) format: u32,
    pub(crate) coder: Option<CoderId>,
    /// The user's own folders; those of this study lie below them.
    pub(crate) places: Places,
    pub(crate) state: PathBuf,
    pub(crate) cache: Cache,
    pub(crate) chance: Chance,
    pub(crate) lock: Option<Lock>,
    pub(crate) own: Option<Own>,
    /// The journal the state folder is sure to remember.
    pub(crate) remembered: Option<JournalName>,
    /// Why nothing can be saved until the study is opened again.
    pub(crate) fixed: Option<ReadOnly>,
    /// Journals and copies by file name.
    pub(crate) journals: BTreeMap<String, Tracked>,
    pub(crate) known: Known,
    /// What this machine has read of the journals.
    pub(crate) remembered_lines: Remembered,
    /// What it was opened without, where a view was kept.
    pub(crate) unread: Option<Arc<Reading>>,
    /// Whether there was nothing to be said about any journal.
    pub(crate) clean: bool,
    /// Notices that arose where none could be handed back.
    pub(crate) pending: Vec<Notice>,
}

/// One's own journal as this machine wrote it.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    pub(crate) name: JournalName,
    pub(crate) length: u64,
    pub(crate) hash: LineHash,
    pub(crate) begun: bool,
    /// Last sequence number used by this coder on this device.
    pub(crate) seq: u64,
    /// What earlier crashes left, and no event yet goes on after.
    pub(crate) left: Vec<Left>,
}

impl Store {
    pub fn info(&self) -> &StudyInfo {
        &self.info
    }

    /// Whether another window holds this study, a journal is broken, a write failed…; `None` when
    /// it can be written.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.fixed.clone().or_else(|| self.first_break())
    }

    /// The first break in the middle of a journal that its owner has not gone on after.
    fn first_break(&self) -> Option<ReadOnly> {
        self.journals.values().find_map(|t| {
            let name = t.report.name.as_ref()?;
            let found = self.known.unsettled(name, &t.report.breaks).next()?;
            Some(ReadOnly::Broken {
                path: t.report.path.clone(),
                line: found.line,
                why: found.why,
                owner: name.coder.clone(),
            })
        })
    }
}
