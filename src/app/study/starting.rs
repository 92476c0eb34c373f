//! What a round starts from is copied when one comes to a source of it, by whatever way.

use crate::app::App;
use crate::app::screen::Screen;
use crate::model::desk::Desk;
use crate::model::ids::{RoundId, SourceId};
use crate::reconcile::start::{Due, due};
use crate::report::starting::{not_here, started_words, waits_words};
use crate::work::effect::Effect;
use std::collections::HashSet;

/// Sources looked at in this sitting, by round: what was to be copied there has been.
pub type Begun = HashSet<(RoundId, SourceId)>;

impl App {
    /// Copies into the source being read what its round starts from, once.
    pub(in crate::app) fn begin_source(&mut self) -> Vec<Effect> {
        let here = self.screen == Screen::Read && self.read.document.is_some();
        match self.read.source.clone() {
            // What is still being saved may be a start.
            Some(source) if here && self.saving == 0 => self.begin(&source),
            _ => Vec::new(),
        }
    }

    /// Copies into a source what the round one codes it in starts from, once.
    pub(super) fn begin(&mut self, source: &SourceId) -> Vec<Effect> {
        let Desk::Round(id) = self.view.desk(source) else {
            return Vec::new();
        };
        let Some(round) = self.view.round(id).cloned() else {
            return Vec::new();
        };
        if self.read_only.is_some() || !self.study.begun.insert((id, source.clone())) {
            return Vec::new();
        }
        let text = self.documents.get(source).cloned();
        match due(&self.view, &round, source, text.as_deref()) {
            Due::Nothing => Vec::new(),
            Due::Copies(start) => {
                self.note(started_words(&start, &round, text.as_deref()));
                self.save(start.copies)
            }
            Due::Doubles(changes) => {
                self.note("what two of your devices had copied is there once again");
                self.save(changes)
            }
            Due::NotHere => self.fail(not_here(&round)),
            Due::Waits(other) => self.fail(waits_words(&round, &other)),
        }
    }
}
