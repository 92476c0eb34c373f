//! Cohen's kappa for two coders.

use super::interval::{How, Interval};
use super::outcome::{Outcome, Undefined, finite};
use super::pair::Pair;
use super::student::NORMAL;
use super::table::Table;
use super::weights::Weights;

/// Cohen's (1960) kappa, −1 to 1, over the units both coders coded. Computed in whole numbers as
/// 1 − N·(N − Σ n_kk) / (N² − Σ r_k c_k), r and c being the coders' margins, so that one category
/// in use is recognised exactly and a rare code on millions of characters loses nothing.
///
/// # Errors
/// [`Undefined::OneCategory`] when both used the same single category, and what [`Pair::of`] says.
pub fn cohen(table: &Table) -> Outcome {
    let pair = Pair::of(table)?;
    let units = u128::from(pair.units);
    let beyond = units * units - pair.chance();
    if beyond == 0 {
        return Err(Undefined::OneCategory);
    }
    let apart = units * u128::from(pair.units - pair.agreed());
    Ok(1.0 - apart as f64 / beyond as f64)
}

/// Weighted kappa (Cohen 1968): 1 − observed over expected disagreement, each pair of categories
/// weighted by how far they lie apart.
///
/// # Errors
/// As for [`cohen`]; [`Undefined::NotANumber`] when the weights' values are not finite.
pub fn weighted(table: &Table, weights: Weights<'_>) -> Outcome {
    if weights == Weights::Identity {
        return cohen(table);
    }
    let pair = Pair::of(table)?;
    let expected = expected_apart(&pair, weights);
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    finite(1.0 - observed_apart(&pair, weights) / expected)
}

/// Agreement expected by chance, 0 to 1: Σ r_k c_k / N².
///
/// # Errors
/// What [`Pair::of`] says.
pub fn expected(table: &Table) -> Outcome {
    let pair = Pair::of(table)?;
    Ok(pair.chance() as f64 / (pair.units as f64).powi(2))
}

/// The highest kappa these margins allow: (Σ min(r_k, c_k) − N·P_e) / (N − N·P_e) (Cohen 1960).
///
/// # Errors
/// As for [`cohen`].
pub fn highest(table: &Table) -> Outcome {
    let pair = Pair::of(table)?;
    let units = u128::from(pair.units);
    let beyond = units * units - pair.chance();
    if beyond == 0 {
        return Err(Undefined::OneCategory);
    }
    let common = pair.first.iter().zip(&pair.second).map(|(a, b)| a.min(b));
    let apart = units * u128::from(pair.units - common.sum::<u64>());
    Ok(1.0 - apart as f64 / beyond as f64)
}

/// Large-sample standard error of kappa, weighted or not (Fleiss, Cohen and Everitt 1969). Units
/// must be independent of one another: turns or documents, never characters.
///
/// # Errors
/// As for [`weighted`].
pub fn standard_error(table: &Table, weights: Weights<'_>) -> Outcome {
    let pair = Pair::of(table)?;
    let kappa = weighted(table, weights)?;
    let chance = 1.0 - expected_apart(&pair, weights);
    let n = pair.units as f64;
    let (first, second) = mean_weights(&pair, weights);
    let term = |(k, l, count): &(usize, usize, u64)| {
        let w = 1.0 - weights.apart(*k, *l, pair.categories);
        let spread = w - (first[*k] + second[*l]) * (1.0 - kappa);
        *count as f64 / n * spread * spread
    };
    let sum: f64 = pair.cells.iter().map(term).sum();
    let centre = kappa - chance * (1.0 - kappa);
    let variance = (sum - centre * centre).max(0.0) / (n * (1.0 - chance).powi(2));
    finite(variance.sqrt())
}

/// Standard error of kappa if the coders agreed by chance only (Fleiss, Cohen and Everitt 1969),
/// for testing kappa = 0; not for intervals.
///
/// # Errors
/// As for [`weighted`].
pub fn null_standard_error(table: &Table, weights: Weights<'_>) -> Outcome {
    let pair = Pair::of(table)?;
    weighted(table, weights)?;
    let chance = 1.0 - expected_apart(&pair, weights);
    let n = pair.units as f64;
    let (first, second) = mean_weights(&pair, weights);
    let mut sum = 0.0;
    for (k, r) in pair.first.iter().enumerate() {
        for (l, c) in pair.second.iter().enumerate() {
            let w = 1.0 - weights.apart(k, l, pair.categories);
            sum += *r as f64 / n * (*c as f64 / n) * (w - (first[k] + second[l])).powi(2);
        }
    }
    let variance = (sum - chance * chance).max(0.0) / (n * (1.0 - chance).powi(2));
    finite(variance.sqrt())
}

/// Cohen's (1960) own, crude standard error, √(P_o (1 − P_o) / N) / (1 − P_e): it takes the margins
/// for fixed. [`standard_error`] is the one for intervals.
///
/// # Errors
/// As for [`cohen`].
pub fn crude_standard_error(table: &Table) -> Outcome {
    let pair = Pair::of(table)?;
    cohen(table)?;
    let n = pair.units as f64;
    let apart = observed_apart(&pair, Weights::Identity);
    let beyond = expected_apart(&pair, Weights::Identity);
    finite((apart * (1.0 - apart) / n).sqrt() / beyond)
}

/// Kappa ± 1.96 standard errors, not cut off: beyond 1 it says that there are too few units.
///
/// # Errors
/// As for [`standard_error`].
pub fn interval(table: &Table, weights: Weights<'_>) -> Result<Interval, Undefined> {
    let value = weighted(table, weights)?;
    let reach = NORMAL * standard_error(table, weights)?;
    Ok(Interval {
        low: value - reach,
        high: value + reach,
        how: How::Normal,
    })
}

fn observed_apart(pair: &Pair, weights: Weights<'_>) -> f64 {
    let apart =
        |(k, l, n): &(usize, usize, u64)| weights.apart(*k, *l, pair.categories) * *n as f64;
    pair.cells.iter().map(apart).sum::<f64>() / pair.units as f64
}

fn expected_apart(pair: &Pair, weights: Weights<'_>) -> f64 {
    let n = pair.units as f64;
    if weights == Weights::Identity {
        let units = u128::from(pair.units);
        return (units * units - pair.chance()) as f64 / (n * n);
    }
    let mut sum = 0.0;
    for (k, r) in used(&pair.first) {
        for (l, c) in used(&pair.second) {
            sum += weights.apart(k, l, pair.categories) * (r / n) * (c / n);
        }
    }
    sum
}

/// Mean agreement weight of each category against the other coder's margins: for the first
/// coder's categories, then for the second's.
fn mean_weights(pair: &Pair, weights: Weights<'_>) -> (Vec<f64>, Vec<f64>) {
    let n = pair.units as f64;
    let mean = |k: usize, other: &[u64]| -> f64 {
        let weight = |(l, c): (usize, f64)| (1.0 - weights.apart(k, l, pair.categories)) * c / n;
        used(other).map(weight).sum()
    };
    let all = 0..pair.categories;
    let first = all.clone().map(|k| mean(k, &pair.second)).collect();
    let second = all.map(|l| mean(l, &pair.first)).collect();
    (first, second)
}

fn used(margin: &[u64]) -> impl Iterator<Item = (usize, f64)> {
    let used = margin.iter().enumerate().filter(|(_, n)| **n > 0);
    used.map(|(k, n)| (k, *n as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feinstein and Cicchetti 1990: 85 % agreement, kappa .32.
    #[test]
    fn high_agreement_and_low_kappa() {
        let t = Table::two_by_two(80, 10, 5, 5);
        assert!((cohen(&t).unwrap() - 0.31818).abs() < 1e-5);
    }

    #[test]
    fn undefined_only_when_both_used_one_category() {
        let same = Table::two_by_two(10, 0, 0, 0);
        assert_eq!(cohen(&same), Err(Undefined::OneCategory));
        assert_eq!(
            standard_error(&same, Weights::Identity),
            Err(Undefined::OneCategory)
        );
        let opposite = Table::two_by_two(0, 8, 0, 0);
        assert_eq!(cohen(&opposite), Ok(0.0));
    }

    #[test]
    fn one_use_on_a_hundred_million_characters() {
        let t = Table::two_by_two(1, 0, 0, 99_999_999);
        assert_eq!(cohen(&t), Ok(1.0));
        let missed = Table::two_by_two(1, 1, 0, 99_999_998);
        assert!((cohen(&missed).unwrap() - 2.0 / 3.0).abs() < 1e-7);
    }

    #[test]
    fn two_categories_have_one_distance() {
        let t = Table::two_by_two(40, 9, 6, 45);
        let plain = cohen(&t).unwrap();
        assert!((weighted(&t, Weights::Quadratic).unwrap() - plain).abs() < 1e-12);
    }
}
