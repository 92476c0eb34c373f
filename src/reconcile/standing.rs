//! Where an item stands: settled, by what, or still in the queue.

use super::again::amended_since;
use super::conferred::{Conferred, conferred};
use super::item::{Item, ItemKind};
use crate::model::amendment::Amendment;
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::text::Span;
use crate::model::verdict::{Authority, Ruling, Verdict};
use crate::model::view::View;

#[derive(Clone, Debug, PartialEq)]
pub enum Standing<'v> {
    /// All coded alike: nothing to settle.
    Agreed,
    /// A boundary difference within the tolerance, settled on this stretch by the round's rule.
    ByRule(Span),
    Conference(Conferred<'v>),
    Settled(&'v Verdict),
    /// Settled by this verdict; but the clause it rests on was amended since.
    Again(&'v Verdict, &'v Amendment),
    /// Settled by this verdict as far as it goes: of some codes here nothing is decided yet.
    Partly(&'v Verdict),
    /// One verdict, to which not every coder was present or has assented.
    Proposed(&'v Verdict),
    /// Verdicts that do not know of each other and differ: back in the queue.
    Conflicting(&'v [Verdict]),
    /// Put aside for later.
    Parked(&'v Verdict),
    /// Nothing stands: nobody has said anything yet, or it was reopened.
    Open,
}

impl Standing<'_> {
    /// Whether there was something to settle: what agreed, what the rule settled and what the code
    /// conference decided is listed apart and is no part of “23 of 61”.
    pub fn in_queue(&self) -> bool {
        use Standing::{Agreed, ByRule, Conference};
        !matches!(self, Agreed | ByRule(_) | Conference(_))
    }

    /// Whether the pair still has to settle it.
    pub fn is_open(&self) -> bool {
        self.in_queue() && !matches!(self, Standing::Settled(_))
    }

    pub fn word(&self) -> &'static str {
        match self {
            Standing::Agreed => "agreed",
            Standing::ByRule(_) => "by rule",
            Standing::Conference(_) => "conference",
            Standing::Settled(_) => "settled",
            Standing::Again(..) => "look again",
            Standing::Partly(_) => "partly settled",
            Standing::Proposed(_) => "proposed",
            Standing::Conflicting(_) => "conflicting",
            Standing::Parked(_) => "parked",
            Standing::Open => "open",
        }
    }
}

/// Where an item stands, `coders` being those who submitted.
pub fn standing<'v>(
    item: &Item,
    round: &Round,
    coders: &[CoderId],
    view: &'v View,
) -> Standing<'v> {
    match view.verdicts(round.id, &item.key) {
        [] => before_any_verdict(item, round, view),
        verdicts => match after(verdicts, item, round, coders) {
            Standing::Settled(verdict) => match amended_since(verdict, item, view) {
                Some(amendment) => Standing::Again(verdict, amendment),
                None => Standing::Settled(verdict),
            },
            other => other,
        },
    }
}

/// What an item is while no verdict was given on it.
pub(super) fn before_any_verdict<'v>(item: &Item, round: &Round, view: &'v View) -> Standing<'v> {
    if let Some(conferred) = conferred(item, round, view) {
        return Standing::Conference(conferred);
    }
    match item.kind {
        ItemKind::Agreed => Standing::Agreed,
        ItemKind::BoundaryWithin => Standing::ByRule(item.by_rule(round.plan.boundary)),
        _ => Standing::Open,
    }
}

/// Whether a verdict is the word of the third person the round's plan names.
pub fn is_adjudicated(verdict: &Verdict, round: &Round) -> bool {
    verdict.authority == Authority::Adjudicator
        && round.plan.adjudicator.as_ref() == Some(&verdict.by)
}

/// Verdicts made apart from each other conflict unless they rule the same; then everybody present
/// at one of them has been present. The adjudicator's is final as it stands. An item is settled when
/// every code of it is ruled on.
fn after<'v>(
    verdicts: &'v [Verdict],
    item: &Item,
    round: &Round,
    coders: &[CoderId],
) -> Standing<'v> {
    let Some((last, others)) = verdicts.split_last() else {
        return Standing::Open;
    };
    if others.iter().any(|v| !v.says(&last.ruling, &last.by_code)) {
        return Standing::Conflicting(verdicts);
    }
    let codes = item.codes();
    let open = last.open_among(codes);
    if open.len() == codes.len() {
        let parked = open.iter().any(|code| *last.on(*code) == Ruling::Parked);
        return match parked {
            true => Standing::Parked(last),
            false => Standing::Open,
        };
    }
    let settled = |verdict: &'v Verdict| match open.is_empty() {
        true => Standing::Settled(verdict),
        false => Standing::Partly(verdict),
    };
    if let Some(word) = verdicts.iter().find(|v| is_adjudicated(v, round)) {
        return settled(word);
    }
    let stands_by = |c: &CoderId| {
        let is = |v: &Verdict| v.is_final(std::slice::from_ref(c));
        verdicts.iter().any(is)
    };
    match coders.iter().all(stands_by) {
        true => settled(last),
        false => Standing::Proposed(last),
    }
}
