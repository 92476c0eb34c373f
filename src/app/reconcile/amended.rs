//! What is said once a clause was amended on an item: which, and how many verdicts come back.

use crate::app::App;
use crate::model::event::CodeField;
use crate::model::ids::CodeId;
use crate::model::round::Round;
use crate::reconcile::again::rests_on;
use crate::reconcile::standing::{Standing, standing};
use crate::report::words::counted;

impl App {
    /// Whether an edit leaves a clause as it is.
    pub(in crate::app) fn leaves_clause(&self, code: CodeId, field: &CodeField) -> bool {
        let Some(code) = self.view.codebook().get(code) else {
            return false;
        };
        match field {
            CodeField::Definition(text) => code.text.definition.trim() == text,
            CodeField::Include(text) => code.text.include.trim() == text,
            CodeField::Exclude(text) => code.text.exclude.trim() == text,
            _ => false,
        }
    }

    /// Says what was amended and how many settled items are to be looked at again for it.
    pub(in crate::app) fn announce_amendment(&mut self, code: CodeId, field: &CodeField) {
        let part = match field {
            CodeField::Definition(_) => "definition",
            CodeField::Include(_) => "when to use it",
            CodeField::Exclude(_) => "when not",
            _ => return,
        };
        let here = self.resting_on(code);
        let elsewhere = self.resting_in_other_rounds(code);
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
        let name = self.view.codebook().name(code);
        let text = format!("amended “{name}”: {part} · {queued}");
        self.note(text);
    }

    /// Settled items of rounds other than the one looked at whose verdict rests on a clause.
    fn resting_in_other_rounds(&mut self, code: CodeId) -> usize {
        let shown = self.reconcile.round;
        let mut shelf = std::mem::take(&mut self.reconcile.shelf);
        let mut resting = 0;
        let others = |r: &&Round| Some(r.id) != shown;
        for round in self.view.rounds().iter().filter(others) {
            // Nothing is aligned where nothing was ruled.
            if self.view.verdicts_of(round.id).next().is_none() {
                continue;
            }
            let Ok(aligned) = shelf.aligned(&self.view, round.id) else {
                continue;
            };
            let coders = &aligned.snapshot.coders;
            resting += aligned
                .items
                .iter()
                .filter(|item| match standing(item, round, coders, &self.view) {
                    Standing::Settled(verdict) => rests_on(verdict, item, code, &self.view),
                    _ => false,
                })
                .count();
        }
        self.reconcile.shelf = shelf;
        resting
    }
}
