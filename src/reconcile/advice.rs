//! What a round's reconciliation suggests before the next: codes that caused differences, and how
//! often the definition was the reason.

use super::item::Item;
use super::standing::standing;
use crate::model::ids::{CodeId, CoderId};
use crate::model::round::Round;
use crate::model::verdict::ReasonKind;
use crate::model::view::View;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One code, with the places it was used at in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The code as it stands now.
    pub code: CodeId,
    /// Places of it at which the coders differed.
    pub differences: usize,
    pub of: usize,
    /// Verdicts on these that name the definition as the reason.
    pub definition: usize,
}

/// The codes at which coders differed, those whose definition was named most often first, then
/// those with most differences.
pub fn advice(items: &[Item], round: &Round, coders: &[CoderId], view: &View) -> Vec<Advice> {
    let mut by_code: BTreeMap<CodeId, Advice> = BTreeMap::new();
    for item in items {
        let differs = standing(item, round, coders, view).in_queue();
        let verdicts = view.verdicts(round.id, &item.key).iter();
        let defined = verdicts
            .filter(|v| v.kind == ReasonKind::Definition)
            .count();
        let mut codes: Vec<CodeId> = item.codes().to_vec();
        codes
            .iter_mut()
            .for_each(|c| *c = view.codebook().resolve(*c));
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            let entry = by_code.entry(code).or_insert(Advice {
                code,
                differences: 0,
                of: 0,
                definition: 0,
            });
            entry.of += 1;
            entry.differences += usize::from(differs);
            entry.definition += defined;
        }
    }
    let mut all: Vec<Advice> = by_code.into_values().collect();
    all.retain(|a| a.differences > 0);
    all.sort_by_key(|a| (Reverse(a.definition), Reverse(a.differences), a.of, a.code));
    all
}
