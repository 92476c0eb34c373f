//! What is asked of a selection, and its answer.

use super::Documents;
use crate::agreement::resample::Resampling;
use crate::agreement::round::{Comparison, Each, Intervals, Material, Refused, Selection};
use crate::model::ids::RoundId;
use crate::model::round::Headline;
use crate::model::view::View;
use crate::report::figures::{Results, at_hand};

/// What is asked of a selection besides its figures.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub selection: Selection,
    /// Intervals by resampling, so many times.
    pub intervals: Option<Resampling>,
    pub each: Option<Each>,
}

impl Request {
    /// All there is to say of a round as it was planned: with intervals, source by source.
    pub fn round(round: RoundId) -> Request {
        Request {
            selection: Selection::round(round),
            intervals: Some(Resampling::default()),
            each: Some(Each::Source),
        }
    }

    /// Counts what is asked on these texts; no intervals where no coefficient is wanted.
    ///
    /// # Errors
    /// Why there are no figures, in words that do not depend on what is hidden.
    pub fn answer(
        &self,
        view: &View,
        documents: &Documents,
    ) -> Result<(Results, Option<Intervals>), String> {
        let material = Material::of(view, &self.selection).map_err(|e: Refused| e.to_string())?;
        let comparison = Comparison::of(&material, &self.selection, &at_hand(documents));
        let results = Results::of(comparison, self.each)?;
        let wanted = results.lead() != Headline::None;
        let resampling = self.intervals.filter(|_| wanted);
        let intervals = resampling.and_then(|r| {
            let found = &results.comparison;
            found.intervals(r, &mut |_, _| false)
        });
        Ok((results, intervals))
    }
}
