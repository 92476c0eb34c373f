//! Which codes two coders confuse, as a heat map: a row a code of the first, a column a code of the
//! second, in each cell how many codings were put together so.

use super::making::Making;
use crate::agreement::round::{Cell as Counted, Confusion};
use crate::model::ids::CodeId;
use crate::report::figures::{About, Behind, Cell, Column, Row, Shown, Table};
use std::collections::HashMap;

/// Name of what one coder did not code.
pub const NOTHING: &str = "nothing";

pub(super) fn table(making: &Making) -> Table {
    let (a, b) = making.coders();
    let empty = Table {
        first: format!("{a} ↓   {b} →"),
        empty: "Nobody coded anything: there is nothing to confuse.".into(),
        ..Table::default()
    };
    let Some(confusion) = making.results.confusion.get(making.pair) else {
        return empty;
    };
    if confusion.codes.is_empty() {
        return empty;
    }
    let axis: Vec<Option<CodeId>> = axis(confusion);
    let name = |code: &Option<CodeId>| code.map_or(NOTHING.to_owned(), |c| making.name(c));
    let counts = counts(confusion);
    // Numbers stand above the columns, as before the names of the rows; a number for nothing would
    // make it a code.
    let number = |n: usize| match axis.get(n) {
        Some(Some(_)) => (n + 1).to_string(),
        _ => "–".to_owned(),
    };
    let largest = counts.values().max().copied().unwrap_or(0);
    let wide = largest.to_string().len().max(2) as u16 + 3;
    let row = |down: &Option<CodeId>| {
        let cell = |across: &Option<CodeId>| match (down, across) {
            (None, None) => Cell::default(),
            _ => {
                let n = counts.get(&(*down, *across)).copied().unwrap_or(0);
                let counted = Counted::Confused {
                    pair: making.pair,
                    a: *down,
                    b: *across,
                };
                Cell::on(Shown::Count(n), Behind::of(counted))
            }
        };
        let place = axis.iter().position(|c| c == down).unwrap_or(0);
        Row {
            name: format!("{} {}", number(place), name(down)),
            about: down.map_or(About::Nothing, About::Code),
            cells: axis.iter().map(cell).collect(),
            remark: said(making, confusion, *down, &a, &b),
            few: false,
        }
    };
    Table {
        columns: (axis.iter().enumerate())
            .map(|(n, c)| Column::new(number(n), wide).called(name(c)))
            .collect(),
        rows: axis.iter().map(row).collect(),
        notes: vec![
            "codings put together one to one; shades by number, the diagonal (same code) by its own"
                .into(),
        ],
        ..empty
    }
}

/// Rows and columns: the codes either used, then nothing.
pub fn axis(confusion: &Confusion) -> Vec<Option<CodeId>> {
    let codes = confusion.codes.iter().map(|c| Some(*c));
    codes.chain([None]).collect()
}

/// The cells above 0.
pub fn counts(confusion: &Confusion) -> HashMap<(Option<CodeId>, Option<CodeId>), u64> {
    let cells = confusion.cells.iter();
    cells.map(|(a, b, n)| ((*a, *b), *n)).collect()
}

/// Where the first's codings of one code went, in words, most first.
fn said(making: &Making, confusion: &Confusion, down: Option<CodeId>, a: &str, b: &str) -> String {
    let mut here: Vec<(Option<CodeId>, u64)> = Vec::new();
    for (left, right, n) in &confusion.cells {
        if *left == down {
            here.push((*right, *n));
        }
    }
    here.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let all: u64 = here.iter().map(|(_, n)| n).sum();
    let Some(code) = down else {
        return format!("where {a} coded nothing, {b} has {all}");
    };
    let at = |right: &Option<CodeId>| match right {
        Some(c) if *c == code => format!("{b} has the same"),
        Some(c) => making.name(*c),
        None => "nothing".to_owned(),
    };
    let parts: Vec<String> = here
        .iter()
        .map(|(r, n)| format!("{n} × {}", at(r)))
        .collect();
    format!(
        "{}: {all} of {a}; there {}",
        making.name(code),
        parts.join(", ")
    )
}
