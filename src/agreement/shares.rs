//! How large a share of the coding each category has, over all coders.

use super::table::Table;
use super::tally::tallies;
use super::weights::Weights;

/// Shares of the categories: of each unit that anybody coded, the share of its coders who chose
/// the category; then the mean over units (Gwet 2014).
#[derive(Clone, Debug)]
pub struct Shares {
    /// By declared category, 0 to 1; they sum to 1 unless nothing was coded.
    pub by_category: Vec<f64>,
    /// Units that anybody coded.
    pub units: u64,
    /// Coders of a unit, if every coded unit has as many.
    pub coders: Option<u32>,
}

impl Shares {
    pub fn of(table: &Table) -> Shares {
        let kinds = tallies(table);
        let units: u64 = kinds.iter().map(|t| t.units).sum();
        let mut by_category = vec![0.0; table.categories()];
        for tally in &kinds {
            for (category, chose) in &tally.chosen {
                let share = f64::from(*chose) / f64::from(tally.coders);
                by_category[*category as usize] += share * (tally.units as f64 / units as f64);
            }
        }
        let first = kinds.first().map(|t| t.coders);
        Shares {
            by_category,
            units,
            coders: first.filter(|n| kinds.iter().all(|t| t.coders == *n)),
        }
    }

    /// Categories in use with their shares.
    pub fn used(&self) -> impl Iterator<Item = (usize, f64)> {
        let all = self.by_category.iter().copied().enumerate();
        all.filter(|(_, share)| *share > 0.0)
    }

    /// Disagreement of two codes drawn at random, 0 to 1; exactly 0 when one category is in use.
    pub fn apart(&self, weights: Weights<'_>) -> f64 {
        let categories = self.by_category.len();
        let used: Vec<(usize, f64)> = self.used().collect();
        let mut sum = 0.0;
        for (at, (k, p)) in used.iter().enumerate() {
            if weights == Weights::Identity {
                let others: f64 = used[at + 1..].iter().map(|(_, q)| q).sum();
                sum += 2.0 * p * others;
            } else {
                for (l, q) in &used[at + 1..] {
                    sum += 2.0 * p * q * weights.apart(*k, *l, categories);
                }
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_weighs_the_same() {
        let rows = [[Some(0), Some(1), Some(1)], [Some(0), None, None]];
        let shares = Shares::of(&Table::from_rows(3, 3, rows).unwrap());
        assert!((shares.by_category[0] - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!((shares.units, shares.coders), (2, None));
        assert_eq!(shares.used().count(), 2);
    }
}
