//! A position that moves along a line, over what may stand around a speaker's label.

use super::lines::is_space;
use super::timecode::stamp;

/// A position moving along a line.
pub(super) struct Cursor<'a> {
    pub line: &'a str,
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// At the beginning of a line.
    pub fn new(line: &'a str) -> Cursor<'a> {
        let line = line.trim_end_matches(is_space);
        Cursor { line, at: 0 }
    }
    pub fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }
    pub fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }
    /// Steps over stars and underlines; says whether there were two or more.
    pub fn marks(&mut self) -> bool {
        let n = self
            .rest()
            .bytes()
            .take_while(|b| matches!(b, b'*' | b'_'))
            .count();
        self.at += n;
        n >= 2
    }
    pub fn take(&mut self, set: &[char]) -> bool {
        match self.rest().chars().next() {
            Some(c) if set.contains(&c) => {
                self.at += c.len_utf8();
                true
            }
            _ => false,
        }
    }
    /// Steps over the number of a line, `12` or `012)`, which is no time; says whether there is one.
    fn number(&mut self) -> bool {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest[digits..].trim_start_matches(['.', ')']);
        let set_off = after.starts_with([' ', '\t']) && stamp(rest).is_none();
        let numbered = (1..=5).contains(&digits) && set_off;
        if numbered {
            self.at += rest.len() - after.len();
            self.spaces();
        }
        numbered
    }
    pub fn time(&mut self) -> Option<u32> {
        let t = stamp(self.rest())?;
        self.at += t.bytes;
        Some(t.ms)
    }
    /// Steps over what stands before a name: the level of a heading, the number of a line, a time, in
    /// any order. Says whether the line is numbered, and the time.
    pub fn lead_in(&mut self) -> (bool, Option<u32>) {
        self.spaces();
        let mut numbered = self.number();
        let time_ms = self.time();
        if time_ms.is_some() {
            self.spaces();
            while self.take(&['-', '–', '—', '|']) {
                self.spaces();
            }
            numbered |= self.number();
        }
        (numbered, time_ms)
    }
}
