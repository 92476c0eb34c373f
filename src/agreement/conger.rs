//! Conger's kappa (also Hubert's; Davies and Fleiss'): Cohen's kappa for more than two coders.

use super::outcome::{Outcome, Undefined, finite};
use super::percent;
use super::table::Table;
use super::weights::Weights;

/// Conger's (1980) kappa, weighted or not, at most 1: chance is the mean, over pairs of coders, of
/// what their own margins let expect. For two coders and no missing codes it is Cohen's kappa.
/// Missing codes are allowed: agreement from units with two codes or more, each coder's margins
/// from all units that coder coded (Gwet 2014). Take [`Table::listwise`] first to drop incomplete
/// units.
///
/// # Errors
/// [`Undefined::OneCategory`], [`Undefined::NoUnits`], [`Undefined::NothingShared`] (also when a
/// coder coded nothing); [`Undefined::NotANumber`] when the weights' values are not finite.
pub fn kappa(table: &Table, weights: Weights<'_>) -> Outcome {
    let apart = percent::apart(table, weights)?;
    let expected = expected_apart(table, weights)?;
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    finite(1.0 - apart / expected)
}

/// Agreement expected by chance, 0 to 1.
///
/// # Errors
/// As for [`kappa`], except that one category in use gives 1.
pub fn expected(table: &Table) -> Outcome {
    percent::agreement(table)?;
    finite(1.0 - expected_apart(table, Weights::Identity)?)
}

/// Light's (1971) kappa: the mean of Cohen's kappa over pairs of coders, −1 to 1.
///
/// # Errors
/// [`Undefined::PairUndefined`] as soon as one pair has none; [`Undefined::NoUnits`]; for two
/// coders as for [`super::kappa::cohen`].
pub fn light(table: &Table) -> Outcome {
    percent::mean_over_pairs(table, super::kappa::cohen)
}

fn expected_apart(table: &Table, weights: Weights<'_>) -> Outcome {
    let coders = table.coders();
    let mut chose = vec![vec![0u64; table.categories()]; coders];
    for (row, units) in table.patterns() {
        for (coder, value) in row.iter().enumerate() {
            if let Some(category) = value {
                chose[coder][*category as usize] += units;
            }
        }
    }
    let margins: Vec<Vec<(usize, f64)>> = chose.iter().map(|counts| shares(counts)).collect();
    if margins.iter().any(Vec::is_empty) {
        return Err(Undefined::NothingShared);
    }
    let (mut sum, mut pairs) = (0.0, 0.0);
    for a in 0..coders {
        for b in a + 1..coders {
            for (k, p) in &margins[a] {
                for (l, q) in &margins[b] {
                    sum += p * q * weights.apart(*k, *l, table.categories());
                }
            }
            pairs += 1.0;
        }
    }
    Ok(sum / pairs)
}

fn shares(counts: &[u64]) -> Vec<(usize, f64)> {
    let all = counts.iter().sum::<u64>() as f64;
    let used = counts.iter().enumerate().filter(|(_, n)| **n > 0);
    used.map(|(k, n)| (k, *n as f64 / all)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::kappa::cohen;

    #[test]
    fn two_coders_are_cohens() {
        let t = Table::two_by_two(40, 9, 6, 45);
        let conger = kappa(&t, Weights::Identity).unwrap();
        assert!((conger - cohen(&t).unwrap()).abs() < 1e-14);
        assert_eq!(light(&t), cohen(&t));
    }

    #[test]
    fn light_needs_every_pair() {
        let rows = [[Some(0), Some(0), Some(0)], [Some(0), Some(0), Some(1)]];
        let t = Table::from_rows(2, 3, rows).unwrap();
        assert_eq!(light(&t), Err(Undefined::PairUndefined));
    }
}
