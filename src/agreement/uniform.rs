//! Coefficients whose chance is even over the declared categories: Bennett's S, Brennan and
//! Prediger's, Randolph's free-marginal kappa, PABAK.

use super::outcome::{Outcome, Undefined, finite};
use super::pair::Pair;
use super::percent;
use super::table::Table;
use super::weights::Weights;

/// Brennan and Prediger's (1981) coefficient, weighted or not, at most 1; unweighted it is Bennett,
/// Alpert and Goldstein's (1954) S and Randolph's (2005) free-marginal kappa. Chance is 1/q, q
/// being the **declared** categories, used or not. Any number of coders, missing codes allowed.
///
/// # Errors
/// [`Undefined::OneDeclared`], [`Undefined::NoUnits`], [`Undefined::NothingShared`];
/// [`Undefined::NotANumber`] when the weights' values are not finite.
pub fn brennan_prediger(table: &Table, weights: Weights<'_>) -> Outcome {
    let apart = percent::apart(table, weights)?;
    let q = table.categories();
    let expected = (q as f64).powi(-2) * total_apart(q, weights);
    if expected == 0.0 {
        return Err(Undefined::OneDeclared);
    }
    finite(1.0 - apart / expected)
}

/// Σ over ordered pairs of declared categories of how far they lie apart.
pub(super) fn total_apart(categories: usize, weights: Weights<'_>) -> f64 {
    let all = (0..categories).flat_map(|k| (0..categories).map(move |l| (k, l)));
    all.map(|(k, l)| weights.apart(k, l, categories)).sum()
}

/// Prevalence-adjusted and bias-adjusted kappa (Byrt, Bishop and Carlin 1993), 2·P_o − 1, for two
/// coders and two categories.
///
/// # Errors
/// [`Undefined::NotTwoCategories`], and what [`Pair::of`] says.
pub fn pabak(table: &Table) -> Outcome {
    let pair = yes_or_no(table)?;
    Ok(2.0 * (pair.agreed() as f64 / pair.units as f64) - 1.0)
}

/// Prevalence index (Byrt, Bishop and Carlin 1993), −1 to 1: (both gave `positive` − neither did) /
/// N. Far from 0, kappa is low by arithmetic.
///
/// # Errors
/// As for [`pabak`]; [`Undefined::NotUsed`] when `positive` is not one of the two.
pub fn prevalence_index(table: &Table, positive: u32) -> Outcome {
    let pair = yes_or_no(table)?;
    let given = |k: usize| -> f64 {
        let both = pair.cells.iter().find(|c| (c.0, c.1) == (k, k));
        both.map_or(0.0, |c| c.2 as f64)
    };
    let index = (given(1) - given(0)) / pair.units as f64;
    match positive {
        0 => Ok(-index),
        1 => Ok(index),
        _ => Err(Undefined::NotUsed),
    }
}

/// Bias index (Byrt, Bishop and Carlin 1993), −1 to 1: (only the first coder gave `positive` − only
/// the second did) / N.
///
/// # Errors
/// As for [`pabak`]; [`Undefined::NotUsed`] when `positive` is not one of the two.
pub fn bias_index(table: &Table, positive: u32) -> Outcome {
    let pair = yes_or_no(table)?;
    let place = usize::try_from(positive).unwrap_or(usize::MAX);
    match (pair.first.get(place), pair.second.get(place)) {
        (Some(a), Some(b)) => Ok((*a as f64 - *b as f64) / pair.units as f64),
        _ => Err(Undefined::NotUsed),
    }
}

fn yes_or_no(table: &Table) -> Result<Pair, Undefined> {
    if table.categories() == 2 {
        Pair::of(table)
    } else {
        Err(Undefined::NotTwoCategories)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::kappa::cohen;

    /// κ = (PABAK − PI² + BI²) / (1 − PI² + BI²), Byrt, Bishop and Carlin 1993.
    #[test]
    fn kappa_out_of_prevalence_and_bias() {
        let t = Table::two_by_two(80, 10, 5, 5);
        let (prevalence, bias) = (prevalence_index(&t, 1), bias_index(&t, 1));
        assert_eq!((prevalence, bias), (Ok(0.75), Ok(0.05)));
        let (p, b) = (0.75f64.powi(2), 0.05f64.powi(2));
        let from = (pabak(&t).unwrap() - p + b) / (1.0 - p + b);
        assert!((cohen(&t).unwrap() - from).abs() < 1e-12);
        assert_eq!(prevalence_index(&t, 0), Ok(-0.75));
    }

    #[test]
    fn declared_categories_count() {
        let rows = [[Some(0), Some(0)], [Some(0), Some(1)]];
        let of = |q| {
            let t = Table::from_rows(q, 2, rows).unwrap();
            brennan_prediger(&t, Weights::Identity).unwrap()
        };
        assert_eq!(of(2), 0.0);
        assert!((of(4) - 1.0 / 3.0).abs() < 1e-15);
        let one = Table::from_rows(1, 2, [[Some(0), Some(0)]]).unwrap();
        assert_eq!(
            brennan_prediger(&one, Weights::Identity),
            Err(Undefined::OneDeclared)
        );
    }
}
