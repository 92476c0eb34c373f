//! Who is present: what one coder alone rules is a proposal.

use super::ruling::Awaiting;
use crate::app::App;
use crate::app::overlay::{Entry, Overlay, Picker, Purpose, Value};
use crate::model::ids::CoderId;
use crate::report::words::listed;
use crate::work::effect::Effect;

impl App {
    /// Who is present: always the one at the keyboard.
    pub fn present(&self) -> Vec<CoderId> {
        let mut present = vec![self.me.clone()];
        // Who sat together over one round need not sit together over the next.
        if self.reconcile.present_for == self.reconcile.round {
            let others = self.reconcile.present.iter().filter(|c| **c != self.me);
            present.extend(others.cloned());
        }
        present.sort();
        present
    }

    /// Coders of the round who are not present: their assent is needed.
    pub fn absent(&self) -> Vec<CoderId> {
        let present = self.present();
        let Some(sheet) = &self.reconcile.sheet else {
            return Vec::new();
        };
        let coders = sheet.coders().iter();
        coders.filter(|c| !present.contains(c)).cloned().collect()
    }

    /// Whether it was said in this sitting who is present over this round.
    pub(super) fn sits(&self) -> bool {
        let state = &self.reconcile;
        state.sits_over.is_some() && state.sits_over == state.round
    }

    pub(super) fn ask_present(&mut self) -> Vec<Effect> {
        let present = self.present();
        let round: Vec<CoderId> = self
            .reconcile
            .sheet
            .iter()
            .flat_map(|s| s.coders().to_vec())
            .collect();
        let mut coders: Vec<CoderId> = round.clone();
        coders.extend(
            self.view
                .coders()
                .keys()
                .filter(|c| !round.contains(c))
                .cloned(),
        );
        let waits = match &self.reconcile.awaiting {
            Some(Awaiting::Present(command)) => self.key_words(*command),
            _ => None,
        };
        let waits = waits.map_or(String::new(), |what| format!("then: {what}"));
        let entry = |c: &CoderId| {
            let third = self.compared().and_then(|r| r.plan.adjudicator.as_ref());
            let beside = match (*c == self.me, round.contains(c)) {
                (true, _) => "at the keyboard",
                (_, true) => "coder of this round",
                _ if third == Some(c) => "adjudicator",
                _ => "",
            };
            let entry = Entry::new(c.as_str(), Value::Text(c.to_string()));
            entry.beside(beside).detail(waits.clone())
        };
        let entries: Vec<Entry> = coders.iter().map(entry).collect();
        let mut picker = Picker::new(
            "Who is present: Tab marks, Enter keeps",
            Purpose::Present,
            entries,
        )
        .several();
        let marked = coders
            .iter()
            .enumerate()
            .filter(|(_, c)| present.contains(c));
        picker.marked = marked.map(|(i, _)| i).collect();
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    /// Goes on with who was marked as present.
    pub(super) fn set_present(&mut self, values: &[Value]) -> Vec<Effect> {
        let name = |v: &Value| match v {
            Value::Text(name) => name.parse().ok(),
            _ => None,
        };
        self.reconcile.present = values.iter().filter_map(name).collect();
        self.reconcile.present_for = self.reconcile.round;
        self.reconcile.sits_over = self.reconcile.round;
        if let Some(Awaiting::Present(command)) = self.reconcile.awaiting.take() {
            let mut effects = vec![self.remember()];
            effects.extend(self.run(command));
            return effects;
        }
        let present = self.present();
        let absent = self.absent();
        let (here, away): (Vec<_>, Vec<_>) = (present.iter().collect(), absent.iter().collect());
        self.note(match away.is_empty() {
            _ if self.adjudicating().is_some() => format!(
                "present: {}; you adjudicate: your verdicts are final",
                listed(&here)
            ),
            true => format!("present: {}; verdicts count at once", listed(&here)),
            false => format!(
                "present: {}; verdicts are proposals until {} assents",
                listed(&here),
                listed(&away)
            ),
        });
        vec![self.remember()]
    }
}
