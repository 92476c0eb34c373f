//! Codings where their text is now: through corrections, and while their source is taken out.

use super::entity::Entity;
use super::{State, Touched};
use crate::model::coding::{Coding, Memo, MemoOn};
use crate::model::edits::Carried;
use crate::model::event::{Change, Event};
use crate::model::ids::SourceId;
use crate::model::source::Source;
use std::collections::HashMap;
use std::sync::Arc;

impl State {
    /// A source, taken out or not.
    pub(in crate::model) fn source(&self, id: &SourceId) -> Option<&Source> {
        let here = self.source_place.get(id).map(|at| &self.sources[*at]);
        here.or_else(|| self.taken_out.iter().find(|s| s.id == *id))
    }

    /// The first change that added a source.
    pub(in crate::model) fn adding(&self, id: &SourceId) -> Option<&Change> {
        let ops = self.ops.get(&Entity::Sources)?;
        let adds = |c: &&Change| matches!(c, Change::SourceAdded { source, .. } if source == id);
        ops.iter().map(|e| &e.change).find(adds)
    }

    pub(super) fn is_taken_out(&self, id: &SourceId) -> bool {
        self.taken_out.iter().any(|s| s.id == *id)
    }

    /// Codings in sources that were taken out, as they were made.
    pub(in crate::model) fn set_aside(&self) -> Vec<Coding> {
        let events = self.codings.events();
        let standing = events.filter_map(|(_, events)| self.standing_coding(events));
        let mut all: Vec<Coding> = standing.filter(|c| self.is_taken_out(&c.source)).collect();
        all.sort_by(|a, b| (&a.source, a.span, a.id).cmp(&(&b.source, b.span, b.id)));
        all
    }

    /// Sources that are not as they were imported: their revision, if they are here.
    pub(super) fn changed_sources(&self) -> HashMap<SourceId, Option<u32>> {
        let corrected = self.sources.iter().filter(|s| s.revision > 1);
        let corrected = corrected.map(|s| (s.id.clone(), Some(s.revision)));
        let gone = self.taken_out.iter().map(|s| (s.id.clone(), None));
        corrected.chain(gone).collect()
    }

    /// Notes the codings, and the memos on stretches, of sources that are not as before.
    pub(super) fn touch_changed(
        &self,
        before: &HashMap<SourceId, Option<u32>>,
        touched: &mut Touched,
    ) {
        let now = self.changed_sources();
        if now == *before {
            return;
        }
        let changed = |id: &SourceId| now.get(id) != before.get(id);
        let in_changed = |e: &Arc<Event>| match &e.change {
            Change::Coded { source, .. } => changed(source),
            Change::MemoWritten {
                on: MemoOn::Segment(source, _),
                ..
            } => changed(source),
            _ => false,
        };
        let codings = self.codings.events();
        let codings = codings.filter(|(_, events)| events.iter().any(in_changed));
        touched.codings.extend(codings.map(|(id, _)| id));
        let others = self.ops.iter();
        let others = others.filter(|(_, events)| events.iter().any(in_changed));
        touched
            .others
            .extend(others.map(|(entity, _)| entity.clone()));
    }

    /// A coding where its text is at a revision: at the latest, if none is given. `None` where its
    /// text was taken out.
    pub(super) fn carried(&self, mut coding: Coding, to: Option<u32>) -> Option<Coding> {
        let source = self.source(&coding.source);
        let Some(source) = source.filter(|s| s.revision > coding.revision) else {
            return Some(coding);
        };
        let to = to.unwrap_or(source.revision).min(source.revision);
        if to > coding.revision {
            let carried = source.carry(coding.span, coding.revision, to);
            coding.touched |= !matches!(carried, Carried::Same(_));
            (coding.span, coding.revision) = (carried.span()?, to);
        }
        Some(coding)
    }

    /// A memo on a stretch where that is now. A memo names no revision: the one that was the latest when it was written is meant.
    pub(super) fn carried_memo(&self, mut memo: Memo) -> Memo {
        if let MemoOn::Segment(id, span) = &mut memo.on
            && let Some(source) = self.source(id).filter(|s| s.revision > 1)
        {
            *span = source.now(*span, source.revision_at(memo.at));
        }
        memo
    }
}
