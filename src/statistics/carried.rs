//! What one coder coded alone: how many turns, or people, would stand had it been double-coded and
//! reconciled as well.
//!
//! Nothing is said about a truth, which two coders do not show: the consensus never sees what both
//! missed.

mod conditions;
#[cfg(test)]
mod coverage;
mod people;
#[cfg(test)]
mod tests;

pub use conditions::{Choice, Conditions, FEWEST_SOURCES, FEWEST_TURNS, MOST_TIMES, Silence};
pub use people::{CarriedPeople, Checked, people};

use super::distributions::t_critical;

/// From this ratio of its ends on, an interval is too wide to be of use. It is printed all the same,
/// because leaving out wide ones would select on the result.
const TOO_WIDE: f64 = 4.0;
/// The least sum of squared residuals, in turns squared: as if one turn had come out otherwise. Few
/// differences, or none, in what both coded do not show that there are none in the rest.
const LEAST_SQUARES: f64 = 1.0;
/// The least a source can count for itself: one that holds nearly all codings has no residual.
const LEAST_REST: f64 = 0.2;

/// A source both coded, this coder blind, and all differences settled: turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Double {
    /// Turns read.
    pub units: u64,
    /// Turns the coder gave the code, at most `units`.
    pub coded: u64,
    /// Turns that have it after reconciliation, at most `units`.
    pub settled: u64,
    /// Turns that are in both, at most either.
    pub kept: u64,
}

/// All that the coder coded alone, summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Alone {
    pub sources: u64,
    /// Turns read.
    pub units: u64,
    /// Turns the coder gave the code, at most `units`.
    pub coded: u64,
}

/// How many of the turns coded alone would stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CarriedTurns {
    /// Double-coded sources.
    pub sources: usize,
    /// Turns in them that the coder gave the code, and that have it after reconciliation.
    pub coded: u64,
    pub settled: u64,
    /// Of the coder's, how many were dropped; of those that stand, how many were not the coder's.
    pub dropped: u64,
    pub added: u64,
    /// Settled a turn coded; more than 0.
    pub ratio: f64,
    /// Turns that would stand; more than 0, at most the turns read.
    pub expected: f64,
    /// Variance of `expected`, turns squared: by the error of the ratio, and by the spread of the
    /// sources not seen.
    pub variance: [f64; 2],
    /// Ends of the 95 % interval before they are rounded, in turns.
    pub ends: [f64; 2],
    /// The ends to print, rounded outwards.
    pub low: u64,
    pub high: u64,
    pub too_wide: bool,
    /// Whether it holds only if the rest was coded as the double-coded sources were, because these
    /// were neither drawn at random nor spread evenly.
    pub only_if: bool,
}

/// Sums over the double-coded sources.
struct Sums {
    units: f64,
    coded: f64,
    settled: f64,
}

/// Turns that would stand among those coded alone: the ratio estimator (Cochran 1977, ch. 6) with
/// residuals corrected for leverage (MacKinnon and White 1985), and a prediction interval by
/// Student's t on the scale of logarithms.
///
/// # Errors
/// A [`Silence`] where nothing can be said.
pub fn turns(
    double: &[Double],
    alone: &Alone,
    conditions: &Conditions,
) -> Result<CarriedTurns, Silence> {
    check(double, alone, conditions)?;
    let total = |of: fn(&Double) -> u64| double.iter().map(of).sum::<u64>();
    let (coded, settled) = (total(|d| d.coded), total(|d| d.settled));
    let kept = total(|d| d.kept);
    let sums = Sums {
        units: total(|d| d.units) as f64,
        coded: coded as f64,
        settled: settled as f64,
    };
    let ratio = sums.settled / sums.coded;
    let most = alone.units as f64;
    let expected = (ratio * alone.coded as f64).min(most);
    let variance = variance(double, alone, &sums);
    let error = (variance[0] + variance[1]).sqrt();
    let factor = (t_critical((double.len() - 1) as f64) * error / expected).exp();
    let ends = [expected / factor, (expected * factor).min(most)];
    Ok(CarriedTurns {
        sources: double.len(),
        coded,
        settled,
        dropped: coded - kept,
        added: settled - kept,
        ratio,
        expected,
        variance,
        ends,
        low: ends[0].floor() as u64,
        high: ends[1].ceil() as u64,
        too_wide: ends[1] > TOO_WIDE * ends[0],
        only_if: conditions.only_if(),
    })
}

fn check(double: &[Double], alone: &Alone, conditions: &Conditions) -> Result<(), Silence> {
    let cannot = |d: &Double| d.coded.max(d.settled) > d.units || d.kept > d.coded.min(d.settled);
    if double.iter().any(cannot) || alone.coded > alone.units {
        return Err(Silence::CannotBe);
    }
    conditions.check(double.len(), alone.sources)?;
    let total = |of: fn(&Double) -> u64| double.iter().map(of).sum::<u64>();
    let settled = total(|d| d.settled);
    if alone.coded == 0 {
        return Err(Silence::NoneAlone {
            missed: settled - total(|d| d.kept),
            settled,
        });
    }
    match total(|d| d.coded).min(settled) < FEWEST_TURNS {
        true => Err(Silence::FewTurns),
        false => Ok(()),
    }
}

/// The two parts of the variance, in turns squared.
fn variance(double: &[Double], alone: &Alone, sums: &Sums) -> [f64; 2] {
    let (mut corrected, mut crossed) = (0.0f64, 0.0f64);
    for source in double {
        let coded = source.coded as f64;
        let residual = source.settled as f64 - sums.settled / sums.coded * coded;
        let rest = (1.0 - coded / sums.coded).max(LEAST_REST);
        corrected += (residual / rest).powi(2);
        crossed += residual * residual / rest;
    }
    [
        (alone.coded as f64 / sums.coded).powi(2) * corrected.max(LEAST_SQUARES),
        alone.units as f64 / sums.units * crossed.max(LEAST_SQUARES),
    ]
}

/// The interval that takes the count as it stands for a Poisson count, in turns: `coded` ± 1.96
/// √`coded`, not below 0. For comparison only: it leaves out what was missed and what would be
/// dropped.
pub fn naive(coded: u64) -> [f64; 2] {
    let (count, far) = (coded as f64, 1.96 * (coded as f64).sqrt());
    [(count - far).max(0.0), count + far]
}
