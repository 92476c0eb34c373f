//! Decisions in numbers, and labels as they are compared.

use std::collections::HashMap;

/// One decision: everything in numbers, in the order of first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Place in [`Cells::variables`].
    pub variable: u32,
    pub unit: u32,
    /// Place in [`Cells::coders`].
    pub coder: u32,
    /// Line of the file, from 1.
    pub line: u64,
    /// Place in [`Cells::labels`].
    pub label: u32,
}

/// What a file says, sorted by variable, unit and coder; empty fields are no cells.
#[derive(Debug, Default)]
pub struct Cells {
    /// The file as it was named.
    pub file: String,
    /// Columns that name the units; without any, rows are units.
    pub named_by: Vec<String>,
    /// Columns nothing was read from.
    pub passed_over: Vec<String>,
    /// Variables; a single one without a name where the file has no column of them.
    pub variables: Names,
    pub coders: Names,
    pub units: Names,
    /// What was decided, as written.
    pub labels: Names,
    pub cells: Vec<Cell>,
    /// Rows that said the same as another one; they count once.
    pub repeated: usize,
}

impl Cells {
    pub fn of(&self, variable: u32) -> &[Cell] {
        let first = self.cells.partition_point(|c| c.variable < variable);
        let end = self.cells.partition_point(|c| c.variable <= variable);
        &self.cells[first..end]
    }
}

/// Words numbered in the order of their first appearance.
#[derive(Debug, Default)]
pub struct Names {
    pub list: Vec<String>,
    places: HashMap<String, u32>,
}

impl Names {
    /// The number of a word, a new one if it is new.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(at) = self.places.get(name) {
            return *at;
        }
        let at = self.list.len() as u32;
        self.list.push(name.to_owned());
        self.places.insert(name.to_owned(), at);
        at
    }
}

/// A label as it is compared and shown: numbers in their shortest form, so that 2 and 2.0 are one
/// category; what only looks like a number, such as 007, stays as it is.
pub fn canonical(label: &str) -> String {
    let digits = label.strip_prefix('-').unwrap_or(label);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let plain = all(whole) && all(part) && (whole == "0" || !whole.starts_with('0'));
    match label.parse::<f64>() {
        Ok(number) if plain && digits.len() < 16 => (number + 0.0).to_string(),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_form() {
        for (written, taken) in [
            ("2.0", "2"),
            ("1.10", "1.1"),
            ("-3", "-3"),
            ("007", "007"),
            ("1e3", "1e3"),
            ("0.5", "0.5"),
            ("-0", "0"),
            ("3.", "3."),
            ("12345678901234567890", "12345678901234567890"),
            ("yes", "yes"),
        ] {
            assert_eq!(canonical(written), taken);
        }
    }
}
