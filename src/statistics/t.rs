//! Student's, Welch's and the paired t test, from values or from summaries.

use serde::Serialize;

use super::contrast::{
    Contrast, difference_variance, paired_contrast, student_contrast, welch_contrast,
};
use super::distributions::{t_critical, t_two_sided};
use super::error::finite;
use super::summary::GroupSummary;
use super::{Interval, Test, Undefined};

/// A t test with its mean difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TTest {
    /// Which of the three it is.
    pub test: Test,
    /// The statistic; positive where the first mean is the larger.
    pub t: f64,
    /// Degrees of freedom; whole but for Welch.
    pub df: f64,
    /// Two-sided probability, 0 to 1.
    pub p: f64,
    /// First mean less second (or the mean of differences), in the unit of the
    /// values.
    pub difference: f64,
    /// 95 % interval of the difference.
    pub interval: Interval,
}

impl TTest {
    /// What the test assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        self.test.assumptions()
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        match self.test {
            Test::Welch => {
                "The p is two-sided, the interval 95 %; degrees of freedom are Welch and Satterthwaite's and are not rounded."
            }
            Test::Paired => {
                "The p is two-sided, the interval 95 %; differences are first less second, and a pair with one value missing is left out."
            }
            _ => "The p is two-sided, the interval 95 %; the two variances are pooled.",
        }
    }
}

/// The test a contrast gives.
fn tested(contrast: Contrast) -> Result<TTest, Undefined> {
    let Contrast {
        test,
        difference,
        error,
        df,
    } = contrast;
    let t = contrast.t()?;
    let half = t_critical(df) * error;
    let interval = Interval {
        low: finite(difference - half)?,
        high: finite(difference + half)?,
    };
    Ok(TTest {
        test,
        t,
        df: finite(df)?,
        p: t_two_sided(t, df),
        difference,
        interval,
    })
}

/// Refuses groups no t test is defined for.
pub(super) fn check_groups(groups: &[GroupSummary]) -> Result<(), Undefined> {
    groups.iter().try_for_each(GroupSummary::check)?;
    if groups.iter().any(|group| group.sd == 0.0) {
        Err(Undefined::NoSpread)
    } else {
        Ok(())
    }
}

/// Student's t from values; see [`student_from_summary`].
///
/// # Errors
/// Those of [`GroupSummary::of`] and [`student_from_summary`].
pub fn student(first: &[f64], second: &[f64]) -> Result<TTest, Undefined> {
    student_from_summary(GroupSummary::of(first)?, GroupSummary::of(second)?)
}

/// Student's t with pooled variance (Student 1908, doi 10.1093/biomet/6.1.1;
/// Fisher 1925), df = n₁ + n₂ − 2.
///
/// # Errors
/// [`Undefined::TooFew`] under 3 people in a group, [`Undefined::NoSpread`] if
/// a group's values are all alike, and those of values beyond computing.
pub fn student_from_summary(first: GroupSummary, second: GroupSummary) -> Result<TTest, Undefined> {
    check_groups(&[first, second])?;
    tested(student_contrast(first, second))
}

/// Welch's t from values; see [`welch_from_summary`].
///
/// # Errors
/// Those of [`GroupSummary::of`] and [`welch_from_summary`].
pub fn welch(first: &[f64], second: &[f64]) -> Result<TTest, Undefined> {
    welch_from_summary(GroupSummary::of(first)?, GroupSummary::of(second)?)
}

/// Welch's t with separate variances and Satterthwaite's degrees of freedom
/// (Welch 1947, doi 10.1093/biomet/34.1-2.28). The default for two means.
///
/// # Errors
/// As [`student_from_summary`].
pub fn welch_from_summary(first: GroupSummary, second: GroupSummary) -> Result<TTest, Undefined> {
    check_groups(&[first, second])?;
    tested(welch_contrast(first, second))
}

/// The paired t from values of the same people in the same order
/// (Student 1908, doi 10.1093/biomet/6.1.1), df = n − 1.
///
/// # Errors
/// [`Undefined::UnequalPairs`], [`Undefined::TooFewPairs`],
/// [`Undefined::NoSpread`] if all differences are alike, and those of values
/// beyond computing.
pub fn paired(first: &[f64], second: &[f64]) -> Result<TTest, Undefined> {
    paired_from_summary(differences(first, second)?)
}

/// The summary of differences within pairs, first less second.
///
/// # Errors
/// As [`paired`].
pub fn differences(first: &[f64], second: &[f64]) -> Result<GroupSummary, Undefined> {
    if first.len() != second.len() {
        return Err(Undefined::UnequalPairs);
    }
    if first.len() < 3 {
        return Err(Undefined::TooFewPairs);
    }
    let found: Vec<f64> = first
        .iter()
        .zip(second)
        .map(|(one, two)| one - two)
        .collect();
    let summary = GroupSummary::of(&found)?;
    // Decimals are rounded in binary, so that 5.3 − 5.2 and 1.2 − 1.1 are not
    // quite alike; a spread of that size is none.
    let largest = first
        .iter()
        .chain(second)
        .fold(0f64, |most, value| most.max(value.abs()));
    let sd = if summary.sd <= 1e-13 * largest {
        0.0
    } else {
        summary.sd
    };
    Ok(GroupSummary { sd, ..summary })
}

/// The paired t from the mean and standard deviation of the differences.
///
/// # Errors
/// As [`paired`].
pub fn paired_from_summary(differences: GroupSummary) -> Result<TTest, Undefined> {
    if differences.n < 3 {
        return Err(Undefined::TooFewPairs);
    }
    check_groups(&[differences])?;
    tested(paired_contrast(differences))
}

/// The paired t from the two means and standard deviations of `n` pairs and
/// their correlation `r` (−1 to 1): the variance of a difference is
/// s₁² + s₂² − 2 r s₁ s₂.
///
/// # Errors
/// As [`paired`], and [`Undefined::NotACorrelation`].
pub fn paired_from_correlation(
    n: usize,
    means: [f64; 2],
    sds: [f64; 2],
    r: f64,
) -> Result<TTest, Undefined> {
    if !(-1.0..=1.0).contains(&r) {
        return Err(Undefined::NotACorrelation);
    }
    if sds.iter().any(|&sd| sd < 0.0) {
        return Err(Undefined::NegativeDeviation);
    }
    let sd = difference_variance(sds[0], sds[1], r).sqrt();
    paired_from_summary(GroupSummary {
        n,
        mean: means[0] - means[1],
        sd,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(n: usize, mean: f64, sd: f64) -> GroupSummary {
        GroupSummary { n, mean, sd }
    }

    #[test]
    fn recomputes_the_published_summaries() {
        let age = student_from_summary(group(12, 52.0, 9.3), group(12, 46.8, 12.7)).unwrap();
        assert!((age.t - 1.14436).abs() < 5e-6 && age.df == 22.0);
        assert!((age.p - 0.2648).abs() < 5e-5);
        let onset = student_from_summary(group(12, 11.50, 10.08), group(12, 11.42, 9.42)).unwrap();
        assert!((onset.t - 0.02009).abs() < 5e-6);
        let years = welch_from_summary(group(7, 4.29, 2.08), group(7, 8.43, 8.24)).unwrap();
        assert!((years.t + 1.28887).abs() < 5e-6 && (years.df - 6.7615).abs() < 5e-5);
        assert!((years.p - 0.23978).abs() < 5e-6);
    }

    #[test]
    fn pairs_agree_from_values_and_from_their_correlation() {
        let (before, after) = ([5.0, 7.0, 6.0, 9.0], [4.0, 7.0, 3.0, 5.0]);
        let (one, two) = (
            GroupSummary::of(&before).unwrap(),
            GroupSummary::of(&after).unwrap(),
        );
        let products = before
            .iter()
            .zip(&after)
            .map(|(a, b)| (a - one.mean) * (b - two.mean));
        let r = products.sum::<f64>() / 3.0 / (one.sd * two.sd);
        let direct = paired(&before, &after).unwrap();
        let by_r = paired_from_correlation(4, [one.mean, two.mean], [one.sd, two.sd], r).unwrap();
        assert!((direct.t - by_r.t).abs() < 1e-12 && (direct.p - by_r.p).abs() < 1e-12);
    }

    #[test]
    fn refuses_what_is_undefined() {
        assert_eq!(
            student(&[1.0, 2.0], &[1.0, 2.0, 3.0]),
            Err(Undefined::TooFew)
        );
        assert_eq!(welch(&[1.0; 4], &[1.0, 2.0, 3.0]), Err(Undefined::NoSpread));
        assert_eq!(paired(&[1.0; 4], &[1.0; 3]), Err(Undefined::UnequalPairs));
        assert_eq!(
            paired(&[5.3, 1.2, 2.2], &[5.2, 1.1, 2.1]),
            Err(Undefined::NoSpread)
        );
        let refused = paired_from_correlation(9, [1.0, 2.0], [1.0, 1.0], 1.5);
        assert_eq!(refused, Err(Undefined::NotACorrelation));
        assert_eq!(
            Undefined::TooFew.to_string(),
            "there are fewer than 3 people in a group"
        );
    }
}
