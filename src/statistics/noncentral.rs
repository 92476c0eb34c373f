//! Noncentral t and chi-square: what the intervals of effect sizes rest on.
//!
//! The probabilities are needed near .025 and .975 only, so absolute precision
//! is what counts. Both are integrated or summed from their definitions
//! (Johnson, Kotz & Balakrishnan 1995, ch. 29 and 31).

use statrs::function::gamma::{gamma_lr, ln_gamma};

use super::Interval;
use super::distributions::{chi_square_upper, normal_lower};
use super::root::{turning_point, turning_point_near};

/// Weights under this share of the largest change no digit.
const NEGLIGIBLE: f64 = 1e-18;

/// P(T ≤ t) for a noncentral t with `df` degrees of freedom and
/// noncentrality `delta`.
fn noncentral_t_lower(t: f64, df: f64, delta: f64) -> f64 {
    if t.abs() <= 60.0 {
        over_scale(t, df, delta)
    } else if t > 0.0 {
        over_normal(t, df, delta)
    } else {
        1.0 - over_normal(-t, df, -delta)
    }
}

/// T = (Z + δ)/S, so P(T ≤ t) is the mean of Φ(tS − δ) over S = √(χ²/df),
/// here by the trapezoid rule in ln S, which converges exponentially. Dividing
/// by the summed weights spares the constant of the density.
fn over_scale(t: f64, df: f64, delta: f64) -> f64 {
    let step = 0.05f64.min(0.5 / t.abs()).min(0.2 / (2.0 * df).sqrt());
    let (mut sum, mut total) = (0.0, 0.0);
    let mut add = |k: i32| {
        let u = f64::from(k) * step;
        let weight = (df * (u - (2.0 * u).exp_m1() / 2.0)).exp();
        sum += weight * normal_lower(t * u.exp() - delta);
        total += weight;
        weight > NEGLIGIBLE
    };
    (0..).take_while(|&k| add(k)).count();
    (1..).take_while(|&k| add(-k)).count();
    sum / total
}

/// The same by the other variable, P(S ≥ (δ + Z)/t) averaged over Z: for a
/// large t the step in S above is too sharp, but this one is smooth.
fn over_normal(t: f64, df: f64, delta: f64) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for k in -90..=90 {
        let z = f64::from(k) * 0.1;
        let weight = (-z * z / 2.0).exp();
        let s = ((delta + z) / t).max(0.0);
        sum += weight * chi_square_upper(df * s * s, df);
        total += weight;
    }
    sum / total
}

/// The noncentralities for which an observed `t` is neither too large nor too
/// small at 2.5 % a side (Steiger & Fouladi 1997).
pub(super) fn t_noncentrality(t: f64, df: f64) -> Interval {
    let step = 2.0 + t.abs() / df.sqrt();
    let at =
        |level: f64| turning_point_near(t, step, |delta| noncentral_t_lower(t, df, delta) <= level);
    Interval {
        low: at(0.975),
        high: at(0.025),
    }
}

/// P(X ≤ x) for a noncentral chi-square: central ones weighted by Poisson
/// probabilities, summed outwards from the largest.
fn noncentral_chi_square_lower(x: f64, df: f64, lambda: f64) -> f64 {
    let half = lambda / 2.0;
    let mut sum = 0.0;
    let mut add = |j: f64| {
        let log_weight = if half > 0.0 {
            j * half.ln() - half - ln_gamma(j + 1.0)
        } else {
            0.0
        };
        let weight = log_weight.exp();
        sum += weight * gamma_lr(df / 2.0 + j, x / 2.0);
        weight > NEGLIGIBLE && half > 0.0
    };
    let mode = half.floor();
    (0..)
        .map(|k| mode + f64::from(k))
        .take_while(|&j| add(j))
        .count();
    (1..)
        .map(|k| mode - f64::from(k))
        .take_while(|&j| j >= 0.0 && add(j))
        .count();
    sum
}

/// The noncentralities for which an observed chi-square is neither too large
/// nor too small at 2.5 % a side (Smithson 2003); ends that would fall below
/// zero are zero.
pub(super) fn chi_square_noncentrality(x: f64, df: f64) -> Interval {
    if x <= 0.0 {
        return Interval {
            low: 0.0,
            high: 0.0,
        };
    }
    let at = |level: f64| {
        let reached = |lambda: f64| noncentral_chi_square_lower(x, df, lambda) <= level;
        if reached(0.0) {
            0.0
        } else {
            turning_point(0.0, 4.0 * x + 60.0, reached)
        }
    };
    Interval {
        low: at(0.975),
        high: at(0.025),
    }
}
