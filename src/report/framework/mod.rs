//! Codes mapped to a framework: differences, figures, words and files.

pub(crate) mod figures;
pub(crate) mod files;
pub(crate) mod segments;
pub(crate) mod valence;
pub(crate) mod words;

pub use figures::LEAST;
