//! The reason of a verdict: typed, or chosen from those given earlier; before it or after.

use super::ruling::{Awaiting, Given};
use crate::app::App;
use crate::app::overlay::{Entry, Overlay, Picker, Purpose, Value};
use crate::model::verdict::{ReasonKind, Verdict};
use crate::reconcile::reasons::reasons;
use crate::reconcile::standing::{Standing, is_adjudicated};
use crate::work::effect::Effect;

impl App {
    /// The verdict the item looked at stands by, or that was proposed or parked it. The
    /// adjudicator's can be touched by nobody else.
    pub(super) fn standing_verdict(&self) -> Option<Given> {
        let sheet = self.reconcile.sheet.as_ref()?;
        let place = self.reconcile.at?;
        let verdict: &Verdict = match sheet.standing(place, &self.view)? {
            Standing::Settled(v)
            | Standing::Again(v, _)
            | Standing::Partly(v)
            | Standing::Proposed(v)
            | Standing::Parked(v) => v,
            _ => return None,
        };
        if is_adjudicated(verdict, &sheet.round) && verdict.by != self.me {
            return None;
        }
        Some(Given {
            place,
            id: verdict.id.event(),
            ruling: verdict.ruling.clone(),
            by_code: verdict.by_code.clone(),
            reason: verdict.reason.clone(),
            kind: verdict.kind,
            // A reason changes the words and nothing else: neither who was present, nor who is
            // still to assent, nor by whose authority it counts.
            present: verdict
                .present
                .iter()
                .chain(&verdict.assents)
                .cloned()
                .collect(),
            rests_on: verdict.rests_on,
            votes: verdict.votes.clone(),
            authority: verdict.authority,
        })
    }

    /// What a reason asked for now belongs to: the verdict just given if it has no reason yet,
    /// else the one on the item looked at, else the next.
    fn reasoned(&self) -> Option<Given> {
        let given = self.reconcile.given.as_ref();
        let just = given.filter(|g| g.reason.is_empty());
        just.cloned().or_else(|| self.standing_verdict())
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
                // Two items may have the same code and source: the paragraph tells them apart.
                let paragraph = match self.documents.get(&item.source) {
                    Some(document) => format!(":{}", document.structure.cite(item.span)),
                    None => String::new(),
                };
                format!("{what} of the verdict on {code}, {name}{paragraph}")
            }
            _ => format!("{what} of the next verdict"),
        }
    }

    pub(super) fn ask_reason(&mut self) -> Vec<Effect> {
        self.ask_reason_of(self.reason_title("Reason"))
    }

    /// Offers the reasons given in this round so far, and to write a new one.
    pub(super) fn ask_reason_of(&mut self, title: String) -> Vec<Effect> {
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
        let picker = Picker::new(title, Purpose::Reason, entries).creating("reason");
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
        // A verdict may have waited for it.
        if let Some(Awaiting::Reason(coming)) = self.reconcile.awaiting.take() {
            let before = self.reconcile.kind;
            self.reconcile.reason = words;
            self.reconcile.kind = kind.unwrap_or(before);
            let effects = self.give(coming);
            self.reconcile.kind = before;
            return effects;
        }
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
