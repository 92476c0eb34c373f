//! Where the columns of the table stand: the names always, attributes as they fit.

use super::state::{Participants, Shown};
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
        let whole = all.iter().map(|w| w.whole + AROUND);
        let whole: u16 = whole.fold(0, u16::saturating_add);
        let most = match whole.saturating_add(self.widths.names + beside) <= room {
            true => self.widths.names,
            false => (room * 2 / 5).saturating_sub(beside / 2),
        };
        let names = self.widths.names.min(most).max(NAME);
        let from = names + beside;
        let room = room.saturating_sub(from);
        let (mut used, mut wide) = (0, Vec::new());
        for column in all.iter().skip(left) {
            let here = room.saturating_sub(used + AROUND);
            // The first is shown however little room there is.
            if column.least > here && !wide.is_empty() {
                break;
            }
            wide.push(column.least.min(here.max(1)));
            used += column.least + AROUND;
        }
        // What is left over goes to those that are cut.
        let mut spare = room.saturating_sub(used);
        for (wide, column) in wide.iter_mut().zip(&all[left.min(all.len())..]) {
            let more = column.whole.saturating_sub(*wide).min(spare);
            *wide += more;
            spare -= more;
        }
        let shown = left + wide.len();
        let mut x = from + 1;
        let place = |(at, wide): (usize, u16)| {
            x += wide + AROUND;
            (left + at, x - wide - AROUND, wide)
        };
        Fit {
            names,
            more: all.len().saturating_sub(shown),
            columns: wide.into_iter().enumerate().map(place).collect(),
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
