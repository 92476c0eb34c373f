//! What is filed about a thing, for those who go on from what was done before.

use super::State;
use super::entity::{Entity, entity};
use crate::model::event::{Change, Event};
use crate::model::ids::EventId;
use std::sync::Arc;

impl State {
    /// The events in sight that are about what a change is about, in total order; they are few beside
    /// all events.
    pub(in crate::model) fn about_the_same(&self, change: &Change) -> &[Arc<Event>] {
        // No event is made of it yet.
        match entity(change, EventId(uuid::Uuid::nil())) {
            Some(Entity::Coding(coding)) => self.codings.events_of(coding),
            Some(entity) => self.ops.get(&entity).map_or(&[], Vec::as_slice),
            None => &[],
        }
    }
}
