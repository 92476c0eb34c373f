//! Where an import writes, and how it submits a round for the coders of a file.

use super::read_by::ReadBy;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, Digest, EventId, RoundId, SourceId};
use crate::model::mint::Mint;
use crate::model::name::key;
use crate::model::round::Submission;
use crate::model::view::View;
use crate::store::{Store, StoreError};
use std::sync::Arc;

/// Events written and synced at once.
const BATCH: usize = 100_000;

/// Where an import writes, and what it knows of the study.
pub struct Writer<'a> {
    pub store: &'a mut Store,
    /// As the importer sees it.
    pub view: View,
    pub me: &'a CoderId,
    pub now_ms: u64,
    pub mint: &'a mut Mint,
    pub saved: &'a mut dyn FnMut(Vec<Arc<Event>>),
}

impl Writer<'_> {
    pub(super) fn append(&mut self, changes: &[(EventId, Change)]) -> Result<(), StoreError> {
        for batch in changes.chunks(BATCH) {
            let events = self.store.append(batch, self.now_ms)?;
            self.view.admit(events.iter().cloned());
            (self.saved)(events);
        }
        Ok(())
    }

    /// A round's name with a number that is free.
    pub(super) fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| {
            let wanted = key(name);
            let mut rounds = self.view.rounds().iter();
            rounds.any(|r| key(&r.plan.name) == wanted)
        };
        let further = (2u32..).map(|n| format!("{name} ({n})"));
        let mut names = std::iter::once(name.to_owned()).chain(further);
        names.find(|n| !taken(n)).unwrap_or_else(|| name.to_owned())
    }

    /// Submits a round for all its coders: everything up to the last event saved, with what each
    /// had read.
    pub(super) fn submit(&mut self, id: RoundId, read: &ReadBy) -> Result<(), StoreError> {
        let Some(round) = self.view.round(id) else {
            return Ok(());
        };
        let marks = self.store.marks();
        let marks: Vec<_> = marks.into_iter().filter(|m| m.coder == *self.me).collect();
        let sources = &round.plan.sources;
        let revision = |s: &SourceId| self.view.source(s).map_or(1, |x| x.revision);
        let revisions: Vec<_> = sources.iter().map(|s| (s.clone(), revision(s))).collect();
        let waiting = round.plan.coders.iter();
        let waiting = waiting.filter(|c| !round.submitted.contains_key(*c));
        let codebook = Digest::of(self.view.codebook().canonical().as_bytes());
        let submission = |coder: &CoderId| Submission {
            coder: coder.clone(),
            marks: marks.clone(),
            codebook: codebook.clone(),
            revisions: revisions.clone(),
            finished: read.finished(coder, sources),
            structures: Vec::new(),
            corrected: None,
        };
        let submissions: Vec<Submission> = waiting.map(submission).collect();
        let mut changes = Vec::with_capacity(submissions.len());
        for submission in submissions {
            let change = Change::Submitted {
                round: id,
                submission,
                after: None,
            };
            changes.push((self.mint.id(), change));
        }
        self.append(&changes)
    }
}
