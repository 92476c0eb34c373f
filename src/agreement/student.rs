//! Student's t: how many standard errors an interval reaches to either side.

use std::f64::consts::PI;

/// The 97.5th percentile of the standard normal distribution: half of a 95 % interval.
pub const NORMAL: f64 = 1.959_963_984_540_054;

/// Beyond so many degrees of freedom a series around the normal distribution is exact to the last
/// digits.
const MANY: u64 = 1000;

/// The 97.5th percentile of Student's t with `freedom` degrees of freedom, at least 1; infinite
/// with none.
pub fn reach(freedom: u64) -> f64 {
    match freedom {
        0 => f64::INFINITY,
        1..=MANY => between(freedom),
        _ => around_normal(freedom as f64),
    }
}

/// By halving, to the last digit that a number between 1 and 13 has.
fn between(freedom: u64) -> f64 {
    let (mut low, mut high) = (1.0, 13.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        match within(middle, freedom) < 0.95 {
            true => low = middle,
            false => high = middle,
        }
    }
    (low + high) / 2.0
}

/// Probability of lying within ± `t`: the finite series for whole degrees of freedom (Abramowitz
/// and Stegun 1964, 26.7.3 and 26.7.4).
fn within(t: f64, freedom: u64) -> f64 {
    let angle = (t / (freedom as f64).sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    let odd = freedom % 2 == 1;
    let mut term = if odd { cosine } else { 1.0 };
    let mut sum = 0.0;
    let mut k = if odd { 3 } else { 2 };
    while k <= freedom {
        sum += term;
        term *= cosine * cosine * (k - 1) as f64 / k as f64;
        k += 2;
    }
    match odd {
        true => 2.0 / PI * (angle + sine * sum),
        false => sine * sum,
    }
}

/// Abramowitz and Stegun 1964, 26.7.5.
fn around_normal(freedom: f64) -> f64 {
    let z = NORMAL;
    let [z3, z5, z7, z9] = [3, 5, 7, 9].map(|n| z.powi(n));
    let terms = [
        z,
        (z3 + z) / 4.0,
        (5.0 * z5 + 16.0 * z3 + 3.0 * z) / 96.0,
        (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / 384.0,
        (79.0 * z9 + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z) / 92_160.0,
    ];
    terms
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum / freedom + term)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published tables of Student's t, two-sided 5 %.
    #[test]
    fn as_in_the_tables() {
        for (freedom, t) in [
            (1, 12.706_204_736_4),
            (2, 4.302_652_729_9),
            (3, 3.182_446_305_3),
            (10, 2.228_138_852_0),
            (30, 2.042_272_456_3),
            (99, 1.984_216_951_5),
        ] {
            assert!(
                (reach(freedom) - t).abs() < 1e-9,
                "{freedom}: {}",
                reach(freedom)
            );
        }
    }

    #[test]
    fn both_ways_meet() {
        for freedom in [800, 999, 1000] {
            let apart = (between(freedom) - around_normal(freedom as f64)).abs();
            assert!(apart < 1e-11, "{freedom}: {apart}");
        }
        assert!((reach(u64::MAX) - NORMAL).abs() < 1e-15);
        assert_eq!(reach(0), f64::INFINITY);
    }
}
