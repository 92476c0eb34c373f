//! Alpha for multi-valued data.

use super::distance::SetDistance;
use super::{observed, pairable};
use crate::agreement::outcome::{Outcome, Undefined, finite};
use crate::agreement::percent::shared;
use crate::agreement::tally::tallies;
use crate::agreement::units::Sets;

/// Krippendorff and Craggs' (2016) multi-valued alpha for nominal codes, at most 1: what is
/// expected are not the sets that were given but all sets of these sizes, as likely as their codes
/// are frequent, drawn without putting a code back. Distances are Dice's.
///
/// Those sets are too many to look at. But how far two of them lie apart depends on how many
/// codes they share alone, so it is enough to know the weight of all pairs of sets with t codes in
/// common and u in one of them only: the coefficient of zᵗsᵘ in Π (1 + nₖ(nₖ − 1) z + nₖ s), nₖ
/// being how often code k was given. The cost is codes × (largest set)², not a combination of them.
///
/// # Errors
/// As for [`super::alpha`]; [`Undefined::OneCategory`] when no two such sets can differ.
pub fn multi_valued(sets: &Sets) -> Outcome {
    let kinds = tallies(&sets.table);
    let given = pairable(sets, &kinds);
    let n: u64 = given.iter().map(|(_, n)| n).sum();
    shared(&sets.table, n)?;
    let largest = given.iter().map(|(set, _)| set.len()).max().unwrap_or(0);
    let mut sizes = vec![0.0; largest + 1];
    let mut uses = std::collections::BTreeMap::<u32, f64>::new();
    for (set, times) in &given {
        sizes[set.len()] += *times as f64 / n as f64;
        for code in *set {
            *uses.entry(*code).or_default() += *times as f64;
        }
    }
    let weights = Weights::of(uses.into_values().collect(), largest);
    let sizes: Vec<(usize, f64)> = sizes
        .into_iter()
        .enumerate()
        .filter(|(_, p)| *p > 0.0)
        .collect();
    let mut expected = 0.0;
    for (a, p) in &sizes {
        for (b, q) in &sizes {
            expected += p * q * weights.apart(*a, *b);
        }
    }
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    finite(1.0 - observed(sets, &kinds, SetDistance::Dice) / n as f64 / expected)
}

/// Weights of all pairs of sets, by codes in both and codes in one only.
struct Weights {
    by: Vec<Vec<f64>>,
}

impl Weights {
    /// From how often each code was given, for sets of up to `largest` codes.
    fn of(uses: Vec<f64>, largest: usize) -> Weights {
        // Only ratios count: with the mean use taken for 1, the products stay within range.
        let mean = uses.iter().sum::<f64>() / uses.len().max(1) as f64;
        let mut by = vec![vec![0.0; 2 * largest + 1]; largest + 1];
        by[0][0] = 1.0;
        for times in uses {
            let (one, both) = (times / mean, times * (times - 1.0) / (mean * mean));
            for t in (0..=largest).rev() {
                for u in (0..=2 * (largest - t)).rev() {
                    let mut more = 0.0;
                    if u > 0 {
                        more += one * by[t][u - 1];
                    }
                    if t > 0 {
                        more += both * by[t - 1][u];
                    }
                    by[t][u] += more;
                }
            }
        }
        Weights { by }
    }

    /// Mean distance of a set of `a` codes from one of `b`; 0 where there are no two such sets.
    fn apart(&self, a: usize, b: usize) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for both in 0..=a.min(b) {
            let (left, right) = (a - both, b - both);
            // Which of the codes that only one set has are the first one's.
            let ways = (0..left).fold(1.0, |w, i| w * (left + right - i) as f64 / (i + 1) as f64);
            let weight = self.by[both][left + right] * ways;
            all += weight;
            if left + right > 0 {
                sum += weight * (left + right) as f64 / (a + b) as f64;
            }
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of sets of two sizes, one by one.
    fn by_looking(uses: &[f64], a: u32, b: u32) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        let sets = |size: u32| (0u32..1 << uses.len()).filter(move |s| s.count_ones() == size);
        for first in sets(a) {
            for second in sets(b) {
                let weight: f64 = (0..uses.len())
                    .map(|k| match (first >> k & 1) + (second >> k & 1) {
                        2 => uses[k] * (uses[k] - 1.0),
                        1 => uses[k],
                        _ => 1.0,
                    })
                    .product();
                let both = f64::from((first & second).count_ones());
                all += weight;
                sum += weight * (1.0 - 2.0 * both / f64::from(a + b));
            }
        }
        sum / all
    }

    #[test]
    fn as_if_every_pair_was_looked_at() {
        let uses = vec![5.0, 1.0, 9.0, 2.0, 3.0];
        let weights = Weights::of(uses.clone(), 4);
        for (a, b) in [(1, 1), (1, 3), (3, 2), (4, 4), (0, 2)] {
            let found = weights.apart(a, b);
            let expected = by_looking(&uses, a as u32, b as u32);
            assert!(
                (found - expected).abs() < 1e-12,
                "{a} {b}: {found} {expected}"
            );
        }
    }

    #[test]
    fn one_set_in_use_is_undefined() {
        let row = vec![Some(vec![1]), Some(vec![1])];
        let sets = Sets::from_rows(2, &[row.clone(), row]);
        assert_eq!(multi_valued(&sets), Err(Undefined::OneCategory));
    }
}
