//! Nobody can work out what is hidden: all that could stand behind what is shown is tried.

use super::hiding::{Counts, block, heading};
use super::shape::Shown;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A table as it is shown: what a reader has.
struct Printed<'p> {
    least: u64,
    heading: &'p [Shown],
    blocks: &'p [Vec<Vec<Shown>>],
    /// Lines known to be somebody's, by block: those of a text are there for nothing else.
    held: &'p [Vec<bool>],
}

/// Each count that is hidden, by block (none: the heading), line and column, with all it could be.
type Could = Vec<((Option<usize>, usize, usize), BTreeSet<u64>)>;

impl Printed<'_> {
    /// Whether a count can stand behind what is shown; `said` is whether few are said to be few where it
    /// stands, and what is hidden is then none of them.
    fn can(&self, shown: Shown, count: u64, said: bool) -> bool {
        match shown {
            Shown::Count(n) => n == count,
            Shown::Few => (1..self.least).contains(&count),
            Shown::Hidden => !said || count >= self.least,
        }
    }

    /// All that people in the columns could be, everybody first.
    fn headings(&self, most: u64) -> Vec<Vec<u64>> {
        let said = self.heading[1..].contains(&Shown::Few);
        let mut all = vec![Vec::new()];
        for shown in &self.heading[1..] {
            let longer = |row: &Vec<u64>| -> Vec<Vec<u64>> {
                // A group is named because somebody is in it.
                let may = (0..=most).filter(|n| {
                    self.can(*shown, *n, said) && (*shown == Shown::Count(0) || *n > 0)
                });
                may.map(|n| [&row[..], &[n]].concat()).collect()
            };
            all = all.iter().flat_map(longer).collect();
        }
        let all = all
            .into_iter()
            .map(|row| [&[row.iter().sum()], &row[..]].concat());
        all.filter(|row: &Vec<u64>| row[0] <= most && self.can(self.heading[0], row[0], true))
            .collect()
    }

    /// All that could stand in a block below this heading: rows, everybody first.
    fn tables(&self, block: &[Vec<Shown>], held: &[bool], n: &[u64]) -> Vec<Counts> {
        let whole = |c: usize| self.heading[c].count().is_none();
        let own = (0..n.len()).filter(|c| !whole(*c));
        let said = own
            .clone()
            .any(|c| block.iter().any(|row| row[c] == Shown::Few));
        let can = |row: usize, c: usize, count: u64| {
            let said = said && !whole(c);
            self.can(block[row][c], count, said)
        };
        let mut all: Vec<Counts> = vec![vec![vec![0]; block.len()]];
        for (c, total) in n.iter().enumerate().skip(1) {
            let mut columns: Vec<Vec<u64>> = vec![Vec::new()];
            for row in 0..block.len() {
                let longer = |col: &Vec<u64>| -> Vec<Vec<u64>> {
                    let left = total - col.iter().sum::<u64>();
                    let least = if row + 1 == block.len() { left } else { 0 };
                    let may = (least..=left).filter(|n| can(row, c, *n));
                    may.map(|n| [&col[..], &[n]].concat()).collect()
                };
                columns = columns.iter().flat_map(longer).collect();
            }
            let with = |table: &Counts, column: &Vec<u64>| -> Option<Counts> {
                let longer = table
                    .iter()
                    .zip(column)
                    .enumerate()
                    .map(|(row, (cells, n))| {
                        let mut cells = [&cells[..], &[*n]].concat();
                        cells[0] += n;
                        let fits = block[row][0].count().is_none_or(|all| cells[0] <= all);
                        fits.then_some(cells)
                    });
                longer.collect()
            };
            all = all
                .iter()
                .flat_map(|t| {
                    columns
                        .iter()
                        .filter_map(|col| with(t, col))
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        all.retain(|table| {
            table
                .iter()
                .enumerate()
                .all(|(row, cells)| can(row, 0, cells[0]) && (cells[0] > 0 || !held[row]))
        });
        all
    }

    fn could(&self, most: u64) -> Could {
        let mut could: Could = Vec::new();
        let mut note = |key, count| match could.iter_mut().find(|(k, _)| *k == key) {
            Some((_, all)) => drop(all.insert(count)),
            None => could.push((key, BTreeSet::from([count]))),
        };
        for n in self.headings(most) {
            let blocks = self.blocks.iter().zip(self.held);
            let behind: Vec<Vec<Counts>> =
                blocks.map(|(b, held)| self.tables(b, held, &n)).collect();
            if behind.iter().any(Vec::is_empty) {
                continue;
            }
            for (c, count) in n.iter().enumerate() {
                note((None, 0, c), *count);
            }
            for (b, tables) in behind.iter().enumerate() {
                for table in tables {
                    for (row, cells) in table.iter().enumerate() {
                        for (c, count) in cells.iter().enumerate() {
                            note((Some(b), row, c), *count);
                        }
                    }
                }
            }
        }
        could
    }
}

/// Blocks of the same people: what each is in, by group.
fn people() -> impl Strategy<Value = (Vec<Vec<u64>>, u64)> {
    let person = (0u64..3, 0u64..3, 0u64..2);
    let lopsided = prop_oneof![Just(1), Just(2), Just(4), Just(9)];
    let many = prop::collection::vec((person, lopsided), 1..7);
    (many, 3u64..6).prop_map(|(many, least)| {
        let one = |((group, first, second), times): ((u64, u64, u64), u64)| {
            std::iter::repeat_n(vec![group, first, second], times as usize)
        };
        let mut all: Vec<Vec<u64>> = many.into_iter().flat_map(one).collect();
        all.truncate(15);
        (all, least)
    })
}

fn counts(people: &[Vec<u64>], attribute: usize, lines: u64, groups: u64) -> Counts {
    let cell = |line: u64, group: Option<u64>| {
        let here = |p: &&Vec<u64>| p[attribute] == line && group.is_none_or(|g| p[0] == g);
        people.iter().filter(here).count() as u64
    };
    let row = |line| {
        std::iter::once(None)
            .chain((0..groups).map(Some))
            .map(|g| cell(line, g))
            .collect()
    };
    (0..lines).map(row).collect()
}

fn check(n: &[u64], blocks: &[Counts], least: u64) -> Result<(), TestCaseError> {
    let Some(heading) = heading(n, least) else {
        return blocks
            .iter()
            .try_for_each(|b| alone(&b.iter().map(|row| row[0]).collect::<Vec<_>>(), least));
    };
    let shown = blocks.iter().map(|b| (b, block(b, &heading, least)));
    // A block that would tell is not there at all.
    let shown: Vec<(&Counts, Vec<Vec<Shown>>)> =
        shown.filter_map(|(b, shown)| Some((b, shown?))).collect();
    let (blocks, printed): (Vec<&Counts>, Vec<_>) = shown.into_iter().unzip();
    let held: Vec<Vec<bool>> = blocks
        .iter()
        .map(|b| b.iter().map(|row| row[0] > 0).collect())
        .collect();
    let printed = Printed {
        least,
        heading: &heading,
        blocks: &printed,
        held: &held,
    };
    for (shown, count) in printed.heading.iter().zip(n) {
        prop_assert!(
            shown
                .count()
                .is_none_or(|n| n == *count && (n == 0 || n >= least))
        );
    }
    for ((at, line, column), could) in printed.could(n[0].max(least) + 2) {
        let (shown, count) = match at {
            None => (heading[column], n[column]),
            Some(b) => (printed.blocks[b][line][column], blocks[b][line][column]),
        };
        let few = count > 0 && count < least;
        prop_assert!(could.contains(&count), "{heading:?} {:?}", printed.blocks);
        prop_assert!(
            !few || shown.count().is_none(),
            "{count} is shown: {:?}",
            printed.blocks
        );
        let told = shown.count().is_none() && count > 0 && could.len() < 2;
        prop_assert!(
            !told,
            "{at:?} {line} {column} is {count}: {heading:?} {:?}",
            printed.blocks
        );
    }
    Ok(())
}

/// The same where there are no groups: the lines add up to everybody, and to nothing else.
fn alone(rows: &[u64], least: u64) -> Result<(), TestCaseError> {
    let counts: Counts = rows.iter().map(|n| vec![*n]).collect();
    let Some(heading) = heading(&[rows.iter().sum()], least) else {
        return Err(TestCaseError::fail("everybody is always there"));
    };
    let Some(printed) = block(&counts, &heading, least) else {
        return Ok(());
    };
    let all = rows.iter().zip(printed.iter().flatten());
    let hidden: Vec<(u64, Shown)> = all
        .map(|(n, shown)| (*n, *shown))
        .filter(|(_, s)| s.count().is_none())
        .collect();
    let few = hidden.iter().any(|(_, s)| *s == Shown::Few);
    let total: u64 = hidden.iter().map(|(n, _)| n).sum();
    for (at, (count, _)) in hidden.iter().enumerate().filter(|(_, (n, _))| *n > 0) {
        // The others add up to all that lies between their least and most.
        let ends = |(n, s): &(u64, Shown)| match s {
            Shown::Few => (1, least - 1),
            _ if few => (least, total),
            _ => ((*n).min(1), total),
        };
        let mut others: Vec<(u64, u64)> = hidden.iter().map(ends).collect();
        let own = others.remove(at);
        let low: u64 = others.iter().map(|(low, _)| low).sum();
        let high: u64 = others.iter().map(|(_, high)| high).sum();
        let could = (own.0..=own.1.min(total)).filter(|n| (low..=high).contains(&(total - n)));
        prop_assert!(could.count() > 1, "{count} in {printed:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_hidden_count_of_a_grouped_table_can_be_worked_out((people, least) in people()) {
        let n = |group: Option<u64>| people.iter().filter(|p| group.is_none_or(|g| p[0] == g)).count() as u64;
        let n: Vec<u64> = [None, Some(0), Some(1), Some(2)].into_iter().map(n).collect();
        let mut text = counts(&people, 2, 3, 3);
        text.retain(|row| row[0] > 0);
        check(&n, &[counts(&people, 1, 3, 3), text], least)?;
    }

    #[test]
    fn nor_one_of_a_table_of_everybody(rows in prop::collection::vec(0u64..9, 1..5), least in 3u64..6) {
        alone(&rows, least)?;
    }
}

#[test]
fn a_single_small_count_takes_the_next_smallest_with_it() {
    use Shown::{Count, Few, Hidden};
    let counts = vec![vec![22, 2, 20], vec![30, 9, 21], vec![38, 19, 19]];
    let n = [Count(90), Count(30), Count(60)];
    assert_eq!(
        block(&counts, &n, 5).unwrap(),
        [
            vec![Count(22), Few, Hidden],
            vec![Count(30), Hidden, Hidden],
            vec![Count(38), Count(19), Count(19)],
        ]
    );
    // Four and four of eight would be known, said to be few: it is not said which are.
    let of = |rows: &[u64], least| {
        let rows: Counts = rows.iter().map(|n| vec![*n]).collect();
        let n = rows.iter().map(|row| row[0]).sum();
        block(&rows, &[Count(n)], least)
    };
    assert_eq!(of(&[4, 4], 5).unwrap(), [[Hidden], [Hidden]]);
    // Three lines of three people are one each, whatever is said.
    assert_eq!(of(&[1, 1, 1], 3), None);
    assert_eq!(heading(&[3, 1, 1, 1], 3), None);
    // Nothing is hidden where nobody is few.
    assert_eq!(of(&[5, 0], 5).unwrap(), [[Count(5)], [Count(0)]]);
}
