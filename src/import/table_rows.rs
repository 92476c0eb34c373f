//! Rows of tables, and how much of them is read.

use super::error::{ImportError, within};
use crate::model::limits;

/// A table as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Rows in which something stands.
    pub rows: Vec<SheetRow>,
    /// Name of the encoding it was read in.
    pub encoding: String,
    /// Places where bytes made no character and `�` stands instead.
    pub replaced: usize,
    /// What was not read.
    pub notes: Vec<String>,
}

/// A row of a table, its cells without white space around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Line of the file, or number of the row in its spreadsheet, from 1.
    pub line: u64,
    pub cells: Vec<String>,
}

impl SheetRow {
    /// A cell; nothing stands beyond the last.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// How much of a table is read, counted while it is.
pub(super) struct Room<'n> {
    name: &'n str,
    cells: usize,
    rows: usize,
}

impl<'n> Room<'n> {
    pub fn new(name: &'n str) -> Room<'n> {
        Room {
            name,
            cells: 0,
            rows: 0,
        }
    }

    /// Takes in a row of so many cells.
    pub fn row(&mut self, cells: usize) -> Result<(), ImportError> {
        self.rows += 1;
        self.cells += cells;
        within(self.name, limits::ROWS, self.rows)?;
        within(self.name, limits::CELLS, cells)?;
        within(self.name, limits::TABLE, self.cells)
    }
    /// All cells so far have so many bytes.
    pub fn says(&self, bytes: usize) -> Result<(), ImportError> {
        within(self.name, limits::SAID, bytes)
    }
}
