//! Chi-square and Fisher from printed counts, which are not rounded.

use super::{Claim, Part, Recomputed, Verdict};
use crate::statistics::chi_square::{chi_square, yates};
use crate::statistics::fisher::fisher;
use crate::statistics::{Interval, Test, Undefined};

/// Checks a printed chi-square from its table. If the printed figures do not
/// agree but those with Yates' correction do, that is said instead: programs
/// differ in which they print for a two-by-two table.
///
/// # Errors
/// As [`chi_square`].
pub fn check_chi_square(table: &[Vec<u64>], claim: &Claim) -> Result<Recomputed, Undefined> {
    let plain = chi_square(table)?;
    let df = plain.df as f64;
    let found = beside(plain.chi_square, df, plain.p, claim);
    if found.verdict() == Verdict::NotConsistent
        && let Ok((corrected, p)) = yates(table)
    {
        let other = beside(corrected, df, p, claim);
        if other.verdict() == Verdict::Consistent {
            return Ok(Recomputed {
                yates: true,
                ..other
            });
        }
    }
    Ok(found)
}

fn beside(chi_square: f64, df: f64, p: f64, claim: &Claim) -> Recomputed {
    Recomputed {
        test: Test::ChiSquare,
        statistic: Some(Part::of(chi_square, point(chi_square), claim.statistic)),
        df: Some(Part::of(df, point(df), claim.df)),
        p: Part::of_p(p, point(p), claim.p),
        sign_turned: false,
        yates: false,
    }
}

/// Checks a printed two-sided p of Fisher's test from its table; only the p of
/// the claim counts.
///
/// # Errors
/// As [`fisher`].
pub fn check_fisher(table: [[u64; 2]; 2], claim: &Claim) -> Result<Recomputed, Undefined> {
    let p = fisher(table)?.p;
    Ok(Recomputed {
        test: Test::Fisher,
        statistic: None,
        df: None,
        p: Part::of_p(p, point(p), claim.p),
        sign_turned: false,
        yates: false,
    })
}

/// A figure that rounding of inputs does not touch.
pub(super) fn point(value: f64) -> Interval {
    Interval {
        low: value,
        high: value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(statistic: &str, p: &str) -> Claim {
        Claim {
            statistic: statistic.parse().ok(),
            df: "1".parse().ok(),
            p: p.parse().ok(),
        }
    }

    #[test]
    fn tells_the_plain_figure_from_that_of_yates() {
        let table = [vec![8, 2], vec![1, 5]];
        let check = |claim: Claim| {
            let found = check_chi_square(&table, &claim).unwrap();
            (found.verdict(), found.yates)
        };
        assert_eq!(check(claim("6.11", ".013")), (Verdict::Consistent, false));
        assert_eq!(check(claim("3.81", ".051")), (Verdict::Consistent, true));
        assert_eq!(
            check(claim("6.11", ".051")),
            (Verdict::NotConsistent, false)
        );
    }

    #[test]
    fn fisher_counts_the_p_alone() {
        let check = |p| {
            check_fisher([[8, 2], [1, 5]], &claim("9", p))
                .unwrap()
                .verdict()
        };
        assert_eq!(check(".035"), Verdict::Consistent);
        assert_eq!(check("< .01"), Verdict::NotConsistent);
    }
}
