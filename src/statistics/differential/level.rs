//! A small simulation: hardly any study without a difference shows one, and planted ones are found.
//! The large one is the example `simulate`.

use super::tests::PLAN;
use super::*;
use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

const CODES: usize = 8;

/// How many of `n` happen, each with probability `p`.
fn some(words: &mut ChaCha8Rng, n: u32, p: f64) -> u32 {
    let least = (p * f64::from(u32::MAX)) as u32;
    (0..n).filter(|_| words.next_u32() < least).count() as u32
}

/// A person of 20 to 59 turns; `prevalence` of them carry a code, and the coders miss as many of
/// these as `misses` says.
fn person(words: &mut ChaCha8Rng, group: Group, prevalence: f64, misses: [f64; 2]) -> Person {
    let turns = 20 + words.next_u32() % 40;
    let truly: Vec<u32> = (0..CODES).map(|_| some(words, turns, prevalence)).collect();
    let mut by = |miss: f64| {
        let found = |n: &u32| some(words, *n, 1.0 - miss) + some(words, turns - n, 0.01);
        truly.iter().map(found).collect()
    };
    let [by_a, by_b] = misses.map(&mut by);
    Person {
        group,
        source: None,
        stratum: 0,
        reading: Reading { turns, by_a, by_b },
    }
}

/// In how many of 60 studies of 8 + 16 people some code is shown.
fn shown(prevalence: [f64; 2], misses: [[f64; 2]; 2]) -> usize {
    let study = |seed: &u64| {
        let mut words = ChaCha8Rng::seed_from_u64(*seed);
        let mut one = |i: usize| match i < 8 {
            true => person(&mut words, Group::First, prevalence[0], misses[0]),
            false => person(&mut words, Group::Second, prevalence[1], misses[1]),
        };
        let people: Vec<Person> = (0..24).map(&mut one).collect();
        let plan = Plan {
            draws: 199,
            seed: *seed,
            ..PLAN
        };
        let found = between(&people, &plan).unwrap();
        found.codes.iter().flatten().any(Difference::shown)
    };
    (0..60).filter(study).count()
}

/// At a level of .05, more than 10 of 60 have a probability of .00004.
#[test]
fn hardly_any_study_without_a_difference_shows_one() {
    let alike = [[0.25; 2]; 2];
    assert!(shown([0.12, 0.03], alike) <= 10);
    assert!(shown([0.03, 0.12], alike) <= 10);
    assert!(shown([0.06, 0.06], [[0.1, 0.4]; 2]) <= 10);
}

#[test]
fn coders_who_treat_the_groups_differently_are_found() {
    let treated = [[0.05, 0.5], [0.5, 0.05]];
    assert!(shown([0.12, 0.12], treated) >= 50);
}
