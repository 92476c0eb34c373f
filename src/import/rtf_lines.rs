//! Paragraphs, rows and boxes of rich text, which says where they end and not where they begin.

use super::draft::Draft;
use super::flow::Flow;
use crate::model::limits::Beyond;

/// The lines so far, and what is open.
pub(super) struct Lines {
    flow: Flow,
    /// Whether a paragraph is open.
    open: bool,
    /// The same for the text around each box that is open.
    around: Vec<bool>,
    row: bool,
    cell: bool,
}

impl Lines {
    pub fn new() -> Lines {
        Lines {
            flow: Flow::new(),
            open: false,
            around: Vec::new(),
            row: false,
            cell: false,
        }
    }

    pub fn check(&self) -> Result<(), Beyond> {
        self.flow.check()
    }

    pub fn put(&mut self, text: &str, bold: bool) {
        self.flow.put(text, bold);
    }

    /// A paragraph is open from here on, in a cell where it stands in a table.
    pub fn begin(&mut self, in_table: bool) {
        if self.open {
            return;
        }
        if self.around.is_empty() && (self.row || in_table) {
            self.begin_cell();
        }
        self.flow.begin_paragraph(None);
        self.open = true;
    }

    fn begin_cell(&mut self) {
        if !self.row {
            self.flow.begin_row();
        }
        if !self.cell {
            self.flow.begin_cell();
        }
        (self.row, self.cell) = (true, true);
    }

    /// The paragraph is over, if one is open.
    pub fn end(&mut self, heading: Option<u8>) {
        if std::mem::take(&mut self.open) {
            if let Some(paragraph) = self.flow.paragraph() {
                paragraph.heading = heading;
            }
            self.flow.close();
        }
    }

    /// A cell is over. In a box, or where no table was said to begin, cells stand apart by tabs.
    pub fn end_cell(&mut self, heading: Option<u8>, in_table: bool) {
        let in_table = self.row || (!self.open && in_table);
        if !self.around.is_empty() || !in_table {
            return self.put("\t", false);
        }
        self.end(heading);
        self.begin_cell();
        self.cell = false;
    }

    pub fn end_row(&mut self, heading: Option<u8>) {
        self.end(heading);
        if self.around.is_empty() && self.row {
            self.flow.close();
            (self.row, self.cell) = (false, false);
        }
    }

    pub fn begin_box(&mut self) {
        self.around.push(self.open);
        self.open = false;
    }

    pub fn end_box(&mut self, heading: Option<u8>) {
        self.end(heading);
        self.open = self.around.pop().unwrap_or_default();
    }

    /// All of the text, where it ends.
    pub fn done(mut self, heading: Option<u8>) -> Draft {
        while !self.around.is_empty() {
            self.end_box(heading);
        }
        self.end_row(heading);
        self.flow.draft
    }
}
