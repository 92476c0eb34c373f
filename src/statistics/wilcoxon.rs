//! Wilcoxon's signed-rank test.

use serde::Serialize;

use super::ranks::{MOST_EXACT, Ranks, check_finite, corrected_normal, exact_two_sided};
use super::{Test, Undefined};

/// Differences of decimals this near, as a share of the largest value, are
/// alike: 2.3 − 2.2 and 1.3 − 1.2 differ in binary only.
const ALIKE: f64 = 1e-12;

/// A signed-rank test of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Wilcoxon {
    /// Pairs given.
    pub pairs: usize,
    /// Pairs without a difference, left out.
    pub zeros: usize,
    /// Sum of ranks where the first value is the larger (R calls it V).
    pub w_plus: f64,
    /// Sum of ranks where the second value is the larger.
    pub w_minus: f64,
    /// Whether differences are tied in size.
    pub ties: bool,
    /// z of the normal approximation; none where p is exact.
    pub z: Option<f64>,
    /// Two-sided probability, 0 to 1.
    pub p: f64,
    /// Matched-pairs rank-biserial correlation, −1 to 1; without an interval.
    pub rank_biserial: f64,
}

impl Wilcoxon {
    /// What the test assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        Test::Wilcoxon.assumptions()
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> String {
        let zeros = match self.zeros {
            0 => "no pair is without a difference".to_owned(),
            1 => "1 pair without a difference is left out".to_owned(),
            many => format!("{many} pairs without a difference are left out"),
        };
        let how = match self.z {
            None => "p is two-sided and exact",
            Some(_) => {
                "p is two-sided by the normal approximation, corrected for ties and continuity"
            }
        };
        format!(
            "Of {} pairs {zeros}; {how}; the rank-biserial is (W₊ − W₋)/(W₊ + W₋), without interval.",
            self.pairs
        )
    }
}

/// Wilcoxon's signed-rank test (Wilcoxon 1945, doi 10.2307/3001968) of values
/// of the same people in the same order. Zeros are dropped as he did; p is
/// exact without ties and up to 50 differences, else normal with correction for
/// ties and continuity (Hollander & Wolfe 1973, ch. 3). The rank-biserial is
/// that of Kerby (2014), doi 10.2466/11.IT.3.1.
///
/// # Errors
/// [`Undefined::UnequalPairs`], [`Undefined::TooFewPairs`],
/// [`Undefined::NotFinite`], [`Undefined::NoSpread`] if no pair differs,
/// [`Undefined::TooFewDifferences`] if fewer than 3 do,
/// [`Undefined::OutOfRange`] on overflow.
pub fn wilcoxon(first: &[f64], second: &[f64]) -> Result<Wilcoxon, Undefined> {
    let differences = nonzero_differences(first, second)?;
    let sizes: Vec<f64> = differences
        .found
        .iter()
        .map(|difference| difference.abs())
        .collect();
    let ranked = Ranks::of(&sizes, differences.tolerance);
    let signed = ranked.ranks.iter().zip(&differences.found);
    let w_plus = signed
        .filter(|(_, d)| **d > 0.0)
        .fold(0.0, |sum, (rank, _)| sum + rank);
    let w_minus = ranked.ranks.iter().sum::<f64>() - w_plus;
    let (z, p) = tail(w_plus, sizes.len(), ranked.ties);
    Ok(Wilcoxon {
        pairs: first.len(),
        zeros: first.len() - sizes.len(),
        w_plus,
        w_minus,
        ties: ranked.ties > 0.0,
        z,
        p,
        rank_biserial: (w_plus - w_minus) / (w_plus + w_minus),
    })
}

/// Differences other than zero.
struct Differences {
    found: Vec<f64>,
    tolerance: f64,
}

fn nonzero_differences(first: &[f64], second: &[f64]) -> Result<Differences, Undefined> {
    if first.len() != second.len() {
        return Err(Undefined::UnequalPairs);
    }
    if first.len() < 3 {
        return Err(Undefined::TooFewPairs);
    }
    check_finite(first)?;
    check_finite(second)?;
    let largest = first
        .iter()
        .chain(second)
        .fold(0f64, |most, value| most.max(value.abs()));
    let tolerance = largest * ALIKE;
    let all = first.iter().zip(second).map(|(one, two)| one - two);
    let found: Vec<f64> = all
        .filter(|difference| difference.abs() > tolerance)
        .collect();
    if found.iter().any(|difference| difference.is_infinite()) {
        return Err(Undefined::OutOfRange);
    }
    match found.len() {
        0 => Err(Undefined::NoSpread),
        1 | 2 => Err(Undefined::TooFewDifferences),
        _ => Ok(Differences { found, tolerance }),
    }
}

/// z (where approximate) and p of the sum of positive ranks.
fn tail(w_plus: f64, n: usize, ties: f64) -> (Option<f64>, f64) {
    if ties == 0.0 && n <= MOST_EXACT {
        return (None, exact_two_sided(&orders(n), w_plus as usize));
    }
    let m = n as f64;
    let variance = m * (m + 1.0) * (2.0 * m + 1.0) / 24.0 - ties / 48.0;
    let (z, p) = corrected_normal(w_plus, m * (m + 1.0) / 4.0, variance);
    (Some(z), p)
}

/// In how many of the 2ⁿ ways to sign the ranks 1 to n the positive ones sum to
/// 0, 1, 2, …; n ≤ 50.
fn orders(n: usize) -> Vec<u128> {
    let mut counts = vec![0u128; n * (n + 1) / 2 + 1];
    counts[0] = 1;
    for rank in 1..=n {
        for sum in (rank..counts.len()).rev() {
            counts[sum] += counts[sum - rank];
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_p_is_the_share_of_all_signings() {
        for n in 3..=10usize {
            let counts = orders(n);
            for (sum, &count) in counts.iter().enumerate() {
                let signings = (0u32..1 << n).filter(|signs| {
                    (0..n)
                        .filter(|rank| signs >> rank & 1 == 1)
                        .map(|rank| rank + 1)
                        .sum::<usize>()
                        == sum
                });
                assert_eq!(signings.count() as u128, count);
            }
        }
    }

    #[test]
    fn drops_zeros_and_says_so() {
        let found = wilcoxon(&[5.0, 4.0, 7.0, 9.0, 6.0], &[4.0, 4.0, 5.0, 6.0, 2.0]).unwrap();
        assert_eq!((found.pairs, found.zeros, found.ties), (5, 1, false));
        assert_eq!((found.w_plus, found.w_minus, found.p), (10.0, 0.0, 0.125));
        assert!(found.w_minus.is_sign_positive());
        assert_eq!(found.rank_biserial, 1.0);
        assert_eq!(
            found.conventions(),
            "Of 5 pairs 1 pair without a difference is left out; p is two-sided and exact; \
             the rank-biserial is (W₊ − W₋)/(W₊ + W₋), without interval."
        );
    }

    #[test]
    fn decimals_alike_on_paper_are_ties() {
        let found = wilcoxon(&[2.3, 1.3, 5.3, 8.4], &[2.2, 1.2, 5.1, 8.0]).unwrap();
        assert!(found.ties && found.z.is_some());
    }

    #[test]
    fn refuses_what_is_undefined() {
        assert_eq!(wilcoxon(&[1.0; 4], &[1.0; 4]), Err(Undefined::NoSpread));
        let refused = wilcoxon(&[1.0, 2.0, 3.0], &[1.0, 3.0, 3.0]);
        assert_eq!(refused, Err(Undefined::TooFewDifferences));
        assert_eq!(wilcoxon(&[1.0; 2], &[1.0; 2]), Err(Undefined::TooFewPairs));
        let refused = wilcoxon(&[f64::MAX; 3], &[-f64::MAX; 3]);
        assert_eq!(refused, Err(Undefined::OutOfRange));
    }
}
