//! Codes that meet: how many stretches of one code lie so to a stretch of another, and who speaks in both.

use super::asked::Meeting;
use super::cell::Cell;
use super::counting::{Counting, RowsOf};
use crate::model::ids::SourceId;
use crate::model::layer::Finding;
use crate::model::source::Document;
use crate::model::text::Span;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::collections::BTreeSet;
use std::ops::Range;

/// A stretch with the rows it is counted in.
pub(super) struct Stretch {
    pub span: Span,
    /// The turns it shares text with.
    turns: (usize, usize),
    pub rows: Vec<usize>,
    pub people: Vec<usize>,
    /// Its findings, among those of its source.
    pub findings: Range<usize>,
    /// How far it and those before it come: the last place, and the last turn.
    reach: (u32, usize),
}

/// What was met in one source, by row and row.
type Met = FxHashMap<(usize, usize), Both>;

#[derive(Default)]
struct Both {
    /// How many stretches of the first, and after how many of the source the last was counted.
    stretches: u32,
    last: usize,
    /// Who speaks in both, each once.
    people: SmallVec<[usize; 2]>,
}

/// By row and row: the stretches of the first that meet one of the second so.
pub(super) fn count(counting: &Counting<'_>, how: Meeting) -> Vec<Vec<Cell>> {
    let rows = counting.rows.len();
    let mut cells = vec![vec![Cell::default(); rows]; rows];
    let rows_of = counting.rows_of();
    let findings = &counting.layer.findings;
    let sources: Vec<&[Finding]> = findings.chunk_by(|a, b| a.source == b.source).collect();
    let found: Vec<Met> = sources
        .par_iter()
        .map(|here| in_source(&stretches(counting, &rows_of, here), how))
        .collect();
    let mut of_people = vec![Vec::new(); counting.people.names.len()];
    for (place, both) in found.into_iter().flatten() {
        cells[place.0][place.1].segments += both.stretches;
        for person in both.people {
            of_people[person].push(place);
        }
    }
    // Who speaks in several sources counts once.
    of_people.par_iter_mut().for_each(|places| {
        places.sort_unstable();
        places.dedup();
    });
    for (row, column) in of_people.into_iter().flatten() {
        cells[row][column].people.said += 1;
    }
    cells
}

fn in_source(all: &[Stretch], how: Meeting) -> Met {
    let mut found = Met::default();
    for (at, one) in all.iter().enumerate() {
        for other in meeting(all, one, how) {
            for row in &one.rows {
                for column in other.rows.iter().filter(|column| *column != row) {
                    let both = found.entry((*row, *column)).or_default();
                    if both.last != at + 1 {
                        both.last = at + 1;
                        both.stretches += 1;
                    }
                    for person in one.people.iter().filter(|p| other.people.contains(p)) {
                        if !both.people.contains(person) {
                            both.people.push(*person);
                        }
                    }
                }
            }
        }
    }
    found
}

/// The stretches of a row that meet one of the column so.
pub(super) fn met(
    counting: &Counting<'_>,
    how: Meeting,
    (row, column): (usize, usize),
) -> BTreeSet<(SourceId, Span)> {
    let mut found = BTreeSet::new();
    let rows_of = counting.rows_of();
    let findings = &counting.layer.findings;
    for of_source in findings.chunk_by(|a, b| a.source == b.source) {
        let all = stretches(counting, &rows_of, of_source);
        for one in all.iter().filter(|one| one.rows.contains(&row)) {
            if meeting(&all, one, how).any(|other| other.rows.contains(&column)) {
                found.insert((of_source[0].source.clone(), one.span));
            }
        }
    }
    found
}

/// The stretches of a source in the order of its text, each once. Its findings are in that order.
pub(super) fn stretches(
    counting: &Counting<'_>,
    rows_of: &RowsOf,
    findings: &[Finding],
) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    let mut from = 0;
    for same in findings.chunk_by(|a, b| a.span == b.span) {
        let rows = same.iter().filter_map(|f| rows_of.get(&f.code)).flatten();
        let mut rows: Vec<usize> = rows.copied().collect();
        rows.sort_unstable();
        rows.dedup();
        let first = &same[0];
        let people = counting.speaking(first).map(|(_, people)| people);
        let document = counting.documents.get(&first.source);
        let turns = document.map_or((0, 0), |document| turns(document, first.span));
        let before = all.last().map_or((0, 0), |last| last.reach);
        all.push(Stretch {
            span: first.span,
            turns,
            rows,
            people: people.unwrap_or_default(),
            findings: from..from + same.len(),
            reach: (before.0.max(first.span.end), before.1.max(turns.1)),
        });
        from += same.len();
    }
    all
}

/// The first and the last turn a stretch shares text with.
fn turns(document: &Document, span: Span) -> (usize, usize) {
    let structure = &document.structure;
    let at = |point: u32| structure.turn_at(point).unwrap_or(0);
    (
        at(span.start),
        at(span.end.saturating_sub(1).max(span.start)),
    )
}

/// Those that a stretch meets so, in the order of the text.
pub(super) fn meeting<'s>(
    all: &'s [Stretch],
    one: &'s Stretch,
    how: Meeting,
) -> impl Iterator<Item = &'s Stretch> {
    // What comes before it, with all before that, ends too early; what comes after it begins too late.
    let from = all.partition_point(|other| match how {
        Meeting::Near(turns) => other.reach.1 + (turns as usize) < one.turns.0,
        _ => other.reach.0 <= one.span.start,
    });
    let near = all[from..].iter().take_while(move |other| match how {
        Meeting::Near(turns) => other.turns.0 <= one.turns.1 + turns as usize,
        _ => other.span.start < one.span.end,
    });
    near.filter(move |other| meets(one, other, how))
}

fn meets(one: &Stretch, other: &Stretch, how: Meeting) -> bool {
    let (x, y) = (one.span, other.span);
    let inside = |x: Span, y: Span| y.start <= x.start && x.end <= y.end;
    match how {
        Meeting::Same => x == y,
        Meeting::Inside => x != y && inside(x, y),
        Meeting::Crossing => x.overlap(y) > 0 && !inside(x, y) && !inside(y, x),
        Meeting::Near(turns) => {
            let apart = match one.turns.0 > other.turns.1 {
                true => one.turns.0 - other.turns.1,
                false => other.turns.0.saturating_sub(one.turns.1),
            };
            apart <= turns as usize
        }
    }
}
