//! How alike two sets are that are drawn at random, without looking at every pair.
//!
//! Most pairs of sets share no code and are 1 apart: only the others are visited. How many pairs
//! share how many codes follows from how often each *part* of a set comes up: pairs of sets with
//! j codes in common have C(j, i) parts of i codes in common. So Σ over parts of i codes of
//! (sets that hold the part)² counts every pair C(j, i) times, and the pairs with exactly j in
//! common come out by inclusion and exclusion, in whole numbers. Sets of many codes have too many
//! parts; those few are compared with every set that shares a code, found over an index.

use rayon::prelude::*;
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
    pub(super) fn of(given: &[Given<'_>]) -> Pairs {
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
    fn by_parts(&mut self, small: &[Given<'_>]) {
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

    /// Pairs of a large set with any other and with itself, sets of one size after another, on all
    /// cores.
    fn by_index(&mut self, small: &[Given<'_>], large: &[Given<'_>]) {
        let mut large = large.to_vec();
        large.sort_unstable_by_key(|(set, _)| set.len());
        let (among_small, among_large) = (Index::of(small), Index::of(&large));
        let nothing = small.iter().filter(|(set, _)| set.is_empty());
        let empty: u128 = nothing.map(|(_, n)| u128::from(*n)).sum();
        let by_size = large.chunk_by(|x, y| x.0.len() == y.0.len());
        let mut first = 0;
        let by_size = by_size.map(|sets| {
            first += sets.len();
            (first - sets.len(), sets)
        });
        let sizes: Vec<(usize, &[Given<'_>])> = by_size.collect();
        let of = |(first, sets): &(usize, &[Given<'_>])| {
            let mut with = [among_small.met(), among_large.met()];
            let mut itself = 0;
            for (at, (set, n)) in sets.iter().enumerate() {
                with[0].meet(set, *n, small.len());
                // Each meets those before it; the other half is the same turned round.
                with[1].meet(set, *n, first + at);
                itself += u128::from(*n) * u128::from(*n);
            }
            (sets[0].0.len(), with.map(|with| with.pairs), itself)
        };
        let found: Vec<_> = sizes.par_iter().map(of).collect();
        for ((a, [small, larger], itself), (_, sets)) in found.into_iter().zip(&sizes) {
            for (place, n) in small.into_iter().enumerate() {
                self.add(
                    place / among_small.sizes,
                    a,
                    place % among_small.sizes,
                    2 * n,
                );
            }
            for (place, n) in larger.into_iter().enumerate() {
                let (both, b) = (place / among_large.sizes, place % among_large.sizes);
                self.add(both, a, b, n);
                self.add(both, b, a, n);
            }
            self.add(a, a, a, itself);
            let sets: u128 = sets.iter().map(|(_, n)| u128::from(*n)).sum();
            self.add(0, a, 0, 2 * sets * empty);
        }
    }
}

/// A set, and how often it was given.
type Given<'a> = (&'a [u32], u64);

/// Sets by the codes they hold.
struct Index<'a> {
    sets: &'a [Given<'a>],
    holders: HashMap<u32, Vec<u32>>,
    /// More than the codes of any.
    sizes: usize,
}

/// Pairs of sets met so far that share a code.
struct Met<'a> {
    index: &'a Index<'a>,
    /// By set of the index: codes in common with the one at hand.
    common: Vec<u32>,
    met: Vec<u32>,
    /// By codes in common and by the size of the other.
    pairs: Vec<u128>,
}

impl<'a> Index<'a> {
    fn of(sets: &'a [Given<'a>]) -> Index<'a> {
        let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
        for (at, (set, _)) in sets.iter().enumerate() {
            for code in *set {
                holders.entry(*code).or_default().push(at as u32);
            }
        }
        Index {
            sets,
            holders,
            sizes: sets.iter().map(|(set, _)| set.len() + 1).max().unwrap_or(1),
        }
    }

    fn met(&'a self) -> Met<'a> {
        Met {
            index: self,
            common: vec![0; self.sets.len()],
            met: Vec::new(),
            pairs: Vec::new(),
        }
    }
}

impl Met<'_> {
    /// Meets those of the index that stand before a place.
    fn meet(&mut self, set: &[u32], n: u64, before: usize) {
        for holders in set.iter().filter_map(|code| self.index.holders.get(code)) {
            let before = holders.partition_point(|other| (*other as usize) < before);
            for other in &holders[..before] {
                if self.common[*other as usize] == 0 {
                    self.met.push(*other);
                }
                self.common[*other as usize] += 1;
            }
        }
        for other in self.met.drain(..) {
            let both = std::mem::take(&mut self.common[other as usize]) as usize;
            let (with, m) = self.index.sets[other as usize];
            let place = both * self.index.sizes + with.len();
            if self.pairs.len() <= place {
                self.pairs.resize(place + 1, 0);
            }
            self.pairs[place] += u128::from(n) * u128::from(m);
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
