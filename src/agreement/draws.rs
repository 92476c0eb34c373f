//! Random draws that are the same on every machine, in any number of threads and under every
//! version of the libraries: the words of a ChaCha8 stream, turned into numbers here.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// One stream of draws out of the many that a seed has.
#[derive(Debug)]
pub struct Draws {
    words: ChaCha8Rng,
}

impl Draws {
    /// Stream number `stream` of `seed`. Each replicate of a simulation takes one of its own, so
    /// that it does not matter in which order and on how many cores they are made.
    pub fn new(seed: u64, stream: u64) -> Draws {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut words = ChaCha8Rng::from_seed(key);
        words.set_stream(stream);
        Draws { words }
    }

    /// 64 fair bits.
    pub fn word(&mut self) -> u64 {
        self.words.next_u64()
    }

    /// A number from 0 up to and without 1, in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.word() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number from 0 up to and without `n`, each as likely as any other (Lemire 2019); 0
    /// if `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        loop {
            let wide = u128::from(self.word()) * u128::from(n);
            // The lowest 2⁶⁴ mod n remainders would come once too often.
            if wide as u64 >= n.wrapping_neg() % n {
                return (wide >> 64) as u64;
            }
        }
    }

    /// How many of `n` tries succeed, each with probability `part` / `whole`: exact, in whole
    /// numbers. Every try is a random binary fraction that succeeds when it lies below the
    /// probability; place by place, those already told apart drop out, and how many of the rest
    /// have a 1 is the number of ones in as many random bits.
    pub fn binomial(&mut self, n: u64, part: u64, whole: u64) -> u64 {
        if part >= whole {
            return n;
        }
        let (mut open, mut below) = (n, 0);
        let (mut rest, whole) = (u128::from(part), u128::from(whole));
        while open > 0 && rest > 0 {
            let ones = self.ones(open);
            rest *= 2;
            if rest >= whole {
                rest -= whole;
                below += open - ones;
                open = ones;
            } else {
                open -= ones;
            }
        }
        below
    }

    /// Ones among `n` fair bits.
    fn ones(&mut self, n: u64) -> u64 {
        let full: u64 = (0..n / 64)
            .map(|_| u64::from(self.word().count_ones()))
            .sum();
        match n % 64 {
            0 => full,
            left => full + u64::from((self.word() >> (64 - left)).count_ones()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_fixed_and_apart() {
        let first = |seed, stream| Draws::new(seed, stream).word();
        assert_eq!(first(1, 0), first(1, 0));
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
        // The published key stream of ChaCha8 for the key 0; a stored seed must go on giving the
        // intervals that were reported with it.
        assert_eq!(first(0, 0), 0xd640_5f89_2fef_003e);
        assert_eq!(Draws::new(7, 3).below(1000), 662);
    }

    #[test]
    fn every_number_is_as_likely() {
        let mut draws = Draws::new(3, 0);
        let mut seen = [0u32; 7];
        for _ in 0..70_000 {
            seen[draws.below(7) as usize] += 1;
        }
        assert!(seen.iter().all(|n| n.abs_diff(10_000) < 500), "{seen:?}");
        let mean = (0..10_000).map(|_| draws.unit()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }

    #[test]
    fn successes_have_the_mean_and_the_spread_they_should() {
        let mut draws = Draws::new(5, 0);
        for (n, part, whole) in [(1, 1, 3), (40, 1, 10), (1000, 999, 1000), (10_000, 1, 7)] {
            let p = part as f64 / whole as f64;
            let found: Vec<f64> = (0..4000)
                .map(|_| draws.binomial(n, part, whole) as f64)
                .collect();
            let mean = found.iter().sum::<f64>() / 4000.0;
            let spread = found.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 4000.0;
            let variance = n as f64 * p * (1.0 - p);
            assert!(
                (mean - n as f64 * p).abs() < 5.0 * (variance / 4000.0).sqrt(),
                "{n} {mean}"
            );
            assert!(
                (spread / variance - 1.0).abs() < 0.2,
                "{n} {spread} {variance}"
            );
        }
        assert_eq!((draws.binomial(9, 0, 5), draws.binomial(9, 5, 5)), (0, 9));
    }
}
