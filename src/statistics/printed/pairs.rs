//! The paired t from a printed summary of differences, or of both times with
//! their correlation.

use serde::Serialize;

use super::means::compare;
use super::{Claim, Printed, Recomputed};
use crate::statistics::contrast::{difference_variance, paired_contrast};
use crate::statistics::summary::GroupSummary;
use crate::statistics::{Interval, Test, Undefined};

/// Differences within pairs as printed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PrintedDifference {
    /// Number of pairs.
    pub n: usize,
    /// Mean of the differences.
    pub mean: Printed,
    /// Standard deviation of the differences, not of the values.
    pub sd: Printed,
}

/// The values of both times as printed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PrintedPairs {
    /// Number of pairs.
    pub n: usize,
    /// Mean at each time.
    pub means: [Printed; 2],
    /// Standard deviation at each time.
    pub sds: [Printed; 2],
    /// Correlation of the two, −1 to 1.
    pub r: Printed,
}

/// Checks a printed paired t from the differences; t moves in one direction
/// with each input, so the corners suffice.
///
/// # Errors
/// [`Undefined::TooFewPairs`], [`Undefined::NegativeDeviation`],
/// [`Undefined::CoarseDeviation`] if the standard deviation may be zero.
pub fn check_paired(found: PrintedDifference, claim: &Claim) -> Result<Recomputed, Undefined> {
    let PrintedDifference { n, mean, sd } = found;
    let means = mean.range();
    check(
        n,
        (mean.value(), means),
        (sd.value(), sd.range_from(0.0)),
        claim,
    )
}

/// Checks a printed paired t from both times and their correlation.
///
/// The variance of differences, s₁² + s₂² − 2 r s₁ s₂, falls with r and is
/// convex in s₁ and s₂: its largest value is at a corner, its smallest at the
/// largest r and where one standard deviation is r times the other, or at the
/// end nearest to that.
///
/// # Errors
/// As [`check_paired`], and [`Undefined::NotACorrelation`].
pub fn check_paired_from_correlation(
    found: PrintedPairs,
    claim: &Claim,
) -> Result<Recomputed, Undefined> {
    let PrintedPairs { n, means, sds, r } = found;
    if r.value().abs() > 1.0 {
        return Err(Undefined::NotACorrelation);
    }
    if sds.iter().any(|sd| sd.value() < 0.0) {
        return Err(Undefined::NegativeDeviation);
    }
    let mean = means[0].value() - means[1].value();
    let [first, second] = means.map(|mean| mean.range());
    let mean_range = Interval {
        low: first.low - second.high,
        high: first.high - second.low,
    };
    let sd = difference_variance(sds[0].value(), sds[1].value(), r.value()).sqrt();
    check(n, (mean, mean_range), (sd, deviation_range(sds, r)?), claim)
}

/// The range of the standard deviation of differences.
fn deviation_range(sds: [Printed; 2], r: Printed) -> Result<Interval, Undefined> {
    let [first, second] = sds.map(|sd| sd.range_from(0.0));
    let r = Interval {
        low: r.range().low.max(-1.0),
        high: r.range().high.min(1.0),
    };
    let near = |interval: Interval, value: f64| value.clamp(interval.low, interval.high);
    let mut variances = Vec::new();
    for s1 in [first.low, first.high] {
        let least = near(second, r.high * s1);
        variances.push(difference_variance(s1, least, r.high));
        variances.extend([second.low, second.high].map(|s2| difference_variance(s1, s2, r.low)));
    }
    for s2 in [second.low, second.high] {
        variances.push(difference_variance(near(first, r.high * s2), s2, r.high));
    }
    Interval::hull(variances.into_iter().map(f64::sqrt)).ok_or(Undefined::CoarseDeviation)
}

/// Compares from the mean and standard deviation of differences and their
/// ranges.
fn check(
    n: usize,
    (mean, means): (f64, Interval),
    (sd, sds): (f64, Interval),
    claim: &Claim,
) -> Result<Recomputed, Undefined> {
    if n < 3 {
        return Err(Undefined::TooFewPairs);
    }
    GroupSummary { n, mean, sd }.check()?;
    if sds.low == 0.0 {
        return Err(Undefined::CoarseDeviation);
    }
    let t = |mean, sd| paired_contrast(GroupSummary { n, mean, sd }).t();
    let ends = [
        (means.low, sds.low),
        (means.low, sds.high),
        (means.high, sds.low),
        (means.high, sds.high),
    ];
    let corners: Result<Vec<f64>, Undefined> = ends.into_iter().map(|(m, s)| t(m, s)).collect();
    let range = Interval::hull(corners?).ok_or(Undefined::CoarseDeviation)?;
    let df = n as f64 - 1.0;
    compare(
        Test::Paired,
        (t(mean, sd)?, range),
        (df, Interval { low: df, high: df }),
        claim,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::printed::Verdict;

    fn number(text: &str) -> Printed {
        text.parse().unwrap()
    }

    #[test]
    fn pairs_are_checked_both_ways() {
        // 2.0/(1.5/√16) = 5.333.
        let claim = Claim {
            statistic: Some(number("5.33")),
            df: Some(number("15")),
            p: "<.001".parse().ok(),
        };
        let differences = PrintedDifference {
            n: 16,
            mean: number("2.0"),
            sd: number("1.5"),
        };
        let found = check_paired(differences, &claim).unwrap();
        assert_eq!(found.verdict(), Verdict::Consistent);
        let other = Claim {
            df: Some(number("30")),
            ..claim
        };
        assert_eq!(
            check_paired(differences, &other).unwrap().verdict(),
            Verdict::NotConsistent
        );
        // 2.5² + 2.0² − 2 × .8 × 2.5 × 2.0 = 2.25.
        let pairs = PrintedPairs {
            n: 16,
            means: [number("12.0"), number("10.0")],
            sds: [number("2.5"), number("2.0")],
            r: number(".80"),
        };
        let found = check_paired_from_correlation(pairs, &claim).unwrap();
        assert!((found.statistic.unwrap().value - 16.0 / 3.0).abs() < 1e-12);
        assert_eq!(found.verdict(), Verdict::Consistent);
    }

    /// The range of 2 ± .5 and 4 ± .5 with r = .5 ± .05, or of 2 and 2.
    fn assert_range(second: &str, least: f64) {
        let sds = [number("2"), number(second)];
        let range = deviation_range(sds, number(".5")).unwrap();
        assert!((range.low * range.low - least).abs() < 1e-12);
        for at in 0..11i32.pow(3) {
            let part = |digit: u32| f64::from(at / 11i32.pow(digit) % 11) / 10.0 - 0.5;
            let (s1, s2) = (sds[0].value() + part(0), sds[1].value() + part(1));
            let variance = difference_variance(s1, s2, 0.5 + part(2) / 10.0);
            assert!(range.low <= variance.sqrt() + 1e-12 && variance.sqrt() <= range.high + 1e-12);
        }
    }

    #[test]
    fn the_range_holds_every_value_that_rounds_to_the_inputs() {
        // The least lies within an edge: s₁ = .55 × 3.5, so 3.5² (1 − .55²).
        assert_range("4", 3.5 * 3.5 * (1.0 - 0.55 * 0.55));
        // The least lies at a corner: 1.5² + 1.5² − 2 × .55 × 1.5².
        assert_range("2", 1.5 * 1.5 * 0.9);
    }

    #[test]
    fn a_deviation_that_may_be_zero_cannot_be_tested() {
        let differences = PrintedDifference {
            n: 9,
            mean: number("1"),
            sd: number("0.0"),
        };
        let refused = check_paired(differences, &Claim::default());
        assert_eq!(refused, Err(Undefined::CoarseDeviation));
    }
}
