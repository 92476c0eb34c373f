//! Settling how a code is mapped: verdicts as on Reconcile, with a reason and who was present.

use super::mapping::{constructs, entries};
use super::{Ask, FrameworkScreen};
use crate::acts::mapping::{Decision, assented, may_settle, settled};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::app::presence::{WHO_IS_PRESENT, coder_entry, coders_in};
use crate::app::screens::Picked;
use crate::model::ids::{CodeId, CoderId, ConstructId};
use crate::model::mapping::{Fit, Standing};
use crate::model::verdict::ReasonKind;
use crate::report::framework::words;
use crate::work::effect::Effect;

impl FrameworkScreen {
    pub(super) fn verdict(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let Some((mapping, code)) = self.mapping(cx).zip(self.code(cx)) else {
            return Vec::new();
        };
        let coder = |at: usize| mapping.plan.coders.get(at).cloned();
        let verdict = match command {
            Command::VerdictA => coder(0).map(Fit::Of),
            Command::VerdictB => coder(1).map(Fit::Of),
            Command::Pinned(n) => usize::from(n).checked_sub(1).and_then(coder).map(Fit::Of),
            Command::VerdictBoth => Some(Fit::Both),
            Command::VerdictNeither if !mapping.is_over() => return self.map_none(cx),
            Command::VerdictNeither => Some(Fit::Neither),
            Command::VerdictKept => Some(Fit::Kept),
            Command::VerdictPark => Some(Fit::Parked),
            Command::Assent => return self.assent(code, cx),
            _ => None,
        };
        match verdict {
            Some(verdict) => self.rule(code, verdict, &[], cx),
            None => Vec::new(),
        }
    }

    fn assent(&mut self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        let change = self
            .mapping(cx)
            .map(|mapping| assented(&cx.view, mapping, &cx.me, code));
        match change {
            Some(Ok(change)) => {
                self.go_on(cx);
                cx.save(vec![change])
            }
            Some(Err(why)) => cx.fail(why),
            None => Vec::new(),
        }
    }

    fn rule(
        &mut self,
        code: CodeId,
        verdict: Fit,
        to: &[ConstructId],
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(mapping) = self.mapping(cx) else {
            return Vec::new();
        };
        let present = self.present(cx);
        let alone = mapping.plan.coders.iter().any(|c| !present.contains(c));
        let decision = Decision {
            verdict,
            to,
            reason: &self.reason,
            kind: ReasonKind::Unsaid,
            present,
        };
        match settled(&cx.view, mapping, &cx.me, code, decision) {
            Ok(change) => {
                if alone {
                    cx.note(
                        "proposed: it counts once all coders stand by it (y), or are present (w)",
                    );
                }
                self.reason.clear();
                let effects = cx.save(vec![change]);
                self.go_on(cx);
                effects
            }
            Err(why) => cx.fail(why),
        }
    }

    pub(super) fn ask_another(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some((mapping, code)) = self.mapping(cx).zip(self.code(cx)) else {
            return Vec::new();
        };
        let called = cx.view.codebook().name(code);
        let title = format!("What stands for “{called}”: Tab marks several, Enter keeps");
        let (entries, there) = entries(mapping, cx);
        let picker = Picker::new(title, Ask::Another(code, there), entries).several();
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn another(
        &mut self,
        code: CodeId,
        there: &[ConstructId],
        picked: &Picked,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match constructs(there, picked) {
            Ok(to) if to.is_empty() => self.rule(code, Fit::Neither, &[], cx),
            Ok(to) => self.rule(code, Fit::Another, &to, cx),
            Err(why) => cx.fail(why),
        }
    }

    /// The note of one's own mapping while it goes on; later the reason of a verdict.
    pub(super) fn ask_reason(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some((mapping, code)) = self.mapping(cx).zip(self.code(cx)) else {
            return Vec::new();
        };
        if may_settle(&cx.view, mapping, &cx.me).is_err() {
            let note = mapping.now(&cx.me, code).map_or("", |m| &m.note).to_owned();
            let title = format!("What is to be said of “{}”", cx.view.codebook().name(code));
            return cx.ask_words(title, Ask::Note(code), &note);
        }
        let mut reasons: Vec<String> = Vec::new();
        for verdict in &mapping.verdicts {
            if !verdict.reason.is_empty() && !reasons.contains(&verdict.reason) {
                reasons.push(verdict.reason.clone());
            }
        }
        let entry = |r: String| Entry::new(r.clone(), Value::Text(r));
        let entries = reasons.into_iter().map(entry).collect();
        let title = match mapping.standing(code) {
            Standing::Ruled(_) | Standing::Proposed(_) => "Reason of the verdict on this code",
            _ => "Reason of the next verdict",
        };
        let picker = Picker::new(title, Ask::Reason, entries);
        cx.overlays.push(Overlay::Picker(picker.creating("reason")));
        Vec::new()
    }

    /// It belongs to the verdict on this code, if there is one; else to the next.
    pub(super) fn give_reason(&mut self, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        let reason = match (picked.first(), picked.created) {
            (_, Some(reason)) | (Value::Text(reason), None) => reason,
            _ => return Vec::new(),
        };
        let standing = self.mapping(cx).zip(self.code(cx));
        let standing = standing.map(|(mapping, code)| (code, mapping.standing(code)));
        if let Some((code, Standing::Ruled(v) | Standing::Proposed(v))) = standing {
            let (verdict, to) = (v.verdict.clone(), v.to.clone());
            let before =
                std::mem::replace(&mut self.present, [&v.present[..], &v.assents].concat());
            self.reason = reason;
            let effects = self.rule(code, verdict, &to, cx);
            self.present = before;
            return effects;
        }
        let text = format!("reason of the next verdict: {reason}");
        self.reason = reason;
        cx.say(text)
    }

    pub(super) fn ask_present(&mut self, cx: &mut Context) -> Vec<Effect> {
        let present = self.present(cx);
        let row = |c: &CoderId| (coder_entry(c), present.contains(c));
        let rows = cx.view.coders().keys().map(row).collect();
        cx.pick_coders(WHO_IS_PRESENT, Ask::Present, rows)
    }

    pub(super) fn set_present(&mut self, values: &[Value], cx: &mut Context) -> Vec<Effect> {
        self.present = coders_in(values);
        let present = crate::report::words::listed(self.present(cx));
        cx.say(format!("present: {present}"))
    }

    /// What there is to say of the code under the cursor.
    pub fn about(&self, cx: &Context) -> Vec<String> {
        let here = self.mapping(cx).zip(self.code(cx));
        here.map_or_else(Vec::new, |(mapping, code)| {
            words::about(&cx.view, mapping, code)
        })
    }
}
