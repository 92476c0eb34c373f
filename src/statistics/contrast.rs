//! A difference of means with its standard error: what every t rests on.

use super::error::finite;
use super::summary::GroupSummary;
use super::{Test, Undefined};

/// A difference with its standard error and degrees of freedom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contrast {
    pub(super) test: Test,
    /// First mean less second.
    pub(super) difference: f64,
    /// Its standard error.
    pub(super) error: f64,
    /// Degrees of freedom.
    pub(super) df: f64,
}

impl Contrast {
    /// The t statistic; refused where nothing spreads.
    pub(super) fn t(&self) -> Result<f64, Undefined> {
        if self.error == 0.0 {
            return Err(Undefined::NoSpread);
        }
        finite(finite(self.difference)? / finite(self.error)?)
    }
}

/// Student (1908), doi 10.1093/biomet/6.1.1, with the pooled variance of
/// Fisher (1925).
pub(super) fn student_contrast(first: GroupSummary, second: GroupSummary) -> Contrast {
    let (n1, n2) = (first.n as f64, second.n as f64);
    let df = n1 + n2 - 2.0;
    let pooled = ((n1 - 1.0) * first.sd.powi(2) + (n2 - 1.0) * second.sd.powi(2)) / df;
    let error = (pooled * (1.0 / n1 + 1.0 / n2)).sqrt();
    Contrast {
        test: Test::Student,
        difference: first.mean - second.mean,
        error,
        df,
    }
}

/// Welch (1947), doi 10.1093/biomet/34.1-2.28, written with the first group's
/// share of the squared error so that nothing is squared twice.
pub(super) fn welch_contrast(first: GroupSummary, second: GroupSummary) -> Contrast {
    let squared = first.squared_error() + second.squared_error();
    let share = first.squared_error() / squared;
    let df = welch_df(share, first.n, second.n);
    let difference = first.mean - second.mean;
    Contrast {
        test: Test::Welch,
        difference,
        error: squared.sqrt(),
        df,
    }
}

/// Welch's degrees of freedom where the first group brings `share` (0 to 1) of
/// the squared standard error.
pub(super) fn welch_df(share: f64, n1: usize, n2: usize) -> f64 {
    let (m1, m2) = (n1 as f64 - 1.0, n2 as f64 - 1.0);
    1.0 / (share * share / m1 + (1.0 - share) * (1.0 - share) / m2)
}

/// The paired t as a t of one group of differences.
pub(super) fn paired_contrast(differences: GroupSummary) -> Contrast {
    Contrast {
        test: Test::Paired,
        difference: differences.mean,
        error: differences.squared_error().sqrt(),
        df: differences.n as f64 - 1.0,
    }
}

/// The variance of a difference, in a form that cannot fall below zero.
pub(super) fn difference_variance(s1: f64, s2: f64, r: f64) -> f64 {
    (s1 - s2).powi(2) + 2.0 * (1.0 - r) * s1 * s2
}
