//! The table as data, with all digits: for spreadsheets, and as JSON.

use super::numbers::Numbers;
use super::shape::{Block, Cell as Counted, Is, Line, Shown, Summary, TableOne, Whose};
use super::written::words;
use crate::export::grid::{Cell, Grid};
use crate::model::attribute::Column;
use serde_json::{Value as Json, json};

/// A share is given of this many people at least.
const SHARED: u64 = 10;

/// A figure of numbers by its name.
type Figure = (&'static str, fn(&Numbers) -> Option<f64>);

const FIGURES: [Figure; 7] = [
    ("mean", |n| Some(n.mean)),
    ("SD", |n| n.sd),
    ("lower quartile", |n| Some(n.quartiles[0])),
    ("median", |n| Some(n.quartiles[1])),
    ("upper quartile", |n| Some(n.quartiles[2])),
    ("least", |n| Some(n.range?.0)),
    ("greatest", |n| Some(n.range?.1)),
];

/// A share of those with a value, where they are enough.
fn share(cell: &Counted) -> Option<f64> {
    let of = cell.of.filter(|of| *of >= SHARED)?;
    Some(cell.count.count()? as f64 / of as f64)
}

impl TableOne {
    /// As a table: two columns for each of its own, the count or figure and the per cent.
    pub fn grid(&self) -> Grid {
        let names = self.columns.iter().map(|(whose, _)| whose.words());
        let headings = names.flat_map(|name| [name.to_owned(), format!("{name} %")]);
        let n = self
            .columns
            .iter()
            .flat_map(|(_, n)| [self.count(*n), Cell::Empty]);
        let mut rows = vec![line("people", "n", n.collect())];
        rows.extend(self.blocks.iter().flat_map(|block| self.block_rows(block)));
        let first = ["attribute", "line"].map(str::to_owned);
        Grid {
            name: "table 1".into(),
            heading: first.into_iter().chain(headings).collect(),
            rows,
        }
    }

    /// Its notes as a table of one column.
    pub fn notes_grid(&self) -> Grid {
        let row = |note: &String| vec![note.as_str().into()];
        Grid {
            name: "notes".into(),
            heading: vec![self.title()],
            rows: self.notes.iter().map(row).collect(),
        }
    }

    fn count(&self, shown: Shown) -> Cell {
        match (shown, self.least) {
            (Shown::Count(n), _) => n.into(),
            (Shown::Few, Some(least)) => format!("<{least}").into(),
            (Shown::Few | Shown::Hidden, _) => "hidden".into(),
        }
    }

    fn block_rows(&self, block: &Block) -> Vec<Vec<Cell>> {
        let name = Column::new(&*block.attribute, block.at.clone()).to_string();
        if let Some(why) = &block.none {
            return vec![line(&name, why, vec![Cell::Empty; self.columns.len() * 2])];
        }
        let mut rows = Vec::new();
        for own in &block.lines {
            let percent = |c| share(c).map_or(Cell::Empty, |s| Cell::Figure(s * 100.0));
            let cells = own
                .cells
                .iter()
                .flat_map(|c| [self.count(c.count), percent(c)]);
            rows.push(line(&name, &words(own), cells.collect()));
            if own.is != Is::Number {
                continue;
            }
            for (figure, value) in FIGURES {
                let cell = |summary: &Summary| match summary {
                    Summary::Is(numbers) => value(numbers).map_or(Cell::Empty, Cell::Figure),
                    Summary::NoValues => Cell::Empty,
                    Summary::Hidden => "hidden".into(),
                };
                let cells = block.summaries.iter().flat_map(|s| [cell(s), Cell::Empty]);
                rows.push(line(&name, figure, cells.collect()));
            }
        }
        rows
    }

    /// As JSON: docs/json.md says what stands in it.
    pub fn json(&self) -> Json {
        let column = |(whose, n): &(Whose, Shown)| {
            let is = match whose {
                Whose::Overall => "overall",
                Whose::Group(_) => "group",
                Whose::NoGroup => "group missing",
            };
            let group = match whose {
                Whose::Group(name) => Some(name),
                _ => None,
            };
            json!({ "is": is, "group": group, "n": self.count_json(*n) })
        };
        let block = |b: &Block| {
            json!({
                "attribute": b.attribute, "kind": b.kind, "at": b.at, "none": b.none,
                "numbers": b.summaries.iter().map(summary_json).collect::<Vec<_>>(),
                "lines": b.lines.iter().map(|l| self.line_json(l)).collect::<Vec<_>>(),
            })
        };
        json!({
            "at": self.at, "by": self.by, "least": self.least,
            "columns": self.columns.iter().map(column).collect::<Vec<_>>(),
            "blocks": self.blocks.iter().map(block).collect::<Vec<_>>(),
            "notes": self.notes,
        })
    }

    fn count_json(&self, shown: Shown) -> Json {
        match (shown, self.least) {
            (Shown::Count(n), _) => json!(n),
            (Shown::Few, Some(least)) => hidden(&format!("at least 1 and fewer than {least}")),
            (Shown::Few | Shown::Hidden, _) => hidden("a small count could be worked out from it"),
        }
    }

    fn line_json(&self, line: &Line) -> Json {
        let (is, value) = match &line.is {
            Is::Value(value) => ("value", Some(value)),
            Is::Number => ("number", None),
            Is::Missing => ("missing", None),
            Is::Unknown => ("unknown", None),
        };
        let cell = |c: &Counted| {
            let mut cell = json!({ "n": self.count_json(c.count) });
            for (name, value) in [
                ("of", c.of.map(|of| json!(of))),
                ("share", share(c).map(|s| json!(s))),
            ] {
                if let Some(value) = value {
                    cell[name] = value;
                }
            }
            cell
        };
        let cells: Vec<Json> = line.cells.iter().map(cell).collect();
        json!({ "is": is, "value": value, "cells": cells })
    }
}

fn hidden(why: &str) -> Json {
    json!({ "hidden": why })
}

fn summary_json(summary: &Summary) -> Json {
    let numbers = match summary {
        Summary::Is(numbers) => numbers,
        Summary::NoValues => return json!({ "undefined": "nobody has a value" }),
        Summary::Hidden => return hidden("it tells of too few people, or would tell of them"),
    };
    let [lower, median, upper] = numbers.quartiles;
    let sd = numbers.sd.map(|sd| json!(sd));
    let mut all = json!({
        "n": numbers.n, "mean": numbers.mean,
        "sd": sd.unwrap_or_else(|| json!({ "undefined": "one value alone has no SD" })),
        "median": median, "quartiles": [lower, upper],
    });
    if let Some((least, greatest)) = numbers.range {
        all["range"] = json!([least, greatest]);
    }
    all
}

fn line(attribute: &str, line: &str, cells: Vec<Cell>) -> Vec<Cell> {
    [attribute.into(), line.into()]
        .into_iter()
        .chain(cells)
        .collect()
}
