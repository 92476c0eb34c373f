//! What a search hands back.

use crate::model::ids::{CodeId, CoderId, CodingId, EventId, SourceId};
use crate::model::source::Cited;
use crate::model::text::Span;
use std::collections::{HashMap, HashSet};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Turn {
        source: SourceId,
        /// Index into `Structure::turns`.
        turn: usize,
        /// The paragraph the hit lies in.
        paragraph: Cited,
        /// The first match, in code points of the source's text. The whole talk when the query
        /// matched by its fields alone (`speaker:P01`).
        span: Span,
        /// Whose turn it is, as labelled in the text.
        speaker: Option<String>,
    },
    /// A coding.
    Segment {
        coding: CodingId,
        source: SourceId,
        span: Span,
        /// As it was given; `Codebook::resolve` says what it stands for now.
        code: CodeId,
        coder: CoderId,
        /// The paragraph it begins in, as cited.
        paragraph: Cited,
        /// Label of whoever speaks where it begins.
        speaker: Option<String>,
    },
    Memo(EventId),
    /// A code, by name or definition.
    Code {
        id: EventId,
        name: String,
    },
}

/// Where a turn or segment lies.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'p> {
    pub source: &'p SourceId,
    pub span: Span,
    pub paragraph: Cited,
    pub speaker: Option<&'p str>,
}

impl Place {
    /// Where it lies, if it is a turn or a segment.
    pub fn stretch(&self) -> Option<Stretch<'_>> {
        match self {
            Place::Turn {
                source,
                span,
                paragraph,
                speaker,
                ..
            }
            | Place::Segment {
                source,
                span,
                paragraph,
                speaker,
                ..
            } => Some(Stretch {
                source,
                span: *span,
                paragraph: *paragraph,
                speaker: speaker.as_deref(),
            }),
            Place::Memo(_) | Place::Code { .. } => None,
        }
    }

    /// The code and coder of a segment.
    pub fn coded(&self) -> Option<(CodeId, &CoderId)> {
        match self {
            Place::Segment { code, coder, .. } => Some((*code, coder)),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub place: Place,
    /// Relevance; only its order within one search means anything.
    pub score: f32,
    /// The text around the first match, on one line, with `…` where it was cut.
    pub excerpt: String,
    /// What matched, as character ranges of the excerpt.
    pub marks: Vec<(usize, usize)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Relevance,
    /// As one reads: by source in the order given, then by turn; memos and codes after the turns.
    Source,
    /// By what they have in common, then as one reads.
    By(Group),
}

/// What hits are put together by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Segments only; turns then stand as one reads.
    Code,
    Coder,
    /// Who speaks: of a segment, in the first turn it shares text with.
    Person,
    /// The value of the attribute of who speaks there, else of the source.
    Attribute(String),
}

/// Turns that fit, as indices into `Structure::turns`, by source.
pub type FoundTurns = HashMap<SourceId, HashSet<usize>>;

/// How much of the study was searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Sources whose present text is in the index.
    pub indexed: usize,
    /// Sources of the study.
    pub total: usize,
}

impl Coverage {
    /// Whether every source was searched.
    pub fn is_complete(self) -> bool {
        self.indexed == self.total
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Hits, as many as were asked for.
    pub hits: Vec<Hit>,
    pub total: usize,
    pub coverage: Coverage,
}
