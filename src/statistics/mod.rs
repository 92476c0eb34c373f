//! Tests, effect sizes and summaries on people and scales, and the recomputing
//! of printed figures. Segments are never counted here: the unit is the person.
//!
//! Every function gives a finite figure or an [`Undefined`] that says why there
//! is none. The level is 5 % and intervals are 95 % throughout.

pub mod carried;
pub mod chi_square;
pub mod claims;
mod contrast;
pub mod cramer;
pub mod differential;
mod distributions;
pub mod effect;
mod error;
pub mod fisher;
pub mod grim;
mod hypergeometric;
mod interval;
mod kind;
pub mod mann_whitney;
mod noncentral;
pub mod odds_ratio;
pub mod printed;
mod ranks;
pub mod risk_difference;
mod root;
pub mod saturation;
pub mod summary;
pub mod t;
pub mod wilcoxon;

pub use error::Undefined;
pub use interval::Interval;
pub use kind::Test;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod reference_values;
