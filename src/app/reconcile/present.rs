//! Who is present: what one coder alone rules is a proposal.

use super::given::Awaiting;
use super::{Ask, Reconcile};
use crate::app::context::{Context, Request};
use crate::app::overlay::Value;
use crate::app::presence::{WHO_IS_PRESENT, coder_entry, coders_in};
use crate::model::ids::CoderId;
use crate::report::words::listed;
use crate::work::effect::Effect;

impl Reconcile {
    /// Who is present: always the one at the keyboard.
    pub fn present(&self, cx: &Context) -> Vec<CoderId> {
        let mut present = vec![cx.me.clone()];
        // Who sat together over one round need not sit together over the next.
        if self.present_for == cx.compared.round {
            let others = self.present.iter().filter(|c| **c != cx.me);
            present.extend(others.cloned());
        }
        present.sort();
        present
    }

    /// Coders of the round who are not present: their assent is needed.
    pub fn absent(&self, cx: &Context) -> Vec<CoderId> {
        let present = self.present(cx);
        let Some(sheet) = &self.sheet else {
            return Vec::new();
        };
        let coders = sheet.coders().iter();
        coders.filter(|c| !present.contains(c)).cloned().collect()
    }

    /// Whether it was said in this sitting who is present over this round.
    pub(super) fn sits(&self, cx: &Context) -> bool {
        self.sits_over.is_some() && self.sits_over == cx.compared.round
    }

    pub(super) fn ask_present(&mut self, cx: &mut Context) -> Vec<Effect> {
        let present = self.present(cx);
        let round: Vec<CoderId> = self
            .sheet
            .iter()
            .flat_map(|s| s.coders().to_vec())
            .collect();
        let mut coders: Vec<CoderId> = round.clone();
        coders.extend(
            cx.view
                .coders()
                .keys()
                .filter(|c| !round.contains(c))
                .cloned(),
        );
        let waits = match &self.awaiting {
            Some(Awaiting::Present(command)) => self.key_words(*command, cx),
            _ => None,
        };
        let waits = waits.map_or(String::new(), |what| format!("then: {what}"));
        let row = |c: &CoderId| {
            let third = cx.compared().and_then(|r| r.plan.adjudicator.as_ref());
            let beside = match (*c == cx.me, round.contains(c)) {
                (true, _) => "at the keyboard",
                (_, true) => "coder of this round",
                _ if third == Some(c) => "adjudicator",
                _ => "",
            };
            let entry = coder_entry(c).beside(beside).detail(waits.clone());
            (entry, present.contains(c))
        };
        let rows = coders.iter().map(row).collect();
        cx.pick_coders(WHO_IS_PRESENT, Ask::Present, rows)
    }

    /// Goes on with who was marked as present.
    pub(super) fn set_present(&mut self, values: &[Value], cx: &mut Context) -> Vec<Effect> {
        self.present = coders_in(values);
        self.present_for = cx.compared.round;
        self.sits_over = cx.compared.round;
        if let Some(Awaiting::Present(command)) = self.awaiting.take() {
            cx.request(Request::Remember);
            return cx.request(Request::Run(command));
        }
        let present = self.present(cx);
        let absent = self.absent(cx);
        let (here, away): (Vec<_>, Vec<_>) = (present.iter().collect(), absent.iter().collect());
        cx.note(match away.is_empty() {
            _ if self.adjudicating(cx).is_some() => format!(
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
        cx.request(Request::Remember)
    }
}
