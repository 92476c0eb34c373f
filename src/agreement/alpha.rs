//! Krippendorff's alpha for any number of coders, missing codes and any distance.

use super::outcome::{Outcome, Undefined, finite};
use super::percent::shared;
use super::table::{Counter, Table};
use super::tally::{ByCoders, Tally, tallies};

/// What a difference between two categories means. Distances are Krippendorff's (2011).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level<'a> {
    /// Codes are only same or different.
    Nominal,
    /// Codes are ranks in the declared order; distance grows with how many were put between.
    Ordinal,
    /// Codes have these values, one for each declared category: squared difference.
    Interval(&'a [f64]),
    /// Codes have these values, one for each declared category: squared difference over squared sum.
    Ratio(&'a [f64]),
    /// The distance of each declared category from each, row by row, taken as it stands.
    Given(&'a [f64]),
}

/// Krippendorff's (2011) alpha, at most 1: 1 − observed over expected disagreement. Units with
/// fewer than two codes are left out, the rest are kept with what they have.
///
/// # Errors
/// [`Undefined::OneCategory`] when all codes that can be compared are the same;
/// [`Undefined::NoUnits`], [`Undefined::NothingShared`]; [`Undefined::NotANumber`] when a value of
/// the scale is missing or not finite.
pub fn alpha(table: &Table, level: Level<'_>) -> Outcome {
    match level {
        Level::Nominal => nominal(table),
        _ => by_distance(table, level.distance(table)),
    }
}

impl<'a> Level<'a> {
    /// The distance of two categories at this level; ordinal distances depend on how often each
    /// category was used.
    fn distance(self, table: &Table) -> Box<dyn Fn(usize, usize) -> f64 + 'a> {
        let value = |v: &[f64], k: usize| v.get(k).copied().unwrap_or(f64::NAN);
        match self {
            Level::Nominal => Box::new(|k, l| f64::from(u8::from(k != l))),
            Level::Ordinal => {
                let below = cumulated(&pairable(&tallies(table), table.categories()));
                Box::new(move |k, l| {
                    let (low, high) = (k.min(l), k.max(l));
                    let ends = (below[low + 1] - below[low]) + (below[high + 1] - below[high]);
                    ((below[high + 1] - below[low]) as f64 - ends as f64 / 2.0).powi(2)
                })
            }
            Level::Interval(v) => Box::new(move |k, l| (value(v, k) - value(v, l)).powi(2)),
            Level::Given(matrix) => {
                let wide = table.categories();
                Box::new(move |k, l| value(matrix, k * wide + l))
            }
            Level::Ratio(v) => Box::new(move |k, l| {
                let (a, b) = (value(v, k), value(v, l));
                if a == b {
                    0.0
                } else {
                    ((a - b) / (a + b)).powi(2)
                }
            }),
        }
    }
}

/// What alpha is made of: 1 − (codes − 1) · Σ pairs' distance / expected.
pub(super) struct Parts {
    /// Codes that can be compared.
    pub codes: f64,
    /// Σ of the distances of all ordered pairs of codes.
    pub expected: f64,
    /// Distances between coders of one unit, each with its share in all pairs, equal codes
    /// included; the shares sum to 1.
    pub pairs: Vec<(f64, f64)>,
}

/// The parts of alpha.
///
/// # Errors
/// As for [`alpha`].
pub(super) fn parts(table: &Table, level: Level<'_>) -> Result<Parts, Undefined> {
    alpha(table, level)?;
    let kinds = tallies(table);
    let distance = level.distance(table);
    let margins = pairable(&kinds, table.categories());
    let codes = margins.iter().sum::<u64>() as f64;
    let mut coincidences = std::collections::BTreeMap::<(u32, u32), f64>::new();
    for tally in kinds.iter().filter(|t| t.coders > 1) {
        let each = tally.units as f64 / (f64::from(tally.coders) - 1.0);
        for (at, (k, r)) in tally.chosen.iter().enumerate() {
            let r = f64::from(*r);
            *coincidences.entry((*k, *k)).or_default() += each * r * (r - 1.0);
            for (l, s) in &tally.chosen[at + 1..] {
                *coincidences.entry((*k, *l)).or_default() += 2.0 * each * r * f64::from(*s);
            }
        }
    }
    let apart = |((k, l), n): ((u32, u32), f64)| (distance(k as usize, l as usize), n / codes);
    Ok(Parts {
        codes,
        expected: expected(&margins, &distance),
        pairs: coincidences
            .into_iter()
            .filter(|(_, n)| *n > 0.0)
            .map(apart)
            .collect(),
    })
}

/// Σ over all ordered pairs of codes of how far they lie apart.
fn expected(margins: &[u64], distance: &dyn Fn(usize, usize) -> f64) -> f64 {
    let used = margins.iter().enumerate().filter(|(_, n)| **n > 0);
    let used: Vec<(usize, f64)> = used.map(|(k, n)| (k, *n as f64)).collect();
    let mut expected = 0.0;
    for (at, (k, r)) in used.iter().enumerate() {
        for (l, s) in &used[at + 1..] {
            expected += 2.0 * r * s * distance(*k, *l);
        }
    }
    expected
}

/// Alpha with a distance of one's own between categories: symmetric, 0 for equal ones, not
/// negative.
///
/// # Errors
/// As for [`alpha`]; also [`Undefined::OneCategory`] when all categories in use are 0 apart.
pub fn by_distance(table: &Table, distance: impl Fn(usize, usize) -> f64) -> Outcome {
    let kinds = tallies(table);
    let margins = pairable(&kinds, table.categories());
    let n: u64 = margins.iter().sum();
    shared(table, n)?;
    let expected = expected(&margins, &distance);
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    finite(1.0 - (n as f64 - 1.0) * observed(&kinds, &distance) / expected)
}

/// Σ over units of how far their ordered pairs of codes lie apart, each unit's divided by one less
/// than its codes.
fn observed(kinds: &[Tally], distance: &dyn Fn(usize, usize) -> f64) -> f64 {
    let mut observed = 0.0;
    for tally in kinds.iter().filter(|t| t.coders > 1) {
        let mut apart = 0.0;
        for (at, (k, r)) in tally.chosen.iter().enumerate() {
            for (l, s) in &tally.chosen[at + 1..] {
                apart += f64::from(*r) * f64::from(*s) * distance(*k as usize, *l as usize);
            }
        }
        observed += 2.0 * apart * tally.units as f64 / (f64::from(tally.coders) - 1.0);
    }
    observed
}

/// Alpha over several variables of the same coders and categories: observed and expected
/// disagreement are each summed over the variables before one is divided by the other, so that
/// what differs between variables is no agreement. A difference means the same in all: ordinal
/// distances come of how often each category was used in any. Of one variable it is [`alpha`].
///
/// # Errors
/// As for [`alpha`], of all variables together.
pub fn over(tables: &[Table], level: Level<'_>) -> Outcome {
    let Some(first) = tables.first() else {
        return Err(Undefined::NoUnits);
    };
    let mut counter = Counter::new(first.categories(), first.coders());
    for (row, units) in tables.iter().flat_map(Table::patterns) {
        counter.add(row, units);
    }
    let all = counter.table();
    let distance = level.distance(&all);
    let (mut apart, mut by_chance, mut codes) = (0.0, 0.0, 0);
    for table in tables {
        let kinds = tallies(table);
        let margins = pairable(&kinds, table.categories());
        let n: u64 = margins.iter().sum();
        if n > 1 {
            apart += observed(&kinds, &distance);
            by_chance += expected(&margins, &distance) / (n as f64 - 1.0);
        }
        codes += n;
    }
    shared(&all, codes)?;
    if by_chance == 0.0 {
        return Err(Undefined::OneCategory);
    }
    finite(1.0 - apart / by_chance)
}

/// The nominal case in whole numbers, in time linear in the categories.
fn nominal(table: &Table) -> Outcome {
    let kinds = tallies(table);
    let margins = pairable(&kinds, table.categories());
    let n: u64 = margins.iter().sum();
    shared(table, n)?;
    let square = |n: u64| u128::from(n) * u128::from(n);
    let expected = square(n) - margins.iter().map(|k| square(*k)).sum::<u128>();
    if expected == 0 {
        return Err(Undefined::OneCategory);
    }
    let mut apart = ByCoders::default();
    for tally in kinds.iter().filter(|t| t.coders > 1) {
        let pairs = u128::from(tally.pairs() - tally.agreeing());
        apart.add(tally.coders, pairs * u128::from(tally.units));
    }
    let observed = apart.divided(|r| r - 1.0);
    Ok(1.0 - (n as f64 - 1.0) * observed / expected as f64)
}

/// Codes of each category in units with two codes or more.
fn pairable(kinds: &[Tally], categories: usize) -> Vec<u64> {
    let mut margins = vec![0; categories];
    for tally in kinds.iter().filter(|t| t.coders > 1) {
        for (category, coders) in &tally.chosen {
            margins[*category as usize] += u64::from(*coders) * tally.units;
        }
    }
    margins
}

/// Codes below each category, and all of them at the end.
fn cumulated(margins: &[u64]) -> Vec<u64> {
    let mut below = vec![0];
    for (k, n) in margins.iter().enumerate() {
        below.push(below[k] + n);
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Krippendorff 2011, section A: ten units, two coders, binary: .095.
    #[test]
    fn krippendorffs_binary_example() {
        let t = Table::two_by_two(1, 3, 1, 5);
        let value = alpha(&t, Level::Nominal).unwrap();
        assert!((value - 0.095).abs() < 5e-4, "{value}");
    }

    #[test]
    fn one_category_is_undefined_not_one() {
        let t = Table::two_by_two(0, 0, 0, 12);
        assert_eq!(alpha(&t, Level::Nominal), Err(Undefined::OneCategory));
        assert_eq!(alpha(&t, Level::Ordinal), Err(Undefined::OneCategory));
        let alone = Table::from_rows(2, 2, [[Some(0), None], [None, Some(1)]]).unwrap();
        assert_eq!(alpha(&alone, Level::Nominal), Err(Undefined::NothingShared));
    }

    #[test]
    fn a_scale_without_values_is_undefined() {
        let t = Table::two_by_two(3, 1, 1, 3);
        let missing = alpha(&t, Level::Interval(&[1.0]));
        assert_eq!(missing, Err(Undefined::NotANumber));
    }

    /// Krippendorff 2011, section C: four coders, twelve units, missing codes.
    #[test]
    fn krippendorffs_example_at_every_level() {
        let rows: Vec<Vec<Option<u32>>> = [
            "11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11",
            ".3..",
        ]
        .iter()
        .map(|r| r.chars().map(|c| c.to_digit(10).map(|d| d - 1)).collect())
        .collect();
        let t = Table::from_rows(5, 4, rows).unwrap();
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        for (level, printed) in [
            (Level::Nominal, 0.743),
            (Level::Ordinal, 0.815),
            (Level::Interval(&values), 0.849),
            (Level::Ratio(&values), 0.797),
        ] {
            let value = alpha(&t, level).unwrap();
            assert!((value - printed).abs() < 5e-4, "{level:?} {value}");
        }
    }

    /// `nltk` 3.10.4 (`AnnotationTask(data, distance).alpha()`) and `krippendorff` 0.9.0 (`alpha` with
    /// a metric of one's own) give .6274900398406374.
    #[test]
    fn given_distances_enter_as_they_stand() {
        let rows = ["aab", "bbb", "cca", "dcc", "ab.", "cdd", "bbb", "aaa"];
        let place = |c: char| "abcd".find(c).and_then(|at| u32::try_from(at).ok());
        let rows = rows.map(|r| r.chars().map(place).collect::<Vec<_>>());
        let t = Table::from_rows(4, 3, rows).unwrap();
        #[rustfmt::skip]
        let distances = [
            0.0, 0.2, 0.7, 1.0,
            0.2, 0.0, 0.5, 0.8,
            0.7, 0.5, 0.0, 0.3,
            1.0, 0.8, 0.3, 0.0,
        ];
        let value = alpha(&t, Level::Given(&distances)).unwrap();
        assert!((value - 0.627_490_039_840_637_4).abs() < 1e-12, "{value}");
        let short = alpha(&t, Level::Given(&distances[..3]));
        assert_eq!(short, Err(Undefined::NotANumber));
    }

    /// Two coders who give one thing a 1 or a 2 and another a 4 or a 5, at random within each: what
    /// differs between the two things is no agreement.
    #[test]
    fn what_differs_between_variables_is_no_agreement() {
        let low = [[0, 0], [0, 1], [1, 0], [1, 1]].map(|r| r.map(Some));
        let high = [[3, 3], [3, 4], [4, 3], [4, 4]].map(|r| r.map(Some));
        let tables = [low, high].map(|rows| Table::from_rows(5, 2, rows).unwrap());
        let together = Table::from_rows(5, 2, low.into_iter().chain(high)).unwrap();
        assert!(alpha(&together, Level::Ordinal).unwrap() > 0.5);
        let value = over(&tables, Level::Ordinal).unwrap();
        // Observed 4 of 8 values apart by one step; by chance 4/7 of them: 1 − (1/2) / (4/7).
        assert!((value - 0.125).abs() < 1e-12, "{value}");
        let one = over(&tables[..1], Level::Ordinal).unwrap();
        assert!((one - alpha(&tables[0], Level::Ordinal).unwrap()).abs() < 1e-12);
        assert_eq!(over(&[], Level::Nominal), Err(Undefined::NoUnits));
    }

    #[test]
    fn nominal_is_the_unit_distance() {
        let rows = [
            [Some(0), Some(1), None],
            [Some(2), Some(2), Some(2)],
            [Some(1), Some(1), Some(0)],
        ];
        let t = Table::from_rows(3, 3, rows).unwrap();
        let unit = by_distance(&t, |k, l| f64::from(u8::from(k != l))).unwrap();
        assert!((alpha(&t, Level::Nominal).unwrap() - unit).abs() < 1e-14);
    }
}
