//! How alike two sets are that are drawn at random, without looking at every pair.
//!
//! Most pairs of sets share no code and are 1 apart: only the others are visited. How many pairs
//! share how many codes follows from how often each *part* of a set comes up: pairs of sets with
//! j codes in common have C(j, i) parts of i codes in common. So Σ over parts of i codes of
//! (sets that hold the part)² counts every pair C(j, i) times, and the pairs with exactly j in
//! common come out by inclusion and exclusion, in whole numbers. Sets of many codes have too many
//! parts; those few are compared with every set that shares a code, found over an index.

use std::collections::HashMap;

use super::distance::SetDistance;

/// Sets of at most this many codes go by their parts, 2⁷ each at the most.
const PARTS_UP_TO: usize = 7;

/// A part of a set is held in 128 bits: seven codes of 18 bits.
const CODE_BITS: u32 = 18;

/// How many ordered pairs of sets of these sizes have so many codes in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Kind {
    both: usize,
    a: usize,
    b: usize,
}

/// Ordered pairs of coded sets by kind, each set taken as often as it was given and with itself
/// too: all that any [`SetDistance`] needs to know of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    /// Kinds with a code in common, or with an empty set.
    kinds: HashMap<Kind, u128>,
}

impl Pairs {
    /// `given` holds distinct sorted sets with how often each was given.
    pub(super) fn of(given: &[(&[u32], u64)]) -> Pairs {
        let mut pairs = Pairs::default();
        let (small, large): (Vec<_>, Vec<_>) = given.iter().partition(|(set, _)| small(set));
        pairs.by_parts(&small);
        if !large.is_empty() {
            pairs.by_index(&small, &large);
        }
        pairs
    }

    /// Σ over the pairs of 1 − distance.
    pub(super) fn alike(&self, distance: SetDistance) -> f64 {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_unstable();
        let part =
            |(kind, n): (&Kind, &u128)| *n as f64 * distance.alike(kind.both, kind.a, kind.b);
        kinds.into_iter().map(part).sum()
    }

    fn add(&mut self, both: usize, a: usize, b: usize, pairs: u128) {
        if pairs > 0 {
            *self.kinds.entry(Kind { both, a, b }).or_default() += pairs;
        }
    }

    /// Pairs of small sets.
    fn by_parts(&mut self, small: &[(&[u32], u64)]) {
        let mut parts: Vec<(u128, u8, u64)> = Vec::new();
        for (set, n) in small {
            for chosen in 0..1u32 << set.len() {
                let codes = (0..set.len()).filter(|at| chosen >> at & 1 == 1);
                let part = codes.fold(0, |part, at| part << CODE_BITS | u128::from(set[at] + 1));
                parts.push((part, set.len() as u8, *n));
            }
        }
        parts.sort_unstable();
        // By the sizes of the two sets that hold it, and by the codes of the part.
        let mut shared = [[[0u128; PARTS_UP_TO + 1]; PARTS_UP_TO + 1]; PARTS_UP_TO + 1];
        for holders in parts.chunk_by(|x, y| x.0 == y.0) {
            let codes = (128 - holders[0].0.leading_zeros()).div_ceil(CODE_BITS) as usize;
            let mut by_size = [0u128; PARTS_UP_TO + 1];
            for (_, size, n) in holders {
                by_size[usize::from(*size)] += u128::from(*n);
            }
            for (a, n) in by_size.iter().enumerate().filter(|(_, n)| **n > 0) {
                for (b, m) in by_size.iter().enumerate() {
                    shared[a][b][codes] += n * m;
                }
            }
        }
        for (a, shared) in shared.iter_mut().enumerate() {
            for (b, pairs) in shared.iter_mut().enumerate() {
                // From the largest part down: pairs with more in common are taken off.
                for i in (0..=a.min(b)).rev() {
                    let more = (i + 1..=a.min(b)).map(|j| choose(j, i) * pairs[j]);
                    pairs[i] -= more.sum::<u128>();
                    if i > 0 || a == 0 || b == 0 {
                        self.add(i, a, b, pairs[i]);
                    }
                }
            }
        }
    }

    fn by_index(&mut self, small: &[(&[u32], u64)], large: &[(&[u32], u64)]) {
        let all: Vec<&(&[u32], u64)> = large.iter().chain(small).collect();
        let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
        for (at, (set, _)) in all.iter().enumerate() {
            for code in *set {
                holders.entry(*code).or_default().push(at as u32);
            }
        }
        let empty: u64 = small
            .iter()
            .filter(|(set, _)| set.is_empty())
            .map(|(_, n)| n)
            .sum();
        let largest = large.iter().map(|(set, _)| set.len()).max().unwrap_or(0) + 1;
        let mut common = vec![0u32; all.len()];
        let mut met: Vec<u32> = Vec::new();
        for (set, n) in large {
            for other in set.iter().flat_map(|code| &holders[code]) {
                if common[*other as usize] == 0 {
                    met.push(*other);
                }
                common[*other as usize] += 1;
            }
            self.add(0, set.len(), 0, 2 * u128::from(*n) * u128::from(empty));
            // By codes in common and by the size of the other.
            let mut sharing = vec![0u128; (set.len() + 1) * largest];
            for other in met.drain(..) {
                let both = std::mem::take(&mut common[other as usize]) as usize;
                let (with, m) = all[other as usize];
                // A large one meets this one from its own side.
                let sides = if (other as usize) < large.len() { 1 } else { 2 };
                sharing[both * largest + with.len()] += u128::from(sides * m);
            }
            for (at, m) in sharing.into_iter().enumerate() {
                self.add(at / largest, set.len(), at % largest, u128::from(*n) * m);
            }
        }
    }
}

fn small(set: &[u32]) -> bool {
    set.len() <= PARTS_UP_TO && set.iter().all(|code| *code < (1 << CODE_BITS) - 1)
}

/// How many parts of `i` codes a set of `j` has.
fn choose(j: usize, i: usize) -> u128 {
    (0..i).fold(1, |c, at| c * (j - at) as u128 / (at + 1) as u128)
}

#[cfg(test)]
mod tests {
    use super::super::distance::common;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const ALL: [SetDistance; 4] = [
        SetDistance::Jaccard,
        SetDistance::Masi,
        SetDistance::Dice,
        SetDistance::MasiOfDifferences,
    ];

    proptest! {
        #[test]
        fn as_many_as_looking_at_every_pair(
            sets in prop::collection::btree_map(
                prop::collection::btree_set(0..12u32, 0..10), 1..50u64, 0..40)
        ) {
            let sets: BTreeMap<Vec<u32>, u64> =
                sets.into_iter().map(|(s, n)| (s.into_iter().collect(), n)).collect();
            let given: Vec<(&[u32], u64)> = sets.iter().map(|(s, n)| (s.as_slice(), *n)).collect();
            let found = Pairs::of(&given);
            for distance in ALL {
                let mut sum = 0.0;
                for (a, n) in &given {
                    for (b, m) in &given {
                        sum += (n * m) as f64 * distance.alike(common(a, b), a.len(), b.len());
                    }
                }
                prop_assert!((found.alike(distance) - sum).abs() <= 1e-9 * (1.0 + sum));
            }
        }
    }

    #[test]
    fn parts_of_a_set() {
        assert_eq!((choose(5, 2), choose(3, 0), choose(4, 4)), (10, 1, 1));
    }
}
