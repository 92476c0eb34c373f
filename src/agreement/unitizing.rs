//! Agreement on where things begin and end and what they are, for coders who mark freely.
//!
//! The text is a continuum; what a coder left unmarked counts as gap. Two families:
//!
//! - [`u_alpha()`] and its parts answer separately what disagreement is about: whether the same text
//!   was marked at all ([`u_alpha_binary`]), and whether what two coders marked carries the same
//!   code ([`cu_alpha`], and [`ku_alpha`] with its [`ku_coverage`] for one code). They are computed
//!   from [`Coincidences`] and need marks that do not overlap within a coder; where a coder's do,
//!   read each code as a layer of its own ([`Coincidences::of_code`]) or all layers together
//!   ([`Coincidences::of_layers`]).
//! - [`alpha_1995`] is the older coefficient, code by code, which squares distances between
//!   boundaries.
//!
//! Several texts are pooled: what is counted is summed before anything is divided. Marks in
//! different texts never meet, and a gap ends where its text ends.

pub mod alpha_1995;
mod coding;
mod coincidences;
mod sections;
mod u_alpha;

pub use coding::{cu_alpha, ku_alpha, ku_coverage};
pub use coincidences::Coincidences;
pub use u_alpha::{u_alpha, u_alpha_binary};

#[cfg(test)]
mod tests;
