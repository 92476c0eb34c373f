//! Paragraphs and rows of tables inside one another, as they are read, to the lines of a text.

use super::draft::{Draft, Mark};
use crate::model::limits::{Beyond, CELLS, LINES, NESTED, TEXT};

/// What a document says, and how much was left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Story {
    /// A line for each paragraph and for each row of a table.
    pub draft: Draft,
    pub footnotes: usize,
    pub comments: usize,
    /// Tracked deletions.
    pub deleted: usize,
    /// Stretches of hidden text.
    pub hidden: usize,
}

impl Story {
    /// The text, with a word on each thing that was left out.
    pub fn told(self) -> Draft {
        let mut draft = self.draft;
        draft.left_out(self.footnotes, "footnote");
        draft.left_out(self.comments, "comment");
        draft.left_out(self.deleted, "tracked deletion");
        draft.left_out(self.hidden, "hidden passage");
        draft
    }
}

/// A line being put together: what it says, and how far from its beginning it is bold.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub line: String,
    pub heading: Option<u8>,
    bold: usize,
    /// Whether something in it is not bold.
    plain: bool,
}

impl Paragraph {
    pub fn put(&mut self, text: &str, bold: bool) {
        self.plain |= !bold && !text.trim().is_empty();
        if !self.plain {
            self.bold += text.len();
        }
        self.line.push_str(text);
    }

    /// The line with what is said of it; a heading is one whether bold or not.
    pub fn done(self) -> Marked {
        let bold = (self.bold > 0).then(|| Mark::Bold(self.bold.min(self.line.len())));
        let mark = self.heading.map(Mark::Heading).or(bold);
        (self.line, mark)
    }
}

/// A line with what the format says of it.
pub(super) type Marked = (String, Option<Mark>);

enum Frame {
    /// A paragraph, and the lines of text boxes in it.
    Paragraph(Paragraph, Vec<Marked>),
    /// A row with its cells, each of its lines.
    Row(Vec<Vec<Marked>>),
}

/// The text so far, and what is open.
pub(super) struct Flow {
    pub draft: Draft,
    frames: Vec<Frame>,
    /// Bytes of text so far, and lines, those of rows that are open included.
    said: u64,
    lines: u64,
}

impl Flow {
    pub fn new() -> Flow {
        Flow {
            draft: Draft::new(),
            frames: Vec::new(),
            said: 0,
            lines: 0,
        }
    }

    pub fn begin_paragraph(&mut self, heading: Option<u8>) {
        let paragraph = Paragraph {
            heading,
            ..Paragraph::default()
        };
        self.frames.push(Frame::Paragraph(paragraph, Vec::new()));
    }

    pub fn begin_row(&mut self) {
        self.frames.push(Frame::Row(Vec::new()));
    }

    /// A cell of the row that is open.
    pub fn begin_cell(&mut self) {
        if let Some(Frame::Row(cells)) = self.frames.last_mut() {
            cells.push(Vec::new());
        }
    }

    /// The paragraph that is open, if it is the innermost.
    pub fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.frames.last_mut() {
            Some(Frame::Paragraph(paragraph, _)) => Some(paragraph),
            _ => None,
        }
    }

    /// Adds to the paragraph that is open; outside of one nothing is said.
    pub fn put(&mut self, text: &str, bold: bool) {
        if let Some(paragraph) = self.paragraph() {
            paragraph.put(text, bold);
            self.said += text.len() as u64;
        }
    }

    /// The innermost paragraph is over: its line, then the lines of its text boxes. Or a row is.
    pub fn close(&mut self) {
        self.lines += 1;
        let lines = match self.frames.pop() {
            Some(Frame::Paragraph(paragraph, boxes)) => {
                let mut lines = vec![paragraph.done()];
                lines.extend(boxes);
                lines
            }
            // One cell alone is there for the looks of what it holds.
            Some(Frame::Row(cells)) if self.frames.is_empty() && cells.len() > 1 => {
                let text = |cell: Vec<Marked>| cell.into_iter().map(|(line, _)| line).collect();
                let cells: Vec<Vec<String>> = cells.into_iter().map(text).collect();
                return self.draft.row(&cells);
            }
            Some(Frame::Row(cells)) => cells.into_iter().flatten().collect(),
            None => return,
        };
        match self.frames.last_mut() {
            Some(Frame::Paragraph(_, boxes)) => boxes.extend(lines),
            Some(Frame::Row(cells)) => match cells.last_mut() {
                Some(cell) => cell.extend(lines),
                None => cells.push(lines),
            },
            None => {
                for (line, mark) in lines {
                    self.draft.line(&line, mark);
                }
            }
        }
    }

    /// Refuses what is nested too deep, since lines are moved outwards one by one, or says too much.
    pub fn check(&self) -> Result<(), Beyond> {
        NESTED.check(self.frames.len() as u64)?;
        if let Some(Frame::Row(cells)) = self.frames.last() {
            CELLS.check(cells.len() as u64)?;
        }
        LINES.check(self.lines)?;
        TEXT.check(self.said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_bold_as_far_as_nothing_else_stands_in_it() {
        let mut p = Paragraph::default();
        p.put("Anna", true);
        p.put(" ", false);
        p.put("Berg: ", true);
        p.put("yes ", false);
        p.put("no", true);
        assert_eq!(p.done(), ("Anna Berg: yes no".into(), Some(Mark::Bold(11))));
    }

    #[test]
    fn text_boxes_follow_and_one_cell_keeps_its_marks() {
        let mut flow = Flow::new();
        flow.begin_row();
        flow.begin_cell();
        flow.begin_paragraph(Some(2));
        flow.put("Second day", false);
        flow.begin_paragraph(None);
        flow.put("box", false);
        assert!(flow.check().is_ok());
        flow.close();
        flow.close();
        flow.close();
        assert!(flow.frames.is_empty());
        assert_eq!(flow.draft.text, "Second day\nbox\n");
        assert_eq!(flow.draft.marks.get(&0), Some(&Mark::Heading(2)));
    }

    #[test]
    fn what_is_nested_too_deep_or_too_wide_is_refused() {
        let mut flow = Flow::new();
        (0..=NESTED.most).for_each(|_| flow.begin_row());
        assert!(flow.check().is_err());
        let mut flow = Flow::new();
        flow.begin_row();
        (0..=CELLS.most).for_each(|_| flow.begin_cell());
        assert!(flow.check().is_err());
    }
}
