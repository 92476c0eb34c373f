//! Codings as files state them, whatever the format.

use crate::model::limits::Limit;
use crate::model::source::Cited;
use serde::Serialize;

/// One coding as the file states it; the source is its name or id, not yet looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodingRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// Coder, as the file calls them.
    pub coder: String,
    pub source: String,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The first and the last of the paragraphs it covers whole, where the file names these instead
    /// of start and end.
    pub paragraphs: Option<(Cited, Cited)>,
    pub code: String,
    /// Memo, empty where the file has none.
    pub memo: String,
    /// Round, empty where the file has none.
    pub round: String,
    /// Rating, where the file has one.
    pub rating: Option<i32>,
    /// Whether the coder was sure, as where the file says nothing.
    pub certain: bool,
    /// What the file says stands there, empty where it does not say it.
    pub quote: String,
}

/// That a coder read a source, whether they coded anything there or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// Coder, as the file calls them.
    pub coder: String,
    pub source: String,
    /// Round, empty where the row has none; `None` where it is said of all rounds of the file.
    pub round: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodingsFile {
    /// Rows that can be read.
    pub rows: Vec<CodingRow>,
    /// Who read what, as far as the file says it beside the codings.
    pub reads: Vec<ReadRow>,
    /// Whether the file says who read what: without a word of it, nobody knows.
    pub says_who_read: bool,
    pub refused: Vec<RefusedRow>,
    /// Columns or fields nothing was read from.
    pub passed_over: Vec<String>,
    /// Names of codes and rounds that held what no name may, as they are read, each with the line
    /// where it stands first.
    pub renamed: Vec<(u64, String)>,
}

/// A row that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Line of the file, from 1.
    pub line: u64,
    pub reason: String,
}

/// Columns that say what stands at a place; the first there is counts.
pub(super) const QUOTE: [&str; 2] = ["quote", "text"];

/// A cell, if it is no longer than may be.
pub(super) fn bounded(cell: &str, name: &str, limit: Limit) -> Result<String, String> {
    match limit.check(cell.len() as u64) {
        Ok(()) => Ok(cell.to_owned()),
        Err(beyond) => Err(format!("the {name} is too long: {beyond}")),
    }
}
