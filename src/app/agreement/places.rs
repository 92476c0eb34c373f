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
    /// Notes on the table, wrapped.
    pub notes: Vec<String>,
    /// Where they stand below it, then what is said of the row at the cursor.
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
        let note = |text: &String| Line {
            text: text.clone(),
            ..Line::default()
        };
        let notes = table.notes.iter().map(note).collect();
        let notes = fold(notes, usize::from(inner.width), usize::from(most) - 1);
        let notes: Vec<String> = notes.into_iter().map(|line| line.text).collect();
        let below = notes.len() as u16 + SAID;
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
            notes,
            below,
        }
    }
}

/// A line with as many of its names as there is room for, whole, and how many more there are.
fn with_names(line: &Line, width: usize) -> Vec<String> {
    let of = |shown: usize| {
        let names = line.names[..shown].join(", ");
        match (shown, line.names.len() - shown) {
            (_, 0) => format!("{}{names}", line.text),
            (0, _) => line.text.trim_end_matches([':', ' ']).to_owned(),
            (_, more) => format!("{}{names} and {more} more", line.text),
        }
    };
    let fits = |shown: &usize| wrap::width(&of(*shown)) <= width;
    let most = (0..=line.names.len()).rev().find(fits);
    wrap::lines(&of(most.unwrap_or(0)), width)
}

/// Lines wrapped to a width; where there are too many rows the last says so.
fn fold(lines: Vec<Line>, width: usize, most: usize) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    for line in lines {
        let wrapped = match line.voice {
            Voice::Plain if !line.names.is_empty() => with_names(&line, width),
            _ => wrap::lines(&line.text, width),
        };
        let voice = line.voice;
        rows.extend(wrapped.into_iter().map(|text| Line {
            text,
            names: Vec::new(),
            voice,
        }));
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            last.text = wrap::clip(&format!("{} {}", last.text, "…".repeat(width)), width);
        }
    }
    rows
}
