//! Sources made of others: of several that were joined, or of one that was cut.

use super::ids::SourceId;
use super::text::Span;
use serde::{Deserialize, Serialize};

/// A stretch of one source that stands, word for word, in another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub source: SourceId,
    /// The revision of its text.
    pub revision: u32,
    pub span: Span,
    /// Where it begins in the first revision of the other, in code points.
    pub at: u32,
}

impl Piece {
    /// Where what it holds of a stretch is in the other source; `None` if it holds nothing of it.
    pub fn place(&self, span: Span) -> Option<Span> {
        let start = span.start.max(self.span.start);
        let end = span.end.min(self.span.end);
        let moved = |at: u32| self.at.checked_add(at - self.span.start);
        match start < end {
            true => Some(Span {
                start: moved(start)?,
                end: moved(end)?,
            }),
            false => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{source, span};

    #[test]
    fn a_piece_says_where_its_text_went() {
        let piece = Piece {
            source: source("s"),
            revision: 1,
            span: span(10..20),
            at: 100,
        };
        assert_eq!(piece.place(span(12..15)), Some(span(102..105)));
        assert_eq!(piece.place(span(5..15)), Some(span(100..105)));
        assert_eq!(piece.place(span(0..40)), Some(span(100..110)));
        assert_eq!(piece.place(span(0..10)), None);
        let last = Piece {
            at: u32::MAX - 1,
            ..piece
        };
        assert_eq!(last.place(span(12..15)), None);
    }
}
