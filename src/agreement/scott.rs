//! Scott's pi and Fleiss' kappa: chance from one distribution of categories shared by all coders.

use super::outcome::{Outcome, Undefined, finite};
use super::percent;
use super::shares::Shares;
use super::table::Table;
use super::weights::Weights;

/// Scott's (1955) pi for two coders, −1 to 1; the same formula as [`fleiss`].
///
/// # Errors
/// [`Undefined::NotTwoCoders`], and as for [`fleiss`].
pub fn pi(table: &Table) -> Outcome {
    if table.coders() != 2 {
        return Err(Undefined::NotTwoCoders);
    }
    fleiss(table, Weights::Identity)
}

/// Fleiss' (1971) kappa for any number of coders, weighted or not, at most 1. Missing codes are
/// allowed: agreement from units with two codes or more, category shares from every coded unit
/// (Gwet 2014). Take [`Table::listwise`] first to drop incomplete units.
///
/// # Errors
/// [`Undefined::OneCategory`], [`Undefined::NoUnits`], [`Undefined::NothingShared`];
/// [`Undefined::NotANumber`] when the weights' values are not finite.
pub fn fleiss(table: &Table, weights: Weights<'_>) -> Outcome {
    let apart = percent::apart(table, weights)?;
    let expected = Shares::of(table).apart(weights);
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    finite(1.0 - apart / expected)
}

/// Agreement expected by chance, 0 to 1: Σ π_k² over the shares π_k of the categories.
///
/// # Errors
/// [`Undefined::NoUnits`] when nothing was coded.
pub fn expected(table: &Table) -> Outcome {
    let shares = Shares::of(table);
    if shares.units == 0 {
        return Err(Undefined::NoUnits);
    }
    Ok(1.0 - shares.apart(Weights::Identity))
}

/// Fleiss' (1971) kappa of one category against all others, at most 1:
/// (P̄_k − π_k) / (1 − π_k), P̄_k being the agreement specific to it.
///
/// # Errors
/// [`Undefined::NotUsed`] when nobody used it, [`Undefined::OneCategory`] when nobody used
/// another, and as for [`fleiss`].
pub fn category(table: &Table, category: u32) -> Outcome {
    let against = table.one_against_rest(category);
    super::specific::agreement(&against, 1)?;
    fleiss(&against, Weights::Identity)
}

/// Standard error of Fleiss' kappa if the coders agreed by chance only (Fleiss, Nee and Landis
/// 1979), for testing kappa = 0; every unit coded by the same coders in number.
///
/// # Errors
/// [`Undefined::UnequalCoders`], and as for [`fleiss`].
pub fn null_standard_error(table: &Table) -> Outcome {
    fleiss(table, Weights::Identity)?;
    let shares = Shares::of(table);
    let coders = shares.coders.ok_or(Undefined::UnequalCoders)?;
    let spread: f64 = shares.used().map(|(_, p)| p * (1.0 - p)).sum();
    let skew: f64 = shares
        .used()
        .map(|(_, p)| p * (1.0 - p) * (1.0 - 2.0 * p))
        .sum();
    let pairs = f64::from(coders) * f64::from(coders - 1);
    let variance = 2.0 * (spread * spread - skew) / (spread * spread * shares.units as f64 * pairs);
    finite(variance.max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_of_disagreement() {
        assert_eq!(pi(&Table::two_by_two(0, 1, 0, 0)), Ok(-1.0));
    }

    #[test]
    fn one_category_is_undefined() {
        let t = Table::two_by_two(0, 0, 0, 9);
        assert_eq!(pi(&t), Err(Undefined::OneCategory));
        assert_eq!(category(&t, 1), Err(Undefined::NotUsed));
        assert_eq!(category(&t, 0), Err(Undefined::OneCategory));
    }
}
