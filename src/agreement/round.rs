//! From what was submitted in rounds to their figures.
//!
//! A [`Selection`] says what is compared; [`Material`] is what it needs of a view, made without
//! reading a text; a [`Comparison`] holds it ready to be counted and can be sent to another thread.
//! Its figures come in two speeds: [`Comparison::figures`] at once, intervals by resampling apart.
//! [`Comparison::segments`] names the segments behind any count.

mod between;
mod cells;
mod coding;
mod comparison;
mod disagreement;
mod domain;
mod figures;
mod fourfold;
mod grain;
mod ground;
mod intervals;
mod left_out;
mod marked;
mod material;
mod numbering;
mod outside;
mod parting;
mod parts;
mod places;
mod rated;
mod rated_cases;
mod segments;
mod selection;
mod set_cells;
mod spread;
mod strata;
mod support;
mod trend;
mod units;
mod value_intervals;
mod values;
mod words;

pub use between::{Between, Prevalence};
pub use coding::{ByCoding, CodeCodings, Confusion, MatchedRatings};
pub use comparison::{ByLabel, Comparison, Documents};
pub use domain::{DomainFigures, DomainGrain, DomainPair};
pub use figures::{Beside, RoundFigures};
pub use fourfold::Fourfold;
pub use grain::{CodeFigures, Grain, OverCodes, SetFigures, WhereMarked};
pub use ground::Speech;
pub use intervals::{
    BetweenIntervals, CodeIntervals, Depth, GrainIntervals, Intervals, OnProgress,
    OverCodesIntervals,
};
pub use left_out::LeftOut;
pub use marked::Marked;
pub use material::{Material, Part, Refused};
pub use outside::Outside;
pub use parting::By;
pub use parts::{Each, PartFigures};
pub use places::{CodePlaces, FoundPlaces, Places};
pub use rated::{MixedOrNot, Over, Rated, RatedPair, Ratings};
pub use rated_cases::{RatedCases, RatedCasesIntervals, RatedCasesPair};
pub use segments::{Became, Cell, Did, Put, Segment, Within};
pub use selection::{Codes, Selection, WhoIsWho};
pub use spread::Spread;
pub use support::{FEW_PLACES, FEW_SOURCES, FEW_SOURCES_MARKED, Support};
pub use trend::Stage;
pub use units::units_of;
pub use value_intervals::{DomainIntervals, RatedIntervals, ValueIntervals, ValuePairIntervals};
pub use values::Value;
pub use words::of_either;

use super::outcome::Undefined;
use crate::model::code::Codebook;
use crate::model::round::Round;
use crate::model::snapshot::Snapshot;
use crate::model::source::Source;
use std::sync::Arc;

/// The figures of a whole round. `codebook` is the one it was coded with (`View::codebook_of`),
/// `sources` the study's, for the roles of speakers as they are set now: a speaker taken for a
/// participant by mistake can be corrected, and the number of units shows it.
///
/// # Errors
/// [`Undefined::TooManyCoders`].
pub fn figures(
    snapshot: &Snapshot,
    round: &Round,
    codebook: &Codebook,
    sources: &[Source],
    documents: &Documents<'_>,
) -> Result<RoundFigures, Undefined> {
    let part = Part {
        round: Arc::new(round.clone()),
        snapshot: Arc::new(snapshot.clone()),
        codebook: Arc::new(codebook.clone()),
    };
    let material = Material {
        parts: vec![part],
        sources: Arc::new(sources.to_vec()),
    };
    let selection = Selection::round(round.id);
    Comparison::of(&material, &selection, documents).figures()
}

#[cfg(test)]
mod tests;
