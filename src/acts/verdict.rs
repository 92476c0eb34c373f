//! Verdicts on items. None touches a coding.

use crate::model::event::Change;
use crate::model::ids::{CodeId, CoderId, CodingId, EventId, RoundId};
use crate::model::verdict::{Authority, CodeRuling, ReasonKind, Ruling, Verdict, Vote};

/// What a verdict says, and by whose authority.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The decision; of what `by_code` does not name.
    pub ruling: Ruling,
    pub by_code: Vec<CodeRuling>,
    pub reason: String,
    pub kind: ReasonKind,
    pub present: Vec<CoderId>,
    /// The code whose clause it rests on.
    pub rests_on: Option<CodeId>,
    /// What each would have ruled before hearing the others.
    pub votes: Vec<Vote>,
    pub authority: Authority,
}

impl Decision {
    /// What a verdict says. Who assented later counts as present.
    pub fn of(verdict: &Verdict) -> Decision {
        Decision {
            ruling: verdict.ruling.clone(),
            by_code: verdict.by_code.clone(),
            reason: verdict.reason.clone(),
            kind: verdict.kind,
            present: [&verdict.present[..], &verdict.assents].concat(),
            rests_on: verdict.rests_on,
            votes: verdict.votes.clone(),
            authority: verdict.authority,
        }
    }
}

/// The event that records a verdict. It replaces all that are known on its item, and the one given
/// just before, which may not be on disk yet.
pub fn ruled(
    round: RoundId,
    item: &[CodingId],
    decision: &Decision,
    known: &[Verdict],
    just_before: Option<EventId>,
) -> Change {
    let mut replaces: Vec<EventId> = known.iter().map(|v| v.id.event()).collect();
    replaces.extend(just_before.filter(|id| !replaces.contains(id)));
    let decision = decision.clone();
    Change::Ruled {
        round,
        item: item.to_vec(),
        ruling: decision.ruling,
        reason: decision.reason,
        kind: decision.kind,
        present: decision.present,
        replaces,
        rests_on: decision.rests_on,
        votes: decision.votes,
        authority: decision.authority,
        by_code: decision.by_code,
    }
}
