//! Where the columns of the table stand: the names always, attributes as they fit.

use super::state::{Participants, Shown};
use super::widths::Wide;
use crate::app::screen::{Area, Frame};
use crate::model::attribute::Subjects;

/// Cells names take at least.
const NAME: u16 = 12;

/// Cells beside a value: a gap before it, and behind it the mark of what was set apart.
const AROUND: u16 = 2;

/// Cells in how many sources and turns a participant speaks.
pub const SPEAKS: (u16, u16) = (8, 7);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Cells the names take.
    pub names: u16,
    /// Attributes shown: place in the table, first cell counted from the left, cells for the value.
    pub columns: Vec<(usize, u16, u16)>,
    /// How many attributes are not shown to the right.
    pub more: usize,
}

impl Participants {
    /// The pane, and in it the rows below their heading.
    pub fn areas(&self, size: (u16, u16)) -> (Area, Area) {
        let pane = Frame::of(size.0, size.1).body;
        let (_, rows) = pane.inner().inside().split_top(1);
        (pane, rows)
    }

    /// How many rows are seen at once.
    pub(super) fn page(&self, size: (u16, u16)) -> usize {
        usize::from(self.areas(size).1.height).max(1)
    }

    /// Where names and attributes stand in so many cells.
    pub fn fit(&self, room: u16) -> Fit {
        self.fit_from(self.left, room)
    }

    fn fit_from(&self, left: usize, room: u16) -> Fit {
        let beside = match self.shown == Shown::Table(Subjects::Participants) {
            true => SPEAKS.0 + SPEAKS.1,
            false => 0,
        };
        let all = &self.widths.columns;
        let sum = |of: fn(&Wide) -> u16| {
            let each = all.iter().map(of);
            each.fold(0, |sum: u16, w| sum.saturating_add(w + AROUND))
        };
        let whole = sum(|w| w.whole);
        let most = match whole.saturating_add(self.widths.names + beside) <= room {
            true => self.widths.names,
            false => (room * 2 / 5).saturating_sub(beside / 2),
        };
        let names = self.widths.names.min(most).max(NAME);
        let from = names + beside;
        let room = room.saturating_sub(from);
        let mut wide: Vec<u16> = all.iter().map(|w| w.least).collect();
        // What is left over goes to those that are cut.
        let mut spare = room.saturating_sub(sum(|w| w.least));
        for (wide, whole) in wide.iter_mut().zip(all) {
            let more = whole.whole.saturating_sub(*wide).min(spare);
            *wide += more;
            spare -= more;
        }
        let (mut x, mut columns) = (0, Vec::new());
        for (at, wide) in wide.iter().enumerate().skip(left) {
            let left_over = room.saturating_sub(x + AROUND);
            // The first is shown however little room there is.
            if *wide > left_over && !columns.is_empty() {
                break;
            }
            let wide = (*wide).min(left_over.max(1));
            columns.push((at, from + x + 1, wide));
            x += wide + AROUND;
        }
        let shown = columns.last().map_or(left, |c| c.0 + 1);
        Fit {
            names,
            more: all.len().saturating_sub(shown),
            columns,
        }
    }

    /// Scrolls so that the cell under the cursor is seen, and as much beside it as there is room for.
    pub(super) fn show_cursor(&mut self, size: (u16, u16)) {
        let page = self.page(size);
        self.list.show(self.rows.len(), page);
        self.column = self.column.min(self.table.columns.len());
        let room = self.areas(size).1.width;
        if let Some(at) = self.column.checked_sub(1) {
            self.left = self.left.min(at);
            let is_shown = |fit: Fit| fit.columns.iter().any(|c| c.0 == at);
            while self.left < at && !is_shown(self.fit(room)) {
                self.left += 1;
            }
        }
        self.left = self.left.min(self.table.columns.len().saturating_sub(1));
        while self.left > 0 && self.fit_from(self.left - 1, room).more == 0 {
            self.left -= 1;
        }
    }
}
