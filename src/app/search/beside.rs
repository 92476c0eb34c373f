//! The text around the hit at the cursor, beside the list: the next hit may be in another source.

use super::Search;
use super::parts::{Beside, panes};
use crate::acts::gathered::TextHit;
use crate::app::context::Context;
use crate::app::screen::Area;
use crate::model::coding::Memo;
use crate::report::memos::memo_on;
use crate::report::searched::clause;
use crate::work::effect::{Effect, FoundPlace};

/// What is written where a hit lies in no text.
#[derive(Clone, Debug)]
pub enum Written {
    Memo(Memo),
    Clause(String),
}

impl Search {
    /// A hit, if it lies in a text and has been looked up.
    pub(super) fn text_hit(&self, at: usize) -> Option<TextHit> {
        match &self.hits.get(at)?.as_ref()?.place {
            FoundPlace::Text {
                source,
                span,
                coding,
            } => Some(TextHit {
                source: source.clone(),
                span: *span,
                coding: *coding,
            }),
            _ => None,
        }
    }

    /// The hit at the cursor, if it lies in a text.
    pub fn here(&self) -> Option<TextHit> {
        self.text_hit(self.list.at)
    }

    /// What is written where the hit at the cursor is a memo or a code: its heading, and its text.
    pub fn note_here(&self, cx: &Context) -> Option<(String, Written)> {
        match self.hits.get(self.list.at)?.as_ref()?.place {
            FoundPlace::Memo(id) => {
                let memo = cx.view.memo(id)?.clone();
                Some((memo_on(&memo.on, &cx.view), Written::Memo(memo)))
            }
            FoundPlace::Code(id) => {
                let code = cx.view.codebook().get(id)?;
                Some((code.title(), Written::Clause(clause(code))))
            }
            FoundPlace::Text { .. } => None,
        }
    }

    /// The rows of text: border, a column at each side and room for numbers of paragraphs taken off.
    pub fn text_area(&self, width: u16, height: u16) -> Area {
        let inner = panes(width, height).text.inner();
        Area {
            x: inner.x + 5,
            width: inner.width.saturating_sub(6),
            height: inner.height.saturating_sub(2),
            ..inner
        }
    }

    /// Shows the text at the hit; asks for one that is not here.
    pub(super) fn refresh_beside(&mut self, cx: &Context) -> Vec<Effect> {
        let Some(hit) = self.here() else {
            self.beside = Beside::default();
            return Vec::new();
        };
        let Some(document) = cx.documents.get(&hit.source) else {
            if self.beside.asked.as_ref() == Some(&hit.source) {
                return Vec::new();
            }
            self.beside = Beside {
                asked: Some(hit.source.clone()),
                ..Beside::default()
            };
            return cx.load_missing(&[hit.source]);
        };
        let area = self.text_area(cx.size.0, cx.size.1);
        let shown = Some((hit.source.clone(), hit.span, area, cx.view.version()));
        if self.beside.shown == shown {
            return Vec::new();
        }
        let passage = &mut self.beside.passage;
        passage.lay_out(document, Some(hit.span.start), area);
        let row = passage.row_at(hit.span.start);
        passage.top = row.saturating_sub(usize::from(area.height) / 3);
        self.beside.codes = codes_at(&hit, cx);
        self.beside.shown = shown;
        Vec::new()
    }
}

/// What is coded where a hit lies, each once.
fn codes_at(hit: &TextHit, cx: &Context) -> Vec<String> {
    let there = cx.view.codings_in(&hit.source);
    let there = there.filter(|c| c.span.overlap(hit.span) > 0);
    let words = there.map(|c| format!("{} ({})", cx.view.codebook().name(c.code), c.coder));
    let mut codes: Vec<String> = Vec::new();
    for code in words {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}
