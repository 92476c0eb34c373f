//! Printed figures beside recomputed ones.

use serde::Serialize;

use super::{Printed, PrintedP};
use crate::statistics::{Interval, Test, Undefined};

/// What a paper prints of a test; what it leaves out is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Claim {
    /// t or chi-square.
    pub statistic: Option<Printed>,
    /// Degrees of freedom.
    pub df: Option<Printed>,
    /// Two-sided probability.
    pub p: Option<PrintedP>,
}

/// Whether a printed figure agrees with the inputs printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Some values that round to the inputs give the printed figure.
    Consistent,
    /// None do.
    NotConsistent,
    /// There is no telling, and why.
    CannotBeTested(Undefined),
}

/// One recomputed figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Part {
    /// From the inputs as printed.
    pub value: f64,
    /// From all values that round to the inputs.
    pub range: Interval,
    /// The verdict on the printed figure; none where it is not printed.
    pub verdict: Option<Verdict>,
}

/// A recomputed test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Recomputed {
    /// The test.
    pub test: Test,
    /// t or chi-square; none for Fisher.
    pub statistic: Option<Part>,
    /// Degrees of freedom; none for Fisher.
    pub df: Option<Part>,
    /// Two-sided probability.
    pub p: Part,
    /// The printed t agrees but for its sign: groups in the other order.
    pub sign_turned: bool,
    /// The printed figures are those with Yates' correction.
    pub yates: bool,
}

impl Part {
    /// A figure beside the printed one.
    pub(super) fn of(value: f64, range: Interval, printed: Option<Printed>) -> Self {
        let verdict = printed.map(|printed| judge(printed.range().meets(&range)));
        Self {
            value,
            range,
            verdict,
        }
    }

    /// A probability beside the printed one.
    pub(super) fn of_p(value: f64, range: Interval, printed: Option<PrintedP>) -> Self {
        Self {
            value,
            range,
            verdict: printed.map(|printed| judge(printed.meets(&range))),
        }
    }
}

/// The verdict of a comparison.
pub(super) fn judge(meets: bool) -> Verdict {
    if meets {
        Verdict::Consistent
    } else {
        Verdict::NotConsistent
    }
}

impl Recomputed {
    /// The verdict on all that is printed: not consistent if any part is not.
    pub fn verdict(&self) -> Verdict {
        let parts = [self.statistic, self.df, Some(self.p)];
        let verdicts: Vec<Verdict> = parts
            .into_iter()
            .flatten()
            .filter_map(|part| part.verdict)
            .collect();
        if verdicts.is_empty() {
            Verdict::CannotBeTested(Undefined::NothingPrinted)
        } else {
            judge(
                verdicts
                    .iter()
                    .all(|&verdict| verdict == Verdict::Consistent),
            )
        }
    }

    /// What must be said beside a verdict of “consistent”, if anything.
    pub fn note(&self) -> Option<&'static str> {
        if self.sign_turned {
            Some(
                "The printed t has the other sign, as if the groups were taken the other way round.",
            )
        } else if self.yates {
            Some("The printed figures are those with Yates' correction.")
        } else {
            None
        }
    }

    /// What the test assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        self.test.assumptions()
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        // Of a p beside a printed chi-square no counts are known.
        let is_rounded = |part: &Part| part.range.low < part.range.high;
        match self.test {
            Test::ChiSquare | Test::Fisher if !self.statistic.as_ref().is_some_and(is_rounded) => {
                "Counts are not rounded, so one figure comes out, which the printed one must round; p is two-sided."
            }
            _ => {
                "Each printed input stands for all values that round to it (half a unit of its last digit to both sides); the printed figure is consistent if it meets the range that comes out; p is two-sided."
            }
        }
    }
}

impl Verdict {
    /// The verdict on all that is printed, or why there is none.
    pub fn of(found: &Result<Recomputed, Undefined>) -> Verdict {
        match found {
            Ok(recomputed) => recomputed.verdict(),
            Err(reason) => Verdict::CannotBeTested(*reason),
        }
    }
}
