//! Moving one end of a selection by a unit. Both ends are inside it, so the later end stands on
//! the last letter of a unit and the earlier one on the first: else it would take in, or lose, a
//! letter of the unit beside.

use super::Read;
use super::cursor::{Unit, Way};

impl Read {
    /// By a unit: moves the cursor, or the end of the selection it stands on.
    pub(super) fn by_unit(&mut self, unit: Unit, way: Way) {
        let (from, anchor) = (self.cursor, self.anchor);
        match (anchor, way) {
            (Some(anchor), Way::Forward) if from >= anchor => self.go_unit_end(unit),
            (Some(anchor), Way::Back) if from > anchor => {
                // An end stops at the other before it passes it.
                self.cursor = self.unit_end_before(unit).unwrap_or(anchor).max(anchor);
            }
            (Some(anchor), Way::Forward) => {
                self.jump(unit, way);
                self.cursor = self.cursor.min(anchor);
            }
            _ => self.jump(unit, way),
        }
    }

    /// To the last letter of the unit here, or of the next one when already there.
    fn go_unit_end(&mut self, unit: Unit) {
        let from = self.cursor;
        for _ in 0..3 {
            match self.last_letter(unit) {
                Some(end) if end > from => {
                    self.aim = None;
                    self.cursor = end;
                    return;
                }
                _ => self.jump(unit, Way::Forward),
            }
        }
        self.cursor = self.cursor.max(from);
    }

    /// The last letter of the unit the cursor is in, or of the one it stands behind.
    fn last_letter(&self, unit: Unit) -> Option<u32> {
        let span = self.unit_at(unit, self.cursor)?;
        Some(self.boundary_before(span.end).max(span.start))
    }

    /// The last letter of the nearest unit that ends before the cursor.
    fn unit_end_before(&mut self, unit: Unit) -> Option<u32> {
        let from = self.cursor;
        for _ in 0..3 {
            if let Some(end) = self.last_letter(unit).filter(|end| *end < from) {
                return Some(end);
            }
            self.jump(unit, Way::Back);
        }
        None
    }
}
