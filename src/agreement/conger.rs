//! Conger's kappa (also Hubert's; Davies and Fleiss'): Cohen's kappa for more than two coders.

use super::expected::Expected;
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

/// The chance agreement of each coder's own margins as its linear form in the units, for a
/// standard error (Gwet 2021). With n units, n_g of them coded by coder g, and b_g(l) what the other
/// coders let expect where g chose l, a unit's part is
/// Σ_g b̄_g + n/n_g · (b_g(l) − b̄_g), those who did not code it giving b̄_g alone, over the ordered
/// pairs of coders.
pub(super) fn linear<'a>(table: &Table, weights: Weights<'a>) -> Expected<'a> {
    let (coders, q) = (table.coders(), table.categories());
    let n = table.coded_by(1) as f64;
    let chose = chose(table);
    let coded: Vec<f64> = chose.iter().map(|c| c.iter().sum::<u64>() as f64).collect();
    let margins: Vec<Vec<(usize, f64)>> = chose.iter().map(|counts| shares(counts)).collect();
    let pairs = (coders * (coders - 1)) as f64;
    // By coder and category: Σ over the other coders of the agreement to expect.
    let with = |h: usize, l: usize| -> f64 {
        let agree = |(k, p): &(usize, f64)| p * (1.0 - weights.apart(*k, l, q));
        margins[h].iter().map(agree).sum()
    };
    let all: Vec<f64> = (0..q)
        .map(|l| (0..coders).map(|h| with(h, l)).sum())
        .collect();
    let others: Vec<Vec<f64>> = (0..coders)
        .map(|g| (0..q).map(|l| all[l] - with(g, l)).collect())
        .collect();
    let mean: Vec<f64> = margins
        .iter()
        .zip(&others)
        .map(|(margin, others)| margin.iter().map(|(l, p)| p * others[*l]).sum())
        .collect();
    let expected = mean.iter().sum::<f64>() / pairs;
    Expected {
        beyond: 1.0 - expected,
        less: Box::new(move |row| {
            let part = |(g, value): (usize, &Option<u32>)| match value {
                Some(l) => n / coded[g] * (others[g][*l as usize] - mean[g]) + mean[g],
                None => mean[g],
            };
            row.iter().enumerate().map(part).sum::<f64>() / pairs - expected
        }),
    }
}

/// By coder: units put in each category.
fn chose(table: &Table) -> Vec<Vec<u64>> {
    let mut chose = vec![vec![0u64; table.categories()]; table.coders()];
    for (row, units) in table.patterns() {
        for (coder, value) in row.iter().enumerate() {
            if let Some(category) = value {
                chose[coder][*category as usize] += units;
            }
        }
    }
    chose
}

fn expected_apart(table: &Table, weights: Weights<'_>) -> Outcome {
    let coders = table.coders();
    let margins: Vec<Vec<(usize, f64)>> = chose(table).iter().map(|c| shares(c)).collect();
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
