//! People who said it: each is one case of a 2 × 2 table.

use super::TOO_WIDE;
use super::conditions::{Conditions, Silence};
use statrs::function::beta::ln_beta;
use statrs::function::factorial::ln_binomial;

/// People whom both coded and whose differences are settled: the coder's word against what stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Checked {
    /// Said it by the coder, and it stands.
    pub kept: u64,
    /// Said it by the coder, and it was dropped.
    pub dropped: u64,
    /// Did not by the coder, and it was added.
    pub added: u64,
    /// Did not, and that stands.
    pub without: u64,
}

/// How many of the people coded alone would have said it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CarriedPeople {
    pub checked: Checked,
    /// People who would have said it; the mean of the prediction.
    pub expected: f64,
    /// Ends of the 95 % prediction interval, in people.
    pub low: u64,
    pub high: u64,
    pub too_wide: bool,
    /// Whether it holds only if the rest was coded as the double-coded sources were.
    pub only_if: bool,
}

/// People who would have said it among those the coder coded alone: of `said` of them by the coder
/// and of `others`, each share a Beta with Jeffreys' prior, predicted as two beta-binomials that
/// are added up exactly. `one_each` is whether every person has a source of his own.
///
/// # Errors
/// A [`Silence`] where nothing can be said.
pub fn people(
    checked: &Checked,
    (said, others): (u64, u64),
    one_each: bool,
    conditions: &Conditions,
) -> Result<CarriedPeople, Silence> {
    if !one_each {
        return Err(Silence::SharedSource);
    }
    let Checked {
        kept,
        dropped,
        added,
        without,
    } = *checked;
    let double = kept + dropped + added + without;
    conditions.check(double as usize, said + others)?;
    if said == 0 {
        return Err(Silence::NoneAlone {
            missed: added,
            settled: kept + added,
        });
    }
    let predicted = [(said, kept, dropped), (others, added, without)];
    let [first, second] = predicted.map(|(n, yes, no)| predicted_count(n, yes, no));
    let both = sum_of(&first, &second);
    let (low, high) = (quantile(&both, 0.025), quantile(&both, 0.975));
    Ok(CarriedPeople {
        checked: *checked,
        expected: predicted
            .iter()
            .map(|(n, yes, no)| mean(*n, *yes, *no))
            .sum(),
        low,
        high,
        too_wide: high as f64 > TOO_WIDE * low as f64,
        only_if: conditions.only_if(),
    })
}

/// The mean of a beta-binomial of `n` with Jeffreys' prior after `yes` and `no`.
fn mean(n: u64, yes: u64, no: u64) -> f64 {
    n as f64 * (yes as f64 + 0.5) / ((yes + no) as f64 + 1.0)
}

/// Probabilities of 0 to `n`, beta-binomial with Jeffreys' prior after `yes` and `no`.
pub(super) fn predicted_count(n: u64, yes: u64, no: u64) -> Vec<f64> {
    let (a, b) = (yes as f64 + 0.5, no as f64 + 0.5);
    let log =
        |k: u64| ln_binomial(n, k) + ln_beta(k as f64 + a, (n - k) as f64 + b) - ln_beta(a, b);
    (0..=n).map(|k| log(k).exp()).collect()
}

/// Probabilities of the sum of two independent counts.
fn sum_of(first: &[f64], second: &[f64]) -> Vec<f64> {
    let mut both = vec![0.0; first.len() + second.len() - 1];
    for (i, p) in first.iter().enumerate() {
        for (j, q) in second.iter().enumerate() {
            both[i + j] += p * q;
        }
    }
    both
}

/// The smallest count whose cumulative probability is at least `share`.
fn quantile(probabilities: &[f64], share: f64) -> u64 {
    let mut below = 0.0;
    let found = probabilities.iter().position(|p| {
        below += p;
        below >= share
    });
    found.unwrap_or(probabilities.len() - 1) as u64
}
