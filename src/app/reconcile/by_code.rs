//! Ruling on one code of an item after the other, where three coders or more gave several.

use super::given::{Coming, Given};
use super::{Ask, Reconcile};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::ids::CodeId;
use crate::model::verdict::{CodeRuling, ReasonKind, Ruling};
use crate::work::effect::Effect;

impl Reconcile {
    /// The code of an item the next verdict is on; `None` where it is on the whole item.
    pub fn code_ruled(&self, place: usize) -> Option<CodeId> {
        self.code_ruled
            .filter(|(at, _)| *at == place)
            .map(|(_, code)| code)
    }
}

impl Reconcile {
    /// Why there is no ruling code by code on the item looked at, if so.
    pub(super) fn may_rule_code_by_code(&self, cx: &Context) -> Result<(), String> {
        let coders = self.sheet.as_ref().map_or(0, |s| s.coders().len());
        let codes = self.item().map_or(0, |i| i.codes().len());
        match (cx.view.format(), coders, codes) {
            (0 | 1, ..) => {
                Err("a study of version 1 has one verdict a place: tandem upgrade".into())
            }
            (_, 0..=2, _) => Err("of two coders each code here is one's: rule on the place".into()),
            (.., 0 | 1) => Err("all gave one code here: rule on the place".into()),
            _ => Ok(()),
        }
    }

    /// Lists the codes of an item with what is ruled on each.
    pub(super) fn ask_code_ruled(&mut self, place: usize, cx: &mut Context) -> Vec<Effect> {
        let Some(about) = cx.about(place) else {
            return Vec::new();
        };
        let ruled = self.ruled_so_far(place, cx);
        let entry = |code: CodeId| {
            let of = ruled.iter().find(|of| of.code == code);
            let words = of.map_or("open".to_owned(), |of| of.ruling.word());
            Entry::new(about.codebook.name(code), Value::Code(code)).beside(words)
        };
        let mut entries: Vec<Entry> = about.item.codes().iter().copied().map(entry).collect();
        entries.push(Entry::new("the whole place at once", Value::None));
        cx.pick("Rule on which code", Ask::CodeRuled, entries)
    }

    /// Goes on with the code that was picked.
    pub(super) fn set_code_ruled(&mut self, code: Option<CodeId>, cx: &mut Context) -> Vec<Effect> {
        self.code_ruled = self.at.zip(code);
        match code {
            Some(code) => {
                let name = cx.view.codebook().name(code).to_owned();
                cx.say(format!(
                    "the next verdict is on “{name}” alone; Esc: on the place"
                ))
            }
            None => cx.say("the next verdict is on the place"),
        }
    }

    /// What was ruled on single codes of an item so far. A verdict on the whole item is one on
    /// each of its codes.
    fn ruled_so_far(&self, place: usize, cx: &Context) -> Vec<CodeRuling> {
        let given = self.given.as_ref().filter(|g| g.place == place);
        let known = match cx.verdicts_on(place) {
            [one] => Some((&one.ruling, &one.by_code)),
            _ => None,
        };
        // The one just given may not be on disk yet.
        let last = given
            .map(|g| (&g.decision.ruling, &g.decision.by_code))
            .or(known);
        let item = self.sheet.as_ref().and_then(|s| s.items().get(place));
        match (last, item) {
            (Some((ruling, by_code)), Some(item)) if by_code.is_empty() && !ruling.is_open() => {
                let of = |code| CodeRuling {
                    code,
                    ruling: ruling.clone(),
                };
                item.codes().iter().copied().map(of).collect()
            }
            (Some((_, by_code)), _) => by_code.clone(),
            (None, _) => Vec::new(),
        }
    }

    /// A verdict on its way, made one on the code that is ruled on, if one is.
    pub(super) fn on_code_ruled(&self, coming: Coming, cx: &Context) -> Coming {
        let Some(code) = self.code_ruled(coming.place) else {
            return coming;
        };
        let mut by_code = self.ruled_so_far(coming.place, cx);
        by_code.retain(|of| of.code != code);
        by_code.push(CodeRuling {
            code,
            ruling: coming.ruling,
        });
        by_code.sort_by_key(|of| of.code);
        Coming {
            ruling: Ruling::Reopened,
            by_code,
            ..coming
        }
    }

    /// The reason of a verdict that grows code by code: what was said before, and what is said now.
    pub(super) fn reason_code_by_code(
        &self,
        coming: &Coming,
        cx: &Context,
    ) -> Option<(String, ReasonKind)> {
        let [before] = cx.verdicts_on(coming.place) else {
            return None;
        };
        if before.by_code.is_empty() || coming.by_code.is_empty() {
            return None;
        }
        let state = self;
        Some(match (before.reason.trim(), state.reason.trim()) {
            (_, "") => (before.reason.clone(), before.kind),
            ("", _) => (state.reason.clone(), state.kind),
            (old, new) => (format!("{old}; {new}"), state.kind),
        })
    }

    /// Goes on to the next code nothing is ruled on; says whether there is one.
    pub(super) fn goes_on_code_by_code(&mut self, given: &Given) -> bool {
        if self.code_ruled(given.place).is_none() {
            return false;
        }
        let sheet = self.sheet.as_ref();
        let item = sheet.and_then(|s| s.items().get(given.place));
        let decided = |code: &CodeId| {
            let mut all = given.decision.by_code.iter();
            all.any(|of| of.code == *code && !of.ruling.is_open())
        };
        let parked = |code: &CodeId| {
            let mut all = given.decision.by_code.iter();
            all.any(|of| of.code == *code && of.ruling == Ruling::Parked)
        };
        let codes = item.map(|i| i.codes()).unwrap_or_default();
        let next = codes.iter().find(|c| !decided(c) && !parked(c));
        self.code_ruled = next.map(|code| (given.place, *code));
        next.is_some()
    }
}
