//! Codes on units set beforehand: turns, sentences, paragraphs, meaning units.
//!
//! A unit carries a code for a coder when that coder's marks of the code cover a code point of it. A mark across three turns gives its code to all three.

use std::collections::HashMap;

use super::characters::readers;
use super::mark::{Mark, joined};
use super::outcome::Undefined;
use super::presence::Presence;
use super::table::Table;
use crate::model::text::Span;

/// One source's units and what each coder marked in it.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The units that count, in any order; interviewers' turns are left out by not being here.
    pub units: &'a [Span],
    /// By coder: the marks, or `None` when the coder has not read this source. Always the same
    /// coders in the same order.
    pub coders: Vec<Option<&'a [Mark]>>,
}

/// Presence of `codes` codes by unit over all sources, for `coders` coders.
///
/// # Errors
/// [`Undefined::TooManyCoders`].
pub fn presence<'a>(
    codes: usize,
    coders: usize,
    sources: impl IntoIterator<Item = Source<'a>>,
) -> Result<Presence, Undefined> {
    let mut presence = Presence::new(codes, coders)?;
    for source in sources {
        let group = presence.read(readers(&source.coders, coders), source.units.len() as u64);
        for givers in givers(&source, coders).chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let who = givers.iter().map(|(_, _, coder)| 1u64 << coder).sum();
            presence.give(group, givers[0].1, who, 1);
        }
    }
    Ok(presence)
}

/// The set of codes each coder gave each unit, as one table whose categories are the distinct sets
/// in use: its percent agreement is the share of units with identical sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sets {
    /// Units × coders.
    pub table: Table,
    /// By category: the codes of the set, sorted. Category 0 is the empty set.
    pub sets: Vec<Vec<u32>>,
}

impl Sets {
    /// From each coder's set on each unit, `None` where it was not coded. Sets may be in any order;
    /// a code named twice counts once. A row shorter than `coders` is missing at its end, what is
    /// longer is not read.
    pub fn from_rows(coders: usize, rows: &[Vec<Option<Vec<u32>>>]) -> Sets {
        let mut numbers: HashMap<Vec<u32>, u32> = HashMap::from([(Vec::new(), 0)]);
        let mut tidy = Vec::new();
        let mut number = |set: &[u32]| {
            tidy.clear();
            tidy.extend_from_slice(set);
            tidy.sort_unstable();
            tidy.dedup();
            let next = numbers.len() as u32;
            match numbers.get(&tidy) {
                Some(number) => *number,
                None => *numbers.entry(tidy.clone()).or_insert(next),
            }
        };
        let mut values: Vec<Option<u32>> = Vec::with_capacity(rows.len() * coders);
        for row in rows {
            let set = |coder: usize| row.get(coder)?.as_deref();
            values.extend((0..coders).map(|coder| set(coder).map(&mut number)));
        }
        // In the order of the sets, whatever the order of the rows.
        let mut sets: Vec<(Vec<u32>, u32)> = numbers.into_iter().collect();
        sets.sort_unstable();
        let mut place = vec![0; sets.len()];
        for (at, (_, number)) in sets.iter().enumerate() {
            place[*number as usize] = at as u32;
        }
        let mut counter = super::table::Counter::new(sets.len(), coders);
        for row in values.chunks_mut(coders.max(1)) {
            row.iter_mut()
                .flatten()
                .for_each(|v| *v = place[*v as usize]);
            counter.add(row, 1);
        }
        Sets {
            table: counter.table(),
            sets: sets.into_iter().map(|(set, _)| set).collect(),
        }
    }
}

/// Unit, code and coder wherever a coder gave a unit a code, sorted.
pub(super) fn givers(source: &Source<'_>, coders: usize) -> Vec<(usize, u32, usize)> {
    let order = Order::of(source.units);
    let mut found = Vec::new();
    for (coder, marks) in source.coders.iter().take(coders).enumerate() {
        let mut covered: Vec<(usize, u32)> = Vec::new();
        for mark in joined(marks.unwrap_or_default(), u32::MAX) {
            order.each(mark.span, |unit| {
                covered.push((unit, mark.code));
            });
        }
        covered.sort_unstable();
        covered.dedup();
        found.extend(covered.into_iter().map(|(unit, code)| (unit, code, coder)));
    }
    found.sort_unstable();
    found
}

/// Units by their start, with the furthest end up to each, to find those a span meets.
struct Order<'a> {
    units: &'a [Span],
    order: Vec<usize>,
    furthest: Vec<u32>,
}

impl Order<'_> {
    fn of(units: &[Span]) -> Order<'_> {
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.sort_by_key(|unit| units[*unit]);
        let further = |end: &mut u32, unit: &usize| {
            *end = units[*unit].end.max(*end);
            Some(*end)
        };
        let furthest = order.iter().scan(0, further).collect();
        Order {
            units,
            order,
            furthest,
        }
    }

    fn each(&self, span: Span, mut meet: impl FnMut(usize)) {
        let first = self.furthest.partition_point(|end| *end <= span.start);
        for unit in &self.order[first..] {
            if self.units[*unit].start >= span.end {
                break;
            }
            if self.units[*unit].overlap(span) > 0 {
                meet(*unit);
            }
        }
    }
}

#[cfg(test)]
mod tests;
