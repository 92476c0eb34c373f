//! Typing: a line or a text with a cursor, driven by keys.

use super::command::Command;
use crate::model::limits::{Beyond, LINE_TYPED, Limit, TEXT_TYPED};
use crate::model::text::Text;
use crate::model::visible::{acts, breaks_line};
use crate::model::wrap;
use tui_input::{Input, InputRequest as Ask};

#[derive(Clone, Debug, Default)]
pub struct Typing(Input);

impl Typing {
    /// Starts with `text`, cursor at its end.
    pub fn new(text: &str) -> Typing {
        Typing(Input::new(text.to_owned()))
    }

    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Cursor, in code points.
    pub fn cursor(&self) -> usize {
        self.0.cursor()
    }

    /// Inserts pasted text into a text; all of it, or nothing where it would become too long.
    pub fn paste(&mut self, text: &str) -> Result<(), Beyond> {
        self.insert(text, '\n', TEXT_TYPED)
    }

    /// Inserts pasted text where one line is typed: its lines become one, and what is not for
    /// showing is left out; all of it, or nothing where it would become too long.
    pub fn paste_line(&mut self, text: &str) -> Result<(), Beyond> {
        let seen = |c| match c {
            '\t' => Some(' '),
            c if breaks_line(c) => Some(' '),
            c => (!acts(c)).then_some(c),
        };
        let line: String = text
            .replace("\r\n", "\n")
            .chars()
            .filter_map(seen)
            .collect();
        self.insert(&line, ' ', LINE_TYPED)
    }

    /// In one piece: letter by letter the time would grow with the square of the length.
    fn insert(&mut self, text: &str, line_end: char, limit: Limit) -> Result<(), Beyond> {
        let (old, at) = (self.text(), self.cursor());
        limit.check(old.len() as u64 + text.len() as u64)?;
        let kept = |c: &char| *c == '\t' || *c == line_end || !c.is_control();
        let lines = text
            .replace("\r\n", "\n")
            .replace(['\r', '\n'], line_end.encode_utf8(&mut [0; 4]));
        let new: String = lines.chars().filter(kept).collect();
        let byte = old.char_indices().nth(at).map_or(old.len(), |(i, _)| i);
        let whole = [&old[..byte], &new, &old[byte..]].concat();
        self.0 = Input::new(whole).with_cursor(at + new.chars().count());
        Ok(())
    }

    /// Writes `with` in the place of what stands from a code point up to the cursor.
    pub fn replace_back(&mut self, from: usize, with: &str) {
        let chars: Vec<char> = self.text().chars().collect();
        let at = self.cursor().min(chars.len());
        let from = from.min(at);
        let before: String = chars[..from].iter().collect();
        let after: String = chars[at..].iter().collect();
        let whole = [&before, with, &after].concat();
        self.0 = Input::new(whole).with_cursor(from + with.chars().count());
    }

    /// Puts the cursor at a code point.
    pub fn place(&mut self, at: usize) {
        self.0.handle(Ask::SetCursor(at));
    }

    pub fn letter(&mut self, c: char) {
        self.0.handle(Ask::InsertChar(c));
    }

    /// Runs a command of typing; says whether it is one.
    pub fn command(&mut self, command: Command) -> bool {
        let ask = match command {
            Command::Left => Ask::GoToPrevChar,
            Command::Right => Ask::GoToNextChar,
            Command::PreviousWord => Ask::GoToPrevWord,
            Command::NextWord => Ask::GoToNextWord,
            Command::LineStart => Ask::GoToStart,
            Command::LineEnd => Ask::GoToEnd,
            Command::DeleteBack => Ask::DeletePrevChar,
            Command::DeleteHere => Ask::DeleteNextChar,
            Command::DeleteWord => Ask::DeletePrevWord,
            Command::DeleteToStart => Ask::DeleteFromStart,
            Command::DeleteToEnd => Ask::DeleteTillEnd,
            _ => return false,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_paste_is_what_typing_it_gives(
            old in "[a-z é\u{301}\n]{0,20}",
            at in 0usize..20,
            text in "[a-z é\u{301}\u{1f1e9}\t]{0,20}",
        ) {
            let mut typed = Typing::new(&old);
            typed.place(at);
            let mut pasted = typed.clone();
            for c in text.chars() {
                typed.0.handle(Ask::InsertChar(c));
            }
            pasted.paste(&text).unwrap();
            prop_assert_eq!(pasted.text(), typed.text());
            prop_assert_eq!(pasted.cursor(), typed.cursor());
        }
    }

    #[test]
    fn line_ends_become_one_kind_and_other_control_characters_go() {
        let mut text = Typing::default();
        text.paste("a\r\nb\rc\nd\u{1b}[2J").unwrap();
        assert_eq!(text.text(), "a\nb\nc\nd[2J");
        let mut line = Typing::default();
        line.paste_line("a\r\nb\rc\nd").unwrap();
        assert_eq!(line.text(), "a b c d");
    }

    #[test]
    fn a_megabyte_goes_in_and_what_is_beyond_the_limit_leaves_all_as_it_was() {
        let megabyte = "one line of it, and é\n".repeat(1024 * 1024 / 22);
        let mut text = Typing::new("before");
        text.paste(&megabyte).unwrap();
        assert_eq!(text.text().len(), 6 + megabyte.len());
        let why = text.paste(&megabyte.repeat(2)).unwrap_err().to_string();
        assert!(why.contains("2 MB"), "{why}");
        assert_eq!(text.text().len(), 6 + megabyte.len());
        let mut line = Typing::new("before");
        assert!(
            line.paste_line(&megabyte)
                .unwrap_err()
                .to_string()
                .contains("4 KB")
        );
        assert_eq!((line.text(), line.cursor()), ("before", 6));
    }
}
