//! Standardised mean differences with intervals by the noncentral t.

use serde::Serialize;

use super::contrast::{paired_contrast, student_contrast};
use super::distributions::gamma_ratio;
use super::error::finite;
use super::noncentral::t_noncentrality;
use super::summary::GroupSummary;
use super::t::{check_groups, differences};
use super::{Interval, Undefined};

/// The difference of two means in pooled standard deviations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HedgesG {
    /// Cohen's d, uncorrected; positive where the first mean is the larger.
    pub d: f64,
    /// 95 % interval of d by the noncentral t.
    pub d_interval: Interval,
    /// Hedges' exact correction J, under 1.
    pub correction: f64,
    /// Hedges' g = J × d.
    pub g: f64,
    /// The interval of d × J.
    pub g_interval: Interval,
}

impl HedgesG {
    /// What the figure assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        "Hedges' g and its interval assume what Student's t does: independent people, about normal values, and the same spread in both groups."
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "Hedges' g is the difference of means in pooled standard deviations times the exact correction J; its 95 % interval is that of d by the noncentral t, times J."
    }
}

/// The mean difference within pairs in standard deviations of the differences.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Dz {
    /// d_z: mean of differences / their standard deviation.
    pub d_z: f64,
    /// 95 % interval by the noncentral t.
    pub interval: Interval,
}

impl Dz {
    /// What the figure assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        "d_z and its interval assume that pairs are independent of each other and that differences are about normal."
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "d_z is the mean difference in standard deviations of the differences, without correction for small groups; it is not comparable with d or g of two groups."
    }
}

/// Hedges' g from values; see [`hedges_g_from_summary`].
///
/// # Errors
/// Those of [`GroupSummary::of`] and [`hedges_g_from_summary`].
pub fn hedges_g(first: &[f64], second: &[f64]) -> Result<HedgesG, Undefined> {
    hedges_g_from_summary(GroupSummary::of(first)?, GroupSummary::of(second)?)
}

/// Hedges' g with exact J (Hedges 1981, doi 10.3102/10769986006002107) and the
/// interval of d by the noncentral t (Steiger & Fouladi 1997; Cumming & Finch
/// 2001, doi 10.1177/0013164401614002).
///
/// # Errors
/// As [`super::t::student_from_summary`].
pub fn hedges_g_from_summary(
    first: GroupSummary,
    second: GroupSummary,
) -> Result<HedgesG, Undefined> {
    check_groups(&[first, second])?;
    let contrast = student_contrast(first, second);
    let scale = (1.0 / first.n as f64 + 1.0 / second.n as f64).sqrt();
    let (d, d_interval) = standardised(contrast.t()?, contrast.df, scale)?;
    let correction = exact_correction(contrast.df);
    let g_interval = Interval {
        low: correction * d_interval.low,
        high: correction * d_interval.high,
    };
    Ok(HedgesG {
        d,
        d_interval,
        correction,
        g: correction * d,
        g_interval,
    })
}

/// d_z from values of the same people in the same order; see
/// [`d_z_from_summary`].
///
/// # Errors
/// As [`super::t::paired`].
pub fn d_z(first: &[f64], second: &[f64]) -> Result<Dz, Undefined> {
    d_z_from_summary(differences(first, second)?)
}

/// d_z (Cohen 1988, p. 48; named so in Lakens 2013,
/// doi 10.3389/fpsyg.2013.00863) with its interval by the noncentral t.
///
/// # Errors
/// As [`super::t::paired_from_summary`].
pub fn d_z_from_summary(differences: GroupSummary) -> Result<Dz, Undefined> {
    if differences.n < 3 {
        return Err(Undefined::TooFewPairs);
    }
    check_groups(&[differences])?;
    let contrast = paired_contrast(differences);
    let scale = 1.0 / (differences.n as f64).sqrt();
    let (d_z, interval) = standardised(contrast.t()?, contrast.df, scale)?;
    Ok(Dz { d_z, interval })
}

/// A t and the limits of its noncentrality, in standard deviations.
fn standardised(t: f64, df: f64, scale: f64) -> Result<(f64, Interval), Undefined> {
    let limits = t_noncentrality(t, df);
    let interval = Interval {
        low: finite(limits.low * scale)?,
        high: finite(limits.high * scale)?,
    };
    Ok((finite(t * scale)?, interval))
}

/// Hedges' J = Γ(m/2) / (√(m/2) Γ((m − 1)/2)), `m` ≥ 2 degrees of freedom.
fn exact_correction(m: f64) -> f64 {
    gamma_ratio((m - 1.0) / 2.0) / (m / 2.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_reference_of_twelve_and_twelve() {
        let group = |mean, sd| GroupSummary { n: 12, mean, sd };
        // Equal deviations of 1 and a difference that makes t 1.144.
        let found = hedges_g_from_summary(group(1.144 / 6f64.sqrt(), 1.0), group(0.0, 1.0));
        let found = found.unwrap();
        assert!((found.d - 0.46704).abs() < 5e-6);
        assert!((found.d_interval.low + 0.34992).abs() < 5e-6);
        assert!((found.d_interval.high - 1.27374).abs() < 5e-6);
        assert!((found.correction - 0.965_450_658_790_63).abs() < 1e-14);
        assert!((found.g - 0.45090).abs() < 5e-6);
    }

    #[test]
    fn holds_the_estimate_even_where_t_is_extreme() {
        for mean in [0.0, 1e-9, 3.0, 20.0, 1e4, 1e9] {
            let found = d_z_from_summary(GroupSummary {
                n: 5,
                mean,
                sd: 1.0,
            })
            .unwrap();
            assert!(found.interval.contains(found.d_z), "{found:?}");
        }
    }
}
