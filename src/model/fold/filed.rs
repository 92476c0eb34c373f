//! What is filed about a thing, for those who go on from what was done before.

use super::State;
use super::entity::{Entity, entity};
use crate::model::event::{Change, Event};
use crate::model::ids::EventId;
use std::collections::HashSet;
use std::sync::Arc;

impl State {
    /// The events in sight that are about what these changes are about, each once: few beside all
    /// events.
    pub(in crate::model) fn about_the_same<'c>(
        &self,
        changes: impl IntoIterator<Item = &'c Change>,
    ) -> impl Iterator<Item = &Arc<Event>> {
        // No event is made of them yet.
        let about = |change| entity(change, EventId(uuid::Uuid::nil()));
        let about: HashSet<Entity> = changes.into_iter().filter_map(about).collect();
        about.into_iter().flat_map(|entity| match entity {
            Entity::Coding(coding) => self.codings.events_of(coding),
            entity => self.ops.get(&entity).map_or(&[][..], Vec::as_slice),
        })
    }
}
