//! How many coders put a unit in each category: what multi-coder coefficients are made of.

use std::collections::BTreeMap;

use super::table::Table;

/// One kind of unit: categories in use with the coders who chose each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Category and coders who chose it, sorted by category; every count is at least 1.
    pub chosen: Vec<(u32, u32)>,
    /// Coders who coded the unit.
    pub coders: u32,
    pub units: u64,
}

impl Tally {
    /// Ordered pairs of coders of one unit who chose the same category.
    pub fn agreeing(&self) -> u64 {
        let pairs = |n: u32| u64::from(n) * u64::from(n.saturating_sub(1));
        self.chosen.iter().map(|(_, n)| pairs(*n)).sum()
    }

    /// Ordered pairs of coders of one unit.
    pub fn pairs(&self) -> u64 {
        u64::from(self.coders) * u64::from(self.coders.saturating_sub(1))
    }
}

/// Every kind of unit that somebody coded, in a fixed order; which coder chose what is given up.
pub fn tallies(table: &Table) -> Vec<Tally> {
    let mut kinds: Vec<(Vec<(u32, u32)>, u64)> = Vec::new();
    let mut values: Vec<u32> = Vec::new();
    for (row, units) in table.patterns() {
        values.clear();
        values.extend(row.iter().flatten());
        values.sort_unstable();
        let mut chosen: Vec<(u32, u32)> = Vec::new();
        for value in &values {
            match chosen.last_mut() {
                Some((last, n)) if *last == *value => *n += 1,
                _ => chosen.push((*value, 1)),
            }
        }
        if !chosen.is_empty() {
            kinds.push((chosen, units));
        }
    }
    kinds.sort_unstable();
    kinds.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    let tally = |(chosen, units): (Vec<(u32, u32)>, u64)| Tally {
        coders: chosen.iter().map(|(_, n)| n).sum(),
        chosen,
        units,
    };
    kinds.into_iter().map(tally).collect()
}

/// Whole numbers summed apart for each number of coders a unit has, so that a fraction is only
/// taken at the end and a sum of ones is exactly one.
#[derive(Clone, Debug, Default)]
pub(super) struct ByCoders(BTreeMap<u32, u128>);

impl ByCoders {
    pub(super) fn add(&mut self, coders: u32, amount: u128) {
        *self.0.entry(coders).or_default() += amount;
    }

    /// Σ of the sums, each divided by what its number of coders asks for.
    pub(super) fn divided(&self, by: impl Fn(f64) -> f64) -> f64 {
        let part = |(coders, sum): (&u32, &u128)| *sum as f64 / by(f64::from(*coders));
        self.0.iter().map(part).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_coders_not_names() {
        let rows = [
            [Some(1), Some(0), Some(1)],
            [Some(0), Some(1), Some(1)],
            [None, None, None],
            [None, Some(2), None],
        ];
        let found = tallies(&Table::from_rows(3, 3, rows).unwrap());
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].agreeing(), found[0].pairs()), (2, 6));
        assert_eq!(found[0].units, 2);
        assert_eq!((found[1].pairs(), found[1].units), (0, 1));
    }
}
