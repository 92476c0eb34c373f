//! Where an item stands, in a word of the queue.

use super::progress::Progress;
use super::standing::Standing;
use crate::model::ids::CoderId;
use crate::model::verdict::Verdict;

/// Where an item stands, as the queue shows it to the one at the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    Agreed,
    /// Settled by the round's boundary rule.
    ByRule,
    Conference,
    Settled,
    /// Settled, but the clause it rests on was amended since.
    Again,
    /// Settled for some of its codes.
    Partly,
    /// Proposed by somebody else: waits for the one at the keyboard.
    Proposed,
    /// Proposed with the one at the keyboard: waits for other coders.
    Awaited,
    /// Verdicts that do not know of each other differ.
    Conflicting,
    Parked,
    /// Nothing said yet.
    Open,
}

impl Stand {
    /// Whether it is or was something to settle.
    pub fn in_queue(self) -> bool {
        !matches!(self, Stand::Agreed | Stand::ByRule | Stand::Conference)
    }

    /// Whether it is still to be settled.
    pub fn is_open(self) -> bool {
        self.in_queue() && self != Stand::Settled
    }

    /// Whether the one at the keyboard can do something about it now; what is parked or waits for
    /// others is passed over when the queue moves on.
    pub fn waits(self) -> bool {
        matches!(
            self,
            Stand::Open | Stand::Partly | Stand::Proposed | Stand::Conflicting | Stand::Again
        )
    }

    pub fn word(self) -> &'static str {
        match self {
            Stand::Agreed => "agreed",
            Stand::ByRule => "by rule",
            Stand::Conference => "conference",
            Stand::Settled => "settled",
            Stand::Again => "look again",
            Stand::Partly => "partly settled",
            Stand::Proposed => "proposed",
            Stand::Awaited => "waits for others",
            Stand::Conflicting => "conflicting",
            Stand::Parked => "parked",
            Stand::Open => "open",
        }
    }

    pub fn of(standing: &Standing<'_>, me: &CoderId) -> Stand {
        match standing {
            Standing::Agreed => Stand::Agreed,
            Standing::ByRule(_) => Stand::ByRule,
            Standing::Conference(_) => Stand::Conference,
            Standing::Settled(_) => Stand::Settled,
            Standing::Again(..) => Stand::Again,
            Standing::Partly(_) => Stand::Partly,
            Standing::Proposed(v) if stands_by(v, me) => Stand::Awaited,
            Standing::Proposed(_) => Stand::Proposed,
            Standing::Conflicting(_) => Stand::Conflicting,
            Standing::Parked(_) => Stand::Parked,
            Standing::Open => Stand::Open,
        }
    }
}

/// Whether a coder was present at a verdict, recorded it, or assented to it.
pub fn stands_by(verdict: &Verdict, coder: &CoderId) -> bool {
    verdict.by == *coder || verdict.present.contains(coder) || verdict.assents.contains(coder)
}

/// How far a pair has come.
pub fn progress(stands: &[Stand]) -> Progress {
    let mut all = Progress::default();
    for stand in stands {
        *counter(&mut all, *stand) += 1;
    }
    all
}

/// The number of items that stand so.
pub fn counter(all: &mut Progress, stand: Stand) -> &mut usize {
    match stand {
        Stand::Agreed => &mut all.agreed,
        Stand::ByRule => &mut all.by_rule,
        Stand::Conference => &mut all.conference,
        Stand::Settled => &mut all.settled,
        Stand::Again => &mut all.again,
        Stand::Partly => &mut all.partly,
        Stand::Proposed | Stand::Awaited => &mut all.proposed,
        Stand::Conflicting => &mut all.conflicting,
        Stand::Parked => &mut all.parked,
        Stand::Open => &mut all.open,
    }
}
