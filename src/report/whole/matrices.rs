//! Matrices of themes and codes by groups: each cell leads to the segments it counts.

use super::anchors::Anchors;
use super::quotes::FEW;
use super::study::Study;
use crate::export::grid::Grid;
use crate::export::paper::{Block, Cell, Words};
use crate::model::attribute::{Column, Subjects};
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::attribute_value::value;
use crate::report::matrix::{Asked, Matrix, Order, Rows, Shows};
use std::collections::BTreeSet;

/// Places that count in a cell.
type Places = Vec<(SourceId, Span)>;

/// The matrices of a report with what stands behind their cells.
pub(super) struct Counted {
    /// With the places behind each cell, by row and column.
    pub all: Vec<(Matrix, Vec<Vec<Places>>)>,
}

impl Counted {
    pub fn of(study: &Study) -> Counted {
        let mut aligned = AlignedRounds::default();
        let mut rows = vec![Rows::Themes, Rows::Codes];
        rows.retain(|rows| *rows != Rows::Themes || !study.view.themes().themes.is_empty());
        let asked = study.by.iter().flat_map(|by| {
            rows.iter().map(|rows| Asked {
                rows: *rows,
                by: by.clone(),
                shows: Shows::People,
                settled_alone: false,
            })
        });
        let mut count = |asked: Asked| {
            let (view, documents) = (study.view, study.texts.documents());
            let mut matrix = Matrix::of(view, documents, asked.clone(), &mut aligned);
            // Where no source was read to the end, “0 of 0” would read as “nobody”.
            if matrix.cells.iter().flatten().all(|c| c.people.of == 0) {
                let shows = Shows::Segments;
                matrix = Matrix::of(view, documents, Asked { shows, ..asked }, &mut aligned);
            }
            let columns = matrix.groups.len();
            let behind = matrix.behind_rows(view, documents, study.grounds, 0..matrix.rows.len());
            let places = behind.into_iter().map(|row| {
                let mut cells = vec![Places::new(); columns];
                for (segment, within) in row {
                    for column in within {
                        cells[column].push((segment.source.clone(), segment.span));
                    }
                }
                cells
            });
            let places = places.collect();
            (matrix, places)
        };
        Counted {
            all: asked.map(&mut count).collect(),
        }
    }

    /// What the matrices of themes say of one, group by group.
    pub fn of_theme(&self, theme: usize) -> Vec<(String, Vec<String>)> {
        let themes = self
            .all
            .iter()
            .filter(|(m, _)| m.asked.rows == Rows::Themes);
        let line = |(matrix, _): &(Matrix, _)| {
            let columns = 0..matrix.groups.len();
            let said =
                columns.map(|c| format!("{} {}", matrix.groups[c].name, text(matrix, theme, c)));
            (matrix.asked.by.words(), said.collect())
        };
        themes.map(line).collect()
    }

    /// The matrices as sheets.
    pub fn grids(&self) -> Vec<Grid> {
        let grid = |(matrix, _): &(Matrix, _)| Grid {
            name: matrix.title(false),
            ..matrix.grid(Order::Given, false)
        };
        self.all.iter().map(grid).collect()
    }
}

/// A cell as its screen has it; `†` where so few people may be recognised.
fn text(matrix: &Matrix, row: usize, column: usize) -> String {
    let people = matrix.cells[row][column].people;
    let counts_people = matrix.asked.shows == Shows::People;
    // Whoever reads “1 of 1” sees one person, whoever else said it in a group.
    let are_few = [people.said, people.anybody()].map(|n| (1..FEW as u32).contains(&n));
    let few = match counts_people && are_few.contains(&true) {
        true => " †",
        false => "",
    };
    format!("{}{few}", matrix.text(row, column))
}

pub(super) fn section(counted: &Counted) -> Vec<Block> {
    let mut blocks = vec![Block::text(format!(
        "Each number leads to the segments it counts. †: fewer than {FEW} people are counted, or said it at all; in a small group they may be recognised."
    ))];
    for (nth, (matrix, _)) in counted.all.iter().enumerate() {
        blocks.push(Block::Heading(3, matrix.title(false)));
        blocks.push(table(nth, matrix));
        blocks.push(Block::list(matrix.notes.clone()));
    }
    if counted.all.is_empty() {
        blocks.push(Block::text(
            "No attribute divides people or sources into groups.",
        ));
    }
    blocks
}

fn table(nth: usize, matrix: &Matrix) -> Block {
    let sizes = matrix.cells.iter().flatten().filter_map(|c| matrix.size(c));
    let most = sizes.fold(0.0, f64::max);
    let shade = |row: usize, column: usize| match matrix.size(&matrix.cells[row][column]) {
        Some(size) if most > 0.0 => (size / most * 70.0).round() as u8,
        _ => 0,
    };
    let heading = matrix.groups.iter().map(|g| g.name.clone());
    let rows = (0..matrix.rows.len()).map(|row| {
        let indent = "\u{a0}\u{a0}".repeat(matrix.rows[row].depth.into());
        let name = Cell::from(format!("{indent}{}", matrix.rows[row].name));
        let cells = (0..matrix.groups.len()).map(|column| {
            let text = text(matrix, row, column);
            let words = match matrix.has_segments(row, column) {
                true => Words::link(text, Anchors::cell(nth, row, column)),
                false => text.into(),
            };
            let shade = shade(row, column);
            Cell { words, shade }
        });
        [name].into_iter().chain(cells).collect()
    });
    let first = [matrix.asked.rows.word().to_owned()].into_iter();
    Block::Table(first.chain(heading).collect(), rows.collect())
}

/// The segments behind the cells of all matrices, folded row by row, each made when it is asked for.
pub(super) fn behind<'s>(
    study: &'s Study,
    counted: &'s Counted,
) -> impl Iterator<Item = Block> + 's {
    let all = counted.all.iter().enumerate();
    all.flat_map(move |(nth, (matrix, places))| {
        let title = Block::Heading(3, matrix.title(false));
        let rows = places.iter().enumerate();
        let rows = rows.filter_map(move |(row, columns)| {
            let within = row_behind(study, (nth, matrix), row, columns);
            let name = &matrix.rows[row].name;
            (!within.is_empty()).then(|| Block::Folded(name.clone(), within))
        });
        [title].into_iter().chain(rows)
    })
}

/// The segments behind the cells of one row of the `nth` matrix.
fn row_behind(
    study: &Study,
    (nth, matrix): (usize, &Matrix),
    row: usize,
    columns: &[Places],
) -> Vec<Block> {
    let mut within = Vec::new();
    for (column, places) in columns.iter().enumerate() {
        if matrix.has_segments(row, column) {
            within.push(Block::Anchor(Anchors::cell(nth, row, column)));
            let heading = Words::from(format!("{}: ", matrix.sentence(row, column)));
            let places = study.places(places.iter().map(|(s, span)| (s, *span)));
            within.push(Block::Text(heading.and(places)));
        }
    }
    within
}

/// How many values an attribute has.
pub(super) fn values(view: &View, of: &Subjects, column: &Column) -> usize {
    let all = view
        .with_attributes(of)
        .filter_map(|(who, _)| value(view, who, column));
    all.collect::<BTreeSet<String>>().len()
}
