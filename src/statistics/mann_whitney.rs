//! The Mann–Whitney test (Wilcoxon's rank-sum test).

use serde::Serialize;

use super::distributions::Z;
use super::ranks::{MOST_EXACT, Ranks, check_finite, corrected_normal, exact_two_sided};
use super::root::turning_point;
use super::{Interval, Test, Undefined};

/// A Mann–Whitney test of two groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MannWhitney {
    /// People in each group.
    pub n: [usize; 2],
    /// U of the first group: in how many of the n₁n₂ comparisons its value is
    /// the larger, ties as half (R calls it W).
    pub u: f64,
    /// Whether values are tied.
    pub ties: bool,
    /// z of the normal approximation; none where p is exact.
    pub z: Option<f64>,
    /// Two-sided probability, 0 to 1.
    pub p: f64,
    /// Rank-biserial correlation (Cliff's delta), −1 to 1; positive where the
    /// first group has the larger values.
    pub rank_biserial: f64,
    /// Its 95 % interval.
    pub interval: Interval,
}

impl MannWhitney {
    /// What the test assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        Test::MannWhitney.assumptions()
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        match self.z {
            None => {
                "U is that of the first group and p two-sided and exact; the rank-biserial is 2U/(n₁n₂) − 1 with Newcombe's interval."
            }
            Some(_) => {
                "U is that of the first group and p two-sided by the normal approximation, corrected for ties and continuity; the rank-biserial is 2U/(n₁n₂) − 1 with Newcombe's interval."
            }
        }
    }
}

/// The Mann–Whitney test (Mann & Whitney 1947, doi 10.1214/aoms/1177730491).
/// p is exact without ties and up to 50 people in both groups, else normal with
/// correction for ties and continuity (Hollander & Wolfe 1973, ch. 4). The
/// rank-biserial is that of Wendt (1972), doi 10.1002/ejsp.2420020412.
///
/// # Errors
/// [`Undefined::TooFew`] under 3 people in a group, [`Undefined::NotFinite`],
/// [`Undefined::NoSpread`] if all values of both groups are alike.
pub fn mann_whitney(first: &[f64], second: &[f64]) -> Result<MannWhitney, Undefined> {
    if first.len() < 3 || second.len() < 3 {
        return Err(Undefined::TooFew);
    }
    check_finite(first)?;
    check_finite(second)?;
    let ranked = Ranks::of(&[first, second].concat(), 0.0);
    let n = [first.len(), second.len()];
    let (n1, n2) = (n[0] as f64, n[1] as f64);
    let total = n1 + n2;
    if ranked.ties == total.powi(3) - total {
        return Err(Undefined::NoSpread);
    }
    let u = ranked.ranks[..n[0]].iter().sum::<f64>() - n1 * (n1 + 1.0) / 2.0;
    let (z, p) = tail(u, n, ranked.ties);
    let share = u / (n1 * n2);
    let found = share_interval(share, n1, n2);
    Ok(MannWhitney {
        n,
        u,
        ties: ranked.ties > 0.0,
        z,
        p,
        rank_biserial: 2.0 * share - 1.0,
        interval: Interval {
            low: 2.0 * found.low - 1.0,
            high: 2.0 * found.high - 1.0,
        },
    })
}

/// z (where approximate) and p of the first group's U.
fn tail(u: f64, n: [usize; 2], ties: f64) -> (Option<f64>, f64) {
    if ties == 0.0 && n.iter().all(|&size| size <= MOST_EXACT) {
        return (None, exact_two_sided(&orders(n), u as usize));
    }
    let (n1, n2) = (n[0] as f64, n[1] as f64);
    let total = n1 + n2;
    let variance = n1 * n2 / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    let (z, p) = corrected_normal(u, n1 * n2 / 2.0, variance);
    (Some(z), p)
}

/// In how many of the orders of two groups U is 0, 1, 2, …: the coefficients
/// of the Gaussian binomial, ∏ (1 − q^(n₂ + i)) / (1 − q^i) for i to n₁. Whole
/// numbers stay exact: C(100, 50) is 1e29.
fn orders([n1, n2]: [usize; 2]) -> Vec<u128> {
    let mut counts = vec![0i128; n1 * n2 + 1];
    counts[0] = 1;
    for i in 1..=n1 {
        for at in (n2 + i..counts.len()).rev() {
            counts[at] -= counts[at - n2 - i];
        }
        for at in i..counts.len() {
            counts[at] += counts[at - i];
        }
    }
    counts.into_iter().map(i128::unsigned_abs).collect()
}

/// The interval of the share of comparisons won by Newcombe (2006), method 5,
/// doi 10.1002/sim.2324: the shares whose own standard error reaches the one
/// found. It stays within 0 to 1 and has a
/// width even where one group wins every comparison.
fn share_interval(found: f64, n1: f64, n2: f64) -> Interval {
    let middle = (n1 + n2) / 2.0 - 1.0;
    let error = |share: f64| {
        let spread = (1.0 - share) / (2.0 - share) + share / (1.0 + share);
        (share * (1.0 - share) / (n1 * n2) * (1.0 + middle * spread)).sqrt()
    };
    let low = turning_point(0.0, found, |share| found - share <= Z * error(share));
    let high = turning_point(found, 1.0, |share| share - found > Z * error(share));
    Interval {
        low: low.min(found),
        high: high.max(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_counts_are_those_of_all_orders() {
        for n1 in 3..=5usize {
            for n2 in 3..=6usize {
                let mut seen = vec![0u128; n1 * n2 + 1];
                for places in (0u32..1 << (n1 + n2)).filter(|p| p.count_ones() as usize == n1) {
                    let won = (0..n1 + n2).filter(|&at| places >> at & 1 == 1);
                    let below = |at: usize| (0..at).filter(|&b| places >> b & 1 == 0).count();
                    seen[won.map(below).sum::<usize>()] += 1;
                }
                assert_eq!(orders([n1, n2]), seen);
            }
        }
    }

    #[test]
    fn the_largest_exact_table_is_symmetric_and_complete() {
        let counts = orders([50, 50]);
        assert!(counts.iter().eq(counts.iter().rev()));
        assert_eq!(
            counts.iter().sum::<u128>(),
            100_891_344_545_564_193_334_812_497_256
        );
    }

    #[test]
    fn groups_without_overlap() {
        let found = mann_whitney(&[4.0, 5.0, 6.0], &[1.0, 2.0, 3.0]).unwrap();
        assert_eq!((found.u, found.p, found.rank_biserial), (9.0, 0.1, 1.0));
        assert_eq!((found.z, found.ties), (None, false));
        assert!(found.interval.low < 1.0 && found.interval.high == 1.0);
    }

    #[test]
    fn refuses_what_is_undefined() {
        assert_eq!(mann_whitney(&[1.0; 2], &[1.0; 5]), Err(Undefined::TooFew));
        assert_eq!(mann_whitney(&[1.0; 3], &[1.0; 5]), Err(Undefined::NoSpread));
        assert_eq!(
            mann_whitney(&[f64::NAN; 3], &[1.0; 5]),
            Err(Undefined::NotFinite)
        );
    }
}
