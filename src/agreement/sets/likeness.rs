//! How alike the sets of any two strata are: a symmetric matrix of which only what shares a code is
//! kept. Sets without a code share none and are alike nevertheless; of turns these are most, and all
//! of them are whole numbers of pairs, which are not visited one by one.

use std::collections::HashMap;

use super::distance::SetDistance;

/// By two strata: Σ over pairs of their sets of 1 − distance.
#[derive(Clone, Debug)]
pub(super) struct Likeness {
    /// By stratum: its place in `rows`.
    row: Vec<u32>,
    /// Each once: strata with the same sets mostly have the same row.
    rows: Vec<Row>,
    /// Empty sets, by stratum.
    empty: Vec<u64>,
}

/// One stratum with all others. What stands in no cell is the product of their empty sets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Row {
    empty: u64,
    /// The other stratum and the bits of how alike they are, in the order of strata.
    cells: Vec<(u32, u64)>,
}

/// Sets of one stratum with how often each was given.
type Given<'a> = Vec<(&'a [u32], u64)>;

impl Likeness {
    /// From the sets of each stratum, over an index from codes to the sets that hold them.
    pub(super) fn of(given: &[Given<'_>], distance: SetDistance) -> Likeness {
        let mut cells = sharing(given, distance);
        let empty: Vec<(f64, f64)> = given.iter().map(|g| empty(g, distance)).collect();
        // Of some distances an empty set is in part like any other, which is no whole number.
        let parts = empty.iter().any(|(_, other)| *other > 0.0);
        let mut numbers: HashMap<Row, u32> = HashMap::new();
        let mut row = Vec::with_capacity(given.len());
        for (cells, (a, from)) in cells.iter_mut().zip(&empty) {
            // Passing over costs more than visiting: of a row that is nearly full, each cell is.
            if parts || 3 * cells.len() > given.len() {
                fill(cells, given.len());
            }
            for (with, alike) in cells.iter_mut() {
                let (b, to) = empty[*with as usize];
                *alike += a * b + a * to + from * b;
            }
            let bits = std::mem::take(cells).into_iter();
            let this = Row {
                empty: *a as u64,
                cells: bits.map(|(with, alike)| (with, alike.to_bits())).collect(),
            };
            let next = numbers.len() as u32;
            row.push(*numbers.entry(this).or_insert(next));
        }
        let mut rows: Vec<(Row, u32)> = numbers.into_iter().collect();
        rows.sort_unstable_by_key(|(_, number)| *number);
        Likeness {
            row,
            rows: rows.into_iter().map(|(row, _)| row).collect(),
            empty: empty.iter().map(|(empty, _)| *empty as u64).collect(),
        }
    }

    /// Σ over all pairs of strata of how alike they are, each stratum taken so many times.
    pub(super) fn form(&self, weights: &[f64]) -> f64 {
        let mut empty = Vec::with_capacity(weights.len() + 1);
        let mut before = 0.0;
        empty.push(before);
        for (empties, weight) in self.empty.iter().zip(weights) {
            before += *empties as f64 * weight;
            empty.push(before);
        }
        let mut sums: Vec<Option<f64>> = vec![None; self.rows.len()];
        let mut all = 0.0;
        for (row, weight) in self.row.iter().zip(weights) {
            if *weight > 0.0 {
                let row = *row as usize;
                all +=
                    weight * *sums[row].get_or_insert_with(|| self.rows[row].sum(weights, &empty));
            }
        }
        all
    }
}

impl Row {
    /// Σ over all strata, in their order. `empty` holds how many empty sets lie before each.
    fn sum(&self, weights: &[f64], empty: &[f64]) -> f64 {
        let (mut sum, mut next) = (0.0, 0);
        if self.cells.len() == weights.len() {
            let all = self.cells.iter().zip(weights);
            return all.map(|((_, alike), w)| f64::from_bits(*alike) * w).sum();
        }
        let times = self.empty as f64;
        for (with, alike) in &self.cells {
            let with = *with as usize;
            if next < with {
                sum = add_whole(sum, times, &empty[next..=with]);
            }
            sum += f64::from_bits(*alike) * weights[with];
            next = with + 1;
        }
        add_whole(sum, times, &empty[next..])
    }
}

/// Adds whole numbers to a sum as if it was done one by one, to the last digit: `times` each of the
/// differences in `before`. A sum that does not double is rounded once at most, and it does not
/// matter when; one that does is gone through in halves.
#[inline]
fn add_whole(sum: f64, times: f64, before: &[f64]) -> f64 {
    let whole = sum + times * (before[before.len() - 1] - before[0]);
    match whole < 2.0 * sum {
        true => whole,
        false => add_halves(sum, times, before, whole),
    }
}

#[cold]
fn add_halves(sum: f64, times: f64, before: &[f64], whole: f64) -> f64 {
    if before.len() < 3 || sum == sum.trunc() {
        return whole;
    }
    let (left, right) = (&before[..=before.len() / 2], &before[before.len() / 2..]);
    add_whole(add_whole(sum, times, left), times, right)
}

/// By stratum, those that share a code with it and how alike their sets with codes are.
fn sharing(given: &[Given<'_>], distance: SetDistance) -> Vec<Vec<(u32, f64)>> {
    let mut cells: Vec<Vec<(u32, f64)>> = vec![Vec::new(); given.len()];
    let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut all: Vec<(usize, &[u32], u64)> = Vec::new();
    let (mut common, mut met): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    // How alike the stratum is to each before it and to itself.
    let mut alike = vec![0.0; given.len()];
    let mut others: Vec<u32> = Vec::new();
    // Each set meets itself and those before it; the other half is the same turned round.
    for (at, sets) in given.iter().enumerate() {
        for (set, n) in sets {
            let number = all.len() as u32;
            all.push((at, *set, *n));
            common.push(0);
            for code in *set {
                let holders = holders.entry(*code).or_default();
                holders.push(number);
                for other in holders.iter() {
                    if common[*other as usize] == 0 {
                        met.push(*other);
                    }
                    common[*other as usize] += 1;
                }
            }
            for other in met.drain(..) {
                let both = std::mem::take(&mut common[other as usize]) as usize;
                let (with, set_there, m) = all[other as usize];
                let pairs = *n as f64 * m as f64 * distance.alike(both, set.len(), set_there.len());
                if alike[with] == 0.0 {
                    others.push(with as u32);
                }
                alike[with] += pairs;
                if with == at && number != other {
                    alike[with] += pairs;
                }
            }
        }
        others.sort_unstable();
        for with in others.drain(..) {
            let pairs = std::mem::take(&mut alike[with as usize]);
            cells[at].push((with, pairs));
            if with as usize != at {
                cells[with as usize].push((at as u32, pairs));
            }
        }
    }
    cells
}

/// Empty sets of a stratum, and how alike one is to all its others.
fn empty(sets: &Given<'_>, distance: SetDistance) -> (f64, f64) {
    let (empty, other): (Vec<_>, Vec<_>) = sets.iter().partition(|(set, _)| set.is_empty());
    let alike = |(set, n): &(&[u32], u64)| *n as f64 * distance.alike(0, 0, set.len());
    let empty: u64 = empty.iter().map(|(_, n)| n).sum();
    (empty as f64, other.iter().map(alike).sum::<f64>())
}

/// Gives a row a cell for every stratum.
fn fill(cells: &mut Vec<(u32, f64)>, strata: usize) {
    let mut every: Vec<(u32, f64)> = (0..strata as u32).map(|with| (with, 0.0)).collect();
    for (with, alike) in cells.iter() {
        every[*with as usize].1 = *alike;
    }
    *cells = every;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Every pair of strata in a matrix, and every cell of it visited.
    fn by_matrix(given: &[Given<'_>], distance: SetDistance, weights: &[f64]) -> f64 {
        let cells = sharing(given, distance);
        let empty: Vec<(f64, f64)> = given.iter().map(|g| empty(g, distance)).collect();
        let mut all = 0.0;
        for (at, weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            let mut row = vec![0.0; given.len()];
            cells[at]
                .iter()
                .for_each(|(with, alike)| row[*with as usize] = *alike);
            let (a, from) = empty[at];
            for (cell, (b, to)) in row.iter_mut().zip(&empty) {
                *cell += a * b + a * to + from * b;
            }
            all += weight * row.iter().zip(weights).map(|(s, v)| s * v).sum::<f64>();
        }
        all
    }

    proptest! {
        /// An interval that was reported must come out again.
        #[test]
        fn to_the_last_digit_as_if_every_pair_was_visited(
            strata in prop::collection::vec(
                (prop::collection::btree_map(
                    prop::collection::btree_set(0..6u32, 0..4), 1..30u64, 0..3), 0..12u64, 0..5u32),
                1..30)
        ) {
            let mut sets: Vec<BTreeMap<Vec<u32>, u64>> = Vec::new();
            let mut weights: Vec<f64> = Vec::new();
            for (some, empties, weight) in strata {
                let some = some.into_iter().map(|(set, n)| (set.into_iter().collect(), n));
                sets.push(some.collect());
                weights.push(f64::from(weight));
                // Most turns carry no code.
                for _ in 0..empties {
                    sets.push(BTreeMap::from([(Vec::new(), 2)]));
                    weights.push(f64::from(weight));
                }
            }
            let given: Vec<Given<'_>> =
                sets.iter().map(|s| s.iter().map(|(s, n)| (s.as_slice(), *n)).collect()).collect();
            for distance in [SetDistance::Jaccard, SetDistance::Masi, SetDistance::Monotonicity] {
                let found = Likeness::of(&given, distance).form(&weights);
                prop_assert_eq!(found.to_bits(), by_matrix(&given, distance, &weights).to_bits());
            }
        }

        #[test]
        fn whole_numbers_are_added_as_one_by_one(
            from in 0.0..4.0f64, numbers in prop::collection::vec(0..1000u32, 0..200), times in 0..4u32
        ) {
            let times = f64::from(times);
            let mut before = vec![0.0];
            for number in &numbers {
                before.push(before[before.len() - 1] + f64::from(*number));
            }
            let one_by_one = numbers.iter().fold(from, |sum, n| sum + times * f64::from(*n));
            prop_assert_eq!(add_whole(from, times, &before).to_bits(), one_by_one.to_bits());
        }
    }
}
