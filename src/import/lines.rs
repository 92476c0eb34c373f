//! Lines of a text with their positions in code points.

use super::draft::{Draft, Mark};
use crate::model::text::Span;

/// One line without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// Code point it starts at.
    pub start: u32,
    /// What its format says of it.
    pub mark: Option<Mark>,
}

/// All lines, blank ones too.
pub(super) fn lines(draft: &Draft) -> Vec<Line<'_>> {
    let mut start = 0;
    let split = draft.text.split('\n').enumerate();
    let line = |(n, text)| {
        let line = Line {
            text,
            start,
            mark: draft.marks.get(&n).copied(),
        };
        start += points(text) + 1;
        line
    };
    split.map(line).collect()
}

/// The level of a markdown heading.
fn heading(line: &str) -> Option<u8> {
    let n = line.bytes().take_while(|b| *b == b'#').count();
    ((1..=6).contains(&n) && line[n..].starts_with([' ', '\t'])).then_some(n as u8)
}

/// Length in code points.
pub(super) fn points(text: &str) -> u32 {
    text.chars().count() as u32
}

/// White space a reader cannot see, the zero-width kinds included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

impl<'a> Line<'a> {
    /// A line by itself.
    pub fn of(text: &'a str) -> Line<'a> {
        Line {
            text,
            start: 0,
            mark: None,
        }
    }

    /// Its level, if it is a heading.
    pub fn heading(self) -> Option<u8> {
        match self.mark {
            Some(Mark::Heading(level)) => Some(level),
            _ => heading(self.text.trim_start_matches(is_space)),
        }
    }

    /// Whether there is nothing to see.
    pub fn blank(self) -> bool {
        self.text.chars().all(is_space)
    }

    pub fn content(self) -> &'a str {
        self.text.trim_matches(is_space)
    }

    /// Bytes of it as a line by themselves, without what a table sets around its cells; `None` where
    /// nothing is left.
    pub fn piece(self, from: usize, to: usize) -> Option<Line<'a>> {
        let edge = |c: char| is_space(c) || c == '|';
        let text = self.text.get(from..to)?;
        let lead = text.len() - text.trim_start_matches(edge).len();
        let piece = Line {
            text: text.trim_matches(edge),
            start: self.point(from + lead),
            mark: None,
        };
        (!piece.text.is_empty()).then_some(piece)
    }

    pub fn span(self) -> Span {
        let lead = self.text.len() - self.text.trim_start_matches(is_space).len();
        let start = self.start + points(&self.text[..lead]);
        Span {
            start,
            end: start + points(self.content()),
        }
    }

    /// Code point of byte `byte` of the line.
    pub fn point(self, byte: usize) -> u32 {
        self.start + points(&self.text[..byte])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_code_points() {
        let draft = Draft::plain("é：\n\n  \u{200B}漢 \n".into());
        let all = lines(&draft);
        assert_eq!(
            all.iter().map(|l| l.start).collect::<Vec<_>>(),
            [0, 3, 4, 10]
        );
        assert!(all[1].blank() && all[3].blank() && !all[2].blank());
        assert_eq!(all[2].span(), Span { start: 7, end: 8 });
        assert_eq!(all[0].point("é".len()), 1);
    }
}
