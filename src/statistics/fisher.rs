//! Fisher's exact test of a two-by-two table.

use serde::Serialize;

use super::hypergeometric::Tables;
use super::{Test, Undefined};

/// Two probabilities this near (relative) are ties that rounding parted.
const TOLERANCE: f64 = 1e-7;

/// Fisher's exact test of a two-by-two table with groups in rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fisher {
    /// Two-sided probability, 0 to 1.
    pub p: f64,
    /// Number of people.
    pub n: u64,
}

impl Fisher {
    /// What the test assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        Test::Fisher.assumptions()
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "The two-sided p sums the tables as likely as this one or less (as R does); doubling the one-sided p, as others do, gives another figure."
    }
}

/// Fisher's exact test (Fisher 1935, doi 10.2307/2342435), two-sided as the
/// sum over tables as likely or less (Freeman & Halton 1951,
/// doi 10.1093/biomet/38.1-2.141; relative tolerance 1e−7). The odds ratio is
/// in [`super::odds_ratio`].
///
/// # Errors
/// [`Undefined::EmptyMargin`], [`Undefined::TooFew`] if a row holds fewer than
/// 3 people, [`Undefined::OutOfRange`] over a million people.
pub fn fisher(table: [[u64; 2]; 2]) -> Result<Fisher, Undefined> {
    let p = Tables::of(table)?.as_likely_or_less(TOLERANCE);
    Ok(Fisher {
        p,
        n: table.iter().flatten().sum(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_reference_table() {
        assert!((fisher([[8, 2], [1, 5]]).unwrap().p - 0.034_965_034_965).abs() < 1e-12);
    }

    #[test]
    fn the_lady_tasting_tea() {
        // Fisher 1935: three of four cups right, 17 of 70 ways one-sided.
        assert!((fisher([[3, 1], [1, 3]]).unwrap().p - 34.0 / 70.0).abs() < 1e-14);
    }

    #[test]
    fn refuses_what_is_undefined() {
        assert_eq!(fisher([[3, 0], [4, 0]]), Err(Undefined::EmptyMargin));
        assert_eq!(fisher([[1, 1], [4, 4]]), Err(Undefined::TooFew));
    }
}
