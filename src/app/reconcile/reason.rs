//! The reason of a verdict: typed, or chosen from those given earlier; before it or after.

use super::given::{Awaiting, Given};
use super::{Ask, Reconcile};
use crate::acts::verdict::Decision;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::verdict::{ReasonKind, Verdict};
use crate::reconcile::reasons::reasons;
use crate::reconcile::standing::{Standing, is_adjudicated};
use crate::work::effect::Effect;

impl Reconcile {
    /// The verdict the item looked at stands by, or that was proposed or parked it. The
    /// adjudicator's can be touched by nobody else.
    pub(super) fn standing_verdict(&self, cx: &Context) -> Option<Given> {
        let sheet = self.sheet.as_ref()?;
        let place = self.at?;
        let verdict: &Verdict = match sheet.standing(place, &cx.view)? {
            Standing::Settled(v)
            | Standing::Again(v, _)
            | Standing::Partly(v)
            | Standing::Proposed(v)
            | Standing::Parked(v) => v,
            _ => return None,
        };
        if is_adjudicated(verdict, &sheet.round) && verdict.by != cx.me {
            return None;
        }
        Some(Given {
            place,
            id: verdict.id.event(),
            // A reason changes the words and nothing else: neither who was present, nor who is
            // still to assent, nor by whose authority it counts.
            decision: Decision::of(verdict),
        })
    }

    /// What a reason asked for now belongs to: the verdict just given if it has no reason yet,
    /// else the one on the item looked at, else the next.
    fn reasoned(&self, cx: &Context) -> Option<Given> {
        let given = self.given.as_ref();
        let just = given.filter(|g| g.decision.reason.is_empty());
        just.cloned().or_else(|| self.standing_verdict(cx))
    }

    fn reason_title(&self, what: &str, cx: &Context) -> String {
        match (self.reasoned(cx), &self.sheet) {
            (Some(g), Some(sheet)) => {
                let item = &sheet.items()[g.place];
                let name = cx.view.source(&item.source).map_or("", |s| s.name.as_str());
                let code = item
                    .codes()
                    .first()
                    .map_or("", |c| cx.view.codebook().name(*c));
                // Two items may have the same code and source: the paragraph tells them apart.
                let paragraph = match cx.document_of(item) {
                    Some(document) => format!(":{}", document.structure.cite(item.span)),
                    None => String::new(),
                };
                format!("{what} of the verdict on {code}, {name}{paragraph}")
            }
            _ => format!("{what} of the next verdict"),
        }
    }

    pub(super) fn ask_reason(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.ask_reason_of(self.reason_title("Reason", cx), cx)
    }

    /// Offers the reasons given in this round so far, and to write a new one.
    pub(super) fn ask_reason_of(&mut self, title: String, cx: &mut Context) -> Vec<Effect> {
        let Some(sheet) = self.sheet.clone() else {
            return cx.say("there is nothing to settle here");
        };
        let entries = reasons(cx.view.verdicts_of(sheet.round.id))
            .into_iter()
            .map(|r| {
                let beside = format!("{} · {}", r.kind.word(), r.used);
                Entry::new(r.words.clone(), Value::Text(r.words)).beside(beside)
            })
            .collect();
        let picker = Picker::new(title, Ask::Reason, entries).creating("reason");
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn ask_reason_kind(&mut self, cx: &mut Context) -> Vec<Effect> {
        let entries: Vec<Entry> = ReasonKind::ALL
            .iter()
            .map(|k| Entry::new(k.word(), Value::Reason(*k)))
            .collect();
        let mut picker = Picker::new(
            self.reason_title("Kind of reason", cx),
            Ask::ReasonKind,
            entries,
        );
        let now = self.reasoned(cx).map_or(self.kind, |g| g.decision.kind);
        picker.list.at = ReasonKind::ALL.iter().position(|k| *k == now).unwrap_or(0);
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn give_reason(
        &mut self,
        words: String,
        kind: Option<ReasonKind>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        // A verdict may have waited for it.
        if let Some(Awaiting::Reason(coming)) = self.awaiting.take() {
            let before = self.kind;
            self.reason = words;
            self.kind = kind.unwrap_or(before);
            let effects = self.give(coming, cx);
            self.kind = before;
            return effects;
        }
        let Some(mut given) = self.reasoned(cx) else {
            let text = format!("reason of the next verdict: {words}");
            self.reason = words;
            self.kind = kind.unwrap_or(self.kind);
            return cx.say(text);
        };
        given.decision.reason = words;
        given.decision.kind = kind.unwrap_or(given.decision.kind);
        self.record_again(given, cx)
    }

    /// Records a verdict anew with another reason; it replaces the one there was.
    fn record_again(&mut self, mut given: Given, cx: &mut Context) -> Vec<Effect> {
        given.id = cx.mint.id();
        let effects = self.record(&given, Vec::new(), cx);
        let words = if given.decision.reason.is_empty() {
            String::new()
        } else {
            format!(": {}", given.decision.reason)
        };
        cx.note(format!("reason ({}){words}", given.decision.kind.word()));
        let just = self.given.as_ref().is_some_and(|g| g.place == given.place);
        if just {
            self.given = Some(given);
        }
        effects
    }

    /// Goes on with an earlier reason that was chosen: its kind comes with it.
    pub(super) fn earlier_reason(&mut self, words: String, cx: &mut Context) -> Vec<Effect> {
        let kind = self.sheet.clone().and_then(|s| {
            let known = reasons(cx.view.verdicts_of(s.round.id));
            known.into_iter().find(|r| r.words == words).map(|r| r.kind)
        });
        self.give_reason(words, kind, cx)
    }

    /// Goes on with the kind that was chosen.
    pub(super) fn set_reason_kind(&mut self, kind: ReasonKind, cx: &mut Context) -> Vec<Effect> {
        self.kind = kind;
        match self.reasoned(cx) {
            Some(mut given) => {
                given.decision.kind = kind;
                self.record_again(given, cx)
            }
            None => cx.say(format!(
                "kind of reason of the next verdicts: {}",
                kind.word()
            )),
        }
    }
}
