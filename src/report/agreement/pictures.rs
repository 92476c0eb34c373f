//! The figures as pictures: the table with its intervals, and which codes are confused.

use super::{Report, slug};
use crate::agreement::round::By;
use crate::agreement::round::Confusion;
use crate::export::figure_table::{self, Drawn, FigureTable, Kind};
use crate::export::heat_map::{self, HeatMap};
use crate::model::ids::CodeId;
use crate::report::figures::tables::{confusion_axis, confusion_counts};
use crate::report::figures::{Shown, Shows, units};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

impl Report<'_> {
    /// The main table as the screen has it, all codes, and a heat map, for each pair of coders, by file
    /// name.
    pub(super) fn pictures(&self) -> Vec<(String, Picture)> {
        let mut pictures = Vec::new();
        for (by, name) in [(By::Unit, "table"), (By::Character, "table-characters")] {
            for pair in self.pairs() {
                let file = self.file(name, &self.making(by, pair).coders());
                pictures.push((file, Picture::Table(by, pair)));
            }
        }
        for (nth, confusion) in self.results.confusion.iter().enumerate() {
            let file = self.file("confusion", &self.compared(confusion));
            pictures.push((file, Picture::HeatMap(nth)));
        }
        pictures
    }

    /// Which codes are confused, for each pair of coders, by file name.
    pub fn heat_maps(&self) -> Vec<(String, HeatMap)> {
        let confusions = self.results.confusion.iter();
        let one = |confusion| {
            let file = self.file("confusion", &self.compared(confusion));
            (file, self.heat_map(confusion))
        };
        confusions.map(one).collect()
    }

    /// A picture as SVG.
    pub(super) fn svg(&self, picture: Picture) -> String {
        match picture {
            Picture::Table(by, pair) => self.table(by, pair),
            Picture::HeatMap(nth) => heat_map::svg(&self.heat_map(&self.results.confusion[nth])),
        }
    }

    /// The coders whose codes are confused.
    fn compared(&self, confusion: &Confusion) -> (String, String) {
        let coders = &self.results.figures.coders;
        let name = |at: usize| coders.get(at).map_or("", |c| c.as_str()).to_owned();
        (name(confusion.coders.0), name(confusion.coders.1))
    }

    /// `table.svg`; where there are several pairs of coders, `table-ana-ben.svg`.
    fn file(&self, name: &str, (a, b): &(String, String)) -> String {
        match self.pairs().len() {
            1 => format!("{name}.svg"),
            _ => format!("{name}-{}-{}.svg", slug(a), slug(b)),
        }
    }

    fn table(&self, by: By, pair: usize) -> String {
        let making = self.making(by, pair);
        let of = match self.pairs().len() {
            1 => String::new(),
            _ => {
                let (a, b) = making.coders();
                format!(": {a} and {b}")
            }
        };
        let table = making.table(Shows::Codes);
        let rows = || table.rows.iter().chain(&table.foot);
        let kind = |n: usize| {
            let mut cells = rows().filter_map(|r| r.cells.get(n));
            match cells.find(|c| !matches!(c.shown, Shown::Nothing | Shown::Undefined(_))) {
                Some(cell) => match cell.shown {
                    Shown::Words(_) if !table.columns[n].grows => Kind::Words,
                    Shown::Words(_) | Shown::Interval { .. } => Kind::Bars,
                    _ => Kind::Numbers,
                },
                None => Kind::Words,
            }
        };
        let mut columns = vec![(table.first.clone(), Kind::Words)];
        for (n, column) in table.columns.iter().enumerate() {
            columns.push((column.full.clone(), kind(n)));
        }
        let drawn = |shown: &Shown| match shown {
            Shown::Interval { low, at, high } => Drawn::Bar {
                low: *low,
                at: *at,
                high: *high,
            },
            other => Drawn::Words(other.text()),
        };
        let row = |row: &crate::report::figures::Row| {
            let mut cells = vec![Drawn::Words(row.name.clone())];
            cells.extend(row.cells.iter().map(|c| drawn(&c.shown)));
            cells
        };
        let picture = FigureTable {
            title: format!("{}: agreement, {}{of}", self.name, self.rounds()),
            notes: self.notes(by),
            columns,
            rows: rows().map(row).collect(),
            foot: table.rows.len(),
        };
        figure_table::svg(&picture)
    }

    /// Who is compared on how much, and what intervals were drawn from.
    pub(crate) fn notes(&self, by: By) -> Vec<String> {
        let found = &self.results.figures;
        let cells = match by {
            By::Unit => found.by_unit.cells,
            By::Character => found.by_character.cells,
        };
        let unit = self.results.comparison.unit();
        let coders: Vec<&str> = found.coders.iter().map(|c| c.as_str()).collect();
        let mut notes = vec![format!(
            "{} · {cells} {} · {} finished by all",
            coders.join(" + "),
            units(by, unit),
            match found.sources.len() {
                1 => "1 source".to_owned(),
                n => format!("{n} sources"),
            }
        )];
        if let Some(intervals) = self.intervals {
            notes.push(self.record().resampled(intervals));
        }
        notes
    }

    fn heat_map(&self, confusion: &Confusion) -> HeatMap {
        let material = self.results.comparison.material();
        let (a, b) = self.compared(confusion);
        let mut axis = confusion_axis(confusion);
        let counts = confusion_counts(confusion);
        let mut notes = vec![format!(
            "codings of {a} and {b} put together one to one where they overlap by at least {} %; on the diagonal the same code",
            self.results.comparison.overlap_percent()
        )];
        if confusion.codes.len() > DRAWN {
            let drawn = most_confused(confusion, DRAWN);
            axis.retain(|code| code.is_none_or(|c| drawn.contains(&c)));
            notes.push(format!(
                "drawn are {DRAWN} of the {} codes either used, those most often put together with another code or with none; confusion.csv has all",
                confusion.codes.len()
            ));
        }
        let named = |code: &Option<_>| code.map_or("nothing", |c| material.name(c)).to_owned();
        let count = |down: &Option<_>, across: &Option<_>| match (down, across) {
            (None, None) => None,
            _ => Some(counts.get(&(*down, *across)).copied().unwrap_or(0)),
        };
        let row = |down: &Option<_>| axis.iter().map(|across| count(down, across)).collect();
        HeatMap {
            title: format!("{}: which codes are confused, {}", self.name, self.rounds()),
            notes,
            down: a,
            across: b,
            rows: axis.iter().map(named).collect(),
            columns: axis.iter().map(named).collect(),
            counts: axis.iter().map(row).collect(),
        }
    }
}

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) enum Picture {
    /// The table of a pair of coders.
    Table(By, usize),
    /// Which codes are confused, of one pair of coders.
    HeatMap(usize),
}

impl Picture {
    /// The table with all its figures.
    pub(super) fn figures(self) -> &'static str {
        match self {
            Picture::Table(..) => "codes.csv",
            Picture::HeatMap(_) => "confusion.csv",
        }
    }
}

/// Most codes a heat map is drawn with; more could be read by nobody.
const DRAWN: usize = 60;

/// The codes most often put together with another code; among alike ones, most often with none, then
/// in the order of the codebook.
fn most_confused(confusion: &Confusion, most: usize) -> HashSet<CodeId> {
    let mut tally: HashMap<CodeId, (u64, u64)> = HashMap::new();
    for (one, other, n) in confusion.cells.iter().filter(|(a, b, _)| a != b) {
        for code in [one, other].into_iter().flatten() {
            let (another, none) = tally.entry(*code).or_default();
            match one.is_some() && other.is_some() {
                true => *another += n,
                false => *none += n,
            }
        }
    }
    let mut codes = confusion.codes.clone();
    codes.sort_by_key(|code| Reverse(tally.get(code).copied().unwrap_or_default()));
    codes.into_iter().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_confused_codes_are_drawn() {
        let id = |n: u128| CodeId(uuid::Uuid::from_u128(n));
        let confusion = Confusion {
            coders: (0, 1),
            codes: (1..=5).map(id).collect(),
            cells: vec![
                (Some(id(1)), Some(id(1)), 900),
                (Some(id(2)), Some(id(3)), 2),
                (Some(id(3)), Some(id(5)), 1),
                (Some(id(4)), None, 50),
                (None, Some(id(1)), 3),
            ],
        };
        let most = |n: usize| {
            let mut all: Vec<_> = most_confused(&confusion, n).into_iter().collect();
            all.sort();
            all
        };
        assert_eq!(most(1), [id(3)]);
        assert_eq!(most(3), [id(2), id(3), id(5)]);
        assert_eq!(most(4), [id(2), id(3), id(4), id(5)]);
        assert_eq!(most(9).len(), 5);
    }
}
