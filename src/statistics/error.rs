//! The reasons why a figure does not exist, as sentences for researchers.

use serde::Serialize;

/// Why there is no figure. Prints as a plain sentence without a full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(into = "String")]
pub enum Undefined {
    /// No value at all.
    #[error("there are no values")]
    Empty,
    /// A group of one or two people.
    #[error("there are fewer than 3 people in a group")]
    TooFew,
    /// One or two pairs.
    #[error("there are fewer than 3 pairs")]
    TooFewPairs,
    /// Fewer than three differences other than zero (signed ranks).
    #[error("fewer than 3 pairs differ, and pairs without a difference do not count in this test")]
    TooFewDifferences,
    /// Zero variance.
    #[error("all values are alike, so there is no spread to compare with")]
    NoSpread,
    /// A value that is infinite or not a number.
    #[error("a value is missing or is not a number")]
    NotFinite,
    /// Two lists that should be pairs.
    #[error("the two lists are not pairs: one is longer than the other")]
    UnequalPairs,
    /// A standard deviation below zero.
    #[error("a standard deviation cannot be below zero")]
    NegativeDeviation,
    /// A correlation outside −1 to 1.
    #[error("a correlation lies between −1 and 1")]
    NotACorrelation,
    /// A table that is no table.
    #[error("a table needs at least two rows and two columns, and rows of one length")]
    NotATable,
    /// A row or column that sums to zero.
    #[error("a row or a column of the table is empty")]
    EmptyMargin,
    /// Values or counts beyond what floating point can carry.
    #[error("the values are too large or too small to compute with")]
    OutOfRange,
    /// A rank test asked of a printed summary.
    #[error(
        "a rank test cannot be recomputed from a printed summary: it needs the values of each person"
    )]
    NeedsData,
    /// Printed standard deviations that may be zero before rounding.
    #[error("the printed standard deviations are too coarse: before rounding they may be zero")]
    CoarseDeviation,
    /// Degrees of freedom that no test has.
    #[error("the degrees of freedom must be above zero")]
    NoDegreesOfFreedom,
    /// A check of t tests asked of another test, or of the wrong number of groups.
    #[error("this check is for t tests: two groups, or one list of pairs")]
    NotATTest,
    /// Nothing was printed that could be compared.
    #[error("nothing is printed that could be compared")]
    NothingPrinted,
}

impl From<Undefined> for String {
    fn from(reason: Undefined) -> String {
        reason.to_string()
    }
}

/// The figure if it is finite: overflow becomes a sentence, never “inf”.
pub(super) fn finite(figure: f64) -> Result<f64, Undefined> {
    if figure.is_finite() {
        Ok(figure)
    } else {
        Err(Undefined::OutOfRange)
    }
}
