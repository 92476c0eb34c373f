//! Lines of a text with their positions in code points.

use crate::model::text::Span;

/// One line without its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// Code point it starts at.
    pub start: u32,
}

/// All lines, blank ones too.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split('\n')
        .map(|text| {
            let line = Line { text, start };
            start += points(text) + 1;
            line
        })
        .collect()
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
    /// Whether there is nothing to see.
    pub fn blank(self) -> bool {
        self.text.chars().all(is_space)
    }

    pub fn content(self) -> &'a str {
        self.text.trim_matches(is_space)
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
        let all = lines("é：\n\n  \u{200B}漢 \n");
        assert_eq!(
            all.iter().map(|l| l.start).collect::<Vec<_>>(),
            [0, 3, 4, 10]
        );
        assert!(all[1].blank() && all[3].blank() && !all[2].blank());
        assert_eq!(all[2].span(), Span { start: 7, end: 8 });
        assert_eq!(all[0].point("é".len()), 1);
    }
}
