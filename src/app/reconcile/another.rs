//! Verdicts that put a code on a stretch: another code, or the coders' own on another stretch.

use super::given::Coming;
use super::{Ask, Reconcile};
use crate::acts::coding::new_code;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::ids::CodeId;
use crate::model::text::Span;
use crate::model::verdict::Ruling;
use crate::reconcile::item::rule_of;
use crate::work::effect::Effect;

impl Reconcile {
    /// Asks which of an item's codes a stretch has.
    pub(super) fn ask_which(&mut self, codes: Vec<CodeId>, cx: &mut Context) -> Vec<Effect> {
        let codebook = cx.view.codebook();
        let entry = |id: &CodeId| {
            let detail = codebook.get(*id).map(crate::report::searched::clause);
            Entry::new(codebook.name(*id), Value::Code(codebook.resolve(*id)))
                .detail(detail.unwrap_or_default())
        };
        let entries = codes.iter().map(entry).collect();
        cx.pick(
            "Which code stands on this stretch",
            Ask::AnotherCode,
            entries,
        )
    }

    /// The stretch another code is put on when none was chosen: what the round's rule makes of
    /// the coders'.
    pub(super) fn stretch_by_rule(&self, place: usize) -> Option<Span> {
        let sheet = self.sheet.as_ref()?;
        Some(sheet.items().get(place)?.by_rule(sheet.round.plan.boundary))
    }

    /// The same, of the code that is ruled on where it is one.
    fn stretch_here(&self, place: usize) -> Option<Span> {
        let Some(code) = self.code_ruled(place) else {
            return self.stretch_by_rule(place);
        };
        let sheet = self.sheet.as_ref()?;
        let with = sheet.items().get(place)?.all().filter(|c| c.code == code);
        let spans: Vec<Span> = with.map(|c| c.span).collect();
        Some(rule_of(&spans, sheet.round.plan.boundary))
    }

    pub(super) fn rule_another(
        &mut self,
        code: Option<CodeId>,
        created: Option<String>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let codebook = cx.view.codebook();
        let new = created.as_ref().filter(|n| codebook.named(n).is_none());
        let retired = new.and_then(|n| cx.view.retired_named(n));
        if let Some(name) = retired.map(|c| c.name.clone()) {
            return cx.fail(format!(
                "“{name}” is a retired code: bring it back first (g c, D), or take another name"
            ));
        }
        let ends = self.ends.take();
        let chosen = ends.as_ref().and_then(|e| Some((e.place, e.span()?)));
        let here = self.at;
        let found = chosen.or_else(|| Some((here?, self.stretch_here(here?)?)));
        let Some((place, span)) = found else {
            return Vec::new();
        };
        let mut before = Vec::new();
        let known = created
            .as_ref()
            .and_then(|n| cx.view.codebook().named(n))
            .map(|c| c.id);
        let code = match (code.or(known), created) {
            (Some(code), _) => code,
            (None, Some(name)) => {
                let id = cx.mint.id();
                before.push((id, new_code(&cx.view, None, &name, None)));
                id.into()
            }
            (None, None) => return Vec::new(),
        };
        // On another stretch with the code all gave it is an adjusted span, nothing else.
        let adjusted = match self.code_ruled(place) {
            Some(ruled) => ruled == code,
            None => self.item().is_some_and(|i| i.codes() == [code]),
        };
        let ruling = match adjusted {
            true => Ruling::Adjusted(span),
            false => Ruling::Another(code, span),
        };
        self.rule_after(
            Coming {
                before,
                ..Coming::new(place, ruling)
            },
            cx,
        )
    }
}
