//! Two coders' decisions side by side: the contingency table and its margins.

use super::outcome::Undefined;
use super::table::Table;

/// Units both of two coders coded, by what the first and the second chose. Units that only one of
/// them coded are left out (listwise, which for two coders is pairwise).
#[derive(Clone, Debug)]
pub struct Pair {
    pub categories: usize,
    /// Units both coded; at least 1.
    pub units: u64,
    /// First coder's choice, second coder's choice, units; only cells in use, sorted.
    pub cells: Vec<(usize, usize, u64)>,
    /// Units the first coder put in each category.
    pub first: Vec<u64>,
    /// Units the second coder put in each category.
    pub second: Vec<u64>,
}

impl Pair {
    /// The contingency table of a table of two coders.
    ///
    /// # Errors
    /// When there are not two coders, no units, or none that both coded.
    pub fn of(table: &Table) -> Result<Pair, Undefined> {
        if table.coders() != 2 {
            return Err(Undefined::NotTwoCoders);
        }
        let mut pair = Pair {
            categories: table.categories(),
            units: 0,
            cells: Vec::new(),
            first: vec![0; table.categories()],
            second: vec![0; table.categories()],
        };
        for (row, count) in table.patterns() {
            if let [Some(a), Some(b)] = *row {
                let (a, b) = (a as usize, b as usize);
                pair.cells.push((a, b, count));
                pair.first[a] += count;
                pair.second[b] += count;
                pair.units += count;
            }
        }
        match (pair.units, table.units()) {
            (0, 0) => Err(Undefined::NoUnits),
            (0, _) => Err(Undefined::NothingShared),
            _ => Ok(pair),
        }
    }

    /// Units on which both chose the same.
    pub fn agreed(&self) -> u64 {
        let same = self.cells.iter().filter(|(a, b, _)| a == b);
        same.map(|(_, _, n)| n).sum()
    }

    /// N² × agreement expected by chance from each coder's own margins, exact.
    pub(super) fn chance(&self) -> u128 {
        let product = |(a, b): (&u64, &u64)| u128::from(*a) * u128::from(*b);
        self.first.iter().zip(&self.second).map(product).sum()
    }
}

/// Pairs of coders, A with B first.
pub fn pairs(coders: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..coders).flat_map(move |a| (a + 1..coders).map(move |b| (a, b)))
}
