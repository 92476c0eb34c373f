//! Codes that meet: how many stretches of one code lie so to a stretch of another, and who speaks in both.

use super::asked::Meeting;
use super::cell::Cell;
use super::counting::{Counting, RowsOf};
use crate::model::ids::SourceId;
use crate::model::layer::Finding;
use crate::model::source::Document;
use crate::model::text::Span;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeSet, HashMap};
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

/// What was met in one source: stretches, and who speaks in both, by row and row.
type Met = FxHashMap<(usize, usize), (u32, BTreeSet<usize>)>;

/// By row and row: the stretches of the first that meet one of the second so.
pub(super) fn count(counting: &Counting<'_>, how: Meeting) -> Vec<Vec<Cell>> {
    let rows = counting.rows.len();
    let mut cells = vec![vec![Cell::default(); rows]; rows];
    let mut people: HashMap<(usize, usize), BTreeSet<usize>> = HashMap::new();
    let rows_of = counting.rows_of();
    let sources: Vec<&[Finding]> = counting
        .layer
        .findings
        .chunk_by(|a, b| a.source == b.source)
        .collect();
    let found: Vec<Met> = sources
        .par_iter()
        .map(|here| in_source(&stretches(counting, &rows_of, here), how))
        .collect();
    for ((row, column), (stretches, here)) in found.into_iter().flatten() {
        cells[row][column].segments += stretches;
        people.entry((row, column)).or_default().extend(here);
    }
    for ((row, column), people) in people {
        cells[row][column].people.said = people.len() as u32;
    }
    cells
}

fn in_source(all: &[Stretch], how: Meeting) -> Met {
    let mut found = Met::default();
    for one in all {
        let mut counted: FxHashSet<(usize, usize)> = FxHashSet::default();
        for other in meeting(all, one, how) {
            for row in &one.rows {
                for column in other.rows.iter().filter(|column| *column != row) {
                    let at = found.entry((*row, *column)).or_default();
                    at.0 += u32::from(counted.insert((*row, *column)));
                    at.1.extend(one.people.iter().filter(|p| other.people.contains(p)));
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
