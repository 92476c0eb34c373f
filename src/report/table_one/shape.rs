//! What a table of characteristics is: columns of people, a block for each attribute.

use super::numbers::Numbers;

/// A count of people, as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Count(u64),
    /// At least one, and fewer than are shown.
    Few,
    /// Hidden, since it, or a smaller one with it, could be worked out.
    Hidden,
}

impl Shown {
    /// The count, where it is shown.
    pub fn count(self) -> Option<u64> {
        match self {
            Shown::Count(n) => Some(n),
            Shown::Few | Shown::Hidden => None,
        }
    }
}

/// The people of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    Overall,
    Group(String),
    /// Those of whom it is not known which group they are in.
    NoGroup,
}

impl Whose {
    /// As a heading has it.
    pub fn words(&self) -> &str {
        match self {
            Whose::Overall => "overall",
            Whose::Group(name) => name,
            Whose::NoGroup => "group missing",
        }
    }
}

/// What people of one line have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Is {
    Value(String),
    /// Any number.
    Number,
    Missing,
    Unknown,
}

/// How many people of a column stand in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub count: Shown,
    /// Of how many with a value; none where there is no per cent to be had of it.
    pub of: Option<u64>,
}

/// A line of counts, a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub is: Is,
    pub cells: Vec<Cell>,
}

/// What is said of the numbers of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Summary {
    Is(Numbers),
    NoValues,
    Hidden,
}

/// One attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub attribute: String,
    /// The word for its kind.
    pub kind: &'static str,
    /// The time point its values are of.
    pub at: Option<String>,
    /// Why it has no lines, in words.
    pub none: Option<String>,
    /// A summary for each column, of numbers only.
    pub summaries: Vec<Summary>,
    /// Decimals of its numbers as they are set.
    pub decimals: usize,
    pub lines: Vec<Line>,
}

/// The table of participants' characteristics.
#[derive(Clone, Debug, PartialEq)]
pub struct TableOne {
    /// The time point asked for.
    pub at: Option<String>,
    /// The attribute by whose values people are grouped.
    pub by: Option<String>,
    /// Counts of fewer people than this are hidden.
    pub least: Option<u64>,
    /// Who stands in each column, and how many they are; the first is everybody.
    pub columns: Vec<(Whose, Shown)>,
    pub blocks: Vec<Block>,
    /// What stands under it.
    pub notes: Vec<String>,
}
