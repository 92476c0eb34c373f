//! Typing: a line or a text with a cursor, driven by keys.

use super::key::{Code, Key};
use super::wrap;
use crate::model::text::Text;
use crate::model::visible::{acts, breaks_line};
use tui_input::{Input, InputRequest as Ask};

/// A text being typed.
#[derive(Clone, Debug, Default)]
pub struct Typing(Input);

impl Typing {
    /// Starts with `text`, cursor at its end.
    pub fn new(text: &str) -> Typing {
        Typing(Input::new(text.to_owned()))
    }

    /// What stands there.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Cursor, in code points.
    pub fn cursor(&self) -> usize {
        self.0.cursor()
    }

    /// Inserts pasted text.
    pub fn paste(&mut self, text: &str) {
        for c in text.replace("\r\n", "\n").chars() {
            let c = if c == '\r' { '\n' } else { c };
            if c == '\n' || c == '\t' || !c.is_control() {
                self.0.handle(Ask::InsertChar(c));
            }
        }
    }

    /// Inserts pasted text where one line is typed: its lines become one, and what is not for
    /// showing is left out.
    pub fn paste_line(&mut self, text: &str) {
        for c in text.replace("\r\n", "\n").chars() {
            match c {
                '\t' => drop(self.0.handle(Ask::InsertChar(' '))),
                c if breaks_line(c) => drop(self.0.handle(Ask::InsertChar(' '))),
                c if acts(c) => {}
                c => drop(self.0.handle(Ask::InsertChar(c))),
            }
        }
    }

    /// Puts the cursor at a code point.
    pub fn place(&mut self, at: usize) {
        self.0.handle(Ask::SetCursor(at));
    }

    /// Handles a key; says whether it meant anything here. `Enter` and `Esc` are the caller's.
    pub fn key(&mut self, key: Key) -> bool {
        let ask = match (key.code, key.ctrl, key.alt) {
            (Code::Char('a'), true, _) => Ask::GoToStart,
            (Code::Char('e'), true, _) => Ask::GoToEnd,
            (Code::Char('w'), true, _) | (Code::Backspace, _, true) => Ask::DeletePrevWord,
            (Code::Char('u'), true, _) => Ask::DeleteFromStart,
            (Code::Char('k'), true, _) => Ask::DeleteTillEnd,
            (Code::Left, true, _) => Ask::GoToPrevWord,
            (Code::Right, true, _) => Ask::GoToNextWord,
            (Code::Left, ..) => Ask::GoToPrevChar,
            (Code::Right, ..) => Ask::GoToNextChar,
            (Code::Home, ..) => Ask::GoToStart,
            (Code::End, ..) => Ask::GoToEnd,
            (Code::Backspace, ..) => Ask::DeletePrevChar,
            (Code::Delete, ..) => Ask::DeleteNextChar,
            _ => match key.typed() {
                Some(c) => Ask::InsertChar(c),
                None => return false,
            },
        };
        self.0.handle(ask);
        true
    }

    /// Handles up and down in a text wrapped to `width` cells.
    pub fn vertical(&mut self, by: isize, width: usize) {
        let rows = self.rows(width);
        let at = self.row_of(&rows);
        let column = self.cursor() - rows[at].0;
        let to = at.saturating_add_signed(by).min(rows.len() - 1);
        let (start, len) = (rows[to].0, rows[to].1.chars().count());
        self.place(start + column.min(len));
    }

    /// Rows when wrapped to `width` cells: first code point and text of each.
    pub fn rows(&self, width: usize) -> Vec<(usize, String)> {
        let mut out = Vec::new();
        let mut start = 0;
        for line in self.text().split('\n') {
            let whole = Text::new(line.to_owned());
            for row in wrap::wrap(line, 0, width) {
                out.push((start + row.start as usize, whole.slice(row).to_owned()));
            }
            start += line.chars().count() + 1;
        }
        out
    }

    /// Which of these rows holds the cursor.
    pub fn row_of(&self, rows: &[(usize, String)]) -> usize {
        rows.iter()
            .rposition(|(start, _)| *start <= self.cursor())
            .unwrap_or(0)
    }
}
