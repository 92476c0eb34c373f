//! How sure Krippendorff's alpha is: a linearised standard error, and Krippendorff's own bootstrap.

use super::alpha::{Level, alpha, parts};
use super::draws::Draws;
use super::interval::{Drawn, Interval};
use super::linear::around;
use super::outcome::{Outcome, Undefined, finite};
use super::resample::{Resampling, Urn};
use super::table::Table;
use super::tally::{Tally, tallies};

/// Shares of disagreements are drawn in steps of 2⁻⁴⁰.
const STEPS: f64 = (1u64 << 40) as f64;

/// Standard error of nominal alpha, linearised (Gwet 2014), over the units two coders or more
/// coded; these must be independent of one another.
///
/// # Errors
/// [`Undefined::TooFewUnits`] for a single unit, and as for [`alpha`].
pub fn standard_error(table: &Table) -> Outcome {
    alpha(table, Level::Nominal)?;
    let kinds: Vec<Tally> = tallies(table)
        .into_iter()
        .filter(|t| t.coders > 1)
        .collect();
    let units: u64 = kinds.iter().map(|t| t.units).sum();
    if units < 2 {
        return Err(Undefined::TooFewUnits);
    }
    let n = units as f64;
    let codes: f64 = kinds
        .iter()
        .map(|t| t.units as f64 * f64::from(t.coders))
        .sum();
    let mean = codes / n;
    let mut shares = vec![0.0; table.categories()];
    for tally in &kinds {
        for (k, chose) in &tally.chosen {
            shares[*k as usize] += tally.units as f64 * f64::from(*chose) / codes;
        }
    }
    let chance: f64 = shares.iter().map(|p| p * p).sum();
    let own = |t: &Tally| t.agreeing() as f64 / (mean * (f64::from(t.coders) - 1.0));
    let before: f64 = kinds.iter().map(|t| t.units as f64 * own(t)).sum::<f64>() / n;
    let agreement = (1.0 - 1.0 / codes) * before + 1.0 / codes;
    let value = (before - chance) / (1.0 - chance);
    let mut sum = 0.0;
    for tally in &kinds {
        let more = (f64::from(tally.coders) - mean) / mean;
        let agreed = (own(tally) - agreement * more - chance) / (1.0 - chance);
        let by_category = |(k, chose): &(u32, u32)| shares[*k as usize] * f64::from(*chose) / mean;
        let expected = tally.chosen.iter().map(by_category).sum::<f64>() - chance * more;
        let x = agreed - 2.0 * (1.0 - value) * (expected - chance) / (1.0 - chance);
        sum += tally.units as f64 * (x - value).powi(2);
    }
    finite((sum / (n * (n - 1.0))).sqrt())
}

/// Nominal alpha ± t standard errors, not above 1.
///
/// # Errors
/// As for [`standard_error`].
pub fn interval(table: &Table) -> Result<Interval, Undefined> {
    let value = alpha(table, Level::Nominal)?;
    let error = standard_error(table)?;
    Ok(around(value, error, table.coded_by(2)))
}

/// Krippendorff's own bootstrap (Hayes and Krippendorff 2007): the disagreement of every pair of
/// codes is drawn anew from those observed, each as likely as it was observed, while what is
/// expected stays as it is. Narrower than resampling units, as units are not drawn.
///
/// # Errors
/// As for [`alpha`]; [`Undefined::FewResamples`].
pub fn by_disagreements(
    table: &Table,
    level: Level<'_>,
    resampling: Resampling,
) -> Result<Interval, Undefined> {
    let parts = parts(table, level)?;
    let strata: Vec<u64> = parts
        .pairs
        .iter()
        .map(|(_, share)| (share * STEPS) as u64)
        .collect();
    let urn = Urn::of(&strata);
    // Pairs of codes to draw, by coders of their unit; each weighs 2 / (coders − 1).
    let mut pairs = std::collections::BTreeMap::<u32, u64>::new();
    for tally in tallies(table).iter().filter(|t| t.coders > 1) {
        *pairs.entry(tally.coders).or_default() += tally.pairs() / 2 * tally.units;
    }
    let disagree = |number: u32| {
        let mut draws = Draws::new(resampling.seed, u64::from(number));
        let mut observed = 0.0;
        for (coders, times) in &pairs {
            let mut drawn = vec![0; strata.len()];
            urn.draw(*times, &mut draws, &mut drawn);
            let apart = drawn
                .iter()
                .zip(&parts.pairs)
                .map(|(n, (apart, _))| *n as f64 * apart);
            observed += 2.0 * apart.sum::<f64>() / (f64::from(*coders) - 1.0);
        }
        finite(1.0 - (parts.codes - 1.0) * observed / parts.expected)
    };
    let mut values = Vec::new();
    resampling.each(&mut || false, disagree, |some| values.extend(some));
    resampling.interval(Drawn::Disagreements, values.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::interval::How;

    /// For two coders and no missing codes it is the standard error of Scott's pi.
    #[test]
    fn two_coders_have_the_error_of_pi() {
        let t = Table::two_by_two(40, 9, 6, 45);
        let pi = super::super::linear::Chance::Shared;
        let weights = super::super::weights::Weights::Identity;
        let same = pi.standard_error(&t, weights).unwrap();
        assert!((standard_error(&t).unwrap() - same).abs() < 1e-12);
        assert_eq!(interval(&t).unwrap().how, How::Student);
    }

    #[test]
    fn drawn_disagreements_lie_around_alpha() {
        let t = Table::two_by_two(40, 9, 6, 45);
        let found = by_disagreements(&t, Level::Nominal, Resampling::default()).unwrap();
        let value = alpha(&t, Level::Nominal).unwrap();
        // Of 100 pairs 15 disagree: ± 1.96 √(.15 × .85 / 100), stretched by 1 / D_e.
        let reach = 1.96 * (0.15f64 * 0.85 / 100.0).sqrt() / 0.5;
        assert!((found.low - (value - reach)).abs() < 0.03, "{found:?}");
        assert!((found.high - (value + reach)).abs() < 0.03, "{found:?}");
        let same = Table::two_by_two(0, 0, 0, 9);
        let none = by_disagreements(&same, Level::Nominal, Resampling::default());
        assert_eq!(none, Err(Undefined::OneCategory));
    }
}
