//! Units × coders with missing values, counted by distinct pattern.

use std::collections::HashMap;

use thiserror::Error;

/// Up to this many possible patterns are counted in a plain array.
const DENSE: usize = 1 << 18;

/// Decisions of coders on units: which of the declared categories each coder gave each unit, `None`
/// where the coder did not code it.
///
/// Only distinct rows are kept, each with the number of units that show it, in sorted order: the
/// order of units never matters, equal data are equal tables, and sums are always taken in the
/// same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    categories: usize,
    coders: usize,
    values: Vec<Option<u32>>,
    counts: Vec<u64>,
}

/// A row that does not fit the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadRow {
    /// Another number of decisions than of coders.
    #[error("row {row} has {found} decisions for {coders} coders")]
    Width {
        /// Which row, 0-based.
        row: usize,
        /// Decisions in it.
        found: usize,
        /// Coders of the table.
        coders: usize,
    },
    /// A category beyond the declared ones.
    #[error("row {row} uses category {category}, but only {categories} are declared")]
    Category {
        /// Which row, 0-based.
        row: usize,
        /// The category used, 0-based.
        category: u32,
        /// How many are declared.
        categories: usize,
    },
}

impl Table {
    /// One row a unit; categories are numbered from 0 over the **declared** scale, in its order.
    ///
    /// # Errors
    /// When a row is not `coders` long or names an undeclared category.
    pub fn from_rows<R: AsRef<[Option<u32>]>>(
        categories: usize,
        coders: usize,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<Table, BadRow> {
        Table::from_counts(categories, coders, rows.into_iter().map(|row| (row, 1)))
    }

    /// Rows with the number of units that show each; a row may come more than once.
    ///
    /// # Errors
    /// When a row is not `coders` long or names an undeclared category.
    pub fn from_counts<R: AsRef<[Option<u32>]>>(
        categories: usize,
        coders: usize,
        rows: impl IntoIterator<Item = (R, u64)>,
    ) -> Result<Table, BadRow> {
        let mut counter = Counter::new(categories, coders);
        for (number, (row, count)) in rows.into_iter().enumerate() {
            let row = row.as_ref();
            if row.len() != coders {
                return Err(BadRow::Width {
                    row: number,
                    found: row.len(),
                    coders,
                });
            }
            let high = row.iter().flatten().find(|c| **c as usize >= categories);
            if let Some(category) = high {
                return Err(BadRow::Category {
                    row: number,
                    category: *category,
                    categories,
                });
            }
            counter.add(row, count);
        }
        Ok(counter.table())
    }

    /// Two coders and one code: units both gave it, only the first, only the second, neither.
    /// Category 0 is absent, 1 is present.
    pub fn two_by_two(both: u64, only_a: u64, only_b: u64, neither: u64) -> Table {
        let mut counter = Counter::new(2, 2);
        counter.add(&[Some(1), Some(1)], both);
        counter.add(&[Some(1), Some(0)], only_a);
        counter.add(&[Some(0), Some(1)], only_b);
        counter.add(&[Some(0), Some(0)], neither);
        counter.table()
    }

    /// Declared categories.
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// Coders.
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Units, coded or not.
    pub fn units(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Distinct rows with the number of units that show each, sorted.
    pub fn patterns(&self) -> impl Iterator<Item = (&[Option<u32>], u64)> {
        let rows = self.values.chunks_exact(self.coders.max(1));
        rows.zip(self.counts.iter().copied())
    }

    /// Only the units that every coder coded.
    pub fn listwise(&self) -> Table {
        let complete = |row: &[Option<u32>]| row.iter().all(Option::is_some);
        self.mapped(self.categories, self.coders, |row| {
            complete(row).then(|| row.to_vec())
        })
    }

    /// The same units with two of the coders, in the order given. A coder who does not exist has
    /// coded nothing.
    pub fn pair(&self, a: usize, b: usize) -> Table {
        let of = |row: &[Option<u32>], coder: usize| row.get(coder).copied().flatten();
        self.mapped(self.categories, 2, |row| Some(vec![of(row, a), of(row, b)]))
    }

    /// “This category or another”: 1 where a coder chose `category`, 0 where another one.
    pub fn one_against_rest(&self, category: u32) -> Table {
        self.mapped(2, self.coders, |row| {
            let chose = |v: &Option<u32>| v.map(|c| u32::from(c == category));
            Some(row.iter().map(chose).collect())
        })
    }

    fn mapped(
        &self,
        categories: usize,
        coders: usize,
        change: impl Fn(&[Option<u32>]) -> Option<Vec<Option<u32>>>,
    ) -> Table {
        let mut counter = Counter::new(categories, coders);
        for (row, count) in self.patterns() {
            if let Some(row) = change(row) {
                counter.add(&row, count);
            }
        }
        counter.table()
    }
}

/// Counts rows; the caller vouches for their width and categories.
pub(super) struct Counter {
    categories: usize,
    coders: usize,
    store: Store,
}

enum Store {
    Dense(Vec<u64>),
    Sparse(HashMap<Vec<Option<u32>>, u64>),
}

impl Counter {
    pub(super) fn new(categories: usize, coders: usize) -> Counter {
        let width = u32::try_from(coders).unwrap_or(u32::MAX);
        let possible = (categories + 1).checked_pow(width).filter(|n| *n <= DENSE);
        Counter {
            categories,
            coders,
            store: match possible {
                Some(n) => Store::Dense(vec![0; n]),
                None => Store::Sparse(HashMap::new()),
            },
        }
    }

    pub(super) fn add(&mut self, row: &[Option<u32>], count: u64) {
        match &mut self.store {
            Store::Dense(cells) => {
                let base = self.categories + 1;
                let digit = |v: &Option<u32>| v.map_or(0, |c| c as usize + 1);
                cells[row.iter().fold(0, |at, v| at * base + digit(v))] += count;
            }
            Store::Sparse(cells) => match cells.get_mut(row) {
                Some(cell) => *cell += count,
                None => drop(cells.insert(row.to_vec(), count)),
            },
        }
    }

    pub(super) fn table(self) -> Table {
        let mut rows: Vec<(Vec<Option<u32>>, u64)> = match self.store {
            Store::Dense(cells) => {
                let base = self.categories + 1;
                let used = cells.into_iter().enumerate().filter(|(_, n)| *n > 0);
                used.map(|(at, n)| (row_at(at, base, self.coders), n))
                    .collect()
            }
            Store::Sparse(cells) => cells.into_iter().filter(|(_, n)| *n > 0).collect(),
        };
        rows.sort_unstable();
        Table {
            categories: self.categories,
            coders: self.coders,
            counts: rows.iter().map(|(_, n)| *n).collect(),
            values: rows.into_iter().flat_map(|(row, _)| row).collect(),
        }
    }
}

/// The row a place in the plain array stands for.
fn row_at(mut at: usize, base: usize, coders: usize) -> Vec<Option<u32>> {
    let mut row = vec![None; coders];
    for value in row.iter_mut().rev() {
        *value = (at % base).checked_sub(1).map(|c| c as u32);
        at /= base;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_counted_by_pattern() {
        let rows = [[Some(0), None], [Some(1), Some(1)], [Some(0), None]];
        let t = Table::from_rows(2, 2, rows).unwrap();
        let seen: Vec<_> = t.patterns().map(|(r, n)| (r.to_vec(), n)).collect();
        assert_eq!(
            seen,
            [(vec![Some(0), None], 2), (vec![Some(1), Some(1)], 1)]
        );
        assert_eq!((t.units(), t.listwise().units()), (3, 1));
    }

    #[test]
    fn plain_and_hashed_counting_agree() {
        let rows: Vec<Vec<Option<u32>>> = (0..500u32)
            .map(|i| (0..4).map(move |j| (i * 7 + j * 3).checked_rem(j + i % 5).map(|v| v % 4)))
            .map(Iterator::collect)
            .collect();
        let dense = Table::from_rows(4, 4, &rows).unwrap();
        let sparse = Table::from_rows(400, 4, &rows).unwrap();
        assert!(dense.patterns().eq(sparse.patterns()));
        assert_eq!(dense.units(), 500);
    }

    #[test]
    fn rows_that_do_not_fit_are_refused() {
        let wide = Table::from_rows(2, 2, [vec![Some(0)]]);
        assert!(matches!(wide, Err(BadRow::Width { row: 0, .. })));
        let high = Table::from_rows(2, 1, [[Some(1)], [Some(2)]]);
        assert!(matches!(high, Err(BadRow::Category { row: 1, .. })));
    }

    #[test]
    fn one_against_the_rest() {
        let t = Table::from_rows(3, 2, [[Some(2), Some(1)], [Some(0), None]]).unwrap();
        let seen: Vec<_> = t
            .one_against_rest(2)
            .patterns()
            .map(|(r, _)| r.to_vec())
            .collect();
        assert_eq!(seen, [vec![Some(0), None], vec![Some(1), Some(0)]]);
    }
}
