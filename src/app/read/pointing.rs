//! Clicking and dragging in the text.

use super::{Pane, Read, Unit};
use crate::app::{Mouse, MouseKind};

impl Read {
    /// One click puts the cursor, two select the word, three the sentence, dragging selects.
    pub(crate) fn mouse(&mut self, mouse: Mouse, row: usize, clicks: u8, size: (u16, u16)) {
        self.pane = Pane::Text;
        let left = self.panes(size.0, size.1).rows.x;
        let Some(row) = self.rows.get(row).copied() else {
            return;
        };
        let at = self.at_column(row, usize::from(mouse.x.saturating_sub(left)));
        match mouse.kind {
            MouseKind::Down => {
                self.drop_selection();
                self.cursor = at;
                let unit = match clicks {
                    2 => Unit::Word,
                    3 => Unit::Sentence,
                    _ => return,
                };
                if let Some(span) = self.unit_at(unit, at) {
                    self.select(span);
                }
            }
            MouseKind::Drag => {
                if self.anchor.is_none() {
                    self.anchor = Some(self.cursor);
                }
                self.cursor = at;
                self.scroll(size.0, size.1);
            }
            MouseKind::Up | MouseKind::ScrollUp | MouseKind::ScrollDown => {}
        }
    }
}
