//! The figures of each round in order: how agreement came about.

use super::comparison::{Comparison, Documents};
use super::figures::RoundFigures;
use super::material::{Material, Refused};
use super::selection::Selection;
use crate::model::round::Round;
use crate::model::view::View;
use std::sync::Arc;

/// One round of a trend, before it is counted.
#[derive(Clone, Debug)]
pub struct Stage {
    pub round: Arc<Round>,
    /// What was chosen, of this round alone.
    pub selection: Selection,
    /// What it is counted on; why there are no figures, in words that do not depend on what is
    /// hidden.
    pub material: Result<Material, Refused>,
}

impl Stage {
    /// All rounds of two coders or more, in the order they were opened, each with what `selection`
    /// chooses of it; the rounds it names do not matter.
    pub fn all(view: &View, selection: &Selection) -> Vec<Stage> {
        let compared = view.rounds().iter().filter(|r| r.plan.coders.len() > 1);
        let stage = |round: &Round| {
            let selection = Selection {
                rounds: vec![round.id],
                ..selection.clone()
            };
            Stage {
                round: Arc::new(round.clone()),
                material: Material::of(view, &selection),
                selection,
            }
        };
        compared.map(stage).collect()
    }

    /// Its figures; why there are none, in words.
    ///
    /// # Errors
    /// A sentence.
    pub fn figures(&self, documents: &Documents<'_>) -> Result<RoundFigures, String> {
        let material = self.material.as_ref().map_err(Refused::to_string)?;
        let comparison = Comparison::of(material, &self.selection, documents);
        comparison.figures().map_err(|why| why.to_string())
    }
}
