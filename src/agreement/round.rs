//! From what was submitted in rounds to their figures.
//!
//! A [`Selection`] says what is compared; [`Material`] is what it needs of a view, made without
//! reading a text; a [`Comparison`] holds it ready to be counted and can be sent to another thread.
//! Its figures come in two speeds: [`Comparison::figures`] at once, intervals by resampling apart.
//! [`Comparison::segments`] names the segments behind any count.

mod between;
mod cells;
mod coding;
mod compared;
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
mod matched;
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
    BetweenIntervals, CodeIntervals, GrainIntervals, Intervals, OnProgress, OverCodesIntervals,
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

#[cfg(test)]
mod tests;
