//! A clause is amended on an item: which, and how many verdicts come back.

use super::Reconcile;
use crate::acts::codebook::{Clause, edited};
use crate::app::context::Context;
use crate::model::ids::CodeId;
use crate::model::round::Round;
use crate::model::verdict::Occasion;
use crate::reconcile::again::rests_on;
use crate::reconcile::standing::{Standing, standing};
use crate::report::words::counted;
use crate::work::effect::Effect;

impl Reconcile {
    /// Keeps what was written of a code, with the item it was written on.
    pub(super) fn amended(
        &mut self,
        code: CodeId,
        clause: Clause,
        text: String,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let (Some(sheet), Some(item)) = (&self.sheet, self.item()) else {
            return Vec::new();
        };
        let on = Occasion {
            round: sheet.round.id,
            item: item.key.clone(),
        };
        // What rests on a clause comes back for an amendment only.
        let before = cx.view.codebook().get(code);
        if before.is_some_and(|c| clause.of(c).trim() == text) {
            return cx.say("the clause stays as it was");
        }
        self.announce_amendment(code, clause, cx);
        let change = edited(code, clause.with(text), Some(on));
        cx.save(vec![change])
    }

    /// Says what was amended and how many settled items are to be looked at again for it.
    fn announce_amendment(&self, code: CodeId, clause: Clause, cx: &mut Context) {
        let here = self.resting_on(code, cx);
        let elsewhere = resting_in_other_rounds(code, cx);
        let back = |n: usize| match n {
            1 => "1 settled verdict comes".to_owned(),
            n => format!("{} come", counted(n, "settled verdict")),
        };
        let queued = match (here, elsewhere) {
            (0, 0) => "no earlier verdict rests on it".to_owned(),
            (n, 0) => format!("{} back for another look", back(n)),
            (0, n) => format!("{} back for another look in other rounds", back(n)),
            (n, m) => format!(
                "{} back for another look, {m} more in other rounds",
                back(n)
            ),
        };
        let name = cx.view.codebook().name(code).to_owned();
        let part = clause.word();
        cx.note(format!("amended “{name}”: {part} · {queued}"));
    }
}

/// Settled items of rounds other than the one looked at whose verdict rests on a clause.
fn resting_in_other_rounds(code: CodeId, cx: &mut Context) -> usize {
    let shown = cx.compared.round;
    let mut cache = std::mem::take(&mut cx.compared.cache);
    let mut resting = 0;
    let others = |r: &&Round| Some(r.id) != shown;
    for round in cx.view.rounds().iter().filter(others) {
        // Nothing is aligned where nothing was ruled.
        if cx.view.verdicts_of(round.id).next().is_none() {
            continue;
        }
        let Ok(aligned) = cache.aligned(&cx.view, round.id) else {
            continue;
        };
        let coders = &aligned.snapshot.coders;
        resting += aligned
            .items
            .iter()
            .filter(|item| match standing(item, round, coders, &cx.view) {
                Standing::Settled(verdict) => rests_on(verdict, item, code, &cx.view),
                _ => false,
            })
            .count();
    }
    cx.compared.cache = cache;
    resting
}
