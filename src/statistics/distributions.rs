//! Tail probabilities of the t, chi-square and normal distributions.

use statrs::function::gamma::gamma_ur;

use super::root::turning_point;

/// The 97.5 % point of the standard normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// The two-sided tail probability of Student's t; `df > 0`.
///
/// It is the regularised incomplete beta function I_x(df/2, 1/2) at
/// x = df/(df + t²) (Abramowitz & Stegun 1964, 26.7.1), written with t itself:
/// forming x first would lose the digits of a small t.
pub(super) fn t_two_sided(t: f64, df: f64) -> f64 {
    let (half, square) = (df / 2.0, t * t);
    let (x, y) = (df / (df + square), square / (df + square));
    let powers = (-half * (square / df).ln_1p()).exp() * (t.abs() / (df + square).sqrt());
    let factor = powers * gamma_ratio(half) / std::f64::consts::PI.sqrt();
    let p = if x < (half + 1.0) / (half + 2.5) {
        factor / half * beta_fraction(half, 0.5, x)
    } else {
        1.0 - factor / 0.5 * beta_fraction(0.5, half, y)
    };
    // A t whose square overflows leaves 0 × ∞; its probability is nil.
    if p.is_nan() { 0.0 } else { p.clamp(0.0, 1.0) }
}

/// The continued fraction of the incomplete beta function (Abramowitz & Stegun
/// 1964, 26.5.8), by Lentz's method (Thompson & Barnett 1986,
/// doi 10.1016/0021-9991(86)90046-X). It converges fast for
/// x < (a + 1)/(a + b + 2).
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    // Stands for a zero, by which Lentz's method would divide.
    let nonzero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / nonzero(1.0 + coefficient * d);
            c = nonzero(1.0 + coefficient / c);
            change = c * d;
            value *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Γ(x + 1/2)/Γ(x), x > 0, by its asymptotic series (Tricomi & Erdélyi 1951,
/// doi 10.2140/pjm.1951.1.133) above 20 and the recurrence of Γ below. It keeps
/// the digits that a difference of two ln Γ loses.
pub(super) fn gamma_ratio(x: f64) -> f64 {
    let (mut x, mut factor) = (x, 1.0);
    while x < 20.0 {
        factor *= x / (x + 0.5);
        x += 1.0;
    }
    let square = x * x;
    let series =
        -1.0 / 8.0 + (1.0 / 192.0 + (-1.0 / 640.0 + 17.0 / 14336.0 / square) / square) / square;
    factor * (0.5 * x.ln() + series / x).exp()
}

/// The 97.5 % point of Student's t; `df ≥ 1`.
pub(super) fn t_critical(df: f64) -> f64 {
    turning_point(1.9, 13.0, |t| t_two_sided(t, df) <= 0.05)
}

/// The upper tail probability of chi-square; `x ≥ 0`, `df > 0`.
pub(super) fn chi_square_upper(x: f64, df: f64) -> f64 {
    let half = x / 2.0;
    // statrs refuses both ends, 0 being met by underflow as well.
    if half <= 0.0 {
        1.0
    } else if half.is_infinite() {
        0.0
    } else {
        gamma_ur(df / 2.0, half).clamp(0.0, 1.0)
    }
}

/// The two-sided tail probability of the standard normal distribution, as that
/// of its square: statrs' own erfc is off by up to 5e−11 (relative).
pub(super) fn normal_two_sided(z: f64) -> f64 {
    chi_square_upper(z * z, 1.0)
}

/// The lower tail probability of the standard normal distribution.
pub(super) fn normal_lower(z: f64) -> f64 {
    let tail = normal_two_sided(z) / 2.0;
    if z < 0.0 { tail } else { 1.0 - tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative distance.
    fn apart(found: f64, exact: f64) -> f64 {
        ((found - exact) / exact).abs()
    }

    #[test]
    fn tails_keep_their_digits() {
        // Computed with 40 digits (mpmath).
        let t = [
            (1e-06, 3.0, 0.9999992648948061),
            (0.5, 22.0, 0.6220395560754822),
            (1.75, 6.5, 0.1268761474965675),
            (2.5, 100000.0, 0.012420919192559046),
            (40.0, 9.0, 1.8982998449339825e-11),
            (300.0, 4.0, 7.406858742568023e-10),
        ];
        for (t, df, p) in t {
            assert!(apart(t_two_sided(t, df), p) < 1e-12, "t {t} {df}");
        }
        let chi_square = [
            (1e-06, 1.0, 0.9992021155721779),
            (0.5, 4.0, 0.9735009788392561),
            (6.25, 1.0, 0.01241933065155227),
            (9.0, 7.0, 0.2526560464965638),
            (60.0, 3.0, 5.878230727906912e-13),
            (700.0, 30.0, 4.910784176302912e-128),
        ];
        for (x, df, p) in chi_square {
            assert!(
                apart(chi_square_upper(x, df), p) < 1e-13,
                "chi-square {x} {df}"
            );
        }
        for (z, p) in [
            (1e-06, 0.9999992021154392),
            (0.25, 0.8025873486341526),
            (1.9375, 0.05268425337828292),
            (5.0, 5.733031437583878e-07),
            (30.0, 9.813427854296374e-198),
        ] {
            assert!(apart(normal_two_sided(z), p) < 1e-13, "z {z}");
        }
    }

    #[test]
    fn the_critical_value_is_that_of_tables() {
        for (df, value) in [(2.0, 4.302_652_729_749_46), (22.0, 2.073_873_067_904)] {
            assert!(apart(t_critical(df), value) < 1e-12);
        }
    }
}
