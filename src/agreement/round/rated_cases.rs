//! The ratings of all rated codes together, which lead where every code of the codebook is rated.
//!
//! A case is a unit to which both coders gave a code and one rating each with a point of its scale.
//! What differs between codes is no agreement on ratings: observed and expected disagreement are
//! summed over codes (`alpha::over`), with ranks over the one scale they share.

use super::comparison::Comparison;
use super::rated::{Over, Points, mean_difference};
use super::spread::Spread;
use super::strata::Row;
use crate::agreement::alpha::{Level, over};
use crate::agreement::icc::FEWEST_CASES;
use crate::agreement::interval::Drawn;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::pair::pairs;
use crate::agreement::resample::{Resampling, Stop};
use crate::agreement::table::{Counter, Table};
use std::collections::HashMap;

/// The ratings of all rated codes that somebody used.
#[derive(Clone, Debug, PartialEq)]
pub struct RatedCases {
    /// Units × codes that two coders at least rated with a point of the scale.
    pub cases: u64,
    /// Units × rated codes that somebody gave the code.
    pub given: u64,
    /// Krippendorff's ordinal alpha of all coders; none of fewer than 10 cases, nor where the codes
    /// have no scale in common.
    pub alpha: Outcome,
    pub pairs: Vec<RatedCasesPair>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RatedCasesPair {
    /// Places of the two coders.
    pub coders: (usize, usize),
    /// Units × codes both rated.
    pub cases: u64,
    /// Units × codes that either gave the code.
    pub given: u64,
    /// Ordinal alpha of the two.
    pub alpha: Outcome,
    /// Mean of the second's value less the first's.
    pub mean_difference: Outcome,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RatedCasesIntervals {
    pub of: Drawn,
    /// Of alpha of each pair of coders.
    pub pairs: Vec<Spread>,
    pub alpha: Spread,
}

struct RatedCode {
    table: Table,
    /// The part each case is drawn with, and the place of its pattern in the table.
    held: Vec<(usize, usize)>,
}

struct RatedCodes {
    codes: Vec<RatedCode>,
    /// The values of the points, where all have the same.
    values: Result<Points, Undefined>,
    parts: usize,
}

impl Comparison {
    /// The ratings of all rated codes together; `None` where nobody used a rated code.
    pub fn rated_cases(&self) -> Option<RatedCases> {
        let found = self.rated_codes(Drawn::Sources)?;
        let tables: Vec<Table> = found.codes.iter().map(|c| c.table.clone()).collect();
        let pair = |coders: (usize, usize)| {
            let two = of_pair(&tables, coders);
            let cases = two.iter().map(Table::units).sum();
            RatedCasesPair {
                coders,
                cases,
                given: self.given_rated(&|thing| thing.is_given(coders)),
                alpha: found.alpha(&two),
                mean_difference: found
                    .values
                    .as_ref()
                    .map_err(|why| *why)
                    .and_then(|points| {
                        let cases = two.iter().flat_map(|table| points.cases(table));
                        mean_difference(&cases.collect::<Vec<_>>())
                    }),
            }
        };
        Some(RatedCases {
            cases: tables.iter().map(|t| t.coded_by(2)).sum(),
            given: self.given_rated(&|_| true),
            alpha: found.alpha(&tables),
            pairs: pairs(self.coders.len()).map(pair).collect(),
        })
    }

    /// The intervals of [`Comparison::rated_cases`]; `None` as soon as `stop` says so.
    pub(super) fn rated_cases_intervals(
        &self,
        resampling: Resampling,
        stop: &mut Stop<'_>,
    ) -> Option<Option<RatedCasesIntervals>> {
        let (of, _) = self.drawn();
        let Some(found) = self.rated_codes(of) else {
            return Some(None);
        };
        let coders: Vec<(usize, usize)> = pairs(self.coders.len()).collect();
        let ones = vec![1; found.parts];
        let spreads = resampling.intervals_unless(stop, of, &ones, |times| {
            let drawn: Vec<Table> = found.codes.iter().map(|c| c.drawn(times)).collect();
            // Too few cases in a resample are not too few in what is compared.
            let alpha = |tables: &[Table]| match &found.values {
                Ok(_) => over(tables, Level::Ordinal),
                Err(why) => Err(*why),
            };
            let two = coders.iter().map(|pair| alpha(&of_pair(&drawn, *pair)));
            two.chain([alpha(&drawn)]).collect()
        })?;
        Some(spreads.split_last().map(|(all, two)| RatedCasesIntervals {
            of,
            pairs: two.to_vec(),
            alpha: *all,
        }))
    }

    fn given_rated(&self, wanted: &dyn Fn(&super::rated::Thing) -> bool) -> u64 {
        let codes = 0..self.numbering.used.len() as u32;
        let rated = codes.filter(|code| self.scale_of(*code).is_some());
        let given = rated.map(|code| {
            let things = self.things_rated(code, Over::Units);
            things.iter().filter(|thing| wanted(thing)).count() as u64
        });
        given.sum()
    }

    fn rated_codes(&self, of: Drawn) -> Option<RatedCodes> {
        let mut parts: HashMap<(usize, Option<u32>), usize> = HashMap::new();
        let mut codes = Vec::new();
        let mut scales: Vec<Points> = Vec::new();
        for number in 0..self.numbering.used.len() as u32 {
            let Some(scale) = self.scale_of(number) else {
                continue;
            };
            let points = Points::of(&scale);
            let mut rows: Vec<(usize, Row)> = Vec::new();
            for thing in self.things_rated(number, Over::Units) {
                let row = points.row(&thing.row(&scale));
                if row.iter().any(Option::is_some) {
                    let next = parts.len();
                    let part = *parts.entry(thing.part(of, self)).or_insert(next);
                    rows.push((part, row));
                }
            }
            codes.push(RatedCode::of(points.values.len(), self.coders.len(), &rows));
            scales.push(points);
        }
        let same = scales.windows(2).all(|two| two[0].values == two[1].values);
        let first = scales.into_iter().next()?;
        Some(RatedCodes {
            codes,
            values: match same {
                true => Ok(first),
                false => Err(Undefined::DifferentScales),
            },
            parts: parts.len(),
        })
    }
}

impl RatedCodes {
    fn alpha(&self, tables: &[Table]) -> Outcome {
        self.values.as_ref().map_err(|why| *why)?;
        let cases: u64 = tables.iter().map(|t| t.coded_by(2)).sum();
        match cases < FEWEST_CASES {
            true => Err(Undefined::FewCases),
            false => over(tables, Level::Ordinal),
        }
    }
}

impl RatedCode {
    fn of(points: usize, coders: usize, rows: &[(usize, Row)]) -> RatedCode {
        let mut counter = Counter::new(points, coders);
        rows.iter().for_each(|(_, row)| counter.add(row, 1));
        let table = counter.table();
        let places: HashMap<&[Option<u32>], usize> =
            table.patterns().map(|(row, _)| row).zip(0..).collect();
        let held = rows
            .iter()
            .filter_map(|(part, row)| Some((*part, *places.get(&row[..])?)));
        RatedCode {
            held: held.collect(),
            table,
        }
    }

    /// With each part as often as it was drawn.
    fn drawn(&self, times: &[u64]) -> Table {
        let mut counts = vec![0; self.table.counts().len()];
        for (part, pattern) in &self.held {
            counts[*pattern] += times[*part];
        }
        self.table.weighted(&counts)
    }
}

fn of_pair(tables: &[Table], (a, b): (usize, usize)) -> Vec<Table> {
    tables.iter().map(|t| t.pair(a, b).listwise()).collect()
}
