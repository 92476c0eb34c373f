//! Which coders gave each code, counted in units or characters: yes-or-no tables for every code.

use super::outcome::Undefined;
use super::table::{Counter, Table};

/// Most coders that can be compared at once: one bit each.
pub const MOST_CODERS: usize = 64;

/// For each code, how many cells (units or characters) each combination of coders gave it on,
/// kept apart by who read the text. Whoever did not read it is missing there, not “absent”.
#[derive(Clone, Debug)]
pub struct Presence {
    coders: usize,
    codes: usize,
    groups: Vec<Group>,
}

/// What was read by the same coders.
#[derive(Clone, Debug)]
struct Group {
    readers: u64,
    cells: u64,
    /// By code: who gave it, on how many cells; combinations nobody shows are left out, and so is
    /// “nobody”.
    given: Vec<Vec<(u64, u64)>>,
}

impl Presence {
    /// Nothing read yet.
    ///
    /// # Errors
    /// [`Undefined::TooManyCoders`] beyond [`MOST_CODERS`].
    pub(super) fn new(codes: usize, coders: usize) -> Result<Presence, Undefined> {
        if coders > MOST_CODERS {
            return Err(Undefined::TooManyCoders);
        }
        Ok(Presence {
            coders,
            codes,
            groups: Vec::new(),
        })
    }

    /// Counts `cells` more that exactly `readers` read, and says where to enter what they gave.
    pub(super) fn read(&mut self, readers: u64, cells: u64) -> usize {
        let found = self.groups.iter().position(|g| g.readers == readers);
        let at = found.unwrap_or(self.groups.len());
        if found.is_none() {
            self.groups.push(Group {
                readers,
                cells: 0,
                given: vec![Vec::new(); self.codes],
            });
        }
        self.groups[at].cells += cells;
        at
    }

    /// Enters that exactly `givers` gave `code` on `cells` cells of a group.
    pub(super) fn give(&mut self, group: usize, code: u32, givers: u64, cells: u64) {
        let given = &mut self.groups[group].given;
        let code = code as usize;
        if given.len() <= code {
            given.resize(code + 1, Vec::new());
            self.codes = self.codes.max(code + 1);
        }
        match given[code].iter_mut().find(|(who, _)| *who == givers) {
            Some((_, n)) => *n += cells,
            None => given[code].push((givers, cells)),
        }
    }

    /// Presence of one code as a table of all coders: 1 present, 0 absent. Take
    /// [`Table::pair`] of it for two coders' figures.
    pub fn table(&self, code: usize) -> Table {
        self.sum(code..code + 1)
    }

    fn sum(&self, codes: std::ops::Range<usize>) -> Table {
        let mut counter = Counter::new(2, self.coders);
        for group in &self.groups {
            let row = |givers: u64| -> Vec<Option<u32>> {
                let bit = |mask: u64, coder: usize| mask >> coder & 1;
                (0..self.coders)
                    .map(|c| (bit(group.readers, c) == 1).then(|| bit(givers, c) as u32))
                    .collect()
            };
            let mut nobody = group.cells * codes.len() as u64;
            for given in codes.clone().filter_map(|code| group.given.get(code)) {
                for (givers, cells) in given {
                    counter.add(&row(*givers), *cells);
                    nobody -= cells;
                }
            }
            counter.add(&row(0), nobody);
        }
        counter.table()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_is_what_is_left_and_unread_is_missing() {
        let mut p = Presence::new(2, 2).unwrap();
        let both = p.read(0b11, 10);
        p.give(both, 0, 0b11, 3);
        p.give(both, 0, 0b01, 2);
        let one = p.read(0b01, 4);
        p.give(one, 0, 0b01, 4);
        let rows = [
            ([Some(1), Some(1)], 3),
            ([Some(1), Some(0)], 2),
            ([Some(0), Some(0)], 5),
            ([Some(1), None], 4),
        ];
        assert_eq!(p.table(0), Table::from_counts(2, 2, rows).unwrap());
        assert!(matches!(
            Presence::new(1, 65),
            Err(Undefined::TooManyCoders)
        ));
    }
}
