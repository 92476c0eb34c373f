//! Rating the items of a rating sheet: the item at the cursor is coded and rated in one act, and the
//! next comes under the cursor.

use super::ask::Ask;
use super::state::Read;
use crate::acts::coding::{Place, apply, may_code};
use crate::app::context::Context;
use crate::model::event::Change;
use crate::model::ids::CodeId;
use crate::model::sheet::code_at;
use crate::model::source::SourceKind;
use crate::model::text::Span;
use crate::work::effect::Effect;

impl Read {
    /// The item of a rating sheet at the cursor, with the code it asks for.
    pub(super) fn item_here(&self, cx: &Context) -> Option<(Span, CodeId)> {
        let document = self.document.as_ref()?;
        let source = cx.view.source(&document.source)?;
        let at = document.structure.paragraph_at(self.cursor)?;
        let code = code_at(cx.view.codebook(), document, at);
        let code = code.filter(|_| source.kind == SourceKind::RatingSheet)?;
        Some((document.structure.paragraphs[at].span, code))
    }

    /// Asks for the rating of the item at the cursor.
    pub(super) fn ask_item(&self, cx: &mut Context) -> Vec<Effect> {
        match self.item_here(cx) {
            Some((span, code)) => self.pick_rating(Ask::RateItem(span, code), code, cx),
            None => Vec::new(),
        }
    }

    pub(super) fn rate_item(
        &mut self,
        span: Span,
        code: CodeId,
        rating: i32,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let (Some(source), Some(document)) = (self.source.clone(), self.document.clone()) else {
            return Vec::new();
        };
        let round = match may_code(&cx.view, &source) {
            Ok(round) => round,
            Err(why) => return cx.fail(why),
        };
        let place = Place {
            source,
            round,
            span,
            via: None,
        };
        let there = (&*document, &place);
        let applied = apply(&cx.view, &mut cx.mint, there, (Vec::new(), &[code]), |_| {
            false
        });
        let mut changes = match applied {
            Ok(applied) => applied.changes,
            Err(why) => return cx.fail(why),
        };
        for (_, change) in &mut changes {
            if let Change::Coded { rating: given, .. } = change {
                *given = Some(rating);
            }
        }
        let next = document.structure.paragraph_at(span.start).map(|at| at + 1);
        let next = next.and_then(|at| document.structure.paragraphs.get(at));
        self.cursor = next.map_or(self.cursor, |p| p.span.start);
        cx.save_as(changes)
    }
}
