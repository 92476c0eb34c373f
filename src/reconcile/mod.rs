//! Reconciliation: what coders submitted is put side by side, what differs is settled by verdicts,
//! and what findings are counted on is derived from both.
//!
//! Invariants: every submitted coding is in exactly one item; an item's key depends on nothing but
//! what was submitted; nobody's codings are ever changed, consensus and analysis layer are derived
//! from them and from the verdicts each time.

pub(crate) mod advice;
pub(crate) mod again;
pub mod align;
pub mod aligned;
pub(crate) mod alike;
pub(crate) mod basis;
pub(crate) mod conference;
pub(crate) mod conferred;
pub mod consensus;
pub(crate) mod item;
pub mod layer;
pub(crate) mod majority;
pub(crate) mod only;
pub(crate) mod order;
pub(crate) mod outcome;
pub(crate) mod progress;
pub(crate) mod queue;
pub(crate) mod reasons;
pub(crate) mod sheet;
pub(crate) mod stand;
pub(crate) mod standing;
pub(crate) mod start;

#[cfg(test)]
mod by_code_tests;
#[cfg(test)]
mod conferred_tests;
mod group;
#[cfg(test)]
mod meeting_tests;
#[cfg(test)]
mod tests;
