//! The rows a text is wrapped into: all of them, or of a text longer than any interview those about
//! the cursor, so that opening one of ten megabytes takes no longer than a frame.

use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::wrap;

/// So many code points before and behind the cursor are wrapped at least.
pub(super) const ABOUT: u32 = 100_000;

/// So many pages before and behind the cursor are to be there for the next key.
const PAGES: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it shows, trailing spaces included.
    pub span: Span,
    pub paragraph: usize,
}

/// Whether a row lies within a few pages of where the rows end but the text does not.
pub(crate) fn ends_near(document: &Document, rows: &[Row], row: usize, page: usize) -> bool {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return false;
    };
    let before = first.paragraph > 0 && row < PAGES * page;
    let behind = last.paragraph + 1 < document.structure.paragraphs.len();
    before || behind && row + PAGES * page >= rows.len()
}

/// The paragraphs about a position as rows of at most `width` cells.
pub(crate) fn wrapped(document: &Document, at: u32, width: usize) -> Vec<Row> {
    let paragraphs = &document.structure.paragraphs;
    let from = paragraphs.partition_point(|p| p.span.end.saturating_add(ABOUT) <= at);
    let to = paragraphs.partition_point(|p| p.span.start <= at.saturating_add(ABOUT));
    let mut rows = Vec::new();
    for (paragraph, index) in paragraphs[from..to].iter().zip(from..) {
        let paragraph = paragraph.span;
        // A hard-wrapped paragraph holds line ends; they show as the spaces they stand for.
        let text = document.text.slice(paragraph).replace('\n', " ");
        for span in wrap::wrap(&text, paragraph.start, width) {
            rows.push(Row {
                span,
                paragraph: index,
            });
        }
    }
    rows
}
