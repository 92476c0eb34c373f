//! What one coder coded alone: coverage of the intervals.

use crate::world::{ALIKE, Draws, Errors};
use rayon::prelude::*;
use tandem::statistics::carried::{
    Alone, CarriedTurns, Checked, Choice, Conditions, Double, naive, people, turns,
};

const FINE: Conditions = Conditions {
    choice: Choice::AtRandom,
    open: 0,
    alike: true,
};

/// A kind of study: sources by both and by one, and how the coders err in either part.
#[derive(Clone, Copy)]
pub struct Kind {
    pub double: usize,
    pub alone: usize,
    /// In the double-coded part, and in the rest.
    pub prevalence: [f64; 2],
    pub errors: [Errors; 2],
    /// Lognormal spread of a source's rate.
    pub spread: f64,
    /// Logit spread of errors between sources.
    pub uneven: f64,
    /// Share of A's wrong codings that reconciliation keeps.
    pub kept_wrong: f64,
}

impl Kind {
    pub fn new(double: usize, prevalence: f64, uneven: bool) -> Kind {
        Kind {
            double,
            alone: 20,
            prevalence: [prevalence; 2],
            errors: [ALIKE; 2],
            spread: if uneven { 0.7 } else { 0.5 },
            uneven: if uneven { 0.7 } else { 0.0 },
            kept_wrong: 0.0,
        }
    }
}

/// A source as A coded it, as it would be after reconciliation, and as it truly is.
struct Source {
    double: Double,
    truly: u64,
}

fn source(draws: &mut Draws, kind: &Kind, part: usize) -> Source {
    let errors = kind.errors[part];
    let mut share = |p: f64| match kind.uneven > 0.0 && p > 0.0 {
        true => draws.logit(p, kind.uneven),
        false => p,
    };
    let (both, a, b) = (share(errors.both), share(errors.a), share(errors.b));
    let excess = share(errors.excess);
    let turns = draws.between(20, 59);
    let rate = draws.rate(kind.prevalence[part], kind.spread);
    let truly = draws.binomial(turns, rate);
    let seen = truly - draws.binomial(truly, both);
    let by_a = draws.binomial(seen, 1.0 - a);
    let by_b_only = draws.binomial(seen - by_a, 1.0 - b);
    let wrong = draws.binomial(turns - truly, excess);
    let stays = draws.binomial(wrong, kind.kept_wrong);
    Source {
        double: Double {
            units: u64::from(turns),
            coded: u64::from(by_a + wrong),
            settled: u64::from(by_a + by_b_only + stays),
            kept: u64::from(by_a + stays),
        },
        truly: u64::from(truly),
    }
}

/// What came of many studies.
#[derive(Default)]
pub struct Found {
    pub tried: u64,
    pub printed: u64,
    /// Studies whose interval holds what double coding would have given, and the truth.
    pub covered: u64,
    pub truth: u64,
    pub naive: u64,
    pub wide: u64,
    widths: Vec<f64>,
}

impl Found {
    fn and(mut self, other: Found) -> Found {
        self.tried += other.tried;
        self.printed += other.printed;
        self.covered += other.covered;
        self.truth += other.truth;
        self.naive += other.naive;
        self.wide += other.wide;
        self.widths.extend(other.widths);
        self
    }

    pub fn share(&self, of: u64) -> f64 {
        of as f64 / self.printed.max(1) as f64
    }

    pub fn row(&mut self, name: &str) {
        self.widths.sort_by(f64::total_cmp);
        let width = self
            .widths
            .get(self.widths.len() / 2)
            .copied()
            .unwrap_or(0.0);
        // Of people no truth is followed.
        let truth = match self.truth {
            0 => "-".to_owned(),
            some => format!("{:.3}", self.share(some)),
        };
        println!(
            "{name:<52} {:>7} {:>8.3} {:>7.3} {:>7} {:>7.3} {:>7.2} {:>7.3}",
            self.printed,
            self.printed as f64 / self.tried as f64,
            self.share(self.covered),
            truth,
            self.share(self.naive),
            width,
            self.share(self.wide),
        );
    }
}

fn study(draws: &mut Draws, kind: &Kind) -> Found {
    let double: Vec<Double> = (0..kind.double)
        .map(|_| source(draws, kind, 0).double)
        .collect();
    let rest: Vec<Source> = (0..kind.alone).map(|_| source(draws, kind, 1)).collect();
    let sum = |of: fn(&Source) -> u64| rest.iter().map(of).sum::<u64>();
    let alone = Alone {
        sources: rest.len() as u64,
        units: sum(|s| s.double.units),
        coded: sum(|s| s.double.coded),
    };
    let (would, truly) = (sum(|s| s.double.settled), sum(|s| s.truly));
    let mut found = Found {
        tried: 1,
        ..Found::default()
    };
    if let Ok(CarriedTurns {
        low,
        high,
        too_wide,
        ..
    }) = turns(&double, &alone, &FINE)
    {
        let [from, to] = naive(alone.coded);
        found.printed = 1;
        found.covered = u64::from((low..=high).contains(&would));
        found.truth = u64::from((low..=high).contains(&truly));
        found.naive = u64::from((from..=to).contains(&(would as f64)));
        found.wide = u64::from(too_wide);
        found.widths.push((high - low) as f64 / would.max(1) as f64);
    }
    found
}

/// Studies until `printed` of them have an interval, in blocks so that the order does not matter.
pub fn studies(cell: u64, kind: &Kind, printed: u64) -> Found {
    let mut all = Found::default();
    for block in 0..200 {
        if all.printed >= printed {
            break;
        }
        let more = (block * 1_000..(block + 1) * 1_000)
            .into_par_iter()
            .map(|n| study(&mut Draws::new(cell, n), kind))
            .reduce(Found::default, Found::and);
        all = all.and(more);
    }
    all
}

pub fn head(title: &str) {
    println!("\n{title}");
    println!(
        "{:<52} {:>7} {:>8} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "cell", "studies", "printed", "covers", "truth", "naive", "width", "no use"
    );
}

/// The cells of the specification.
pub fn turns_cells(number: u64) {
    head("TURNS: covers .92 to .98 in each cell, .94 to .965 over all; naive below .80 at .15");
    let (mut cell, mut cells, mut sum) = (300, 0.0, 0.0);
    for double in [8, 10, 15, 20, 30] {
        for prevalence in [0.02, 0.06, 0.15] {
            for uneven in [false, true] {
                cell += 1;
                let mut found = studies(cell, &Kind::new(double, prevalence, uneven), number);
                cells += 1.0;
                sum += found.share(found.covered);
                let errors = if uneven {
                    "uneven errors"
                } else {
                    "constant errors"
                };
                found.row(&format!(
                    "{double} double, prevalence {prevalence}, {errors}"
                ));
            }
        }
    }
    println!("over all cells: {:.4}", sum / cells);
}

/// People, one a source: said it with probability `p`; A misses .2 and adds .05.
pub fn people_cells(number: u64) {
    head("PEOPLE: covers .93 or more");
    let mut cell = 400;
    for double in [8, 10, 15, 20, 30] {
        for p in [0.1, 0.3, 0.6] {
            for alone in [20, 40] {
                cell += 1;
                let mut found = (0..number)
                    .into_par_iter()
                    .map(|n| person_study(&mut Draws::new(cell, n), (double, alone), p))
                    .reduce(Found::default, Found::and);
                found.row(&format!("{double} double, {alone} alone, said by {p}"));
            }
        }
    }
}

fn person_study(draws: &mut Draws, (double, alone): (u64, u64), p: f64) -> Found {
    // By A, and as settled: nobody, the coder only, the consensus only, both.
    let mut part = |n: u64| {
        let mut cells = [0u64; 4];
        for _ in 0..n {
            let truly = draws.unit() < p;
            let by_a = draws.unit() < if truly { 0.8 } else { 0.05 };
            let settled = truly && (by_a || draws.unit() < 0.8);
            cells[usize::from(by_a) + 2 * usize::from(settled)] += 1;
        }
        cells
    };
    let [without, dropped, added, kept] = part(double);
    let checked = Checked {
        kept,
        dropped,
        added,
        without,
    };
    let [others, wrong, missed, right] = part(alone);
    let would = missed + right;
    let said = (wrong + right, others + missed);
    let mut found = Found {
        tried: 1,
        ..Found::default()
    };
    if let Ok(carried) = people(&checked, said, true, &FINE) {
        let [from, to] = naive(said.0);
        found.printed = 1;
        found.covered = u64::from((carried.low..=carried.high).contains(&would));
        found.naive = u64::from((from..=to).contains(&(would as f64)));
        found.wide = u64::from(carried.too_wide);
        let width = (carried.high - carried.low) as f64;
        found.widths.push(width / would.max(1) as f64);
    }
    found
}
