//! What events are about: for those who keep something that rests on it, and for those who go on from
//! what was done before.

use super::State;
use super::entity::{Entity, entity};
use crate::model::event::{Change, Event};
use crate::model::ids::{CodingId, EventId, RoundId};
use std::collections::HashSet;
use std::sync::Arc;

/// An item of a round: what a verdict is on.
pub(in crate::model) type Ruled = (RoundId, Vec<CodingId>);

/// What events were about, as far as where items stand can rest on it.
#[derive(Clone, Debug)]
pub(in crate::model) enum About {
    /// Verdicts on these items, and nothing else it rests on.
    Verdicts(Vec<Ruled>),
    /// The codebook, rounds, sources or people.
    More,
}

impl About {
    pub(super) fn of(touched: &HashSet<Entity>) -> About {
        let mut ruled = Vec::new();
        for entity in touched {
            match entity {
                Entity::Item(round, item) => ruled.push((*round, item.clone())),
                Entity::Coding(_) | Entity::Memo(_) | Entity::Progress | Entity::Themes => {}
                Entity::Attributes | Entity::Basis(_) => {}
                Entity::Coders
                | Entity::Upgrades
                | Entity::Sources
                | Entity::Codebook
                | Entity::Rounds => return About::More,
            }
        }
        About::Verdicts(ruled)
    }
}

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
