//! Codings and memos.

use super::attribute::Subject;
use super::clock::Stamp;
use super::digest::Digest;
use super::ids::{
    CodeId, CoderId, CodingId, ConstructId, EventId, MemoId, RelationId, RoundId, SourceId,
    ThemeId, VerdictId,
};
use super::name;
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
    /// A participant, by the name they go by in the study.
    Participant(#[serde(deserialize_with = "name::read")] String),
    /// A relation between themes or codes.
    Relation(RelationId),
    /// A query of Search: a saved one, the memo is its name.
    Query(String),
    /// What a person, a source or a case says to a code, theme or construct: the memo is a summary.
    Cell(RowOf, Subject),
}

/// What the row of a framework matrix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RowOf {
    Code(CodeId),
    /// A code with all below it.
    Category(CodeId),
    /// A theme with those below it.
    Theme(ThemeId),
    /// A construct of a framework with those below it.
    Construct(ConstructId),
}

impl RowOf {
    /// What made the code, theme or construct.
    pub fn event(self) -> EventId {
        match self {
            RowOf::Code(code) | RowOf::Category(code) => code.event(),
            RowOf::Theme(theme) => theme.event(),
            RowOf::Construct(construct) => construct.event(),
        }
    }
}

impl MemoOn {
    /// Every word for what a memo can be on.
    pub const WORDS: [&str; 12] = [
        "study",
        "source",
        "segment",
        "coding",
        "code",
        "round",
        "theme",
        "verdict",
        "participant",
        "relation",
        "query",
        "cell",
    ];

    /// What kind of thing it is, in a word.
    pub fn word(&self) -> &'static str {
        match self {
            MemoOn::Study => "study",
            MemoOn::Source(_) => "source",
            MemoOn::Segment(..) => "segment",
            MemoOn::Coding(_) => "coding",
            MemoOn::Code(_) => "code",
            MemoOn::Round(_) => "round",
            MemoOn::Theme(_) => "theme",
            MemoOn::Verdict(_) => "verdict",
            MemoOn::Participant(_) => "participant",
            MemoOn::Relation(_) => "relation",
            MemoOn::Query(_) => "query",
            MemoOn::Cell(..) => "cell",
        }
    }
}

/// What a memo is for, where its writer says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MemoKind {
    /// What the data may mean: ideas on concepts and how they hang together.
    Theory,
    /// What was decided about the way of working, and why.
    Method,
    /// The researcher's own part in it.
    Reflexive,
    /// Something to be answered.
    Question,
}

impl MemoKind {
    pub const ALL: [MemoKind; 4] = [
        MemoKind::Theory,
        MemoKind::Method,
        MemoKind::Reflexive,
        MemoKind::Question,
    ];

    pub fn word(self) -> &'static str {
        match self {
            MemoKind::Theory => "theory",
            MemoKind::Method => "method",
            MemoKind::Reflexive => "reflexive",
            MemoKind::Question => "question",
        }
    }

    /// The kind after this one; after the last none.
    pub fn next(kind: Option<MemoKind>) -> Option<MemoKind> {
        let Some(kind) = kind else {
            return Some(MemoKind::ALL[0]);
        };
        let at = MemoKind::ALL.iter().position(|k| *k == kind)?;
        MemoKind::ALL.get(at + 1).copied()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Memo {
    pub id: MemoId,
    pub coder: CoderId,
    /// The round it was written in, if any.
    pub round: Option<RoundId>,
    pub on: MemoOn,
    pub kind: Option<MemoKind>,
    pub text: String,
    pub at: Stamp,
    /// Of a summary: the segments its writer had before them when they last said that it holds.
    pub rests: Vec<(CodingId, Digest)>,
}
