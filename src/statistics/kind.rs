//! The tests by name, and what each one assumes.

use serde::Serialize;

use super::Undefined;

/// A test by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Two means, one common variance.
    Student,
    /// Two means, each with its own variance.
    Welch,
    /// The mean of differences within pairs.
    Paired,
    /// Signed ranks of differences within pairs.
    Wilcoxon,
    /// Ranks of two groups.
    MannWhitney,
    /// Independence in a table, by approximation.
    ChiSquare,
    /// Independence in a two-by-two table, exactly.
    Fisher,
}

impl Test {
    /// What the test assumes, in one sentence.
    pub fn assumptions(self) -> &'static str {
        match self {
            Test::Student => {
                "Student's t assumes that people are independent of each other, that values are about normal in both groups (or groups are large), and that both groups spread alike."
            }
            Test::Welch => {
                "Welch's t assumes that people are independent of each other and that values are about normal in both groups (or groups are large); the groups may spread differently."
            }
            Test::Paired => {
                "The paired t assumes that pairs are independent of each other and that the differences within pairs are about normal (or pairs are many)."
            }
            Test::Wilcoxon => {
                "Wilcoxon's signed-rank test assumes that pairs are independent of each other, that differences can be ordered by size, and that they are symmetric about their middle."
            }
            Test::MannWhitney => {
                "The Mann–Whitney test assumes that people are independent of each other and that values can be ordered; it speaks of medians only where both groups have the same shape."
            }
            Test::ChiSquare => {
                "The chi-square test assumes that each person is counted once, in one cell, and that expected counts are large enough (5 or more)."
            }
            Test::Fisher => {
                "Fisher's exact test assumes that each person is counted once, in one cell, and takes the totals of rows and columns as given; it is on the careful side in small groups."
            }
        }
    }

    /// Whether the test can be recomputed from a printed summary.
    ///
    /// # Errors
    /// [`Undefined::NeedsData`] for the rank tests.
    pub fn recomputable(self) -> Result<(), Undefined> {
        match self {
            Test::Wilcoxon | Test::MannWhitney => Err(Undefined::NeedsData),
            _ => Ok(()),
        }
    }
}
