//! A cursor in a list, with the first row shown.

use super::command::Command;

/// Cursor and scroll of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Row under the cursor.
    pub at: usize,
    /// First row shown.
    pub top: usize,
}

impl List {
    /// Moves by `by` rows in a list of `len`, `page` rows being shown.
    pub fn step(&mut self, by: isize, len: usize, page: usize) {
        self.go(self.at.saturating_add_signed(by), len, page);
    }

    /// Moves as a command says; whether it is one that moves. What goes from hit to hit is none.
    pub fn moved(&mut self, command: Command, len: usize, page: usize) -> bool {
        let found = matches!(command, Command::FindNext | Command::FindPrevious);
        let rows = command.rows(page).filter(|_| !found);
        if let Some(by) = rows {
            self.step(by, len, page);
        }
        rows.is_some()
    }

    /// A click on a row puts the cursor there; a second one opens it.
    pub(super) fn clicked(&mut self, row: usize) -> Option<Command> {
        let again = self.at == row;
        self.at = row;
        again.then_some(Command::Open)
    }

    pub fn go(&mut self, to: usize, len: usize, page: usize) {
        self.at = to.min(len.saturating_sub(1));
        self.show(len, page);
    }

    /// Scrolls so that the cursor is seen.
    pub fn show(&mut self, len: usize, page: usize) {
        let page = page.max(1);
        self.at = self.at.min(len.saturating_sub(1));
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + page {
            self.top = self.at + 1 - page;
        }
        self.top = self.top.min(len.saturating_sub(page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_page_is_half_a_page() {
        let mut list = List::default();
        assert!(list.moved(Command::HalfDown, 100, 20));
        assert_eq!(list.at, 10);
        assert!(list.moved(Command::PageDown, 100, 20) && list.moved(Command::HalfUp, 100, 20));
        assert_eq!(list.at, 20);
        assert!(!list.moved(Command::FindNext, 100, 20) && !list.moved(Command::Open, 100, 20));
    }
}
