//! Several codes on a unit: sets of codes compared as sets.

mod alike;
mod distance;
mod likeness;
mod multivalued;
mod strata;

pub use distance::SetDistance;
pub use multivalued::multi_valued;
pub use strata::SetStrata;

use self::alike::Pairs;
use super::outcome::{Outcome, Undefined, finite};
use super::pair::Pair;
use super::percent::shared;
use super::tally::{Tally, tallies};
use super::units::Sets;

/// Krippendorff's alpha over sets of codes (Passonneau 2006), at most 1, for any number of coders,
/// with several distances for little more than the price of one.
///
/// # Errors
/// As for [`super::alpha::alpha`]; [`Undefined::OneCategory`] means that one set is in use.
pub fn alphas<const N: usize>(sets: &Sets, distances: [SetDistance; N]) -> [Outcome; N] {
    let kinds = tallies(&sets.table);
    let given = pairable(sets, &kinds);
    let n: u64 = given.iter().map(|(_, n)| n).sum();
    if let Err(why) = shared(&sets.table, n) {
        return distances.map(|_| Err(why));
    }
    if given.len() < 2 {
        return distances.map(|_| Err(Undefined::OneCategory));
    }
    let pairs = Pairs::of(&given);
    distances.map(|distance| {
        let expected = n as f64 * n as f64 - pairs.alike(distance);
        finite(1.0 - (n as f64 - 1.0) * observed(sets, &kinds, distance) / expected)
    })
}

/// Mean Jaccard index of two coders' sets over the units both coded, 0 to 1; two empty sets count 1.
///
/// # Errors
/// What [`Pair::of`] says.
pub fn mean_jaccard(sets: &Sets) -> Outcome {
    let pair = Pair::of(&sets.table)?;
    let apart = |(k, l, n): &(usize, usize, u64)| {
        SetDistance::Jaccard.between(&sets.sets[*k], &sets.sets[*l]) * *n as f64
    };
    Ok(1.0 - pair.cells.iter().map(apart).sum::<f64>() / pair.units as f64)
}

/// The sets in use where two coders or more coded, with how often each was given.
fn pairable<'a>(sets: &'a Sets, kinds: &[Tally]) -> Vec<(&'a [u32], u64)> {
    let mut margins = vec![0; sets.sets.len()];
    for tally in kinds.iter().filter(|t| t.coders > 1) {
        for (set, coders) in &tally.chosen {
            margins[*set as usize] += u64::from(*coders) * tally.units;
        }
    }
    let used = sets.sets.iter().zip(margins).filter(|(_, n)| *n > 0);
    used.map(|(set, n)| (set.as_slice(), n)).collect()
}

/// Σ over units of the distances of ordered pairs of coders' sets, each unit's divided by one less
/// than its coders.
fn observed(sets: &Sets, kinds: &[Tally], distance: SetDistance) -> f64 {
    let mut sum = 0.0;
    for tally in kinds.iter().filter(|t| t.coders > 1) {
        let mut apart = 0.0;
        for (at, (k, r)) in tally.chosen.iter().enumerate() {
            for (l, s) in &tally.chosen[at + 1..] {
                let (a, b) = (&sets.sets[*k as usize], &sets.sets[*l as usize]);
                apart += f64::from(*r) * f64::from(*s) * distance.between(a, b);
            }
        }
        sum += 2.0 * apart * tally.units as f64 / (f64::from(tally.coders) - 1.0);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::alpha::by_distance;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_set_in_use_is_undefined() {
        let row = vec![Some(vec![2, 1]), Some(vec![1, 2])];
        let sets = Sets::from_rows(2, &[row.clone(), row]);
        let found = alphas(&sets, [SetDistance::Masi]);
        assert_eq!(found, [Err(Undefined::OneCategory)]);
        assert_eq!(mean_jaccard(&sets), Ok(1.0));
        let unread = Sets::from_rows(2, &[vec![Some(vec![1]), None]]);
        let found = alphas(&unread, [SetDistance::Jaccard]);
        assert_eq!(found, [Err(Undefined::NothingShared)]);
    }

    type Rows = Vec<Vec<Option<Vec<u32>>>>;

    pub(super) fn rows() -> impl Strategy<Value = Rows> {
        let set = prop::collection::vec(0..10u32, 0..9);
        let value = prop_oneof![1 => Just(None), 6 => set.prop_map(Some)];
        prop::collection::vec(prop::collection::vec(value, 3), 0..25)
    }

    proptest! {
        #[test]
        fn alpha_is_what_every_pair_of_sets_says(rows in rows()) {
            let sets = Sets::from_rows(3, &rows);
            for distance in [SetDistance::Jaccard, SetDistance::Masi] {
                let pairs = by_distance(&sets.table, |k, l| {
                    distance.between(&sets.sets[k], &sets.sets[l])
                });
                match (alphas(&sets, [distance])[0], pairs) {
                    (Ok(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-12, "{a} {b}"),
                    (a, b) => prop_assert_eq!(a, b),
                }
            }
        }
    }
}
