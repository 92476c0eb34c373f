//! The text around an item, wrapped, and where the coders' stretches lie in its rows.

use crate::app::read::{Row, ends_near, wrapped};
use crate::app::screen::Area;
use crate::model::ids::SourceId;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::wrap::letters;
use crate::reconcile::item::Item;

#[derive(Clone, Debug, Default)]
pub struct Passage {
    pub source: Option<SourceId>,
    /// The source as rows, or of a long one those about what is shown.
    pub rows: Vec<Row>,
    pub top: usize,
    width: u16,
}

/// Where a stretch lies in one row, in cells from the row's left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First cell.
    pub from: usize,
    /// One past the last cell.
    pub to: usize,
    /// Whether it begins in this row.
    pub begins: bool,
    /// Whether it ends in this row.
    pub ends: bool,
}

/// Where `span` lies in a row; `None` when none of the row's visible text is in it.
pub fn stretch(document: &Document, row: Row, span: Span) -> Option<Stretch> {
    if row.span.overlap(span) == 0 {
        return None;
    }
    let text = document.text.slice(row.span).trim_end();
    let (mut at, mut point) = (0, row.span.start);
    let (mut from, mut to) = (None, 0);
    for (letter, wide) in letters(text) {
        let next = point + letter.chars().count() as u32;
        let inside = Span {
            start: point,
            end: next,
        }
        .overlap(span)
            > 0;
        if inside {
            from.get_or_insert(at);
            to = at + wide;
        }
        at += wide;
        point = next;
    }
    let from = from.filter(|from| to > *from)?;
    Some(Stretch {
        from,
        to,
        begins: row.span.start <= span.start,
        ends: span.end <= row.span.end,
    })
}

/// Places of the coders who have a coding of the item in this row.
pub fn coders_under(item: &Item, document: &Document, row: Row) -> Vec<usize> {
    if row.span.overlap(item.span) == 0 {
        return Vec::new();
    }
    let here = |c: &usize| {
        let mut codings = item.codings[*c].iter();
        codings.any(|coding| stretch(document, row, coding.span).is_some())
    };
    (0..item.codings.len()).filter(here).collect()
}

impl Passage {
    /// Wraps the text of a source about a position, where nothing is given about what is at the top,
    /// unless it is wrapped so already; says whether it was not.
    pub(in crate::app) fn lay_out(
        &mut self,
        document: &Document,
        at: Option<u32>,
        area: Area,
    ) -> bool {
        let same = self.source.as_ref() == Some(&document.source) && self.width == area.width;
        let top = self.rows.get(self.top).map_or(0, |row| row.span.start);
        let (at, page) = (at.unwrap_or(top), usize::from(area.height));
        if same && !ends_near(document, &self.rows, self.row_at(at), page) {
            return false;
        }
        self.rows = wrapped(document, at, usize::from(area.width));
        self.source = Some(document.source.clone());
        self.width = area.width;
        if same {
            self.top = self.row_at(top);
        }
        true
    }

    pub(in crate::app) fn clear(&mut self) {
        *self = Passage::default();
    }

    /// Index of the row that holds a position.
    pub fn row_at(&self, at: u32) -> usize {
        let next = self.rows.partition_point(|r| r.span.start <= at);
        next.saturating_sub(1)
    }

    /// Screen lines a row takes: itself, and one for each coder who coded in it.
    fn lines(&self, row: usize, item: &Item, document: &Document) -> usize {
        1 + coders_under(item, document, self.rows[row]).len()
    }

    /// Scrolls to an item: with the paragraph before it where all fits, else with as much of what
    /// comes before as does, else to where it begins.
    pub(super) fn scroll_to(&mut self, item: &Item, document: &Document, height: usize) {
        if self.rows.is_empty() {
            self.top = 0;
            return;
        }
        let first = self.row_at(item.span.start);
        let last = self.row_at(item.span.end.saturating_sub(1).max(item.span.start));
        let start_of = |paragraph: usize| {
            let before = self.rows.partition_point(|r| r.paragraph < paragraph);
            before.min(first)
        };
        let here = self.rows[first].paragraph;
        let wanted = start_of(here.saturating_sub(1));
        let mut left = height;
        for row in first..=last {
            left = left.saturating_sub(self.lines(row, item, document));
        }
        self.top = wanted.max(first.saturating_sub(left));
    }

    /// Scrolls as little as possible so that a position is seen.
    pub(super) fn show(&mut self, at: u32, item: &Item, document: &Document, height: usize) {
        let row = self.row_at(at);
        // Each row takes a line at least.
        let least = (row + 1).saturating_sub(height);
        self.top = self.top.max(least).min(row);
        while self.top < row {
            let lines = (self.top..=row).map(|r| self.lines(r, item, document));
            if lines.sum::<usize>() <= height {
                break;
            }
            self.top += 1;
        }
    }

    /// Scrolls by rows.
    pub(super) fn scroll(&mut self, by: isize, document: &Document) {
        if by.unsigned_abs() > self.rows.len() {
            // An end of the text may lie far from the rows that are wrapped.
            let end = if by < 0 { 0 } else { document.text.len() };
            self.rows = wrapped(document, end, usize::from(self.width));
        }
        let last = self.rows.len().saturating_sub(1);
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::{Paragraph, Structure, Turn};
    use crate::model::text::Text;

    fn document(text: &str) -> Document {
        let all = Text::new(text.to_owned());
        let span = Span {
            start: 0,
            end: all.len(),
        };
        Document {
            source: SourceId("s".into()),
            revision: 1,
            earlier: Vec::new(),
            text: all,
            structure: Structure {
                speakers: Vec::new(),
                turns: vec![Turn {
                    speaker: None,
                    span,
                    talk: 0,
                    time_ms: None,
                }],
                paragraphs: vec![Paragraph {
                    number: 1,
                    letter: 0,
                    span,
                    turn: 0,
                }],
            },
        }
    }

    fn lines(text: &str, width: usize, start: u32, end: u32) -> Vec<Option<Stretch>> {
        let document = document(text);
        let rows = wrapped(&document, start, width);
        let span = Span { start, end };
        rows.iter().map(|r| stretch(&document, *r, span)).collect()
    }

    fn from_to(from: usize, to: usize, begins: usize, ends: usize) -> Option<Stretch> {
        Some(Stretch {
            from,
            to,
            begins: begins == 1,
            ends: ends == 1,
        })
    }

    #[test]
    fn wide_characters_take_two_cells() {
        assert_eq!(lines("我想喺中間。", 20, 2, 5), [from_to(4, 10, 1, 1)]);
        // Rows of three characters; the stretch goes over all of them.
        let all = lines("佢問我想點呀", 6, 1, 6);
        assert_eq!(all, [from_to(2, 6, 1, 0), from_to(0, 6, 0, 1)]);
    }

    #[test]
    fn spaces_a_row_ends_with_are_not_drawn_under() {
        // “one two ” and “three”: the space at the first row's end is in the stretch.
        let all = lines("one two three", 7, 4, 13);
        assert_eq!(all, [from_to(4, 7, 1, 0), from_to(0, 5, 0, 1)]);
        assert_eq!(lines("one two three", 7, 7, 8), [None, None]);
    }

    #[test]
    fn a_grapheme_cut_by_a_stretch_is_drawn_whole() {
        assert_eq!(lines("e\u{301}x", 9, 0, 1), [from_to(0, 1, 1, 1)]);
    }
}
