//! A printed p against the t or chi-square printed beside it, where the paper
//! gives no means or counts.

use super::counts::point;
use super::{Part, Printed, PrintedP, Recomputed};
use crate::statistics::distributions::{chi_square_upper, t_two_sided};
use crate::statistics::{Interval, Test, Undefined};

/// Checks a printed two-sided p of `test` (Student, Welch or paired) against
/// the printed t and degrees of freedom. Welch's degrees of freedom are taken
/// as rounded, others as exact. p falls with both, so the ends suffice.
///
/// # Errors
/// [`Undefined::NoDegreesOfFreedom`] if they may be zero,
/// [`Undefined::NotATTest`], [`Undefined::NeedsData`] for a rank test.
pub fn check_p_of_t(
    test: Test,
    t: Printed,
    df: Printed,
    p: PrintedP,
) -> Result<Recomputed, Undefined> {
    test.recomputable()?;
    let range = match test {
        Test::Welch => df.range(),
        Test::Student | Test::Paired => point(df.value()),
        _ => return Err(Undefined::NotATTest),
    };
    if range.low <= 0.0 {
        return Err(Undefined::NoDegreesOfFreedom);
    }
    let sizes = t.range().magnitudes();
    let p_range = Interval {
        low: t_two_sided(sizes.high, range.high),
        high: t_two_sided(sizes.low, range.low),
    };
    let value = t_two_sided(t.value(), df.value());
    Ok(Recomputed {
        test,
        statistic: Some(Part::of(t.value(), t.range(), None)),
        df: Some(Part::of(df.value(), range, None)),
        p: Part::of_p(value, p_range, Some(p)),
        sign_turned: false,
        yates: false,
    })
}

/// Checks a printed p against the printed chi-square and degrees of freedom.
///
/// # Errors
/// [`Undefined::NoDegreesOfFreedom`] for less than one,
/// [`Undefined::OutOfRange`] for a negative chi-square.
pub fn check_p_of_chi_square(
    chi_square: Printed,
    df: Printed,
    p: PrintedP,
) -> Result<Recomputed, Undefined> {
    if df.value() < 1.0 {
        return Err(Undefined::NoDegreesOfFreedom);
    }
    if chi_square.value() < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let range = chi_square.range_from(0.0);
    let tail = |x: f64| chi_square_upper(x, df.value());
    let p_range = Interval {
        low: tail(range.high),
        high: tail(range.low),
    };
    Ok(Recomputed {
        test: Test::ChiSquare,
        statistic: Some(Part::of(chi_square.value(), range, None)),
        df: Some(Part::of(df.value(), point(df.value()), None)),
        p: Part::of_p(tail(chi_square.value()), p_range, Some(p)),
        sign_turned: false,
        yates: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::printed::Verdict;

    fn number(text: &str) -> Printed {
        text.parse().unwrap()
    }

    fn of_t(test: Test, t: &str, df: &str, p: &str) -> Verdict {
        Verdict::of(&check_p_of_t(
            test,
            number(t),
            number(df),
            p.parse().unwrap(),
        ))
    }

    #[test]
    fn p_follows_from_t() {
        assert_eq!(
            of_t(Test::Student, "1.15", "22", ".26"),
            Verdict::Consistent
        );
        assert_eq!(
            of_t(Test::Student, "1.15", "22", ".13"),
            Verdict::NotConsistent
        );
        assert_eq!(
            of_t(Test::Welch, "−1.29", "6.76", ".24"),
            Verdict::Consistent
        );
        let refused = Verdict::CannotBeTested(Undefined::NoDegreesOfFreedom);
        assert_eq!(of_t(Test::Welch, "1", "0", ".24"), refused);
        let refused = Verdict::CannotBeTested(Undefined::NeedsData);
        assert_eq!(of_t(Test::Wilcoxon, "1", "9", ".24"), refused);
    }

    #[test]
    fn p_follows_from_chi_square() {
        let check = |p: &str| {
            let found = check_p_of_chi_square(number("6.11"), number("1"), p.parse().unwrap());
            found.unwrap().verdict()
        };
        assert_eq!(check(".013"), Verdict::Consistent);
        assert_eq!(check("< .01"), Verdict::NotConsistent);
    }
}
