//! What keys and clicks do on the screen.

use super::Agreement;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::report::figures::{About, Shows, Way};
use crate::work::effect::Effect;

impl Agreement {
    /// Scrolls so that the row at the cursor is seen; rows about all always are.
    pub(super) fn scroll(&mut self, page: usize) {
        let (at, len) = (self.list.at, self.table.rows.len());
        let mut list = self.list;
        list.go(at.min(len.saturating_sub(1)), len, page);
        self.list.top = list.top;
    }
}

impl Agreement {
    pub(super) fn show_table(&mut self, shows: Shows) -> Vec<Effect> {
        let state = &mut *self;
        // The same key once more goes back.
        state.shows = match state.shows == shows {
            true => Shows::Codes,
            false => shows,
        };
        state.reset();
        Vec::new()
    }

    pub(super) fn move_cursor(&mut self, command: Command) {
        let page = usize::from(self.panes.rows.height).max(1);
        let state = &mut *self;
        let (len, last) = (
            state.table.len(),
            state.table.columns.len().saturating_sub(1),
        );
        let by = match command {
            Command::Left => {
                state.column = state.column.saturating_sub(1);
                0
            }
            Command::Right => {
                state.column = (state.column + 1).min(last);
                0
            }
            Command::LineStart => {
                state.column = 0;
                0
            }
            Command::LineEnd => {
                state.column = last;
                0
            }
            other => other.rows(page).unwrap_or(0),
        };
        let to = state.list.at.saturating_add_signed(by);
        state.list.at = to.min(len.saturating_sub(1));
        state.scroll(page);
    }

    /// Sorts by the column at the cursor: largest first, smallest first, as it was.
    pub(super) fn sort_here(&mut self) -> Vec<Effect> {
        self.sort_by(self.column);
        Vec::new()
    }

    pub(super) fn sort_by(&mut self, column: usize) {
        let state = &mut *self;
        state.sort = match state.sort {
            Some((by, Way::Down)) if by == column => Some((column, Way::Up)),
            Some((by, Way::Up)) if by == column => None,
            _ => Some((column, Way::Down)),
        };
    }

    /// A click on a cell: the first puts the cursor there, the next opens it.
    pub(super) fn cell_clicked(&mut self, row: usize, column: usize) -> Option<Command> {
        let again = (self.list.at, self.column) == (row, column);
        (self.list.at, self.column) = (row, column);
        again.then_some(Command::Open)
    }

    /// A click on the name of a row, or on a segment listed.
    pub(super) fn row_clicked(&mut self, row: usize) -> Option<Command> {
        match &mut self.listed {
            Some(listed) => listed.list.clicked(row),
            None => {
                self.list.at = row;
                None
            }
        }
    }

    /// Whether a round or segments are behind the cell at the cursor.
    pub(super) fn opens_something(&self, cx: &Context) -> bool {
        let state = self;
        let row = state.table.row(state.list.at);
        let cell = row.and_then(|r| r.cells.get(state.column));
        let stopped = cx.has_stopped_computing();
        let is_round = row.is_some_and(|r| matches!(r.about, About::Round(_)));
        stopped || is_round || cell.is_some_and(|c| c.behind.is_some())
    }
}
