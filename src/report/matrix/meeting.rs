//! Codes that meet: how many stretches of one code lie so to a stretch of another, and who speaks in both.

use super::asked::Meeting;
use super::cell::Cell;
use super::counting::Counting;
use crate::model::ids::SourceId;
use crate::model::source::Document;
use crate::model::text::Span;
use std::collections::{BTreeSet, HashMap};

/// A stretch with the rows it is counted in.
struct Stretch {
    span: Span,
    /// The turns it shares text with.
    turns: (usize, usize),
    rows: Vec<usize>,
    people: Vec<usize>,
}

/// By row and row: the stretches of the first that meet one of the second so.
pub(super) fn count(counting: &Counting<'_>, how: Meeting) -> Vec<Vec<Cell>> {
    let rows = counting.rows.len();
    let mut cells = vec![vec![Cell::default(); rows]; rows];
    let mut people: HashMap<(usize, usize), BTreeSet<usize>> = HashMap::new();
    let findings = &counting.layer.findings;
    for of_source in findings.chunk_by(|a, b| a.source == b.source) {
        let all = stretches(counting, of_source);
        for one in &all {
            let mut met: BTreeSet<(usize, usize)> = BTreeSet::new();
            for other in near(&all, one, how) {
                if !meets(one, other, how) {
                    continue;
                }
                for row in &one.rows {
                    for column in other.rows.iter().filter(|column| *column != row) {
                        met.insert((*row, *column));
                        let both = one.people.iter().filter(|p| other.people.contains(p));
                        people.entry((*row, *column)).or_default().extend(both);
                    }
                }
            }
            for (row, column) in met {
                cells[row][column].segments += 1;
            }
        }
    }
    for ((row, column), people) in people {
        cells[row][column].people.said = people.len() as u32;
    }
    cells
}

/// The stretches of a row that meet one of the column so.
pub(super) fn met(
    counting: &Counting<'_>,
    how: Meeting,
    (row, column): (usize, usize),
) -> BTreeSet<(SourceId, Span)> {
    let mut found = BTreeSet::new();
    let findings = &counting.layer.findings;
    for of_source in findings.chunk_by(|a, b| a.source == b.source) {
        let all = stretches(counting, of_source);
        for one in all.iter().filter(|one| one.rows.contains(&row)) {
            let mut others = near(&all, one, how);
            if others.any(|other| other.rows.contains(&column) && meets(one, other, how)) {
                found.insert((of_source[0].source.clone(), one.span));
            }
        }
    }
    found
}

/// The stretches of a source in the order of its text, each once.
fn stretches(counting: &Counting<'_>, findings: &[crate::model::layer::Finding]) -> Vec<Stretch> {
    let rows_of = counting.rows_of();
    let mut all = Vec::new();
    for same in findings.chunk_by(|a, b| a.span == b.span) {
        let rows = same.iter().filter_map(|f| rows_of.get(&f.code)).flatten();
        let mut rows: Vec<usize> = rows.copied().collect();
        rows.sort_unstable();
        rows.dedup();
        let first = &same[0];
        let people = counting.speaking(first).map(|(_, people)| people);
        let document = counting.documents.get(&first.source);
        all.push(Stretch {
            span: first.span,
            turns: document.map_or((0, 0), |document| turns(document, first.span)),
            rows,
            people: people.unwrap_or_default(),
        });
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

/// Those that can meet it: in the order of the text, none that begins too late.
fn near<'s>(
    all: &'s [Stretch],
    one: &'s Stretch,
    how: Meeting,
) -> impl Iterator<Item = &'s Stretch> {
    all.iter().take_while(move |other| match how {
        Meeting::Near(turns) => other.turns.0 <= one.turns.1 + turns as usize,
        _ => other.span.start < one.span.end,
    })
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
