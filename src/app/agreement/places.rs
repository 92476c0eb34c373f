//! Where things stand on the screen.

use super::head::{Line, Voice};
use super::{Agreement, Shows};
use crate::app::App;
use crate::app::screen::{Area, Frame};
use crate::app::wrap;

/// Lines about the row at the cursor.
const SAID: u16 = 2;

/// The parts of the screen.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The pane with its frame.
    pub pane: Area,
    /// What is said above the table, wrapped.
    pub head: Vec<Line>,
    /// Where that begins.
    pub above: Area,
    /// Heading of the table.
    pub heading: Area,
    /// Its rows.
    pub rows: Area,
    /// A rule, and the rows about all.
    pub foot: Area,
    /// Notes below it, then what is said of the row at the cursor.
    pub below: Area,
}

impl App {
    /// Where things stand now.
    pub fn agreement_places(&self) -> Places {
        let pane = Frame::of(self.size.0, self.size.1).body;
        let inner = pane.inner();
        let inner = Area {
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
            ..inner
        };
        let state: &Agreement = &self.agreement;
        let table = &state.table;
        let most = (inner.height / 4 + 1).clamp(4, 7);
        let head = fold(
            self.agreement_head(),
            usize::from(inner.width),
            usize::from(most),
        );
        let foot = match (table.foot.len() as u16, state.shows) {
            (0, Shows::Confusion) => 1,
            (rows, _) => rows + 1,
        };
        let (above, rest) = inner.split_top(head.len() as u16);
        let (heading, rest) = rest.split_top(1);
        let below = (table.notes.len() as u16).min(2) + SAID;
        let rows = rest.height.saturating_sub(foot + below);
        let (rows, rest) = rest.split_top(rows);
        let (foot, below) = rest.split_top(foot);
        Places {
            pane,
            head,
            above,
            heading,
            rows,
            foot,
            below,
        }
    }
}

/// Lines wrapped to a width; where there are too many rows the last says so.
fn fold(lines: Vec<Line>, width: usize, most: usize) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    for line in lines {
        let wrapped = match line.voice {
            // Names of sources give way first.
            Voice::Plain => vec![wrap::clip(&line.text, width)],
            _ => wrap::lines(&line.text, width),
        };
        rows.extend(wrapped.into_iter().map(|text| Line { text, ..line }));
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            last.text = wrap::clip(&format!("{} {}", last.text, "…".repeat(width)), width);
        }
    }
    rows
}
