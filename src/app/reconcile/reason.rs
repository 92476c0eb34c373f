//! The reason of a verdict: typed, or chosen from those given earlier; before it or after.

use super::ruling::Given;
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::overlay::{Entry, Overlay, Picker, Purpose, Value};
use crate::model::verdict::{ReasonKind, Verdict};
use crate::reconcile::reasons::reasons;
use crate::reconcile::standing::Standing;

impl App {
    /// What a reason asked for now belongs to: the verdict on the item looked at, else the one
    /// just given if it has no reason yet, else the next.
    fn reasoned(&self) -> Option<Given> {
        let sheet = self.reconcile.sheet.as_ref()?;
        let place = self.reconcile.at?;
        let just = self
            .reconcile
            .given
            .as_ref()
            .filter(|g| g.reason.is_empty());
        let standing = sheet.standing(place, &self.view)?;
        let verdict: Option<&Verdict> = match standing {
            Standing::Settled(v) | Standing::Proposed(v) | Standing::Parked(v) => Some(v),
            _ => None,
        };
        let on_item = |v: &Verdict| Given {
            place,
            id: v.id.event(),
            ruling: v.ruling.clone(),
            reason: v.reason.clone(),
            kind: v.kind,
            // A reason changes the words and nothing else: neither who was present, nor who is
            // still to assent.
            present: v.present.iter().chain(&v.assents).cloned().collect(),
        };
        just.cloned().or_else(|| verdict.map(on_item))
    }

    fn reason_title(&self, what: &str) -> String {
        match (self.reasoned(), &self.reconcile.sheet) {
            (Some(g), Some(sheet)) => {
                let item = &sheet.items()[g.place];
                let name = self
                    .view
                    .source(&item.source)
                    .map_or("", |s| s.name.as_str());
                let code = item
                    .codes()
                    .first()
                    .map_or("", |c| self.view.codebook().name(*c));
                format!("{what} of the verdict on {code}, {name}")
            }
            _ => format!("{what} of the next verdict"),
        }
    }

    pub(super) fn ask_reason(&mut self) -> Vec<Effect> {
        let Some(sheet) = self.reconcile.sheet.clone() else {
            return self.say("there is nothing to settle here");
        };
        let entries = reasons(self.view.verdicts_of(sheet.round.id))
            .into_iter()
            .map(|r| {
                let beside = format!("{} · {}", r.kind.word(), r.used);
                Entry::new(r.words.clone(), Value::Text(r.words)).beside(beside)
            })
            .collect();
        let picker =
            Picker::new(self.reason_title("Reason"), Purpose::Reason, entries).creating("reason");
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn ask_reason_kind(&mut self) -> Vec<Effect> {
        let entries: Vec<Entry> = ReasonKind::ALL
            .iter()
            .map(|k| Entry::new(k.word(), Value::Reason(*k)))
            .collect();
        let mut picker = Picker::new(
            self.reason_title("Kind of reason"),
            Purpose::ReasonKinds,
            entries,
        );
        let now = self.reasoned().map_or(self.reconcile.kind, |g| g.kind);
        picker.list.at = ReasonKind::ALL.iter().position(|k| *k == now).unwrap_or(0);
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn give_reason(&mut self, words: String, kind: Option<ReasonKind>) -> Vec<Effect> {
        let Some(mut given) = self.reasoned() else {
            let text = format!("reason of the next verdict: {words}");
            self.reconcile.reason = words;
            self.reconcile.kind = kind.unwrap_or(self.reconcile.kind);
            return self.say(text);
        };
        given.reason = words;
        given.kind = kind.unwrap_or(given.kind);
        self.record_again(given)
    }

    /// Records a verdict anew with another reason; it replaces the one there was.
    fn record_again(&mut self, mut given: Given) -> Vec<Effect> {
        given.id = self.mint.id();
        let effects = self.record(&given, Vec::new());
        let words = if given.reason.is_empty() {
            String::new()
        } else {
            format!(": {}", given.reason)
        };
        self.note(format!("reason ({}){words}", given.kind.word()));
        let just = self
            .reconcile
            .given
            .as_ref()
            .is_some_and(|g| g.place == given.place);
        if just {
            self.reconcile.given = Some(given);
        }
        effects
    }

    /// Goes on with an earlier reason that was chosen: its kind comes with it.
    pub(super) fn earlier_reason(&mut self, words: String) -> Vec<Effect> {
        let kind = self.reconcile.sheet.clone().and_then(|s| {
            let known = reasons(self.view.verdicts_of(s.round.id));
            known.into_iter().find(|r| r.words == words).map(|r| r.kind)
        });
        self.give_reason(words, kind)
    }

    /// Goes on with the kind that was chosen.
    pub(super) fn set_reason_kind(&mut self, kind: ReasonKind) -> Vec<Effect> {
        self.reconcile.kind = kind;
        match self.reasoned() {
            Some(mut given) => {
                given.kind = kind;
                self.record_again(given)
            }
            None => self.say(format!(
                "kind of reason of the next verdicts: {}",
                kind.word()
            )),
        }
    }
}
