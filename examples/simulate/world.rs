//! Draws, and people read by two coders.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use tandem::statistics::differential::{Group, Person, Reading};

/// A stream of draws for one study of one cell.
pub struct Draws(ChaCha8Rng);

impl Draws {
    pub fn new(cell: u64, study: u64) -> Draws {
        let mut key = [7; 32];
        key[..8].copy_from_slice(&cell.to_le_bytes());
        let mut words = ChaCha8Rng::from_seed(key);
        words.set_stream(study);
        Draws(words)
    }

    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.unit(), self.unit());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.unit() * f64::from(high - low + 1)) as u32
    }

    /// By inversion: for the small numbers of turns that a person has.
    pub fn binomial(&mut self, n: u32, p: f64) -> u32 {
        if n == 0 || p <= 0.0 {
            return 0;
        }
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        let mut probability = (1.0 - p).powi(n as i32);
        let (mut left, mut k) = (self.unit() - probability, 0);
        while left > 0.0 && k < n {
            probability *= f64::from(n - k) / f64::from(k + 1) * p / (1.0 - p);
            left -= probability;
            k += 1;
        }
        k
    }

    /// A share about `p` whose logit varies by `spread`.
    pub fn logit(&mut self, p: f64, spread: f64) -> f64 {
        let logit = (p / (1.0 - p)).ln() + spread * self.normal();
        1.0 / (1.0 + (-logit).exp())
    }

    /// A rate of mean `p`, lognormal.
    pub fn rate(&mut self, p: f64, spread: f64) -> f64 {
        (p * (spread * self.normal() - spread * spread / 2.0).exp()).min(0.9)
    }
}

/// How coders err: shares of turns with a code that each misses, and of others that each gives it.
#[derive(Clone, Copy)]
pub struct Errors {
    /// Missed by both, the same turns.
    pub both: f64,
    pub a: f64,
    pub b: f64,
    pub excess: f64,
}

pub const ALIKE: Errors = Errors {
    both: 0.0,
    a: 0.25,
    b: 0.25,
    excess: 0.01,
};

/// A code in one group.
#[derive(Clone, Copy)]
pub struct Coded {
    pub prevalence: f64,
    pub spread: f64,
    pub errors: Errors,
}

/// Turns that carry a code, by A and by B.
pub fn coded(draws: &mut Draws, turns: u32, code: &Coded) -> (u32, u32) {
    let rate = draws.rate(code.prevalence, code.spread);
    let truly = draws.binomial(turns, rate);
    let seen = truly - draws.binomial(truly, code.errors.both);
    let mut by = |miss: f64| {
        draws.binomial(seen, 1.0 - miss) + draws.binomial(turns - truly, code.errors.excess)
    };
    (by(code.errors.a), by(code.errors.b))
}

/// A person, all codes.
pub fn person(draws: &mut Draws, group: Group, turns: (u32, u32), codes: &[Coded]) -> Person {
    let turns = draws.between(turns.0, turns.1);
    let (by_a, by_b) = codes.iter().map(|code| coded(draws, turns, code)).unzip();
    Person {
        group,
        source: None,
        stratum: 0,
        reading: Reading { turns, by_a, by_b },
    }
}
