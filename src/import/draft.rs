//! A text as its format has it, line by line, before anybody is looked for in it.

use super::decode::Decoded;
use std::collections::BTreeMap;

/// What a reader makes of a file: lines, and what the format says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// Lines, each ended by LF.
    pub text: String,
    /// What the format says of a line, by the line's number from 0.
    pub marks: BTreeMap<usize, Mark>,
    /// Name of the encoding it was read in.
    pub encoding: String,
    /// Places where bytes made no character and `�` stands instead.
    pub replaced: usize,
    /// What was left out or guessed at.
    pub warnings: Vec<String>,
    lines: usize,
}

/// What the format says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A heading, from level 1.
    Heading(u8),
    /// Set in bold from its beginning on, for so many bytes.
    Bold(usize),
    /// A row of a table: its cells stand apart by tabs.
    Row,
    /// A further line of the row above.
    Within,
}

impl Draft {
    /// An empty text, which is to be added to.
    pub fn new() -> Draft {
        Draft {
            encoding: "UTF-8".into(),
            ..Draft::default()
        }
    }

    /// A text of which the format says nothing.
    pub fn plain(text: String) -> Draft {
        Draft {
            lines: text.split('\n').count(),
            text,
            ..Draft::new()
        }
    }

    /// Adds a line. What holds line ends becomes several: the first has the mark, and those after a
    /// row's first go on with the row.
    pub fn line(&mut self, text: &str, mark: Option<Mark>) {
        for (n, text) in text.split('\n').enumerate() {
            let mark = match mark {
                Some(Mark::Row) if n > 0 => Some(Mark::Within),
                Some(Mark::Bold(bytes)) if n > 0 || bytes == 0 => None,
                Some(Mark::Bold(bytes)) => Some(Mark::Bold(bytes.min(text.len()))),
                mark => mark,
            };
            self.marks
                .extend(mark.filter(|_| !text.is_empty()).map(|m| (self.lines, m)));
            self.text.push_str(text);
            self.text.push('\n');
            self.lines += 1;
        }
    }

    /// Says what was left out of the text, if anything was.
    pub fn left_out(&mut self, count: usize, what: &str) {
        if count > 0 {
            let s = if count == 1 { "" } else { "s" };
            self.warnings
                .push(format!("{count} {what}{s} left out of the text"));
        }
    }

    /// Adds a row of a table: each cell with its paragraphs. Where more than one cell has several,
    /// the table is there for its looks, and its paragraphs follow one another.
    pub fn row(&mut self, cells: &[Vec<String>]) {
        let cells: Vec<Vec<&str>> = cells.iter().map(|cell| said(cell)).collect();
        let long = cells.iter().filter(|cell| cell.len() > 1).count();
        if cells.len() < 2 || long > 1 {
            for line in cells.into_iter().flatten() {
                self.line(line, None);
            }
            return;
        }
        let (mut line, mut more) = (String::new(), Vec::new());
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                line.push('\t');
            }
            let Some((first, rest)) = cell.split_first() else {
                continue;
            };
            line.push_str(&first.replace(['\t', '\n'], " "));
            more.extend(rest);
        }
        if line.trim().is_empty() {
            return;
        }
        self.line(line.trim_end_matches('\t'), Some(Mark::Row));
        for line in more {
            self.line(line, Some(Mark::Within));
        }
    }
}

/// The paragraphs of a cell that say something.
fn said(cell: &[String]) -> Vec<&str> {
    let lines = cell.iter().flat_map(|p| p.split('\n')).map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

impl From<Decoded> for Draft {
    fn from(decoded: Decoded) -> Draft {
        Draft {
            encoding: decoded.encoding,
            replaced: decoded.replaced,
            ..Draft::plain(decoded.text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(paragraphs: &[&str]) -> Vec<String> {
        paragraphs.iter().map(|p| (*p).to_owned()).collect()
    }

    #[test]
    fn a_row_is_a_line_and_the_rest_of_its_long_cell() {
        let mut draft = Draft::new();
        draft.line("Interview", Some(Mark::Heading(1)));
        draft.row(&[
            cell(&["0:03"]),
            cell(&["I\t"]),
            cell(&["So?", "", "Go on."]),
        ]);
        draft.row(&[cell(&[]), cell(&[])]);
        assert_eq!(draft.text, "Interview\n0:03\tI\tSo?\nGo on.\n");
        let marks: Vec<_> = draft.marks.into_iter().collect();
        let expected = [(0, Mark::Heading(1)), (1, Mark::Row), (2, Mark::Within)];
        assert_eq!(marks, expected);
    }

    #[test]
    fn a_table_for_its_looks_is_read_cell_by_cell() {
        let mut draft = Draft::new();
        draft.row(&[cell(&["1", "2"]), cell(&["I: So?", "B: Yes."])]);
        draft.row(&[cell(&["alone"])]);
        assert_eq!(draft.text, "1\n2\nI: So?\nB: Yes.\nalone\n");
        assert!(draft.marks.is_empty());
    }
}
