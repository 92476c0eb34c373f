//! Matrices as tables, pictures and papers.

use super::asked::{By, Order, Rows, Shows};
use super::counted::Matrix;
use crate::export::grid::{Cell as Written, Grid};
use crate::export::heat_map::{self, HeatMap};
use crate::export::paper::{Block, Paper};
use crate::model::mapping::Valence;
use crate::model::natural::natural;
use crate::report::{Exported, paper_files, png, slug, table_files};
use serde_json::{Value, json};

impl Matrix {
    /// The rows in an order.
    pub fn ordered(&self, order: Order) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        match order {
            Order::Given => {}
            Order::Named => rows.sort_by(|a, b| natural(&self.rows[*a].name, &self.rows[*b].name)),
            Order::Largest(column) => {
                let size = |row: usize| self.cells[row].get(column).and_then(|c| self.size(c));
                let size = |row: usize| size(row).unwrap_or(-1.0);
                rows.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
            }
        }
        rows
    }

    /// The table as it is shown: rows in an order, or turned, so that its columns are.
    pub fn grid(&self, order: Order, turned: bool) -> Grid {
        let rows = self.ordered(order);
        let columns: Vec<usize> = (0..self.groups.len()).collect();
        let first = match turned {
            true => self.asked.by.words(),
            false => self.asked.rows.word().to_owned(),
        };
        let row_names = rows.iter().map(|r| self.rows[*r].name.clone());
        let group_names = columns.iter().map(|c| self.groups[*c].name.clone());
        let (heading, cells): (Vec<String>, Vec<Vec<Written>>) = match turned {
            false => {
                let row = |r: &usize| {
                    let cells = columns.iter().flat_map(|c| self.written(*r, *c));
                    [self.rows[*r].name.clone().into()]
                        .into_iter()
                        .chain(cells)
                        .collect()
                };
                (self.headings(group_names), rows.iter().map(row).collect())
            }
            true => {
                let row = |c: &usize| {
                    let cells = rows.iter().flat_map(|r| self.written(*r, *c));
                    [self.groups[*c].name.clone().into()]
                        .into_iter()
                        .chain(cells)
                        .collect()
                };
                (self.headings(row_names), columns.iter().map(row).collect())
            }
        };
        Grid {
            name: "matrix".into(),
            heading: std::iter::once(first).chain(heading).collect(),
            rows: cells,
        }
    }

    /// A heading for each cell that is written: people are two numbers.
    fn headings(&self, names: impl Iterator<Item = String>) -> Vec<String> {
        let several = self.tells_of();
        let valued = self.tells_valences();
        names
            .flat_map(|name| {
                let valence = valued.then(|| format!("{name}: valence"));
                let counted = match several {
                    true => vec![
                        name.clone(),
                        format!("{name}: of"),
                        format!("{name}: in a group only"),
                        format!("{name}: not read"),
                    ],
                    false => vec![name],
                };
                counted.into_iter().chain(valence)
            })
            .collect()
    }

    fn tells_of(&self) -> bool {
        self.asked.shows == Shows::People && !matches!(self.asked.by, By::Codes(_))
    }

    /// What is counted in a cell, and the valence of its case where there is any.
    fn written(&self, row: usize, column: usize) -> Vec<Written> {
        let mut written = self.counted(row, column);
        if self.rows[row].is_unmapped() {
            written.fill(Written::Empty);
        }
        if self.tells_valences() {
            let valence = self.valences[row][column];
            written.push(valence.map_or(Written::Empty, |v| v.word().into()));
        }
        written
    }

    fn tells_valences(&self) -> bool {
        self.valences.iter().flatten().any(Option::is_some)
    }

    fn counted(&self, row: usize, column: usize) -> Vec<Written> {
        let cell = &self.cells[row][column];
        let people = cell.people;
        let number = |n: u32| Written::Count(u64::from(n));
        match self.asked.shows {
            Shows::People if self.tells_of() => vec![
                number(people.said),
                number(people.of),
                number(people.in_group),
                number(people.not_read),
            ],
            Shows::People => vec![number(people.said)],
            Shows::Segments => vec![number(cell.segments)],
            Shows::Present => vec![number(u32::from(cell.segments > 0))],
            Shows::Summaries => vec![match self.summarised(row, column) {
                lines if lines.is_empty() => Written::Empty,
                lines => Written::Text(lines.join("\n")),
            }],
            Shows::Rate => vec![
                cell.rate()
                    .map_or(Written::Empty, |(rate, _)| Written::Figure(rate)),
            ],
        }
    }

    /// The matrix as a heat map, in SVG.
    pub fn svg(&self, study: &str, order: Order) -> String {
        let rows = self.ordered(order);
        let count = |row: usize, column: usize| {
            let cell = &self.cells[row][column];
            match self.asked.shows {
                Shows::People if cell.people.all() == 0 && self.tells_of() => None,
                Shows::Rate => cell.rate().map(|(rate, _)| (rate * 100.0).round() as u64),
                _ => self.size(cell).map(|size| size as u64),
            }
        };
        let columns = 0..self.groups.len();
        let row = |row: &usize| columns.clone().map(|column| count(*row, column)).collect();
        let mut notes = self.notes.clone();
        if self.asked.shows == Shows::Rate {
            notes.insert(0, "segments per 100,000 words".to_owned());
        }
        heat_map::svg(&HeatMap {
            title: format!("{study}: {}", self.title(false)),
            notes,
            down: self.asked.rows.word().to_owned(),
            across: self.asked.by.words(),
            rows: rows.iter().map(|r| self.rows[*r].name.clone()).collect(),
            columns: self.groups.iter().map(|g| g.name.clone()).collect(),
            counts: rows.iter().map(row).collect(),
        })
    }

    /// The matrix as a paper: its title, the table, what has to be said with it.
    pub fn paper(&self, study: &str, order: Order, turned: bool) -> Paper {
        let rows = self.ordered(order);
        let columns: Vec<usize> = (0..self.groups.len()).collect();
        let text = |row: usize, column: usize| match self.asked.shows {
            Shows::Summaries => match self.summarised(row, column) {
                lines if lines.is_empty() => self.text(row, column),
                lines => lines.join("\n"),
            },
            _ => self.text(row, column),
        };
        let row_name = |row: usize| self.rows[row].name.clone();
        let group_name = |column: usize| self.groups[column].name.clone();
        let (heading, table): (Vec<String>, Vec<Vec<String>>) = match turned {
            false => (
                columns.iter().map(|c| group_name(*c)).collect(),
                rows.iter()
                    .map(|r| {
                        [
                            vec![row_name(*r)],
                            columns.iter().map(|c| text(*r, *c)).collect(),
                        ]
                        .concat()
                    })
                    .collect(),
            ),
            true => (
                rows.iter().map(|r| row_name(*r)).collect(),
                columns
                    .iter()
                    .map(|c| {
                        [
                            vec![group_name(*c)],
                            rows.iter().map(|r| text(*r, *c)).collect(),
                        ]
                        .concat()
                    })
                    .collect(),
            ),
        };
        Paper {
            language: "en".to_owned(),
            blocks: vec![
                Block::Heading(1, format!("{study}: {}", self.title(turned))),
                Block::table([vec![String::new()], heading].concat(), table),
                Block::list(self.notes.clone()),
            ],
        }
    }

    /// Everything that can be written of it as it is shown: tables, papers and a heat map.
    pub fn files(&self, study: &str, order: Order, turned: bool) -> Exported {
        let stem = format!("matrix-{}", slug(&self.title(false)));
        let mut exported = Exported::default();
        for file in table_files(&stem, self.grid(order, turned)) {
            match file {
                Ok(file) => exported.files.push(file),
                Err(why) => exported.warnings.push(why),
            }
        }
        exported
            .files
            .extend(paper_files(&stem, &self.paper(study, order, turned)));
        // Texts are no picture.
        if self.asked.shows == Shows::Summaries {
            return exported;
        }
        let svg = self.svg(study, order);
        match png(&svg) {
            Some(Ok(pixels)) => {
                exported
                    .files
                    .push((format!("{stem}.png").into(), pixels.bytes));
                exported.warnings.extend(pixels.warning);
            }
            Some(Err(why)) => exported
                .warnings
                .push(format!("{stem}.png was not written: {why}")),
            None => {}
        }
        exported
            .files
            .push((format!("{stem}.svg").into(), svg.into_bytes()));
        exported
    }

    /// The shape docs/json.md describes.
    pub fn json(&self) -> Value {
        let cell = |row: usize, column: usize| {
            let cell = &self.cells[row][column];
            let summarised = self.summaries.get(&(row, column));
            json!({
                "summaries": summarised.map_or(&[][..], |s| &s.written),
                "places": summarised.map_or(&[][..], |s| &s.places),
                "segments": cell.segments,
                "people": cell.people,
                "percent": cell.percent(),
                "talk": cell.talk,
                "rate": cell.rate().map(|(rate, _)| rate),
            })
        };
        let constructs = self.asked.rows == Rows::Constructs;
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let cells = (0..self.groups.len()).map(|column| {
                let mut cell = cell(at, column);
                if constructs {
                    cell["valence"] = self.valences[at][column].map(Valence::word).into();
                }
                cell
            });
            json!({
                "name": row.name,
                "depth": row.depth,
                "codes": row.codes.len(),
                "cells": cells.collect::<Vec<_>>(),
            })
        });
        let group = |group: &super::grouped::Group| json!({ "name": group.name, "missing": group.is_missing, "all": group.is_all });
        json!({
            "rows_are": self.asked.rows.word(),
            "columns_are": self.asked.by.words(),
            "shows": self.asked.shows.word(),
            "columns": self.groups.iter().map(group).collect::<Vec<_>>(),
            "rows": rows.collect::<Vec<_>>(),
            "notes": self.notes,
        })
    }
}
