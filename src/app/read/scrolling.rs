//! Which rows there are at a width, and which of them are on the page.

use super::Read;
use super::rows::{ends_near, wrapped};
use crate::model::source::Document;
use std::sync::Arc;

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
