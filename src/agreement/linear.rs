//! Standard errors of chance-corrected coefficients, linearised (Gwet 2008, 2014; for Conger's
//! kappa Gwet 2021): each unit's share in the coefficient, and how far these shares spread. Units
//! must be independent of one another: turns or documents, never characters.

use super::expected::Expected;
use super::interval::{How, Interval};
use super::outcome::{Outcome, Undefined, finite};
use super::shares::Shares;
use super::table::Table;
use super::uniform::total_apart;
use super::weights::Weights;
use super::{conger, gwet, scott, student, uniform};

/// Which coefficient: they differ in the agreement they expect by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// Even over the declared categories: Brennan and Prediger's.
    Even,
    /// One distribution of categories for all coders: Scott's pi, Fleiss' kappa.
    Shared,
    /// Gwet's AC1 and AC2.
    Gwet,
    /// Each coder's own distribution: Cohen's and Conger's kappa.
    ByCoder,
}

impl Chance {
    /// The coefficient itself.
    ///
    /// # Errors
    /// As its own function has them.
    pub fn coefficient(self, table: &Table, weights: Weights<'_>) -> Outcome {
        match self {
            Chance::Even => uniform::brennan_prediger(table, weights),
            Chance::Shared => scott::fleiss(table, weights),
            Chance::Gwet => gwet::ac(table, weights),
            Chance::ByCoder => conger::kappa(table, weights),
        }
    }

    /// Its standard error, n being the units that anybody coded:
    /// √(Σ (x_i − coefficient)² / (n (n − 1))), x_i being the unit's own agreement corrected for
    /// chance less twice what its share in the chance agreement makes of it.
    ///
    /// # Errors
    /// [`Undefined::TooFewUnits`] for a single unit, and as for the coefficient.
    pub fn standard_error(self, table: &Table, weights: Weights<'_>) -> Outcome {
        let coefficient = self.coefficient(table, weights)?;
        let expected = self.expected(table, weights);
        let coded = table.coded_by(1);
        if coded < 2 {
            return Err(Undefined::TooFewUnits);
        }
        let n = coded as f64;
        let often = n / table.coded_by(2) as f64;
        let beyond = expected.beyond;
        let mut sum = 0.0;
        for (row, units) in table.patterns().filter(|(row, _)| coders(row) > 0) {
            let own = match coders(row) {
                1 => 0.0,
                _ => often * (beyond - apart(row, weights, table.categories())) / beyond,
            };
            let chance = (expected.less)(row) / beyond;
            let x = own - 2.0 * (1.0 - coefficient) * chance;
            sum += units as f64 * (x - coefficient).powi(2);
        }
        finite((sum / (n * (n - 1.0))).sqrt())
    }

    /// Coefficient ± t standard errors with n − 1 degrees of freedom, not above 1.
    ///
    /// # Errors
    /// As for [`Chance::standard_error`].
    pub fn interval(self, table: &Table, weights: Weights<'_>) -> Result<Interval, Undefined> {
        let value = self.coefficient(table, weights)?;
        let error = self.standard_error(table, weights)?;
        Ok(around(value, error, table.coded_by(1)))
    }

    fn expected<'a>(self, table: &Table, weights: Weights<'a>) -> Expected<'a> {
        match self {
            Chance::Even => {
                let q = table.categories() as f64;
                Expected {
                    beyond: total_apart(table.categories(), weights) / (q * q),
                    less: Box::new(|_| 0.0),
                }
            }
            Chance::Shared => shared(table, weights),
            Chance::Gwet => hard(table, weights),
            Chance::ByCoder => conger::linear(table, weights),
        }
    }
}

/// A value with a standard error on `units` units, not above 1.
pub(super) fn around(value: f64, error: f64, units: u64) -> Interval {
    let reach = student::reach(units.saturating_sub(1)) * error;
    Interval {
        low: value - reach,
        high: (value + reach).min(1.0),
        how: How::Student,
    }
}

fn shared<'a>(table: &Table, weights: Weights<'a>) -> Expected<'a> {
    let shares = Shares::of(table);
    let q = table.categories();
    let beyond = shares.apart(weights);
    let from = |k: usize| shares.used().map(|(l, p)| p * weights.apart(k, l, q)).sum();
    let apart: Vec<f64> = (0..q).map(from).collect();
    Expected {
        beyond,
        less: Box::new(move |row| beyond - mean(row, &apart)),
    }
}

fn hard<'a>(table: &Table, weights: Weights<'a>) -> Expected<'a> {
    let shares = Shares::of(table);
    let q = table.categories() as f64;
    let all = q * q - total_apart(table.categories(), weights);
    let times = all / (q * (q - 1.0));
    let beyond = 1.0 - times * shares.apart(Weights::Identity);
    let others: Vec<f64> = shares.by_category.iter().map(|p| 1.0 - p).collect();
    Expected {
        beyond,
        less: Box::new(move |row| times * mean(row, &others) - (1.0 - beyond)),
    }
}

/// Mean of a category's figure over the coders of a unit.
fn mean(row: &[Option<u32>], of: &[f64]) -> f64 {
    let sum: f64 = row.iter().flatten().map(|k| of[*k as usize]).sum();
    sum / coders(row) as f64
}

/// How far the coders of one unit are apart, mean over their pairs.
fn apart(row: &[Option<u32>], weights: Weights<'_>, categories: usize) -> f64 {
    let chosen: Vec<usize> = row.iter().flatten().map(|k| *k as usize).collect();
    let (mut sum, mut pairs) = (0.0, 0.0);
    for (at, k) in chosen.iter().enumerate() {
        for l in &chosen[at + 1..] {
            sum += weights.apart(*k, *l, categories);
            pairs += 1.0;
        }
    }
    sum / pairs
}

fn coders(row: &[Option<u32>]) -> usize {
    row.iter().flatten().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Brennan and Prediger's with two coders is a share stretched by q / (q − 1): its error is
    /// that of a share, with n − 1.
    #[test]
    fn a_share_stretched() {
        let t = Table::two_by_two(40, 9, 6, 45);
        let share: f64 = 0.85;
        let by_hand = 2.0 * (share * (1.0 - share) / 99.0).sqrt();
        let found = Chance::Even.standard_error(&t, Weights::Identity).unwrap();
        assert!((found - by_hand).abs() < 1e-14);
    }

    #[test]
    fn one_unit_has_no_error() {
        let t = Table::two_by_two(0, 1, 0, 0);
        let found = Chance::Shared.standard_error(&t, Weights::Identity);
        assert_eq!(found, Err(Undefined::TooFewUnits));
        let same = Table::two_by_two(0, 0, 0, 9);
        let found = Chance::ByCoder.interval(&same, Weights::Identity);
        assert_eq!(found, Err(Undefined::OneCategory));
    }

    #[test]
    fn an_interval_ends_at_one() {
        let t = Table::two_by_two(5, 1, 0, 5);
        let found = Chance::Gwet.interval(&t, Weights::Identity).unwrap();
        assert_eq!((found.high, found.how), (1.0, How::Student));
        assert!(found.low > 0.3 && found.low < 0.5, "{found:?}");
    }
}
