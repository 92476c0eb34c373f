//! Codings and memos.

use super::clock::Stamp;
use super::ids::{CodeId, CoderId, CodingId, MemoId, RoundId, SourceId, ThemeId, VerdictId};
use super::text::Span;
use serde::{Deserialize, Serialize};

/// One coder applied one code to one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    /// Id.
    pub id: CodingId,
    /// Whose coding it is.
    pub coder: CoderId,
    /// Who imported it, if it came from a file.
    pub imported_by: Option<CoderId>,
    /// The round it belongs to; free if none.
    pub round: Option<RoundId>,
    /// Source.
    pub source: SourceId,
    /// Revision of the text the span points into.
    pub revision: u32,
    /// Segment.
    pub span: Span,
    /// Code as applied; `Codebook::resolve` says what it stands for now.
    pub code: CodeId,
    /// Digest of the text it covers.
    pub digest: String,
    /// Sure or unsure.
    pub certain: bool,
    /// Rating, for a rated code.
    pub rating: Option<i32>,
    /// When it was made.
    pub at: Stamp,
}

/// What a memo is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MemoOn {
    /// The study as a whole.
    Study,
    /// A source.
    Source(SourceId),
    /// A stretch of a source, coded or not.
    Segment(SourceId, Span),
    /// A coding.
    Coding(CodingId),
    /// A code: also the place for a question about its clause.
    Code(CodeId),
    /// A round.
    Round(RoundId),
    /// A theme.
    Theme(ThemeId),
    /// A verdict.
    Verdict(VerdictId),
}

/// An analyst's note.
#[derive(Clone, Debug, PartialEq)]
pub struct Memo {
    /// Id.
    pub id: MemoId,
    /// Author.
    pub coder: CoderId,
    /// The round it was written in, if any.
    pub round: Option<RoundId>,
    /// What it is about.
    pub on: MemoOn,
    /// Its text.
    pub text: String,
    /// When it was written.
    pub at: Stamp,
}
