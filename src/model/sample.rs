//! Drawing sources for a round: by strata, from a seed, the same on every machine.
//!
//! Strata get their share by the method of largest remainders. Within a stratum sources stand in
//! the order of a digest of the seed and their id, so a draw depends on neither the order they
//! were imported in nor on any machine's source of chance.

use super::ids::SourceId;
use std::collections::{BTreeMap, HashSet};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Its name; empty where there is only one.
    pub name: String,
    /// How many sources it has.
    pub of: usize,
    /// The sources drawn, in the order they were drawn.
    pub drawn: Vec<SourceId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub seed: u64,
    /// How many sources were drawn from.
    pub of: usize,
    pub strata: Vec<Stratum>,
}

impl Sample {
    /// The sources drawn, stratum by stratum.
    pub fn sources(&self) -> Vec<SourceId> {
        let drawn = self.strata.iter().flat_map(|s| &s.drawn);
        drawn.cloned().collect()
    }
}

/// Draws `size` sources, or all if there are fewer, of `from`: sources with the name of their
/// stratum. A source named twice counts once.
pub fn sample(from: &[(SourceId, String)], size: usize, seed: u64) -> Sample {
    let mut seen = HashSet::new();
    let mut strata: BTreeMap<&str, Vec<&SourceId>> = BTreeMap::new();
    for (source, stratum) in from {
        if seen.insert(source) {
            strata.entry(stratum).or_default().push(source);
        }
    }
    let sizes: Vec<usize> = strata.values().map(Vec::len).collect();
    let shares = shares(&sizes, size);
    let drawn = |((name, mut sources), share): ((&str, Vec<&SourceId>), usize)| {
        sources.sort_by_cached_key(|s| (rank(seed, s), (*s).clone()));
        Stratum {
            name: name.to_owned(),
            of: sources.len(),
            drawn: sources.into_iter().take(share).cloned().collect(),
        }
    };
    Sample {
        seed,
        of: seen.len(),
        strata: strata.into_iter().zip(shares).map(drawn).collect(),
    }
}

fn rank(seed: u64, source: &SourceId) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    hasher.update(source.as_str().as_bytes());
    *hasher.finalize().as_bytes()
}

/// How many of each stratum: its quota rounded down, and one more for the largest remainders until
/// `size` are given out; of equal remainders the larger stratum, then the first.
fn shares(sizes: &[usize], size: usize) -> Vec<usize> {
    let all: usize = sizes.iter().sum();
    let size = size.min(all);
    if all == 0 {
        return vec![0; sizes.len()];
    }
    let mut shares: Vec<usize> = sizes.iter().map(|n| size * n / all).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse((size * sizes[*i] % all, sizes[*i])));
    let left = size - shares.iter().sum::<usize>();
    for i in order.into_iter().take(left) {
        shares[i] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sources(sizes: &[usize]) -> Vec<(SourceId, String)> {
        let of = |(stratum, n): (usize, &usize)| {
            let one = move |i| {
                (
                    SourceId(format!("s{stratum}-{i}").into()),
                    format!("stratum {stratum}"),
                )
            };
            (0..*n).map(one)
        };
        sizes.iter().enumerate().flat_map(of).collect()
    }

    #[test]
    fn a_draw_is_the_same_for_ever() {
        let drawn = sample(&sources(&[5, 3, 2]), 4, 17);
        let shares: Vec<usize> = drawn.strata.iter().map(|s| s.drawn.len()).collect();
        // Quotas 2, 1.2 and 0.8.
        assert_eq!(shares, [2, 1, 1]);
        let ids: Vec<String> = drawn.sources().iter().map(SourceId::to_string).collect();
        assert_eq!(ids, DRAWN);
    }

    const DRAWN: [&str; 4] = ["s0-0", "s0-3", "s1-1", "s2-0"];

    proptest! {
        #[test]
        fn strata_have_their_share_and_nothing_is_drawn_twice(
            sizes in prop::collection::vec(0..30usize, 0..6),
            size in 0..100usize,
            seed in any::<u64>(),
        ) {
            let from = sources(&sizes);
            let drawn = sample(&from, size, seed);
            let all: usize = sizes.iter().sum();
            let ids = drawn.sources();
            prop_assert_eq!(ids.len(), size.min(all));
            prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
            prop_assert!(ids.iter().all(|id| from.iter().any(|(s, _)| s == id)));
            for stratum in &drawn.strata {
                // Never a whole source away from its quota, nor more than it has.
                let quota = (ids.len() * stratum.of) as f64 / all as f64;
                prop_assert!((stratum.drawn.len() as f64 - quota).abs() < 1.0);
                prop_assert!(stratum.drawn.len() <= stratum.of);
            }
            // Neither the order of sources nor who names one twice matters.
            let mut other = from.clone();
            other.reverse();
            other.extend(from.iter().take(3).cloned());
            prop_assert_eq!(sample(&other, size, seed), drawn);
        }
    }
}
