//! Alpha over sets by strata (whole sources, turns), so that a resample of them costs little.

use std::collections::HashMap;

use super::distance::SetDistance;
use super::{observed, pairable};
use crate::agreement::outcome::{Outcome, Undefined, finite};
use crate::agreement::tally::tallies;
use crate::agreement::units::Sets;

/// What alpha over sets is made of, apart for each stratum. What is observed adds up over strata;
/// what is expected is a quadratic form in how often each stratum is taken, with how alike the
/// sets of one stratum are to those of another as its matrix. A resample costs the square of the
/// strata, whatever is in them.
#[derive(Clone, Debug)]
pub struct SetStrata {
    observed: Vec<f64>,
    /// Sets that can be compared, in each.
    given: Vec<u64>,
    /// By two strata, row by row: Σ over pairs of their sets of 1 − distance.
    alike: Vec<f64>,
    /// Units in all of them, coded or not, is not 0.
    some: bool,
}

impl SetStrata {
    /// From the sets of each stratum; the numbers of codes mean the same in all of them.
    pub fn of(strata: &[Sets], distance: SetDistance) -> SetStrata {
        let kinds: Vec<_> = strata.iter().map(|s| tallies(&s.table)).collect();
        let both = || strata.iter().zip(&kinds);
        let given: Vec<Vec<(&[u32], u64)>> = both().map(|(s, k)| pairable(s, k)).collect();
        SetStrata {
            observed: both().map(|(s, k)| observed(s, k, distance)).collect(),
            alike: alike(&given, distance),
            given: given
                .iter()
                .map(|g| g.iter().map(|(_, n)| n).sum())
                .collect(),
            some: strata.iter().any(|s| s.table.units() > 0),
        }
    }

    /// Alpha with each stratum taken so many times; 1 for each gives [`super::alpha`] of them all.
    ///
    /// # Errors
    /// As for [`super::alpha`].
    pub fn alpha(&self, weights: &[u64]) -> Outcome {
        let weights: Vec<f64> = weights.iter().map(|w| *w as f64).collect();
        let n: f64 = weights
            .iter()
            .zip(&self.given)
            .map(|(w, n)| w * *n as f64)
            .sum();
        if n == 0.0 {
            return Err(match self.some {
                true => Undefined::NothingShared,
                false => Undefined::NoUnits,
            });
        }
        let strata = weights.len();
        let mut alike = 0.0;
        for (row, w) in self.alike.chunks_exact(strata.max(1)).zip(&weights) {
            if *w > 0.0 {
                alike += w * row.iter().zip(&weights).map(|(s, v)| s * v).sum::<f64>();
            }
        }
        let expected = n * n - alike;
        // Where one set is in use every term is a whole number, so this is exact.
        if expected <= 0.0 {
            return Err(Undefined::OneCategory);
        }
        let observed: f64 = weights.iter().zip(&self.observed).map(|(w, o)| w * o).sum();
        finite(1.0 - (n - 1.0) * observed / expected)
    }
}

/// How alike the sets of any two strata are, over an index from codes to the sets that hold them.
fn alike(given: &[Vec<(&[u32], u64)>], distance: SetDistance) -> Vec<f64> {
    let strata = given.len();
    let all: Vec<(usize, &[u32], u64)> = given
        .iter()
        .enumerate()
        .flat_map(|(at, sets)| sets.iter().map(move |(set, n)| (at, *set, *n)))
        .collect();
    let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut common = vec![0u32; all.len()];
    let mut met: Vec<u32> = Vec::new();
    let mut matrix = vec![0.0; strata * strata];
    // Each set meets itself and those before it; the other half is the same turned round.
    for (number, (at, set, n)) in all.iter().enumerate() {
        for code in *set {
            let holders = holders.entry(*code).or_default();
            holders.push(number as u32);
            for other in holders.iter() {
                if common[*other as usize] == 0 {
                    met.push(*other);
                }
                common[*other as usize] += 1;
            }
        }
        for other in met.drain(..) {
            let both = std::mem::take(&mut common[other as usize]) as usize;
            let (with, others, m) = all[other as usize];
            let pairs = *n as f64 * m as f64 * distance.alike(both, set.len(), others.len());
            matrix[at * strata + with] += pairs;
            if number as u32 != other {
                matrix[with * strata + at] += pairs;
            }
        }
    }
    // Empty sets share no code with any, but are alike nevertheless.
    let of = |sets: &Vec<(&[u32], u64)>| {
        let (empty, other): (Vec<_>, Vec<_>) = sets.iter().partition(|(set, _)| set.is_empty());
        let alike = |(set, n): &(&[u32], u64)| *n as f64 * distance.alike(0, 0, set.len());
        let empty: u64 = empty.iter().map(|(_, n)| n).sum();
        (empty as f64, other.iter().map(alike).sum::<f64>())
    };
    let empty: Vec<(f64, f64)> = given.iter().map(of).collect();
    for (at, (a, from)) in empty.iter().enumerate() {
        for (with, (b, to)) in empty.iter().enumerate() {
            matrix[at * strata + with] += a * b + a * to + from * b;
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::super::{alphas, tests::rows};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn strata_taken_so_often_are_the_data_with_them_so_often(
            strata in prop::collection::vec((rows(), 0..3u64), 1..5)
        ) {
            let each: Vec<Sets> = strata.iter().map(|(r, _)| Sets::from_rows(3, r)).collect();
            let weights: Vec<u64> = strata.iter().map(|(_, w)| *w).collect();
            let mut pooled = Vec::new();
            for (rows, times) in &strata {
                for _ in 0..*times {
                    pooled.extend(rows.iter().cloned());
                }
            }
            let pooled = Sets::from_rows(3, &pooled);
            for distance in [SetDistance::Jaccard, SetDistance::Masi, SetDistance::Monotonicity] {
                let parts = SetStrata::of(&each, distance).alpha(&weights);
                match (parts, alphas(&pooled, [distance])[0]) {
                    (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-9, "{a} {b}"),
                    (Err(Undefined::NothingShared), Err(Undefined::NoUnits)) => {}
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }
    }
}
