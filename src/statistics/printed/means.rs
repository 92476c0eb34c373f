//! Student's and Welch's t from printed means and standard deviations.

use serde::Serialize;

use super::verdict::judge;
use super::{Claim, Part, Printed, Recomputed, Verdict};
use crate::statistics::contrast::{Contrast, student_contrast, welch_contrast, welch_df};
use crate::statistics::distributions::t_two_sided;
use crate::statistics::summary::GroupSummary;
use crate::statistics::{Interval, Test, Undefined};

/// A group as printed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PrintedGroup {
    /// Number of people.
    pub n: usize,
    /// Mean.
    pub mean: Printed,
    /// Standard deviation.
    pub sd: Printed,
}

impl PrintedGroup {
    fn summary(&self) -> GroupSummary {
        GroupSummary {
            n: self.n,
            mean: self.mean.value(),
            sd: self.sd.value(),
        }
    }

    /// The four summaries at the ends of what rounds to the printed one.
    pub(super) fn corners(&self) -> Vec<GroupSummary> {
        let (means, sds) = (self.mean.range(), self.sd.range_from(0.0));
        let ends = |interval: Interval| [interval.low, interval.high];
        let with = |mean| {
            ends(sds).map(|sd| GroupSummary {
                n: self.n,
                mean,
                sd,
            })
        };
        ends(means).into_iter().flat_map(with).collect()
    }

    fn check(&self) -> Result<(), Undefined> {
        self.summary().check()
    }
}

/// Checks a printed Student's t.
///
/// At fixed values of the others, t moves in one direction with each mean and
/// each standard deviation, so its extremes lie at corners of what rounds to
/// the inputs; all 16 are computed.
///
/// # Errors
/// [`Undefined::TooFew`] under 3 people in a group,
/// [`Undefined::NegativeDeviation`], [`Undefined::CoarseDeviation`] if both
/// standard deviations may be zero.
pub fn check_student(
    first: PrintedGroup,
    second: PrintedGroup,
    claim: &Claim,
) -> Result<Recomputed, Undefined> {
    let t = t_part(first, second, student_contrast)?;
    let df = student_contrast(first.summary(), second.summary()).df;
    compare(
        Test::Student,
        t,
        (df, Interval { low: df, high: df }),
        claim,
    )
}

/// Checks a printed Welch's t.
///
/// For t the corners suffice, as with Student. The degrees of freedom depend on
/// the ratio of the two squared errors alone; they rise to n₁ + n₂ − 2 and fall
/// again, so that this peak counts where it lies inside. The range of p takes
/// the ends of both ranges together and may be slightly too wide, never too
/// narrow.
///
/// # Errors
/// As [`check_student`].
pub fn check_welch(
    first: PrintedGroup,
    second: PrintedGroup,
    claim: &Claim,
) -> Result<Recomputed, Undefined> {
    let t = t_part(first, second, welch_contrast)?;
    let share = |one: GroupSummary, two: GroupSummary| {
        one.squared_error() / (one.squared_error() + two.squared_error())
    };
    let shares = Interval::hull(pairs_of_corners(first, second).map(|(one, two)| share(one, two)))
        .ok_or(Undefined::CoarseDeviation)?;
    let (m1, m2) = (first.n as f64 - 1.0, second.n as f64 - 1.0);
    let peak = (m1 / (m1 + m2)).clamp(shares.low, shares.high);
    let dfs = [shares.low, peak, shares.high].map(|share| welch_df(share, first.n, second.n));
    let range = Interval::hull(dfs).ok_or(Undefined::CoarseDeviation)?;
    let df = welch_contrast(first.summary(), second.summary()).df;
    compare(Test::Welch, t, (df, range), claim)
}

/// Both groups at all ends of what rounds to them: 16 corners.
fn pairs_of_corners(
    first: PrintedGroup,
    second: PrintedGroup,
) -> impl Iterator<Item = (GroupSummary, GroupSummary)> {
    let others = second.corners();
    first
        .corners()
        .into_iter()
        .flat_map(move |one| others.clone().into_iter().map(move |two| (one, two)))
}

/// t as printed and its range over the corners.
fn t_part(
    first: PrintedGroup,
    second: PrintedGroup,
    contrast: fn(GroupSummary, GroupSummary) -> Contrast,
) -> Result<(f64, Interval), Undefined> {
    first.check()?;
    second.check()?;
    let corners: Result<Vec<f64>, Undefined> = pairs_of_corners(first, second)
        .map(|(one, two)| contrast(one, two).t())
        .collect();
    let coarse = |reason| match reason {
        Undefined::NoSpread => Undefined::CoarseDeviation,
        other => other,
    };
    let range = Interval::hull(corners.map_err(coarse)?).ok_or(Undefined::CoarseDeviation)?;
    Ok((
        contrast(first.summary(), second.summary())
            .t()
            .map_err(coarse)?,
        range,
    ))
}

/// Sets the recomputed t, df and p beside the printed ones.
pub(super) fn compare(
    test: Test,
    (t, t_range): (f64, Interval),
    (df, df_range): (f64, Interval),
    claim: &Claim,
) -> Result<Recomputed, Undefined> {
    let sizes = t_range.magnitudes();
    let p_range = Interval {
        low: t_two_sided(sizes.high, df_range.high),
        high: t_two_sided(sizes.low, df_range.low),
    };
    let mut statistic = Part::of(t, t_range, claim.statistic);
    let turned = claim
        .statistic
        .is_some_and(|printed| printed.range().meets(&t_range.mirrored()));
    // Papers leave out the sign or list the groups in the other order.
    let sign_turned = statistic.verdict == Some(Verdict::NotConsistent) && turned;
    if sign_turned {
        statistic.verdict = Some(judge(true));
    }
    Ok(Recomputed {
        test,
        statistic: Some(statistic),
        df: Some(Part::of(df, df_range, claim.df)),
        p: Part::of_p(t_two_sided(t, df), p_range, claim.p),
        sign_turned,
        yates: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(n: usize, mean: &str, sd: &str) -> PrintedGroup {
        PrintedGroup {
            n,
            mean: mean.parse().unwrap(),
            sd: sd.parse().unwrap(),
        }
    }

    fn claim(t: &str, df: &str, p: &str) -> Claim {
        Claim {
            statistic: t.parse().ok(),
            df: df.parse().ok(),
            p: p.parse().ok(),
        }
    }

    fn assert_range(part: Part, low: f64, high: f64, digits: f64) {
        let near = |one: f64, two: f64| (one - two).abs() <= digits / 2.0;
        assert!(
            near(part.range.low, low) && near(part.range.high, high),
            "{part:?}"
        );
        assert!(part.range.contains(part.value));
    }

    #[test]
    fn age_is_consistent_within_rounding() {
        let printed = claim("1.15", "22", ".26");
        let found = check_student(
            group(12, "52.0", "9.3"),
            group(12, "46.8", "12.7"),
            &printed,
        );
        let found = found.unwrap();
        assert_range(found.statistic.unwrap(), 1.117, 1.172, 1e-3);
        assert_range(found.p, 0.254, 0.276, 1e-3);
        assert_eq!(found.verdict(), Verdict::Consistent);
    }

    #[test]
    fn onset_is_consistent_within_rounding() {
        let printed = claim(".021", "22", ".98");
        let found = check_student(
            group(12, "11.50", "10.08"),
            group(12, "11.42", "9.42"),
            &printed,
        );
        let found = found.unwrap();
        assert_range(found.statistic.unwrap(), 0.0176, 0.0226, 1e-4);
        assert_eq!(found.verdict(), Verdict::Consistent);
    }

    #[test]
    fn years_are_consistent_with_seven_and_seven_only() {
        let printed = claim("−1.29", "6.76", ".24");
        let check = |n1, n2| {
            check_welch(
                group(n1, "4.29", "2.08"),
                group(n2, "8.43", "8.24"),
                &printed,
            )
        };
        let found = check(7, 7).unwrap();
        assert_range(found.statistic.unwrap(), -1.2929, -1.2848, 1e-4);
        assert_eq!(found.verdict(), Verdict::Consistent);
        assert_eq!(check(8, 6).unwrap().verdict(), Verdict::NotConsistent);
    }

    #[test]
    fn a_sign_left_out_is_said_and_not_held_against() {
        let printed = claim("1.29", "6.76", ".24");
        let found = check_welch(group(7, "4.29", "2.08"), group(7, "8.43", "8.24"), &printed);
        let found = found.unwrap();
        assert!(found.sign_turned);
        assert_eq!(found.verdict(), Verdict::Consistent);
    }

    #[test]
    fn nothing_printed_or_coarse_cannot_be_tested() {
        let found = check_student(group(5, "3", "1"), group(5, "4", "1"), &Claim::default());
        assert_eq!(
            Verdict::of(&found),
            Verdict::CannotBeTested(Undefined::NothingPrinted)
        );
        let found = check_student(group(5, "3", "0"), group(5, "4", "0"), &Claim::default());
        assert_eq!(
            Verdict::of(&found),
            Verdict::CannotBeTested(Undefined::CoarseDeviation)
        );
        let found = check_student(group(2, "3", "1"), group(5, "4", "1"), &Claim::default());
        assert_eq!(
            Verdict::of(&found),
            Verdict::CannotBeTested(Undefined::TooFew)
        );
    }
}
