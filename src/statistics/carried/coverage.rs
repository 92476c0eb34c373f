//! A small simulation: the intervals hold what double coding would have given. The large one is the
//! example `simulate`.

use super::*;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

const FINE: Conditions = Conditions {
    choice: Choice::AtRandom,
    open: 0,
    alike: true,
};

/// How many of `n` happen, each with probability `p`.
fn some(words: &mut ChaCha8Rng, n: u64, p: f64) -> u64 {
    let least = (p * f64::from(u32::MAX)) as u32;
    (0..n).filter(|_| words.next_u32() < least).count() as u64
}

/// A source whose coder misses `miss` and adds `excess`, and whose second coder misses a quarter.
fn source(words: &mut ChaCha8Rng, miss: f64, excess: f64) -> Double {
    let units = 20 + u64::from(words.next_u32() % 40);
    let rate = 0.04 + 0.08 * f64::from(words.next_u32()) / f64::from(u32::MAX);
    let truly = some(words, units, rate);
    let kept = some(words, truly, 1.0 - miss);
    let added = some(words, truly - kept, 0.75);
    Double {
        units,
        coded: kept + some(words, units - truly, excess),
        settled: kept + added,
        kept,
    }
}

/// How many of 200 intervals of 10 double and 20 single sources hold what is in the latter.
fn covered(miss: f64, excess: f64) -> usize {
    let study = |seed: &u64| {
        let mut words = ChaCha8Rng::seed_from_u64(*seed);
        let mut all = |n: usize| -> Vec<Double> {
            (0..n).map(|_| source(&mut words, miss, excess)).collect()
        };
        let (double, rest) = (all(10), all(20));
        let sum = |of: fn(&Double) -> u64| rest.iter().map(of).sum();
        let alone = Alone {
            sources: 20,
            units: sum(|s| s.units),
            coded: sum(|s| s.coded),
        };
        let would: u64 = sum(|s| s.settled);
        let found = turns(&double, &alone, &FINE);
        found.is_ok_and(|found| (found.low..=found.high).contains(&would))
    };
    (0..200).filter(study).count()
}

/// At a coverage of .95, fewer than 176 of 200 have a probability of .00001.
#[test]
fn intervals_hold_what_double_coding_would_have_given() {
    assert!(covered(0.25, 0.01) >= 176);
    assert!(covered(0.4, 0.02) >= 176);
    // A careful coder, about whom the few double-coded sources show no difference at all.
    assert!(covered(0.02, 0.0005) >= 176);
}
