//! One variable of a table with its decisions.

use super::args::TableArgs;
use super::cells::{Cell, Cells};
use super::distances::Distances;
use super::scale::{self, Scale};
use crate::agreement::table::Table;
use anyhow::Result;

/// The decisions, and the scale they are on.
pub struct Variable {
    pub name: String,
    pub table: Table,
    pub scale: Scale,
}

pub fn variable(
    of: &Cells,
    name: &str,
    cells: &[Cell],
    args: &TableArgs,
    distances: Option<&Distances>,
) -> Result<Variable> {
    let scale = scale::scale(of, cells, args, distances)?;
    // With a single coder there is nothing to compare, and every figure says so.
    let coders = of.coders.list.len().max(2);
    let rows = cells.chunk_by(|a, b| a.unit == b.unit).map(|unit| {
        let mut row = vec![None; coders];
        for cell in unit {
            row[cell.coder as usize] = scale.place(cell);
        }
        row
    });
    let table = Table::from_rows(scale.labels.len(), coders, rows)?;
    Ok(Variable {
        name: name.to_owned(),
        table,
        scale,
    })
}
