//! Codings and memos.

use super::clock::Stamp;
use super::digest::Digest;
use super::ids::{CodeId, CoderId, CodingId, MemoId, RoundId, SourceId, ThemeId, VerdictId};
use super::text::Span;
use serde::{Deserialize, Serialize};

/// What led a coder to a place that was not come upon by reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Via {
    /// A list of what a query found.
    Search,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    pub id: CodingId,
    pub coder: CoderId,
    /// Who imported it, if it came from a file.
    pub imported_by: Option<CoderId>,
    /// The round it belongs to; free if none.
    pub round: Option<RoundId>,
    pub source: SourceId,
    /// Revision of the text the span points into.
    pub revision: u32,
    pub span: Span,
    /// Code as applied; `Codebook::resolve` says what it stands for now.
    pub code: CodeId,
    /// Digest of the text it covered when it was made.
    pub digest: Digest,
    /// Whether text in it was corrected since.
    pub touched: bool,
    pub certain: bool,
    pub rating: Option<i32>,
    /// What led to the place; `None` for what was read.
    pub via: Option<Via>,
    pub at: Stamp,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MemoOn {
    Study,
    Source(SourceId),
    /// A stretch of a source, coded or not.
    Segment(SourceId, Span),
    Coding(CodingId),
    /// A code: also the place for a question about its clause.
    Code(CodeId),
    Round(RoundId),
    Theme(ThemeId),
    Verdict(VerdictId),
    /// A query of Search: a saved one, the memo is its name.
    Query(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Memo {
    pub id: MemoId,
    pub coder: CoderId,
    /// The round it was written in, if any.
    pub round: Option<RoundId>,
    pub on: MemoOn,
    pub text: String,
    pub at: Stamp,
}
