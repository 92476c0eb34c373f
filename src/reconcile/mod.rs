//! Reconciliation: what coders submitted is put side by side, what differs is settled by verdicts,
//! and what findings are counted on is derived from both.
//!
//! Invariants: every submitted coding is in exactly one item; an item's key depends on nothing but
//! what was submitted; nobody's codings are ever changed, consensus and analysis layer are derived
//! from them and from the verdicts each time.

pub mod advice;
pub mod again;
pub mod align;
pub mod aligned;
pub mod alike;
pub mod basis;
pub mod conference;
pub mod conferred;
pub mod consensus;
pub mod item;
pub mod layer;
pub mod majority;
pub mod order;
pub mod outcome;
pub mod progress;
pub mod reasons;
pub mod standing;
pub mod start;

#[cfg(test)]
mod by_code_tests;
#[cfg(test)]
mod conferred_tests;
mod group;
#[cfg(test)]
mod meeting_tests;
#[cfg(test)]
mod tests;
