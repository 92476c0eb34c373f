//! What a state keeps of mappings, made anew.

use super::State;
use super::entity::Entity;
use super::mappings::{Told, resolve};
use crate::model::mapping::Mapping;

impl State {
    /// Mappings from their events and the constructs there are.
    pub(super) fn mappings_anew(&self) -> Vec<Mapping> {
        let constructs = self.frameworks.iter();
        let constructs = constructs.map(|f| (f.id, f.constructs.iter().map(|c| c.id).collect()));
        resolve(&Told {
            ops: self.ops.get(&Entity::Mappings).map_or(&[], Vec::as_slice),
            retracts: &self.retracts,
            constructs: &constructs.collect(),
            assents: &|id| self.assents_of(id),
        })
    }
}
