//! Differential disagreement: false alarms per study, power, time.

use crate::world::{ALIKE, Coded, Draws, Errors, person};
use rayon::prelude::*;
use std::time::Instant;
use tandem::statistics::differential::{Comparison, DRAWS, Group, Person, Plan, between};

pub const CODES: usize = 20;
pub const SIZES: [[usize; 2]; 5] = [[8, 8], [12, 12], [20, 20], [10, 30], [30, 10]];

/// A kind of study: people a group, their turns, and their codes.
pub struct Kind {
    pub sizes: [usize; 2],
    pub turns: [(u32, u32); 2],
    pub codes: [Vec<Coded>; 2],
}

impl Kind {
    pub fn new(sizes: [usize; 2], first: Coded, second: Coded) -> Kind {
        Kind {
            sizes,
            turns: [(20, 59); 2],
            codes: [vec![first; CODES], vec![second; CODES]],
        }
    }

    pub fn people(&self, draws: &mut Draws) -> Vec<Person> {
        let mut people = Vec::new();
        for (place, group) in [Group::First, Group::Second].into_iter().enumerate() {
            for _ in 0..self.sizes[place] {
                people.push(person(draws, group, self.turns[place], &self.codes[place]));
            }
        }
        people
    }
}

pub fn code(prevalence: f64, errors: Errors) -> Coded {
    Coded {
        prevalence,
        spread: 0.5,
        errors,
    }
}

pub fn plan(seed: u64) -> Plan {
    Plan {
        named: None,
        seed,
        draws: DRAWS,
    }
}

/// What came of many studies.
#[derive(Default)]
pub struct Found {
    pub studies: u64,
    /// Studies in which some code is shown.
    pub any: u64,
    /// Studies in which the first code is shown.
    pub first: u64,
    /// Codes tested, over all studies.
    pub tested: u64,
    /// Codes whose interval misses 0 by itself.
    pub single: u64,
    pub codes: u64,
}

impl Found {
    pub fn add(mut self, comparison: &Comparison) -> Found {
        let mut any = false;
        for (place, code) in comparison.codes.iter().enumerate() {
            let Ok(code) = code else { continue };
            any |= code.shown();
            self.first += u64::from(place == 0 && code.shown());
            self.codes += 1;
            self.single += u64::from(code.p_welch <= 0.05);
        }
        self.studies += 1;
        self.any += u64::from(any);
        self.tested += comparison.tested as u64;
        self
    }

    pub fn and(self, other: Found) -> Found {
        Found {
            studies: self.studies + other.studies,
            any: self.any + other.any,
            first: self.first + other.first,
            tested: self.tested + other.tested,
            single: self.single + other.single,
            codes: self.codes + other.codes,
        }
    }

    pub fn row(&self, name: &str) {
        println!(
            "{name:<58} {:>5} of {:<5} {:>8.1} {:>10.3}",
            self.any,
            self.studies,
            self.tested as f64 / self.studies as f64,
            self.single as f64 / self.codes.max(1) as f64,
        );
    }
}

/// Many studies, each with its own draws and its own seed of permutations.
pub fn studies(
    cell: u64,
    number: u64,
    one: impl Fn(&mut Draws, u64) -> Option<Comparison> + Sync,
) -> Found {
    (0..number)
        .into_par_iter()
        .filter_map(|study| one(&mut Draws::new(cell, study), study))
        .fold(Found::default, |found, comparison| found.add(&comparison))
        .reduce(Found::default, Found::and)
}

pub fn head(title: &str) {
    println!("\n{title}");
    println!(
        "{:<58} {:>14} {:>8} {:>10}",
        "scenario", "studies shown", "tested", "Welch<.05"
    );
}

/// The null scenarios of the specification.
pub fn level(number: u64) {
    head("FALSE ALARMS per study, 20 codes, 9,999 permutations (at most 62 of 1,000)");
    let uneven = Errors {
        a: 0.1,
        b: 0.4,
        ..ALIKE
    };
    let kinds = [
        ("prevalence .06", code(0.06, ALIKE), code(0.06, ALIKE)),
        ("prevalence .12 / .03", code(0.12, ALIKE), code(0.03, ALIKE)),
        ("prevalence .03 / .12", code(0.03, ALIKE), code(0.12, ALIKE)),
        (
            "A misses .10, B .40",
            code(0.06, uneven),
            code(0.06, uneven),
        ),
    ];
    let mut cell = 100;
    for (name, first, second) in kinds {
        for sizes in SIZES {
            cell += 1;
            let kind = Kind::new(sizes, first, second);
            let found = studies(cell, number, |draws, study| {
                between(&kind.people(draws), &plan(study)).ok()
            });
            found.row(&format!("{name}, {} + {}", sizes[0], sizes[1]));
        }
    }
}

/// One code planted: A misses .25 − f in the first group and .25 + f in the second, B the reverse.
pub fn power(number: u64) {
    println!("\nPOWER, {number} studies a cell, planted code of prevalence .06");
    println!(
        "{:<16} {:>12} {:>12} {:>12} {:>12}",
        "people a group", ".15 among 20", ".15 named", ".20 among 20", ".20 named"
    );
    for n in [8, 12, 15, 20, 30] {
        let mut row = format!("{n:<16}");
        for f in [0.15, 0.20] {
            let miss = |a: f64, b: f64| Errors { a, b, ..ALIKE };
            let mut kind = Kind::new([n, n], code(0.06, ALIKE), code(0.06, ALIKE));
            kind.codes[0][0] = code(0.06, miss(0.25 - f, 0.25 + f));
            kind.codes[1][0] = code(0.06, miss(0.25 + f, 0.25 - f));
            for named in [None, Some(0)] {
                let cell = 200 + n as u64 * 10 + (f * 20.0) as u64;
                let found = studies(cell, number, |draws, study| {
                    let plan = Plan {
                        named,
                        ..plan(study)
                    };
                    between(&kind.people(draws), &plan).ok()
                });
                let share = found.first as f64 / found.studies as f64;
                row += &format!(" {share:>12.2}");
            }
        }
        println!("{row}");
    }
}

/// How long one comparison takes.
pub fn time() {
    println!("\nTIME of one comparison, 9,999 permutations, best of 20");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    for (people, codes) in [(20, 20), (20, 40), (60, 20), (20, 100)] {
        let mut kind = Kind::new([people; 2], code(0.06, ALIKE), code(0.06, ALIKE));
        kind.codes = [(); 2].map(|()| vec![code(0.06, ALIKE); codes]);
        let people = kind.people(&mut Draws::new(1, 1));
        let best = || {
            let run = |seed| {
                let start = Instant::now();
                let found = between(&people, &plan(seed)).map(|c| c.tested);
                (start.elapsed(), found)
            };
            (0..20).map(run).min_by_key(|(time, _)| *time)
        };
        let alone = one.as_ref().ok().and_then(|pool| pool.install(best));
        for (name, found) in [("one core", alone), ("all cores", best())] {
            if let Some((time, Ok(tested))) = found {
                println!(
                    "{:>3} people, {tested:>3} codes tested, {name:<9} {:>6.1} ms",
                    people.len(),
                    time.as_secs_f64() * 1e3
                );
            }
        }
    }
}
