//! Moving and selecting by grapheme, word, sentence, paragraph, turn and row.

use super::{Read, Row};
use crate::model::segmentation::{around, letters};
use crate::model::text::Span;
pub use crate::model::units::Unit;
use crate::model::units::{self, pieces};
use crate::model::wrap::{self, width};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Forward,
    Back,
}

impl Read {
    fn paragraph_span(&self, at: u32) -> Option<Span> {
        units::paragraph_at(self.document.as_ref()?, at)
    }

    /// The grapheme a position of a paragraph lies in.
    fn grapheme_at(&self, at: u32) -> Option<Span> {
        let (document, span) = (self.document.as_ref()?, self.paragraph_span(at)?);
        let about = around(&document.text, span, at, letters);
        about.into_iter().find(|letter| letter.contains(at))
    }

    /// The grapheme boundary after the grapheme at `at`; may be the end of the paragraph.
    pub(super) fn next_boundary(&self, at: u32) -> Option<u32> {
        self.grapheme_at(at).map(|letter| letter.end)
    }

    /// The start of the last grapheme before `end`.
    pub(super) fn boundary_before(&self, end: u32) -> u32 {
        let inside = end.saturating_sub(1);
        self.grapheme_at(inside)
            .map_or(inside, |letter| letter.start)
    }

    /// Puts the cursor where it can stand: on a grapheme inside a paragraph.
    pub(super) fn clamp(&mut self) {
        let Some(span) = self.paragraph_span(self.cursor) else {
            self.cursor = 0;
            return;
        };
        let last = self.boundary_before(span.end).max(span.start);
        self.cursor = self.cursor.clamp(span.start, last);
        if let Some(letter) = self.grapheme_at(self.cursor) {
            self.cursor = letter.start.min(last);
        }
    }

    /// One grapheme on, into the next paragraph at the end of one.
    pub(super) fn step(&mut self, way: Way) {
        self.aim = None;
        let Some(document) = self.document.clone() else {
            return;
        };
        let Some(index) = document.structure.paragraph_at(self.cursor) else {
            return;
        };
        let span = document.structure.paragraphs[index].span;
        match way {
            Way::Forward => match self.next_boundary(self.cursor) {
                Some(next) if next < span.end => self.cursor = next,
                _ => {
                    if let Some(p) = document.structure.paragraphs.get(index + 1) {
                        self.cursor = p.span.start;
                    }
                }
            },
            Way::Back if self.cursor > span.start => {
                self.cursor = self.boundary_before(self.cursor);
            }
            Way::Back => {
                if index > 0 {
                    let before = document.structure.paragraphs[index - 1].span;
                    self.cursor = self.boundary_before(before.end).max(before.start);
                }
            }
        }
    }

    /// Rows up or down, keeping the column aimed for.
    pub(super) fn rows_on(&mut self, by: isize) {
        if self.rows.is_empty() {
            return;
        }
        let from = self.row_at(self.cursor);
        let aim = self.aim.unwrap_or_else(|| self.column(self.rows[from]));
        let to = from.saturating_add_signed(by).min(self.rows.len() - 1);
        self.cursor = self.at_column(self.rows[to], aim);
        self.aim = Some(aim);
    }

    /// Cells left of the cursor in its row.
    fn column(&self, row: Row) -> usize {
        let Some(document) = &self.document else {
            return 0;
        };
        let before = Span {
            start: row.span.start,
            end: self.cursor.max(row.span.start),
        };
        width(document.text.slice(before))
    }

    /// The position in a row nearest to a column, in cells.
    pub fn at_column(&self, row: Row, column: usize) -> u32 {
        let Some(document) = &self.document else {
            return row.span.start;
        };
        let (mut used, mut point, mut last) = (0, row.span.start, row.span.start);
        for (letter, wide) in wrap::letters(document.text.slice(row.span)) {
            last = point;
            used += wide;
            if used > column {
                return point;
            }
            point += letter.chars().count() as u32;
        }
        last
    }

    /// To the start or the last grapheme of the row.
    pub(super) fn go_row_edge(&mut self, way: Way) {
        self.aim = None;
        let Some(row) = self.rows.get(self.row_at(self.cursor)).copied() else {
            return;
        };
        self.cursor = match way {
            Way::Back => row.span.start,
            Way::Forward => self.boundary_before(row.span.end).max(row.span.start),
        };
    }

    /// To the beginning or the end of the text.
    pub(super) fn go_edge(&mut self, way: Way) {
        self.aim = None;
        let Some(document) = self.document.clone() else {
            return;
        };
        let paragraphs = &document.structure.paragraphs;
        let edge = match way {
            Way::Back => paragraphs.first().map(|p| p.span.start),
            Way::Forward => paragraphs.last().map(|p| self.boundary_before(p.span.end)),
        };
        self.cursor = edge.unwrap_or(0);
    }

    pub fn unit_at(&self, unit: Unit, at: u32) -> Option<Span> {
        units::unit_at(self.document.as_ref()?, unit, at)
    }

    /// To the next or previous unit's start.
    pub(super) fn jump(&mut self, unit: Unit, way: Way) {
        self.aim = None;
        let Some(document) = self.document.clone() else {
            return;
        };
        let structure = &document.structure;
        let target = match unit {
            Unit::Turn => {
                let at = structure.turn_at(self.cursor).unwrap_or(0);
                let to = match way {
                    Way::Forward => (at + 1).min(structure.turns.len().saturating_sub(1)),
                    Way::Back
                        if structure
                            .turns
                            .get(at)
                            .is_some_and(|t| self.cursor > t.talk) =>
                    {
                        at
                    }
                    Way::Back => at.saturating_sub(1),
                };
                structure.turns.get(to).map(|t| t.talk)
            }
            _ => {
                let starts = |at: u32| -> Vec<u32> {
                    pieces(&document, unit, at)
                        .iter()
                        .map(|s| s.start)
                        .collect()
                };
                let here = starts(self.cursor);
                let found = match way {
                    Way::Forward => here.into_iter().find(|s| *s > self.cursor),
                    Way::Back => here.into_iter().rev().find(|s| *s < self.cursor),
                };
                found.or_else(|| {
                    let index = structure.paragraph_at(self.cursor)?;
                    match way {
                        Way::Forward => structure.paragraphs.get(index + 1).map(|p| p.span.start),
                        Way::Back => {
                            let before = structure.paragraphs.get(index.checked_sub(1)?)?.span;
                            starts(before.end.saturating_sub(1))
                                .last()
                                .copied()
                                .or(Some(before.start))
                        }
                    }
                })
            }
        };
        if let Some(target) = target {
            self.cursor = target;
            self.clamp();
        }
    }

    /// Selects the unit at the cursor; if it is selected already, adds the next one.
    pub(super) fn select_unit(&mut self, unit: Unit) {
        let Some(span) = self.unit_at(unit, self.cursor) else {
            return;
        };
        match self.selection() {
            Some(now) if now.start <= span.start && now.end >= span.end => {
                let mut next = now.end;
                while let Some(further) = self.unit_at(unit, next) {
                    if further.end > now.end {
                        self.select(Span {
                            start: now.start,
                            end: further.end,
                        });
                        return;
                    }
                    next += 1;
                    if next > now.end + 8 {
                        return;
                    }
                }
            }
            Some(now) => self.select(Span {
                start: now.start.min(span.start),
                end: now.end.max(span.end),
            }),
            None => self.select(span),
        }
    }

    /// Grows the selection: word, sentence, paragraph, turn.
    pub(super) fn grow(&mut self) {
        let now = self.selection();
        let before = (self.anchor.unwrap_or(u32::MAX), self.cursor);
        for unit in [Unit::Word, Unit::Sentence, Unit::Paragraph, Unit::Turn] {
            let Some(span) = self.unit_at(unit, self.cursor) else {
                continue;
            };
            let wider = now.is_none_or(|n| span.start <= n.start && span.end >= n.end && span != n);
            if wider {
                self.grown.push(before);
                self.select(span);
                return;
            }
        }
    }

    /// Shrinks back to what was selected before growing.
    pub(super) fn shrink(&mut self) {
        match self.grown.pop() {
            Some((u32::MAX, cursor)) => (self.anchor, self.cursor) = (None, cursor),
            Some((anchor, cursor)) => (self.anchor, self.cursor) = (Some(anchor), cursor),
            None => self.anchor = None,
        }
    }

    /// What the selection is, in words: `sentence`, `turn`, or nothing in particular.
    pub fn selected_unit(&self) -> &'static str {
        let Some(span) = self.selection() else {
            return "";
        };
        let is = |unit| self.unit_at(unit, span.start) == Some(span);
        match () {
            () if is(Unit::Word) => "word",
            () if is(Unit::Sentence) => "sentence",
            () if is(Unit::Turn) => "turn",
            () if is(Unit::Paragraph) => "paragraph",
            () => "",
        }
    }
}
