//! The figures as tables of typed cells: a tidy one for statistics programs, and those of the
//! screen for spreadsheets.

use super::Report;
use crate::agreement::interval::Interval;
use crate::agreement::outcome::Outcome;
use crate::agreement::round::By;
use crate::agreement::round::{BetweenIntervals, Grain, GrainIntervals, Spread};
use crate::export::grid::{Cell, Grid};
use crate::model::round::Headline;
use crate::report::claims::{Place, said};
use crate::report::figures::tables::{Making, confusion_axis, confusion_counts};
use crate::report::figures::{Shown, Shows, Table};

/// Counts of the tidy table.
const COUNTS: [&str; 11] = [
    "by", "a", "b", "code", "both", "only_a", "only_b", "neither", "outside", "places", "sources",
];

/// Its figures, where they are wanted.
const FIGURES: [&str; 18] = [
    "percent",
    "positive",
    "negative",
    "alpha",
    "alpha_low",
    "alpha_high",
    "kappa",
    "kappa_low",
    "kappa_high",
    "ac1",
    "pabak",
    "prevalence_index",
    "bias_index",
    "few",
    "undefined",
    "alpha_over_codes",
    "alpha_over_codes_low",
    "alpha_over_codes_high",
];

impl Report<'_> {
    pub(super) fn making(&self, by: By, pair: usize) -> Making<'_> {
        Making {
            results: self.results,
            intervals: self.intervals,
            trend: Some(self.trend),
            view: self.view,
            by,
            pair,
            lead: self.lead(),
            roomy: true,
        }
    }

    pub(super) fn pairs(&self) -> std::ops::Range<usize> {
        0..self.results.figures.by_coding.len()
    }

    /// A row for each code, pair of coders and grain; the last of each about all codes pooled,
    /// with alpha over them.
    pub(super) fn codes(&self) -> Grid {
        let mut heading: Vec<String> = COUNTS.map(str::to_owned).to_vec();
        let wanted = self.lead() != Headline::None;
        if wanted {
            heading.extend(FIGURES.map(str::to_owned));
        }
        let found = &self.results.figures;
        let mut rows = Vec::new();
        for (by, grain) in [("unit", &found.by_unit), ("character", &found.by_character)] {
            let of_grain = self.intervals.map(|i| match by {
                "unit" => &i.by_unit,
                _ => &i.by_character,
            });
            for pair in self.pairs() {
                let (a, b) = self.making(By::Unit, pair).coders();
                for code in grain.codes.iter().chain([&grain.overall]) {
                    let Some(between) = code.pairs.get(pair) else {
                        continue;
                    };
                    let material = self.results.comparison.material();
                    let name = code.code.map_or("all codes pooled", |c| material.name(c));
                    let mut row: Vec<Cell> =
                        vec![by.into(), a.clone().into(), b.clone().into(), name.into()];
                    let counts = [
                        between.both,
                        between.only_a,
                        between.only_b,
                        between.neither,
                    ];
                    row.extend(counts.map(Cell::from));
                    row.push(Cell::Count(between.outside));
                    row.extend(match between.support {
                        Some(rests) => [rests.places, rests.sources].map(Cell::Count),
                        None => [Cell::Empty, Cell::Empty],
                    });
                    if wanted {
                        let of = of_grain.and_then(|g| match code.code {
                            None => Some(&g.overall),
                            code => g.codes.iter().find(|c| c.code == code),
                        });
                        let spread = of.and_then(|c| c.pairs.get(pair));
                        row.extend(figures(between, spread));
                        row.extend(match code.code {
                            None => over_codes(pair, grain, of_grain),
                            Some(_) => [Cell::Empty, Cell::Empty, Cell::Empty],
                        });
                    }
                    rows.push(row);
                }
            }
        }
        Grid {
            name: "Codes, tidy".into(),
            heading,
            rows,
        }
    }

    /// A row for each two codes that were put together.
    pub(super) fn confusion(&self) -> Grid {
        let mut rows = Vec::new();
        for (pair, confusion) in self.results.confusion.iter().enumerate() {
            let (a, b) = self.making(By::Unit, pair).coders();
            let material = self.results.comparison.material();
            let name = |code: &Option<_>| code.map_or("", |c| material.name(c)).to_owned();
            for (one, other, n) in &confusion.cells {
                rows.push(vec![
                    a.clone().into(),
                    b.clone().into(),
                    name(one).into(),
                    name(other).into(),
                    Cell::Count(*n),
                ]);
            }
        }
        Grid {
            name: "Confusion, tidy".into(),
            heading: ["a", "b", "code_of_a", "code_of_b", "n"]
                .map(str::to_owned)
                .to_vec(),
            rows,
        }
    }

    /// The sheets of the workbook: what the screen shows, and how to read it.
    pub(super) fn grids(&self) -> Vec<Grid> {
        let mut grids = vec![self.about()];
        for pair in self.pairs() {
            let (a, b) = self.making(By::Unit, pair).coders();
            let of = match self.pairs().len() {
                1 => String::new(),
                _ => format!(" {a} {b}"),
            };
            for (by, what) in [(By::Unit, "units"), (By::Character, "characters")] {
                let making = self.making(by, pair);
                let table = making.table(Shows::Codes);
                grids.push(of_table(format!("By {what}{of}"), &table));
                if self.lead() != Headline::None {
                    let table = making.table(Shows::Coefficients);
                    grids.push(of_table(format!("Kappa by {what}{of}"), &table));
                }
            }
            let making = self.making(By::Unit, pair);
            for (shows, name) in [
                (Shows::Sources, "Sources"),
                (Shows::Rated, "Rated"),
                (Shows::Domain, "Domain"),
            ] {
                let table = making.table(shows);
                if !table.is_empty() {
                    grids.push(of_table(format!("{name}{of}"), &table));
                }
            }
            grids.push(self.matrix(pair, format!("Confusion{of}")));
        }
        let making = self.making(By::Unit, 0);
        grids.push(of_table("Pairs".into(), &making.table(Shows::Pairs)));
        grids.push(of_table("Rounds".into(), &making.table(Shows::Trend)));
        grids.push(self.codes());
        grids.push(self.confusion());
        grids
    }

    fn about(&self) -> Grid {
        let sentences = said(&self.record(), Place::Methods).into_iter();
        Grid {
            name: "About".into(),
            heading: vec![format!("{}: agreement, {}", self.name, self.rounds())],
            rows: sentences.map(|s| vec![Cell::from(s)]).collect(),
        }
    }

    /// The confusion of one pair with names on both sides.
    fn matrix(&self, pair: usize, name: String) -> Grid {
        let (a, b) = self.making(By::Unit, pair).coders();
        let mut heading = vec![format!("{a} down, {b} across")];
        let mut rows = Vec::new();
        if let Some(confusion) = self.results.confusion.get(pair) {
            let material = self.results.comparison.material();
            let axis = confusion_axis(confusion);
            let counts = confusion_counts(confusion);
            let named =
                |code: &Option<_>| code.map_or("(nothing)", |c| material.name(c)).to_owned();
            heading.extend(axis.iter().map(named));
            for down in &axis {
                let mut row = vec![Cell::from(named(down))];
                row.extend(axis.iter().map(|across| match (down, across) {
                    (None, None) => Cell::Empty,
                    _ => Cell::Count(counts.get(&(*down, *across)).copied().unwrap_or(0)),
                }));
                rows.push(row);
            }
        }
        Grid {
            name,
            heading,
            rows,
        }
    }
}

/// Alpha over codes with both ends of its interval.
fn over_codes(pair: usize, grain: &Grain, spread: Option<&GrainIntervals>) -> [Cell; 3] {
    let alpha = grain.over_codes.pairs.get(pair);
    let spread = spread.and_then(|g| g.over_codes.pairs.get(pair));
    match (alpha, spread) {
        (Some(Ok(alpha)), Some(Ok(interval))) => {
            [*alpha, interval.low, interval.high].map(Cell::Figure)
        }
        (Some(Ok(alpha)), _) => [Cell::Figure(*alpha), Cell::Empty, Cell::Empty],
        _ => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn figures(
    between: &crate::agreement::round::Between,
    spread: Option<&BetweenIntervals>,
) -> Vec<Cell> {
    let figure = |outcome: &Outcome| outcome.as_ref().map_or(Cell::Empty, |v| Cell::Figure(*v));
    let ends = |spread: Option<&Spread>| match spread {
        Some(Ok(Interval { low, high, .. })) => [Cell::Figure(*low), Cell::Figure(*high)],
        _ => [Cell::Empty, Cell::Empty],
    };
    let kappa = match between.kappa_interval {
        Ok(Interval { low, high, .. }) => [Cell::Figure(low), Cell::Figure(high)],
        Err(_) => [Cell::Empty, Cell::Empty],
    };
    let mut row = vec![
        figure(&between.percent),
        figure(&between.positive),
        figure(&between.negative),
        figure(&between.alpha),
    ];
    row.extend(ends(spread.map(|s| &s.alpha)));
    row.push(figure(&between.kappa));
    row.extend(kappa);
    row.extend([
        figure(&between.ac1),
        figure(&between.pabak),
        figure(&between.prevalence_index),
        figure(&between.bias_index),
        match between.few().is_some() {
            true => "yes".into(),
            false => Cell::Empty,
        },
        between
            .alpha
            .as_ref()
            .map_or_else(|why| Cell::Text(why.to_string()), |_| Cell::Empty),
    ]);
    row
}

/// A table of the screen with all its digits; an interval becomes two columns.
fn of_table(name: String, table: &Table) -> Grid {
    let rows = || table.rows.iter().chain(&table.foot);
    let is_interval = |column: usize| {
        rows().any(|r| {
            let cell = r.cells.get(column);
            cell.is_some_and(|c| matches!(c.shown, Shown::Interval { .. }))
        })
    };
    let mut heading = vec![table.first.clone()];
    for (n, column) in table.columns.iter().enumerate() {
        match is_interval(n) {
            true => {
                heading.push(format!("{}, lower", column.full));
                heading.push(format!("{}, upper", column.full));
            }
            false => heading.push(column.full.clone()),
        }
    }
    heading.push("in words".into());
    let row = |row: &crate::report::figures::Row| {
        let mut cells = vec![Cell::from(row.name.as_str())];
        for (n, cell) in row.cells.iter().enumerate() {
            match (&cell.shown, is_interval(n)) {
                (Shown::Interval { low, high, .. }, _) => {
                    cells.extend([Cell::Figure(*low), Cell::Figure(*high)]);
                }
                (shown, true) => cells.extend([plain(shown), Cell::Empty]),
                (shown, false) => cells.push(plain(shown)),
            }
        }
        cells.push(row.remark.as_str().into());
        cells
    };
    Grid {
        rows: rows().map(row).collect(),
        name,
        heading,
    }
}

fn plain(shown: &Shown) -> Cell {
    match shown {
        Shown::Nothing | Shown::Interval { .. } => Cell::Empty,
        Shown::Count(n) => Cell::Count(*n),
        Shown::Share(value) | Shown::Figure(value) => Cell::Figure(*value),
        Shown::Undefined(why) => Cell::Text(format!("undefined: {why}")),
        Shown::Words(words) => Cell::Text(words.clone()),
    }
}
