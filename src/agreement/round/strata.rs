//! A table of values that falls into parts, each of which is drawn as a whole when figures are
//! resampled.

use super::spread::Spread;
use crate::agreement::interval::Drawn;
use crate::agreement::outcome::Outcome;
use crate::agreement::resample::{Resampling, Stop};
use crate::agreement::table::{Counter, Table};
use std::collections::HashMap;

/// A coder's value each, `None` where there is none.
pub(super) type Row = Vec<Option<u32>>;

/// Values of units or characters by the part they lie in.
#[derive(Debug)]
pub(super) struct Strata {
    pub whole: Table,
    /// Part, place of the pattern in `whole`, how many.
    held: Vec<(usize, usize, u64)>,
    parts: usize,
}

impl Strata {
    /// Of rows with the number of their part; a part is what has rows.
    pub fn of(categories: usize, coders: usize, rows: &[(usize, Row, u64)]) -> Strata {
        let mut counter = Counter::new(categories, coders);
        for (_, row, cells) in rows {
            counter.add(row, *cells);
        }
        let whole = counter.table();
        let patterns: HashMap<&[Option<u32>], usize> =
            whole.patterns().map(|(row, _)| row).zip(0..).collect();
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mut held = Vec::with_capacity(rows.len());
        for (part, row, cells) in rows {
            let next = numbers.len();
            let part = *numbers.entry(*part).or_insert(next);
            if let Some(pattern) = patterns.get(&row[..]) {
                held.push((part, *pattern, *cells));
            }
        }
        Strata {
            held,
            parts: numbers.len(),
            whole,
        }
    }

    pub fn parts(&self) -> usize {
        self.parts
    }

    /// The intervals of some figures of the table, whole parts drawn; `None` as soon as `stop` says
    /// so.
    pub fn intervals(
        &self,
        stop: &mut Stop<'_>,
        resampling: Resampling,
        of: Drawn,
        figures: impl Fn(&Table) -> Vec<Outcome> + Sync,
    ) -> Option<Vec<Spread>> {
        resampling.intervals_unless(stop, of, &vec![1; self.parts], |times| {
            let mut counts = vec![0; self.whole.counts().len()];
            for (part, pattern, cells) in &self.held {
                counts[*pattern] += times[*part] * cells;
            }
            figures(&self.whole.weighted(&counts))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::percent;

    #[test]
    fn a_part_is_drawn_with_all_that_is_in_it() {
        let (same, other) = (vec![Some(0), Some(0)], vec![Some(0), Some(1)]);
        // Two parts, one all alike, one not at all: a resample has 0, half or all of it.
        let rows = [
            (7, same.clone(), 5),
            (9, other, 3),
            (7, vec![Some(1), Some(1)], 5),
        ];
        let strata = Strata::of(2, 2, &rows);
        assert_eq!((strata.parts(), strata.whole.units()), (2, 13));
        let resampling = Resampling {
            replicates: 400,
            seed: 3,
        };
        let seen = std::sync::Mutex::new(std::collections::BTreeSet::new());
        let intervals = |strata: &Strata, figures: &(dyn Fn(&Table) -> Vec<Outcome> + Sync)| {
            let never = &mut || false;
            strata
                .intervals(never, resampling, Drawn::Sources, figures)
                .unwrap()
        };
        let spreads = intervals(&strata, &|table| {
            let share = percent::agreement(table);
            seen.lock()
                .unwrap()
                .insert((table.units(), share.map_or(0, |s| (s * 1000.0) as u32)));
            vec![share]
        });
        let seen: Vec<(u64, u32)> = seen.into_inner().unwrap().into_iter().collect();
        assert_eq!(seen, [(6, 0), (13, 769), (20, 1000)]);
        let interval = spreads[0].unwrap();
        assert_eq!((interval.low, interval.high), (0.0, 1.0));
        let again = intervals(&strata, &|t| vec![percent::agreement(t)]);
        assert_eq!(again, spreads);
        // One part has nothing to vary.
        let one = Strata::of(2, 2, &[(0, same, 5)]);
        assert!(intervals(&one, &|t| vec![percent::agreement(t)])[0].is_err());
    }
}
