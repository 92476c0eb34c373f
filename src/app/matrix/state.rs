//! The state of the screen: what is asked for, what was counted, and the cursor in it.

use crate::app::anywhere;
use crate::app::context::Context;
use crate::app::list::List;
use crate::app::overlay::{Entry, Value};
use crate::app::screen::{Area, Frame};
use crate::model::wrap;
use crate::report::matrix::{Asked, By, Matrix, Order, Shows};
use crate::report::telling::Told;
use crate::work::effect::Effect;
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub struct MatrixScreen {
    /// What is counted; nothing was chosen yet where it is none.
    pub asked: Option<Asked>,
    pub order: Order,
    /// Whether groups are lines and rows stand beside each other.
    pub turned: bool,
    pub found: Option<Arc<Matrix>>,
    /// Rows of the matrix in the order they are shown.
    pub(super) ordered: Vec<usize>,
    /// Cursor among the lines, and the column it is in.
    pub list: List,
    pub column: usize,
    /// First column shown.
    pub left: usize,
    /// What was asked for last: of which state of the view, with how many texts, and what.
    pub(super) waits_for: Option<(u64, usize, Asked)>,
}

/// Where things stand on this screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    pub table: Area,
    pub heading: Area,
    pub lines: Area,
    /// What is said of the cell under the cursor, and of the whole.
    pub about: Area,
}

/// Columns as they stand: the cells of the names, and each column with its first cell and its width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    pub names: u16,
    pub columns: Vec<(usize, u16, u16)>,
    /// Whether there are more to the right.
    pub more: bool,
}

/// Lists what was told; a line that has a place leads to it.
fn list_told(found: Result<Told, String>, cx: &mut Context) -> Vec<Effect> {
    let found = match found {
        Ok(found) => found,
        Err(why) => return cx.say(why),
    };
    let entries = found.lines.into_iter().map(|line| {
        let value = line
            .place
            .map_or(Value::None, |(source, span)| Value::Place(source, span));
        Entry::new(line.text, value).detail(line.detail)
    });
    let entries = entries.collect();
    cx.pick(found.title, anywhere::Ask::GoTo, entries)
}

/// The widest a name and a heading are shown.
const WIDEST: (usize, usize) = (34, 16);

impl MatrixScreen {
    pub fn panes(&self, (width, height): (u16, u16)) -> Panes {
        let body = Frame::of(width, height).body;
        let below = match self.asked.as_ref().map(|asked| asked.shows) {
            // What is written is read here.
            Some(Shows::Summaries) => body.height / 2,
            _ => (body.height / 3).clamp(6, 11),
        };
        let (table, about) = body.split_top(body.height - below);
        let (heading, lines) = table.inner().inside().split_top(1);
        Panes {
            table,
            heading,
            lines,
            about,
        }
    }

    /// How many lines and columns there are.
    pub fn size(&self) -> (usize, usize) {
        let groups = self.found.as_ref().map_or(0, |m| m.groups.len());
        match self.turned {
            false => (self.ordered.len(), groups),
            true => (groups, self.ordered.len()),
        }
    }

    /// The row and the group of the matrix in a line and column.
    pub fn place(&self, line: usize, column: usize) -> Option<(usize, usize)> {
        let (row, group) = match self.turned {
            false => (line, column),
            true => (column, line),
        };
        let groups = self.found.as_ref()?.groups.len();
        Some((*self.ordered.get(row)?, group)).filter(|_| group < groups)
    }

    /// The row and the group under the cursor.
    pub fn here(&self) -> Option<(usize, usize)> {
        self.place(self.list.at, self.column)
    }

    /// The name at the left of a line.
    pub fn name(&self, line: usize) -> String {
        match self.turned {
            false => self.row_name(line, self.order == Order::Given),
            true => self.group_name(line),
        }
    }

    /// The heading of a column.
    pub fn heading(&self, column: usize) -> String {
        match self.turned {
            false => self.group_name(column),
            true => self.row_name(column, false),
        }
    }

    fn row_name(&self, at: usize, indented: bool) -> String {
        let row = self.ordered.get(at).copied();
        let row = self.found.as_ref().zip(row).map(|(m, row)| &m.rows[row]);
        row.map_or_else(String::new, |row| match indented {
            true => format!("{}{}", "  ".repeat(row.depth.into()), row.name),
            false => row.name.clone(),
        })
    }

    fn group_name(&self, at: usize) -> String {
        let group = self.found.as_ref().and_then(|m| m.groups.get(at));
        group.map_or_else(String::new, |group| group.name.clone())
    }

    /// What stands in a cell.
    pub fn text(&self, line: usize, column: usize) -> String {
        let place = self.place(line, column);
        let found = self.found.as_ref().zip(place);
        found.map_or_else(String::new, |(m, (row, group))| m.text(row, group))
    }

    /// Where names and columns stand in so many cells.
    pub fn fit(&self, room: u16) -> Fit {
        let (lines, columns) = self.size();
        let names = (0..lines).map(|line| wrap::width(&self.name(line)));
        let names = names
            .max()
            .unwrap_or(0)
            .min(WIDEST.0)
            .min(usize::from(room / 2)) as u16
            + 1;
        let mut fit = Fit {
            names,
            ..Fit::default()
        };
        let mut x = names;
        for column in self.left..columns {
            let cells = (0..lines).map(|line| wrap::width(&self.text(line, column)));
            let heading = wrap::width(&self.heading(column)).min(WIDEST.1);
            let wide = cells.max().unwrap_or(0).max(heading).max(3) as u16 + 2;
            if x + wide > room && !fit.columns.is_empty() {
                fit.more = true;
                break;
            }
            fit.columns
                .push((column, x, wide.min(room.saturating_sub(x))));
            x += wide;
        }
        fit
    }

    /// Scrolls so that the cell under the cursor is seen.
    pub(super) fn show_cursor(&mut self, size: (u16, u16)) {
        let (lines, columns) = self.size();
        let panes = self.panes(size);
        self.list
            .show(lines, usize::from(panes.lines.height).max(1));
        self.column = self.column.min(columns.saturating_sub(1));
        self.left = self.left.min(self.column);
        let is_shown = |fit: Fit| fit.columns.iter().any(|c| c.0 == self.column);
        while self.left < self.column && !is_shown(self.fit(panes.lines.width)) {
            self.left += 1;
        }
    }

    /// Asks for the matrix where something changed, and takes it over once it was counted.
    pub(super) fn bring_up(&mut self, cx: &mut Context) -> Vec<Effect> {
        let asked = self.asked.get_or_insert_with(|| Asked {
            by: By::choices(&cx.view).into_iter().next().unwrap_or(By::Kind),
            ..Asked::default()
        });
        let now = (cx.view.version(), cx.documents.len(), asked.clone());
        let mut effects = Vec::new();
        if self.waits_for.as_ref() != Some(&now) {
            effects.push(cx.ask_matrix(asked.clone()));
            self.waits_for = Some(now);
        }
        if let Some(found) = cx.compared.matrix.take() {
            self.found = Some(found);
            self.arrange();
        }
        if let Some(found) = cx.compared.told.take() {
            effects.extend(list_told(found, cx));
        }
        self.show_cursor(cx.size);
        effects
    }

    /// Puts the rows in their order; the cursor stays on what it stood on.
    pub(super) fn arrange(&mut self) {
        let Some(found) = &self.found else {
            return;
        };
        let here = self.ordered.get(if self.turned {
            self.column
        } else {
            self.list.at
        });
        let here = here.copied();
        self.ordered = found.ordered(self.order);
        if let Some(at) = here.and_then(|here| self.ordered.iter().position(|row| *row == here)) {
            match self.turned {
                false => self.list.at = at,
                true => self.column = at,
            }
        }
    }
}
