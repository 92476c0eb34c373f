//! The state of the screen, and where things stand on it.

use super::lanes::{LANES, Mark, Marks, Others};
use super::rows::Row;
use crate::app::context::Context;
use crate::app::input::Typing;
use crate::app::list::List;
use crate::app::screen::{Area, Frame, WIDE};
use crate::model::code::Codebook;
use crate::model::ids::{CodeId, CoderId, CodingId, SourceId};
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::view::View;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    #[default]
    Text,
    Codes,
}

/// Where things stand on this screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Panes {
    /// The text pane with its border.
    pub text: Area,
    /// The rows of text, margin and numbers left of it left out.
    pub rows: Area,
    pub codes: Option<Area>,
    /// The definition below it, if shown.
    pub clause: Option<Area>,
}

pub fn lanes(width: u16) -> u16 {
    if width >= WIDE { LANES as u16 } else { 3 }
}

/// Columns of the paragraph number with the spaces around it.
pub(super) const NUMBER: u16 = 6;

#[derive(Clone, Debug, Default)]
pub struct Read {
    pub source: Option<SourceId>,
    /// Its text, once loaded.
    pub document: Option<Arc<Document>>,
    /// All of its rows, or of a long text those about the cursor.
    pub rows: Vec<Row>,
    pub(super) rows_width: u16,
    /// The row at the top of the page, and where it begins.
    pub top: usize,
    pub(super) top_at: u32,
    /// Cursor, a code point at a grapheme boundary inside a paragraph.
    pub cursor: u32,
    /// The other end of the selection, if there is one; both ends are inside it.
    pub anchor: Option<u32>,
    /// Selections before growing, to shrink back to.
    pub(super) grown: Vec<(u32, u32)>,
    /// Column up and down aim for, in cells.
    pub(super) aim: Option<usize>,
    pub pane: Pane,
    pub codes: List,
    pub filter: Typing,
    /// Codes on the digits 1 to 9.
    pub pins: Vec<CodeId>,
    /// The coding whose ends are being moved.
    pub moving: Option<CodingId>,
    /// The coding commands speak of where several overlap.
    pub focus: Option<CodingId>,
    /// Whether others' codings are shown, once the round is open.
    pub others: Others,
    pub find: String,
    /// Codings of the source with their lanes, by position.
    pub marks: Marks,
    /// Where memos stand in the source.
    pub(super) noted: Vec<u32>,
    pub(super) marks_version: (u64, Option<SourceId>, Others),
    pub(super) places: HashMap<SourceId, (u32, u32)>,
    /// The furthest paragraph recorded as reached.
    pub(super) reached: u32,
    /// A search hit to show once the text is here.
    pub(super) hit: Option<Span>,
    /// A stretch to come to once the text is here.
    pub(super) coming_to: Option<Span>,
}

impl Read {
    /// Where things stand at a screen size.
    pub fn panes(&self, width: u16, height: u16) -> Panes {
        let body = Frame::of(width, height).body;
        let side = if width >= WIDE {
            (width / 3).clamp(32, 46)
        } else {
            (width / 2).min(40)
        };
        let shown = width >= WIDE || self.pane == Pane::Codes;
        // Below WIDE the codes cover the text's right part, so that it does not wrap anew.
        let text_width = if width >= WIDE {
            body.width - side
        } else {
            body.width
        };
        let text = Area {
            width: text_width,
            ..body
        };
        let inner = text.inner();
        let gutter = lanes(width) + NUMBER;
        let rows = Area {
            x: inner.x + gutter,
            width: inner.width.saturating_sub(gutter + 1),
            ..inner
        };
        let right = Area {
            x: body.x + body.width - side,
            width: side,
            ..body
        };
        let clause_rows = if height >= 30 { 12 } else { 8 };
        let (codes, clause) = right.split_top(right.height.saturating_sub(clause_rows));
        Panes {
            text,
            rows,
            codes: shown.then_some(codes),
            clause: shown.then_some(clause),
        }
    }

    /// Shows a source; its text may still have to be loaded.
    pub fn open(&mut self, source: SourceId) {
        if self.source.as_ref() == Some(&source) {
            return;
        }
        if let Some(old) = self.source.take() {
            self.places.insert(old, (self.cursor, self.top_at));
        }
        (self.cursor, self.top_at) = self.places.get(&source).copied().unwrap_or_default();
        self.source = Some(source);
        self.document = None;
        self.rows.clear();
        self.drop_selection();
        self.focus = None;
        self.coming_to = None;
        self.reached = 0;
    }

    /// Shows no source.
    pub(super) fn close(&mut self) {
        self.open(SourceId::default());
        self.source = None;
    }

    /// Takes over the text and wraps it.
    pub fn load(&mut self, document: Arc<Document>, width: u16, height: u16) {
        if self.source.as_ref() != Some(&document.source) {
            return;
        }
        self.document = Some(document);
        self.rows_width = 0;
        self.layout(width, height);
        self.clamp();
        self.scroll(width, height);
        if let Some(span) = self.coming_to.take() {
            self.come_to(span, width, height);
        }
        if let Some(hit) = self.hit.take() {
            self.mark_hit(hit, width, height);
        }
    }

    /// Shows a search hit as the selection, a third down the page; waits for the text if need be.
    pub fn mark_hit(&mut self, hit: Span, width: u16, height: u16) {
        if self.document.is_none() {
            self.hit = Some(hit);
            return;
        }
        // A whole turn found by its fields is no stretch to point at.
        if hit.len() <= 200 {
            self.select(hit);
        }
        self.put_a_third_down(hit.start, width, height);
    }

    /// Puts the cursor at the beginning of a stretch, a third down the page, so that what goes
    /// before and what follows can be read; waits for the text if need be.
    pub fn come_to(&mut self, span: Span, width: u16, height: u16) {
        self.cursor = span.start;
        if self.document.is_none() {
            self.coming_to = Some(span);
            return;
        }
        self.clamp();
        self.put_a_third_down(span.start, width, height);
    }

    pub(super) fn put_a_third_down(&mut self, at: u32, width: u16, height: u16) {
        let page = usize::from(self.panes(width, height).rows.height).max(1);
        self.wrap_about(page);
        self.top = self.row_at(at).saturating_sub(page / 3);
        self.scroll(width, height);
    }

    /// The selection, its last grapheme included.
    pub fn selection(&self) -> Option<Span> {
        let anchor = self.anchor?;
        let (first, last) = (anchor.min(self.cursor), anchor.max(self.cursor));
        Some(Span {
            start: first,
            end: self.next_boundary(last).unwrap_or(last),
        })
    }

    /// Whether there is a selection to shrink back to.
    pub(crate) fn is_grown(&self) -> bool {
        !self.grown.is_empty()
    }

    /// What keys change of it.
    pub(super) fn seen(&self) -> String {
        let at = (&self.source, self.cursor, self.anchor, self.top);
        let codes = (self.pane, self.codes, self.filter.text(), &self.pins);
        let shown = (self.moving, self.focus, self.others, &self.find);
        format!("{:?}", (at, codes, shown))
    }

    pub fn drop_selection(&mut self) {
        self.anchor = None;
        self.grown.clear();
        self.moving = None;
    }

    /// Selects exactly this stretch, cursor at its end.
    pub fn select(&mut self, span: Span) {
        self.anchor = Some(span.start);
        self.cursor = self.boundary_before(span.end).max(span.start);
    }

    /// Codings at the cursor or, with a selection, touching it.
    pub fn here(&self) -> Vec<&Mark> {
        let span = self.selection().unwrap_or(Span {
            start: self.cursor,
            end: self.cursor + 1,
        });
        self.marks.touching(span).collect()
    }

    /// The coding of `me` that commands at the cursor speak of: the one in focus, else the
    /// shortest here.
    pub fn own_here(&self, me: &CoderId) -> Option<&Mark> {
        self.own_here_preferring(me, |_| false)
    }

    /// The same; where none is in focus, one that is preferred comes before shorter ones.
    pub fn own_here_preferring(
        &self,
        me: &CoderId,
        preferred: impl Fn(&Mark) -> bool,
    ) -> Option<&Mark> {
        let own = self.here().into_iter().filter(|m| m.coder == *me);
        own.min_by_key(|m| (Some(m.id) != self.focus, !preferred(m), m.span.len(), m.id))
    }

    /// Forgets the text if it is of one of these, until it is loaded anew; the place stays.
    pub fn drop_text(&mut self, sources: &[SourceId]) {
        if self.source.as_ref().is_some_and(|s| sources.contains(s)) {
            self.document = None;
            self.rows.clear();
            self.drop_selection();
            self.marks_version = Default::default();
        }
    }

    /// Takes over the text once it is loaded.
    pub(super) fn take_text(&mut self, cx: &Context) {
        let source = self.source.as_ref().filter(|_| self.document.is_none());
        if let Some(document) = source.and_then(|s| cx.documents.get(s)) {
            self.load(document.clone(), cx.size.0, cx.size.1);
        }
    }

    /// Brings the margin up to date with the view.
    pub(super) fn refresh_marks(&mut self, view: &View, me: &CoderId) {
        let version = (view.version(), self.source.clone(), self.others);
        if version == self.marks_version {
            return;
        }
        let Some(source) = &self.source else { return };
        self.marks = super::lanes::arrange(view, source, me, self.others);
        self.noted = super::lanes::noted(view, source, &self.marks);
        self.marks_version = version;
        self.pins.retain(|p| view.codebook().get(*p).is_some());
    }

    /// The codes the pane shows, after its filter.
    pub fn codes_shown<'v>(&self, codebook: &'v Codebook) -> Vec<&'v crate::model::code::Code> {
        let all: Vec<_> = codebook.active().collect();
        if self.filter.text().trim().is_empty() {
            return all;
        }
        let names: Vec<String> = all.iter().map(|c| c.name.clone()).collect();
        crate::app::fuzzy::find(self.filter.text(), &names)
            .into_iter()
            .map(|i| all[i])
            .collect()
    }
}
