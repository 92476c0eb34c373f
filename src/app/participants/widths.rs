//! How many cells names and values want.

use crate::model::attribute::{AttributeKind, Column, Held};
use crate::model::wrap::width;
use crate::report::AttributeTable;

/// Cells a value takes at least, and at most where there is no room for all.
const VALUE: (u16, u16) = (5, 20);

/// Cells a heading takes at most where there is no room for all.
const HEADING: u16 = 12;

/// Cells that names and values would take.
#[derive(Clone, Debug, Default)]
pub(super) struct Widths {
    pub names: u16,
    pub columns: Vec<Wide>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Wide {
    /// With all its values and its heading whole.
    pub whole: u16,
    /// As it stands where there is no room for all.
    pub least: u16,
}

impl Widths {
    pub fn of(table: &AttributeTable) -> Widths {
        let cells = |text: &str| width(text).min(200) as u16;
        let names = table.rows.iter().map(|row| cells(&row.name));
        // Beside a heading the sign stands by which its rows are sorted.
        let names = names.max().unwrap_or(0).max(cells(table.heading()) + 1);
        let said = |held: &Held| cells(&held.value.to_string());
        let column = |(at, (column, _)): (usize, &(Column, AttributeKind))| {
            let values = table.rows.iter().filter_map(|row| row.cell(at).map(said));
            let values = values.max().unwrap_or(0).max(VALUE.0);
            let heading = cells(&column.to_string()) + 1;
            Wide {
                whole: values.max(heading),
                least: values.max(heading.min(HEADING)).min(VALUE.1),
            }
        };
        Widths {
            names: names + 1,
            columns: table.columns.iter().enumerate().map(column).collect(),
        }
    }
}
