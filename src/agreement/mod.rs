//! Agreement between coders: pure functions over tables and spans, one file per coefficient.
//!
//! Two shapes of data go in. A [`table::Table`] holds units × coders with missing values, counted
//! by distinct pattern, so no coefficient's cost depends on the number of units. Lists of
//! [`mark::Mark`] hold what each coder marked in a text; [`characters`] and [`units`] turn them
//! into tables, [`matching`] compares them coding by coding.
//!
//! Invariants: a figure is an [`outcome::Outcome`], never NaN and never infinite; where a
//! coefficient has nothing to correct for it is undefined and says why, never 1 and never 0. What
//! a coder did not read is missing, never “absent”. Nothing is averaged over sources: tables are
//! pooled before a coefficient is computed.

pub mod alpha;
pub mod alpha_error;
pub mod characters;
pub mod conger;
mod counter;
pub(crate) mod draws;
mod expected;
pub mod gamma;
pub mod gwet;
pub(crate) mod icc;
pub mod interval;
pub mod kappa;
pub mod linear;
pub mod mark;
pub mod matching;
pub mod one_value;
pub mod outcome;
pub(crate) mod pair;
pub mod percent;
pub(crate) mod pooled;
pub(crate) mod presence;
pub mod resample;
pub mod round;
pub mod scott;
pub mod segmentation;
pub mod sets;
pub(crate) mod shares;
pub mod spans;
pub mod specific;
pub(crate) mod student;
pub mod table;
pub(crate) mod tally;
pub mod uniform;
pub mod unitizing;
pub mod units;
pub mod weights;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod laws_of_marks;
