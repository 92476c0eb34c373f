//! Printed degrees of freedom against the number of people.

use super::counts::point;
use super::verdict::judge;
use super::{Printed, Verdict};
use crate::statistics::{Interval, Test, Undefined};

/// Whether printed degrees of freedom can belong to groups of `n` people:
/// Student n₁ + n₂ − 2, Welch from the smaller n − 1 up to that, paired the
/// pairs − 1. Missing values make n smaller, so a verdict
/// holds for the n given.
pub fn degrees_of_freedom(test: Test, n: &[usize], printed: Printed) -> Verdict {
    match possible(test, n) {
        Ok(range) => judge(printed.range().meets(&range) && whole_enough(test, printed)),
        Err(reason) => Verdict::CannotBeTested(reason),
    }
}

/// The degrees of freedom that can be.
fn possible(test: Test, n: &[usize]) -> Result<Interval, Undefined> {
    let n: Vec<f64> = n.iter().map(|&count| count as f64).collect();
    if n.iter().any(|&count| count < 3.0) {
        return Err(if test == Test::Paired {
            Undefined::TooFewPairs
        } else {
            Undefined::TooFew
        });
    }
    match (test, &n[..]) {
        (Test::Paired, &[pairs]) => Ok(point(pairs - 1.0)),
        (Test::Student, &[one, two]) => Ok(point(one + two - 2.0)),
        (Test::Welch, &[one, two]) => Ok(Interval {
            low: one.min(two) - 1.0,
            high: one + two - 2.0,
        }),
        _ => {
            test.recomputable()?;
            Err(Undefined::NotATTest)
        }
    }
}

/// Degrees of freedom other than Welch's are whole.
fn whole_enough(test: Test, printed: Printed) -> bool {
    test == Test::Welch || printed.value().fract() == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_of_freedom_follow_from_n() {
        let check = |test, n: &[usize], df: &str| degrees_of_freedom(test, n, df.parse().unwrap());
        assert_eq!(check(Test::Student, &[12, 12], "22"), Verdict::Consistent);
        assert_eq!(
            check(Test::Student, &[12, 12], "22.4"),
            Verdict::NotConsistent
        );
        assert_eq!(
            check(Test::Student, &[12, 11], "22"),
            Verdict::NotConsistent
        );
        assert_eq!(check(Test::Welch, &[7, 7], "6.76"), Verdict::Consistent);
        assert_eq!(check(Test::Welch, &[8, 9], "6.76"), Verdict::NotConsistent);
        assert_eq!(check(Test::Welch, &[8, 9], "16"), Verdict::NotConsistent);
        assert_eq!(check(Test::Paired, &[12], "11"), Verdict::Consistent);
        let refused = Verdict::CannotBeTested(Undefined::NeedsData);
        assert_eq!(check(Test::MannWhitney, &[12, 12], "22"), refused);
    }
}
