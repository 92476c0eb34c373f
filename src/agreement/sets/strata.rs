//! Alpha over sets by strata (whole sources, turns), so that a resample of them costs little.

use super::distance::SetDistance;
use super::likeness::Likeness;
use super::{observed, pairable};
use crate::agreement::outcome::{Outcome, Undefined, finite};
use crate::agreement::tally::tallies;
use crate::agreement::units::Sets;

/// What alpha over sets is made of, apart for each stratum. What is observed adds up over strata;
/// what is expected is a quadratic form in how often each stratum is taken, with how alike the
/// sets of one stratum are to those of another as its matrix. A resample costs the pairs of strata
/// that share a code, at most the square of the strata, whatever is in them.
#[derive(Clone, Debug)]
pub struct SetStrata {
    observed: Vec<f64>,
    /// Sets that can be compared, in each.
    given: Vec<u64>,
    alike: Likeness,
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
            alike: Likeness::of(&given, distance),
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
        let expected = n * n - self.alike.form(&weights);
        // Where one set is in use every term is a whole number, so this is exact.
        if expected <= 0.0 {
            return Err(Undefined::OneCategory);
        }
        let observed: f64 = weights.iter().zip(&self.observed).map(|(w, o)| w * o).sum();
        finite(1.0 - (n - 1.0) * observed / expected)
    }
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
