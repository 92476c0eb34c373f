//! A state kept between openings: what is kept of it, and the state made of that.

use super::State;
use crate::model::coding::Coding;
use crate::model::event::Event;
use crate::model::ids::SourceId;
use crate::model::kept::Found;
use std::sync::Arc;

impl State {
    /// A state as it was kept: events folded, with codings as they stood.
    pub(in crate::model) fn kept(kept: Found) -> State {
        let mut state = State::of(kept.events);
        state.codings = std::mem::take(&mut state.codings).kept(kept.codings, kept.uses);
        state.bereft = kept.bereft.into_iter().map(|c| (c.id, c)).collect();
        if !state.codebook.alias.is_empty() {
            let sources: Vec<SourceId> = state.codings.sources().cloned().collect();
            sources.into_iter().for_each(|s| state.find_doubled(s));
        }
        state
    }

    /// The line that made a coding, where that is all there is of it: it stands where and as it was
    /// made.
    pub(in crate::model) fn told_by_one(&self, coding: &Coding) -> Option<&Arc<Event>> {
        let made = self.codings.only_event(coding.id)?;
        let plain = coding.revision == 1 && !self.retracts.contains_key(&made.id);
        plain.then_some(made)
    }

    /// The events that are here, in total order, but for the making of codings told by one line.
    pub(in crate::model) fn events_to_keep(&self) -> Vec<Arc<Event>> {
        let about = self.ops.values().flatten();
        let speaking = self
            .retracts
            .values()
            .chain(self.assents.values())
            .flatten();
        let told = |id| self.codings.get(id).and_then(|c| self.told_by_one(c));
        let codings = self.codings.events().filter(|(id, _)| told(*id).is_none());
        let codings = codings.flat_map(|(_, events)| events);
        let mut all: Vec<Arc<Event>> = about.chain(speaking).chain(codings).cloned().collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all
    }
}
