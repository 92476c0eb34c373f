//! Choosing the stretch a verdict is about: its ends are moved over the text shown.

use super::{Ask, Ends, Reconcile, panes};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::read::Read;
use crate::app::screen::Area;
use crate::model::source::Document;
use crate::model::verdict::Ruling;
use crate::work::effect::Effect;
use std::sync::Arc;

impl Reconcile {
    /// The rows of text in the passage pane: border and coders' names taken off.
    pub fn text_area(&self, width: u16, height: u16) -> Area {
        let inner = panes(width, height, self.pane).passage.inner();
        let names = self.sheet.as_ref().map_or(0, |s| {
            s.coders()
                .iter()
                .map(|c| c.as_str().len())
                .max()
                .unwrap_or(0)
        });
        let gutter = names.clamp(2, 8) as u16 + 2;
        Area {
            x: inner.x + gutter,
            width: inner.width.saturating_sub(gutter + 1),
            ..inner
        }
    }
}

impl Reconcile {
    /// The text of the item looked at.
    pub(super) fn passage_document(&self, cx: &Context) -> Option<Arc<Document>> {
        cx.document_of(self.item()?).cloned()
    }

    /// Begins choosing a stretch; it starts as all that any coder covered.
    pub(super) fn choose_ends(&mut self, cx: &Context) -> Vec<Effect> {
        let (Some(place), Some(document)) = (self.at, self.passage_document(cx)) else {
            return Vec::new();
        };
        let Some(item) = self.item() else {
            return Vec::new();
        };
        let mut reading = Read::default();
        reading.open(item.source.clone());
        reading.rows = self.passage.rows.clone();
        reading.document = Some(document);
        reading.select(item.span);
        self.ends = Some(Ends { place, reading });
        self.pane = super::Pane::Queue;
        Vec::new()
    }

    /// Keys while a stretch is chosen.
    pub(super) fn ends_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let Some(ends) = &mut self.ends else {
            return Vec::new();
        };
        match command {
            Command::Open => self.keep_stretch(cx),
            Command::VerdictCode => {
                cx.pick_public_code("The code on this stretch", Ask::AnotherCode);
                Vec::new()
            }
            other => {
                ends.reading.moved(other, cx.size);
                Vec::new()
            }
        }
    }

    /// Rules the stretch as chosen; where the coders' codes differ, asks which code it has.
    fn keep_stretch(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some((place, span)) = self.ends.as_ref().and_then(|e| Some((e.place, e.span()?)))
        else {
            return cx.say("there is no text in this stretch");
        };
        let codes = self.item().map(|i| i.codes().to_vec()).unwrap_or_default();
        if codes.len() > 1 && self.code_ruled(place).is_none() {
            return self.ask_which(codes, cx);
        }
        self.ends = None;
        self.rule(place, Ruling::Adjusted(span), cx)
    }
}
