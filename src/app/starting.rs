//! What a round starts from is copied when one comes to a source of it, by whatever way.

use super::context::Context;
use crate::model::desk::Desk;
use crate::model::ids::SourceId;
use crate::reconcile::start::{Due, due};
use crate::report::starting::{not_here, started_words, waits_words};
use crate::work::effect::Effect;

impl Context {
    /// Copies into a source what the round one codes it in starts from, once.
    pub(super) fn begin(&mut self, source: &SourceId) -> Vec<Effect> {
        let Desk::Round(id) = self.view.desk(source) else {
            return Vec::new();
        };
        let Some(round) = self.view.round(id).cloned() else {
            return Vec::new();
        };
        if self.read_only.is_some() || !self.begun.insert((id, source.clone())) {
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
