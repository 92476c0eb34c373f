//! Units × coders with missing values, counted by distinct pattern.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

pub(super) use super::counter::Counter;

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
        found: usize,
        coders: usize,
    },
    /// A category beyond the declared ones.
    #[error("row {row} uses category {category}, but only {categories} are declared")]
    Category {
        /// Which row, 0-based.
        row: usize,
        /// The category used, 0-based.
        category: u32,
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

    pub fn categories(&self) -> usize {
        self.categories
    }

    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Units, coded or not.
    pub fn units(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Units that at least so many coders coded.
    pub fn coded_by(&self, least: usize) -> u64 {
        let coders = |row: &[Option<u32>]| row.iter().flatten().count();
        let coded = self.patterns().filter(|(row, _)| coders(row) >= least);
        coded.map(|(_, n)| n).sum()
    }

    /// Distinct rows with the number of units that show each, sorted.
    pub fn patterns(&self) -> impl Iterator<Item = (&[Option<u32>], u64)> + Clone {
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

    /// Only the units that at least so many coders coded.
    pub fn where_coded_by(&self, least: usize) -> Table {
        let coders = |row: &[Option<u32>]| row.iter().flatten().count();
        self.mapped(self.categories, self.coders, |row| {
            (coders(row) >= least).then(|| row.to_vec())
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
        self.recoded(2, |c| u32::from(c == category))
    }

    /// The same units with every category replaced, several perhaps by one, on a scale of
    /// `categories`. A category beyond that scale becomes its last one.
    pub fn recoded(&self, categories: usize, to: impl Fn(u32) -> u32) -> Table {
        let last = u32::try_from(categories)
            .unwrap_or(u32::MAX)
            .saturating_sub(1);
        self.mapped(categories, self.coders, |row| {
            Some(row.iter().map(|v| v.map(|c| to(c).min(last))).collect())
        })
    }

    /// The same units on the scale of the categories in use, in their order: the declared scale
    /// without those nobody chose.
    pub fn observed(&self) -> Table {
        let used: BTreeSet<u32> = self.values.iter().flatten().copied().collect();
        let places: BTreeMap<u32, u32> = used.into_iter().zip(0..).collect();
        self.recoded(places.len(), |c| places[&c])
    }

    /// The same patterns, each with another number of units, in the order of
    /// [`Table::patterns`]: a resample.
    pub fn weighted(&self, counts: &[u64]) -> Table {
        let rows = self.patterns().zip(counts).filter(|(_, n)| **n > 0);
        Table {
            categories: self.categories,
            coders: self.coders,
            values: rows
                .clone()
                .flat_map(|((row, _), _)| row.iter().copied())
                .collect(),
            counts: rows.map(|(_, n)| *n).collect(),
        }
    }

    /// Units of each pattern, in the order of [`Table::patterns`].
    pub fn counts(&self) -> &[u64] {
        &self.counts
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

impl Counter {
    pub(super) fn table(self) -> Table {
        let (categories, coders) = (self.categories, self.coders);
        let rows = self.rows();
        Table {
            categories,
            coders,
            counts: rows.iter().map(|(_, n)| *n).collect(),
            values: rows.into_iter().flat_map(|(row, _)| row).collect(),
        }
    }
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
    fn scales_change_and_units_stay() {
        let rows = [[Some(1), Some(3)], [Some(3), None], [Some(3), Some(1)]];
        let t = Table::from_rows(5, 2, rows).unwrap();
        let used = Table::from_rows(
            2,
            2,
            [[Some(0), Some(1)], [Some(1), None], [Some(1), Some(0)]],
        );
        assert_eq!(t.observed(), used.unwrap());
        let merged = t.recoded(2, |c| u32::from(c > 0));
        assert_eq!((merged.units(), merged.patterns().count()), (3, 2));
        let twice = [([Some(1), Some(3)], 2), ([Some(3), Some(1)], 1)];
        assert_eq!(
            t.weighted(&[2, 0, 1]),
            Table::from_counts(5, 2, twice).unwrap()
        );
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
