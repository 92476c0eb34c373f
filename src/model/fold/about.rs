//! What events were about, for those who keep something that rests on it.

use super::entity::Entity;
use crate::model::ids::{CodingId, RoundId};
use std::collections::HashSet;

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
                Entity::Attributes | Entity::Basis(_) | Entity::Reviews => {}
                Entity::Frameworks | Entity::Mappings | Entity::Members => {}
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
