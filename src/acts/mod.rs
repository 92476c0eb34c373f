//! What a person can do, as functions from a view to the events that do it, or to the reason why it
//! cannot be done. Screens, the command line and the worked example call the same ones, and the
//! rules stand here and nowhere else. No clock, no disk, no screen.

pub(crate) mod attribute_intake;
pub(crate) mod attributes;
pub(crate) mod basis;
pub(crate) mod carrying;
pub(crate) mod codebook;
pub(crate) mod coding;
pub(crate) mod conference;
pub(crate) mod framework;
pub(crate) mod gathered;
pub(crate) mod linking;
pub(crate) mod listing;
pub(crate) mod mapping;
#[cfg(test)]
mod mapping_tests;
pub(crate) mod members;
pub(crate) mod memos;
pub(crate) mod pieces;
#[cfg(test)]
mod pieces_tests;
pub(crate) mod plan;
pub(crate) mod proposal;
pub(crate) mod queries;
pub(crate) mod review;
pub(crate) mod rounds;
pub(crate) mod sheets;
pub(crate) mod sources;
#[cfg(test)]
mod sources_tests;
pub(crate) mod strangers;
pub(crate) mod themes;
pub(crate) mod valence;
pub(crate) mod verdict;
