//! What the cells of a column tell of it.

use super::cells::{is_unknown, labels, yes_or_no};

/// What stands in a column.
#[derive(Default)]
pub(super) struct Cells {
    /// Cells with something in them.
    pub said: usize,
    characters: usize,
    pub longest: usize,
    /// Those that say neither yes nor no, nor that it is not known.
    odd: usize,
    /// Whether some say no in so many words, so that an empty one may mean something else.
    pub denies: bool,
    /// Whether some hold several labels.
    pub several: bool,
}

impl Cells {
    pub fn note(&mut self, cell: &str) {
        if cell.is_empty() {
            return;
        }
        self.said += 1;
        self.characters += cell.len();
        self.longest = self.longest.max(cell.len());
        self.odd += usize::from(yes_or_no(cell).is_none() && !is_unknown(cell));
        self.denies |= yes_or_no(cell) == Some(false);
        let mut parts = labels(cell);
        let short = |label: &str| label.split_whitespace().count() <= 4;
        self.several |= cell.contains([';', '|']) && parts.all(short);
    }

    /// Whether they say yes or no, but for a slip in ten.
    pub fn marks(&self) -> bool {
        self.odd * 10 <= self.said
    }

    pub fn mean(&self) -> usize {
        self.characters.checked_div(self.said).unwrap_or(0)
    }
}
