//! Ranks with ties, and what both rank tests share.

use super::Undefined;
use super::distributions::normal_two_sided;

/// The most values for which a rank test is exact.
pub(super) const MOST_EXACT: usize = 50;

/// Ranks from 1, ties sharing the mean of theirs.
pub(super) struct Ranks {
    /// The rank of each value, in the order given.
    pub(super) ranks: Vec<f64>,
    /// Σ(t³ − t) over groups of t tied values; zero without ties.
    pub(super) ties: f64,
}

impl Ranks {
    /// Ranks `values`, all finite; neighbours no more than `tolerance` apart
    /// are tied.
    pub(super) fn of(values: &[f64], tolerance: f64) -> Self {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&one, &two| values[one].total_cmp(&values[two]));
        let mut ranks = vec![0.0; values.len()];
        let mut ties = 0.0;
        let mut before = 0;
        for tied in order.chunk_by(|&one, &two| values[two] - values[one] <= tolerance) {
            let count = tied.len() as f64;
            for &at in tied {
                ranks[at] = before as f64 + (count + 1.0) / 2.0;
            }
            ties += count.powi(3) - count;
            before += tied.len();
        }
        Self { ranks, ties }
    }
}

/// Refuses values that cannot be ordered.
pub(super) fn check_finite(values: &[f64]) -> Result<(), Undefined> {
    if values.iter().all(|value| value.is_finite()) {
        Ok(())
    } else {
        Err(Undefined::NotFinite)
    }
}

/// z and two-sided p of a statistic that moves in whole steps, by the normal
/// approximation: half a step is taken off its distance from the mean.
pub(super) fn corrected_normal(statistic: f64, mean: f64, variance: f64) -> (f64, f64) {
    let distance = statistic - mean;
    let half = distance.abs().min(0.5).copysign(distance);
    let z = (distance - half) / variance.sqrt();
    (z, normal_two_sided(z))
}

/// Two-sided p of a whole statistic from the number of orders for each value
/// from 0 up: twice the smaller tail, at most 1.
pub(super) fn exact_two_sided(counts: &[u128], statistic: usize) -> f64 {
    let sum = |part: &[u128]| part.iter().sum::<u128>() as f64;
    let smaller = sum(&counts[..=statistic]).min(sum(&counts[statistic..]));
    (2.0 * smaller / sum(counts)).min(1.0)
}
