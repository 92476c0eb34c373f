//! The table in words: rows of cells, as screens, papers and the terminal show them.

use super::numbers::{Numbers, at_most, rounded};
use super::shape::{Block, Cell, Is, Line, Shown, Summary, TableOne, Whose};
use crate::export::paper::{Block as Part, Paper};
use crate::model::attribute::Column;
use crate::report::words::in_brackets;

/// A row: an attribute, or a line of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The attribute; empty in its lines.
    pub attribute: String,
    /// What the line is, or why the attribute has none.
    pub line: String,
    /// As many as the table has columns; none beside an attribute.
    pub cells: Vec<String>,
}

/// Below how many people the table hides, in words: `<5`.
fn few(table: &TableOne) -> String {
    table
        .least
        .map_or_else(String::new, |least| format!("<{least}"))
}

impl TableOne {
    /// `Table 1. Characteristics of participants at baseline`.
    pub fn title(&self) -> String {
        let at = self.at.as_ref().map(|at| format!(" at {at}"));
        let by = self.by.as_ref().map(|by| format!(", by {by}"));
        let (at, by) = (at.unwrap_or_default(), by.unwrap_or_default());
        format!("Table 1. Characteristics of participants{at}{by}")
    }

    /// The headings of its columns: `overall (n = 40)`.
    pub fn headings(&self) -> Vec<String> {
        let n = |n: &Shown| match n {
            Shown::Count(n) => format!("n = {n}"),
            Shown::Few => format!("n {}", few(self)),
            Shown::Hidden => "n hidden".to_owned(),
        };
        let heading = |(whose, count): &(Whose, Shown)| format!("{} ({})", whose.words(), n(count));
        self.columns.iter().map(heading).collect()
    }

    /// All rows, block by block.
    pub fn rows(&self) -> Vec<Row> {
        self.blocks
            .iter()
            .flat_map(|block| self.block(block))
            .collect()
    }

    fn block(&self, block: &Block) -> Vec<Row> {
        let mut rows = vec![Row {
            attribute: Column::new(&*block.attribute, block.at.clone()).to_string(),
            line: block.none.clone().unwrap_or_default(),
            cells: Vec::new(),
        }];
        for line in &block.lines {
            let cell = |cell: &Cell| match (cell.count, cell.of) {
                (Shown::Count(n), Some(of @ 1..10)) => format!("{n} of {of}"),
                (Shown::Count(n), of) => format!("{n}{}", in_brackets(n, of.unwrap_or(0))),
                (Shown::Few, _) => few(self),
                (Shown::Hidden, _) => "hidden".to_owned(),
            };
            rows.push(row(words(line), line.cells.iter().map(cell).collect()));
            if line.is == Is::Number {
                rows.extend(self.summaries(block));
            }
        }
        rows
    }

    fn summaries(&self, block: &Block) -> Vec<Row> {
        type Said = fn(&Numbers, usize) -> Option<String>;
        let all: [(&str, Said); 3] = [
            ("mean (SD)", |n, d| Some(mean(n, d))),
            ("median [quartiles]", |n, d| Some(median(n, d))),
            ("range", range),
        ];
        let shown = all
            .into_iter()
            .filter(|(name, _)| *name != "range" || self.least.is_none());
        let line = |(name, said): (&str, Said)| {
            let cell = |summary: &Summary| match summary {
                Summary::Is(numbers) => said(numbers, block.decimals).unwrap_or_default(),
                Summary::NoValues => "no values".to_owned(),
                Summary::Hidden => "hidden".to_owned(),
            };
            row(name.to_owned(), block.summaries.iter().map(cell).collect())
        };
        shown.map(line).collect()
    }

    /// The table with its notes, to be handed round. `study` is the name of the study.
    pub fn paper(&self, study: &str) -> Paper {
        let heading = ["characteristic".to_owned(), String::new()];
        let blank = vec![String::new(); self.columns.len()];
        let cells = |row: Row| {
            let cells = if row.cells.is_empty() {
                blank.clone()
            } else {
                row.cells
            };
            let beginning = [row.attribute, row.line];
            beginning.into_iter().chain(cells).collect::<Vec<_>>()
        };
        Paper {
            language: "en".into(),
            blocks: vec![
                Part::Heading(1, format!("{}: {study}", self.title())),
                Part::table(
                    heading.into_iter().chain(self.headings()).collect(),
                    self.rows().into_iter().map(cells),
                ),
                Part::list(self.notes.clone()),
            ],
        }
    }
}

fn row(line: String, cells: Vec<String>) -> Row {
    Row {
        attribute: String::new(),
        line,
        cells,
    }
}

/// What a line is.
pub fn words(line: &Line) -> String {
    match &line.is {
        Is::Value(value) => value.clone(),
        Is::Number => "n".to_owned(),
        Is::Missing => "missing".to_owned(),
        Is::Unknown => "unknown".to_owned(),
    }
}

/// With one decimal more than the numbers have: `40.8 (11.9)`.
fn mean(numbers: &Numbers, decimals: usize) -> String {
    let sd = numbers.sd.map(|sd| rounded(sd, decimals + 1));
    let sd = sd.unwrap_or_else(|| "–".to_owned());
    format!("{} ({sd})", rounded(numbers.mean, decimals + 1))
}

/// With as many decimals as quartiles need, at most two more: `39.5 [33.25, 48.25]`.
fn median(numbers: &Numbers, decimals: usize) -> String {
    let [lower, median, upper] = numbers.quartiles.map(|q| at_most(q, decimals + 2));
    format!("{median} [{lower}, {upper}]")
}

fn range(numbers: &Numbers, decimals: usize) -> Option<String> {
    let (least, greatest) = numbers.range?;
    Some(format!(
        "{} to {}",
        at_most(least, decimals),
        at_most(greatest, decimals)
    ))
}
