//! Looking again: verdicts that rested on a clause which was amended afterwards.

use super::item::Item;
use crate::model::amendment::Amendment;
use crate::model::ids::CodeId;
use crate::model::verdict::{ReasonKind, Verdict};
use crate::model::view::View;

/// The last amendment made, after a verdict and on another item, to a clause the verdict rests on.
///
/// It rests on the clause it names; one whose reason is an unclear definition also on those of
/// its item's codes. Giving the verdict again, or another, comes after the amendment and ends it.
pub fn amended_since<'v>(verdict: &Verdict, item: &Item, view: &'v View) -> Option<&'v Amendment> {
    let later = view.amendments().rev();
    later
        .take_while(|a| a.place > verdict.place)
        .find(|a| rests_on(verdict, item, a.code, view) && !is_here(a, verdict, item))
}

/// Whether a verdict on an item rests on the clause of a code.
pub fn rests_on(verdict: &Verdict, item: &Item, code: CodeId, view: &View) -> bool {
    let now = |code: CodeId| view.codebook().resolve(code);
    let code = now(code);
    verdict.rests_on.is_some_and(|named| now(named) == code)
        || (verdict.kind == ReasonKind::Definition && item.all().any(|c| now(c.code) == code))
}

/// Whoever amended a clause on an item had that item before them.
fn is_here(amendment: &Amendment, verdict: &Verdict, item: &Item) -> bool {
    amendment.on.round == verdict.round && amendment.on.item == item.key
}
