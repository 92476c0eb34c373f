//! The rows a text is wrapped into: all of them, or of a text longer than any interview those about
//! the cursor, so that opening one of ten megabytes takes no longer than a frame.

use super::Read;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::wrap;
use std::sync::Arc;

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

impl Read {
    /// Wraps anew if the width has changed.
    pub fn layout(&mut self, width: u16, height: u16) {
        let panes = self.panes(width, height);
        if self.document.is_none() || panes.rows.width == self.rows_width {
            return;
        }
        self.rows_width = panes.rows.width;
        self.wrap();
        self.scroll(width, height);
    }

    /// Index of the row that holds a position.
    pub fn row_at(&self, at: u32) -> usize {
        self.rows
            .partition_point(|r| r.span.start <= at)
            .saturating_sub(1)
    }

    /// Scrolls so that the cursor is seen, a row of context around it where there is room.
    pub fn scroll(&mut self, width: u16, height: u16) {
        let page = usize::from(self.panes(width, height).rows.height).max(1);
        self.wrap_about(page);
        let row = self.row_at(self.cursor);
        let margin = usize::from(page > 6);
        if row < self.top + margin {
            self.top = row.saturating_sub(margin);
        } else if row + margin >= self.top + page {
            self.top = row + margin + 1 - page;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(page));
        if let Some(row) = self.rows.get(self.top) {
            self.top_at = row.span.start;
        }
    }

    /// Wraps what lies about the cursor, if it has come near an end of the rows that is no end of
    /// the text.
    pub(super) fn wrap_about(&mut self, page: usize) {
        let row = self.row_at(self.cursor);
        let near = |document: &Arc<Document>| ends_near(document, &self.rows, row, page);
        if self.document.as_ref().is_some_and(near) {
            self.wrap();
        }
    }

    fn wrap(&mut self) {
        let Some(document) = &self.document else {
            return;
        };
        self.rows = wrapped(document, self.cursor, usize::from(self.rows_width));
        self.top = self.row_at(self.top_at);
    }
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
