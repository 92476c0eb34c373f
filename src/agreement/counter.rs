//! Counting rows by pattern.

use std::collections::HashMap;

/// Up to this many possible patterns are counted in a plain array.
const DENSE: usize = 1 << 18;

/// Counts rows; the caller vouches for their width and categories.
pub(super) struct Counter {
    pub categories: usize,
    pub coders: usize,
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

    /// Distinct rows with how often each came, sorted.
    pub(super) fn rows(self) -> Vec<(Vec<Option<u32>>, u64)> {
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
        rows
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
