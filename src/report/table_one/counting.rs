//! From what is set for everybody to the table: counted, summed up, hidden where asked.

use super::hiding::{Counts, block, heading};
use super::notes::notes;
use super::numbers::{Numbers, decimals, figure};
use super::shape::{Block, Cell, Is, Line, Shown, Summary, TableOne, Whose};
use super::taken::{Characteristic, Taken};
use crate::model::attribute::{Absent, AttributeKind, Value};

/// The table. Counts of fewer people than `least` are hidden.
pub fn table_one(taken: &Taken, least: Option<u64>) -> TableOne {
    let mut columns = columns(taken);
    let n: Vec<u64> = columns.iter().map(|(_, who)| who.len() as u64).collect();
    let shown = heading_of(&n, least).or_else(|| {
        columns.truncate(1);
        heading_of(&n[..1], least)
    });
    let shown = shown.unwrap_or_default();
    let counting = Counting {
        columns: columns.iter().map(|(_, who)| who.as_slice()).collect(),
        shown: &shown,
        whose: columns.iter().map(|(whose, _)| whose).collect(),
        least,
    };
    let blocks = taken.attributes.iter().map(|a| counting.block(a));
    let by = taken.by.as_ref().filter(|_| columns.len() > 1);
    let mut table = TableOne {
        at: taken.at.clone(),
        by: by.map(|by| by.name.clone()),
        least,
        blocks: blocks.collect(),
        columns: columns
            .iter()
            .map(|(whose, _)| whose.clone())
            .zip(shown.iter().copied())
            .collect(),
        notes: Vec::new(),
    };
    table.notes = notes(taken, &table);
    table
}

fn heading_of(n: &[u64], least: Option<u64>) -> Option<Vec<Shown>> {
    match least {
        Some(least) => heading(n, least),
        None => Some(n.iter().map(|n| Shown::Count(*n)).collect()),
    }
}

/// Who stands in each column, by their places.
fn columns(taken: &Taken) -> Vec<(Whose, Vec<usize>)> {
    let mut all = vec![(Whose::Overall, (0..taken.people).collect())];
    let Some(by) = &taken.by else {
        return all;
    };
    let value = |at: usize| by.values.get(at)?.as_ref()?.is();
    let those = |group: Option<&str>| (0..taken.people).filter(|at| value(*at) == group).collect();
    for name in by.levels() {
        let who = those(Some(&name));
        all.push((Whose::Group(name), who));
    }
    let nowhere: Vec<usize> = those(None);
    if !nowhere.is_empty() {
        all.push((Whose::NoGroup, nowhere));
    }
    all
}

struct Counting<'t> {
    columns: Vec<&'t [usize]>,
    whose: Vec<&'t Whose>,
    /// How many people stand in each column, as it may be shown.
    shown: &'t [Shown],
    least: Option<u64>,
}

impl Counting<'_> {
    fn block(&self, of: &Characteristic) -> Block {
        let mut block = Block {
            attribute: of.name.clone(),
            kind: of.kind.word(),
            at: of.at.clone(),
            none: of.none.clone(),
            summaries: Vec::new(),
            decimals: 0,
            lines: Vec::new(),
        };
        if block.none.is_some() {
            return block;
        }
        let stands: Vec<Is> = of
            .values
            .iter()
            .map(|v| stands(&of.kind, v.as_ref()))
            .collect();
        let all = lines_of(of, &stands);
        let count = |is: &Is, who: &[usize]| {
            let stands = who.iter().filter(|at| stands.get(**at) == Some(is));
            stands.count() as u64
        };
        let row = |is: &Is| self.columns.iter().map(|who| count(is, who)).collect();
        match self.lines(&all, &all.iter().map(row).collect()) {
            Some(lines) => block.lines = lines,
            None => {
                block.none = Some("hidden: its lines would tell of too few people".to_owned());
                return block;
            }
        }
        if of.kind == AttributeKind::Number {
            let set = of.values.iter().flatten().filter_map(Value::is);
            block.decimals = set.map(decimals).max().unwrap_or(0).min(MOST_DECIMALS);
            block.summaries = self.summaries(of, &block.lines);
        }
        block
    }

    /// The lines with their counts, hidden where they must be; `None` where that does not do.
    fn lines(&self, all: &[Is], counts: &Counts) -> Option<Vec<Line>> {
        let shown = match self.least {
            Some(least) => block(counts, self.shown, least)?,
            None => {
                let row = |row: &Vec<u64>| row.iter().map(|n| Shown::Count(*n)).collect();
                counts.iter().map(row).collect()
            }
        };
        let with: Vec<Option<u64>> = (0..self.columns.len())
            .map(|column| self.with_value(column, all, &shown))
            .collect();
        let line = |(is, row): (&Is, &Vec<Shown>)| {
            let cell = |(count, of): (&Shown, &Option<u64>)| Cell {
                count: *count,
                of: of.filter(|_| matches!(is, Is::Value(_)) && count.count().is_some()),
            };
            Line {
                is: is.clone(),
                cells: row.iter().zip(&with).map(cell).collect(),
            }
        };
        Some(all.iter().zip(&shown).map(line).collect())
    }

    /// How many people of a column have a value, where there are per cents of them, and where what is
    /// shown tells it anyhow: any per cent would.
    fn with_value(&self, column: usize, all: &[Is], shown: &[Vec<Shown>]) -> Option<u64> {
        let mut with = self.shown.get(column)?.count()?;
        if self.whose.get(column) == Some(&&Whose::NoGroup) {
            return None;
        }
        for (is, row) in all.iter().zip(shown) {
            if matches!(is, Is::Missing | Is::Unknown) {
                with = with.checked_sub(row.get(column)?.count()?)?;
            }
        }
        Some(with)
    }

    /// The numbers of each column in short. Where a count is hidden they would tell it, and those of
    /// everybody would tell those of a group that is hidden alone.
    fn summaries(&self, of: &Characteristic, lines: &[Line]) -> Vec<Summary> {
        let value = |at: &usize| figure(of.values.get(*at)?.as_ref()?.is()?);
        let all = self.columns.iter();
        let all = all.map(|who| Numbers::of(who.iter().filter_map(value).collect()));
        let all: Vec<Option<Numbers>> = all.collect();
        let Some(least) = self.least else {
            let told = |n: Option<Numbers>| n.map_or(Summary::NoValues, Summary::Is);
            return all.into_iter().map(told).collect();
        };
        let counts = lines.iter().find(|l| l.is == Is::Number);
        let counts = counts.map_or(&[][..], |l| l.cells.as_slice());
        let may = counts.iter().map(|c| c.count.count().is_some());
        let n: Vec<u64> = all.iter().map(|n| n.as_ref().map_or(0, |n| n.n)).collect();
        let told = told(&n, may.collect(), least);
        let summary = |(numbers, told): (Option<Numbers>, bool)| match (numbers, told) {
            (_, false) => Summary::Hidden,
            (None, true) => Summary::NoValues,
            // Those at the ends are single people.
            (Some(numbers), true) => Summary::Is(Numbers {
                range: None,
                ..numbers
            }),
        };
        all.into_iter().zip(told).map(summary).collect()
    }
}

/// More decimals than these are no finding of a study.
const MOST_DECIMALS: usize = 6;

/// Which columns may be summed up: `may` are those whose count is shown. What is left of everybody
/// when all groups are taken off that are told must be two groups at least, and enough people.
fn told(n: &[u64], mut may: Vec<bool>, least: u64) -> Vec<bool> {
    for (may, n) in may.iter_mut().zip(n) {
        *may &= *n == 0 || *n >= least;
    }
    while may.first() == Some(&true) {
        let left = || (1..n.len()).filter(|at| !may[*at] && n[*at] > 0);
        let (groups, people) = (left().count(), left().map(|at| n[at]).sum::<u64>());
        if groups == 0 || (groups > 1 && people >= least) {
            break;
        }
        let others = (1..n.len()).filter(|at| may[*at] && n[*at] > 0);
        let smallest = others.min_by_key(|at| n[*at]).unwrap_or(0);
        may[smallest] = false;
    }
    may
}

/// The lines of an attribute: its values, and where somebody has none, that.
fn lines_of(of: &Characteristic, stands: &[Is]) -> Vec<Is> {
    let mut all = match of.kind {
        AttributeKind::Number => vec![Is::Number],
        _ => of.levels().into_iter().map(Is::Value).collect(),
    };
    let without = [Is::Missing, Is::Unknown].into_iter();
    all.extend(without.filter(|is| stands.contains(is)));
    all
}

/// In which line somebody stands. What is no number, though the attribute is one, is none.
fn stands(kind: &AttributeKind, value: Option<&Value>) -> Is {
    match value {
        Some(Value::Is(text)) if *kind == AttributeKind::Number => match figure(text) {
            Some(_) => Is::Number,
            None => Is::Missing,
        },
        Some(Value::Is(text)) => Is::Value(text.clone()),
        Some(Value::Not(Absent::Unknown)) => Is::Unknown,
        Some(Value::Not(Absent::Missing)) | None => Is::Missing,
    }
}
