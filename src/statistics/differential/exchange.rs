//! Ways to exchange what belongs together under the null hypothesis: which units change places.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// How many exchanges there are to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permutations {
    /// All there are, the observed one among them.
    All(u32),
    /// So many drawn at random, and the observed one besides.
    Drawn(u32),
}

/// What may be exchanged. An exchange is a choice of units: those that would be in the first group,
/// or those whose difference would have the other sign.
#[derive(Clone, Debug)]
pub(super) enum Exchange {
    /// Group labels, within strata.
    Labels(Vec<Stratum>),
    /// The sign of each of so many units.
    Signs(usize),
}

/// Units among which labels are exchanged.
#[derive(Clone, Debug)]
pub(super) struct Stratum {
    units: Vec<usize>,
    /// How many of them are chosen.
    chosen: usize,
}

impl Exchange {
    /// Of labels: which units are chosen as observed, and in which stratum each is.
    pub(super) fn of_labels(chosen: &[bool], strata: &[u32]) -> Exchange {
        let mut names = strata.to_vec();
        names.sort_unstable();
        names.dedup();
        let stratum = |name: &u32| {
            let units: Vec<usize> = (0..strata.len()).filter(|i| strata[*i] == *name).collect();
            let chosen = units.iter().filter(|i| chosen[**i]).count();
            Stratum { units, chosen }
        };
        Exchange::Labels(names.iter().map(stratum).collect())
    }

    /// All exchanges where there are at most `draws`, else so many drawn.
    pub(super) fn permutations(&self, draws: u32) -> Permutations {
        match self.count().and_then(|all| u32::try_from(all).ok()) {
            Some(all) if all <= draws => Permutations::All(all),
            _ => Permutations::Drawn(draws),
        }
    }

    /// The smallest p value that an exchange can have, whatever was observed: the observed one by
    /// itself, or with its mirror image, whose difference is as large.
    pub(super) fn smallest_p(&self, permutations: Permutations) -> f64 {
        match permutations {
            Permutations::All(all) => f64::from(1 + u32::from(self.mirrored())) / f64::from(all),
            Permutations::Drawn(drawn) => 1.0 / (f64::from(drawn) + 1.0),
        }
    }

    /// Whether the units not chosen could have been the ones chosen.
    fn mirrored(&self) -> bool {
        match self {
            Exchange::Labels(strata) => strata.iter().all(|s| 2 * s.chosen == s.units.len()),
            Exchange::Signs(_) => true,
        }
    }

    /// How many exchanges there are; none where too many to count.
    fn count(&self) -> Option<u64> {
        match self {
            Exchange::Labels(strata) => strata.iter().try_fold(1u64, |all, stratum| {
                all.checked_mul(choices(stratum.units.len(), stratum.chosen)?)
            }),
            Exchange::Signs(units) => 1u64.checked_shl(u32::try_from(*units).ok()?),
        }
    }

    /// Exchange number `index` of all, from 0; `chosen` receives the units chosen.
    pub(super) fn nth(&self, index: u64, chosen: &mut Vec<usize>) {
        chosen.clear();
        match self {
            Exchange::Signs(units) => chosen.extend((0..*units).filter(|i| index >> i & 1 == 1)),
            Exchange::Labels(strata) => {
                let mut index = index;
                for stratum in strata {
                    let here = choices(stratum.units.len(), stratum.chosen).unwrap_or(1);
                    stratum.nth(index % here, chosen);
                    index /= here;
                }
            }
        }
    }

    /// Exchange number `index` of those drawn with `seed`. Each has a stream of its own, so that it
    /// does not matter in which order and on how many cores they are drawn.
    pub(super) fn draw(&self, seed: u64, index: u64, chosen: &mut Vec<usize>) {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut words = ChaCha8Rng::from_seed(key);
        words.set_stream(index);
        chosen.clear();
        match self {
            Exchange::Signs(units) => {
                let mut bits = 0;
                for unit in 0..*units {
                    if unit % 32 == 0 {
                        bits = words.next_u32();
                    }
                    if bits >> (unit % 32) & 1 == 1 {
                        chosen.push(unit);
                    }
                }
            }
            Exchange::Labels(strata) => strata.iter().for_each(|s| s.draw(&mut words, chosen)),
        }
    }
}

impl Stratum {
    /// Choice number `index` in the order of the units' places.
    fn nth(&self, mut index: u64, chosen: &mut Vec<usize>) {
        let mut open = self.chosen;
        for (place, unit) in self.units.iter().enumerate() {
            if open == 0 {
                return;
            }
            let with = choices(self.units.len() - place - 1, open - 1).unwrap_or(u64::MAX);
            if index < with {
                chosen.push(*unit);
                open -= 1;
            } else {
                index -= with;
            }
        }
    }

    /// Each choice is as likely as any other (Fisher and Yates, as far as needed).
    fn draw(&self, words: &mut ChaCha8Rng, chosen: &mut Vec<usize>) {
        let start = chosen.len();
        chosen.extend_from_slice(&self.units);
        for place in 0..self.chosen {
            let left = self.units.len() - place;
            let other = place + below(words, left as u32) as usize;
            chosen.swap(start + place, start + other);
        }
        chosen.truncate(start + self.chosen);
    }
}

/// A whole number from 0 up to and without `n`, each as likely as any other (Lemire 2019).
fn below(words: &mut ChaCha8Rng, n: u32) -> u32 {
    loop {
        let wide = u64::from(words.next_u32()) * u64::from(n);
        if wide as u32 >= n || wide as u32 >= n.wrapping_neg() % n.max(1) {
            return (wide >> 32) as u32;
        }
    }
}

/// How many ways there are to choose `k` of `n`; none where too many to count.
fn choices(n: usize, k: usize) -> Option<u64> {
    let k = k.min(n.checked_sub(k)?);
    (0..k).try_fold(1u64, |ways, i| {
        Some(ways.checked_mul((n - i) as u64)? / (i as u64 + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn all(exchange: &Exchange, count: u32) -> BTreeSet<Vec<usize>> {
        let one = |index| {
            let mut chosen = Vec::new();
            exchange.nth(u64::from(index), &mut chosen);
            chosen.sort_unstable();
            chosen
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn all_exchanges_once_each() {
        let chosen: Vec<bool> = (0..8).map(|i| i < 4).collect();
        let labels = Exchange::of_labels(&chosen, &[0; 8]);
        assert_eq!(labels.permutations(9_999), Permutations::All(70));
        let found = all(&labels, 70);
        assert_eq!(found.len(), 70);
        assert!(found.iter().all(|units| units.len() == 4));
        // Two strata: 2 of 4, and 1 of 3.
        let strata = [5, 5, 5, 5, 1, 1, 1];
        let chosen = [true, true, false, false, true, false, false];
        let labels = Exchange::of_labels(&chosen, &strata);
        assert_eq!(labels.permutations(9_999), Permutations::All(18));
        let found = all(&labels, 18);
        assert_eq!(found.len(), 18);
        assert!(
            found
                .iter()
                .all(|units| units.iter().filter(|i| **i < 4).count() == 2 && units.len() == 3)
        );
        let signs = Exchange::Signs(5);
        assert_eq!(signs.permutations(9_999), Permutations::All(32));
        assert_eq!(all(&signs, 32).len(), 32);
    }

    #[test]
    fn the_smallest_p_value() {
        let smallest = |first: usize, second: usize| {
            let chosen: Vec<bool> = (0..first + second).map(|i| i < first).collect();
            let labels = Exchange::of_labels(&chosen, &vec![0; first + second]);
            labels.smallest_p(labels.permutations(9_999))
        };
        assert_eq!(smallest(3, 3), 0.1);
        assert_eq!(smallest(4, 4), 2.0 / 70.0);
        assert_eq!(smallest(5, 5), 2.0 / 252.0);
        assert_eq!(smallest(3, 4), 1.0 / 35.0);
        assert_eq!(smallest(20, 20), 1e-4);
        assert_eq!(
            Exchange::Signs(5).smallest_p(Permutations::All(32)),
            2.0 / 32.0
        );
        // Sites that are all of one group leave nothing to exchange.
        let apart = Exchange::of_labels(&[true, true, false, false], &[1, 1, 2, 2]);
        assert_eq!(apart.smallest_p(apart.permutations(9_999)), 1.0);
    }

    #[test]
    fn drawn_choices_are_as_likely_and_fixed() {
        let labels = Exchange::of_labels(&[true, true, false, false, false], &[0; 5]);
        let mut seen = BTreeMap::new();
        let mut chosen = Vec::new();
        for index in 0..20_000 {
            labels.draw(3, index, &mut chosen);
            chosen.sort_unstable();
            *seen.entry(chosen.clone()).or_insert(0u32) += 1;
        }
        assert_eq!(seen.len(), 10);
        assert!(seen.values().all(|n| n.abs_diff(2000) < 220), "{seen:?}");
        let mut again = Vec::new();
        labels.draw(3, 19_999, &mut again);
        again.sort_unstable();
        assert_eq!(again, chosen);
        let signs = Exchange::Signs(70);
        let all: usize = (0..200)
            .map(|index| {
                signs.draw(3, index, &mut chosen);
                chosen.len()
            })
            .sum();
        assert!(all.abs_diff(7_000) < 300, "{all}");
    }

    #[test]
    fn ways_to_choose() {
        assert_eq!(choices(40, 20), Some(137_846_528_820));
        assert_eq!(choices(5, 0), Some(1));
        assert_eq!(choices(3, 4), None);
        assert_eq!(choices(500, 250), None);
    }
}
