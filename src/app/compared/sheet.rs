//! A round side by side: its items and where each stands.
//!
//! Items depend on nothing but what was submitted, so they are put together once; a verdict
//! changes only where the items it names stand.

use crate::model::code::Codebook;
use crate::model::ids::{CoderId, CodingId};
use crate::model::round::Round;
use crate::model::snapshot::NotYet;
use crate::model::verdict::Verdict;
use crate::model::view::View;
use crate::reconcile::aligned::Aligned;
use crate::reconcile::conferred::conferred;
use crate::reconcile::item::{Item, ItemKind};
use crate::reconcile::progress::Progress;
use crate::reconcile::standing::{Standing, standing};
use std::sync::Arc;

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

    fn of(standing: &Standing<'_>, me: &CoderId) -> Stand {
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

/// A round side by side.
#[derive(Debug)]
pub struct Sheet {
    /// The round as it was when this was put together.
    pub round: Round,
    /// The codebook the round was coded with.
    pub codebook: Arc<Codebook>,
    /// Whether it is a round of open coding: there is no figure over its codes.
    pub open_coding: bool,
    /// What was submitted, and the items it makes.
    pub aligned: Arc<Aligned>,
    /// Version of the view it was made from.
    version: u64,
    before: Vec<Stand>,
}

impl Sheet {
    /// A round whose submissions were aligned, and the codebook it was coded with.
    ///
    /// # Errors
    /// [`NotYet::NoSuchRound`], where the view has none.
    pub fn of(
        view: &View,
        aligned: Arc<Aligned>,
        codebook: Arc<Codebook>,
    ) -> Result<Sheet, NotYet> {
        let round = view.round(aligned.snapshot.round);
        let round = round.ok_or(NotYet::NoSuchRound)?.clone();
        let before = aligned.items.iter().map(|item| match item.kind {
            ItemKind::Agreed => Stand::Agreed,
            ItemKind::BoundaryWithin => Stand::ByRule,
            _ => Stand::Open,
        });
        Ok(Sheet {
            before: before.collect(),
            version: view.version(),
            codebook,
            open_coding: view.is_open_coding(&round),
            round,
            aligned,
        })
    }

    /// Whether it is still what the view would make of the round. What was submitted does not
    /// change; but some of it may still be arriving.
    pub fn is_fresh(&self, view: &View) -> bool {
        let complete = self.aligned.snapshot.missing == 0;
        view.round(self.round.id) == Some(&self.round)
            && view.may_compare(&self.round).is_ok()
            && (complete || self.version == view.version())
    }

    /// Whether places in one are places in the other: what came in meanwhile changed no item.
    pub fn is_like(&self, other: &Sheet) -> bool {
        self.round == other.round
            && self.codebook == other.codebook
            && self.aligned.items == other.aligned.items
    }

    /// Its items, by source and position.
    pub fn items(&self) -> &[Item] {
        &self.aligned.items
    }

    /// Who submitted, coder A first.
    pub fn coders(&self) -> &[CoderId] {
        &self.aligned.snapshot.coders
    }

    pub fn place_of(&self, coding: CodingId) -> Option<usize> {
        self.aligned.place_of(coding)
    }

    /// Where an item stands, with its verdicts.
    pub fn standing<'v>(&self, at: usize, view: &'v View) -> Option<Standing<'v>> {
        let item = self.items().get(at)?;
        Some(standing(item, &self.round, self.coders(), view))
    }

    /// Where every item stands. Only those somebody ruled on are looked at, and where there was a
    /// conference what it decided.
    pub fn stands(&self, view: &View, me: &CoderId) -> Vec<Stand> {
        let mut stands = self.before.clone();
        let judged = view.codebook().judged().iter();
        if judged.into_iter().any(|j| j.round == self.round.id) {
            for (stand, item) in stands.iter_mut().zip(self.items()) {
                if conferred(item, &self.round, view).is_some() {
                    *stand = Stand::Conference;
                }
            }
        }
        for verdict in view.verdicts_of(self.round.id) {
            if let Some(at) = self.place_of_item(&verdict.item)
                && let Some(stand) = self.stand(at, view, me)
            {
                stands[at] = stand;
            }
        }
        stands
    }

    /// Where one item stands.
    pub fn stand(&self, at: usize, view: &View, me: &CoderId) -> Option<Stand> {
        Some(Stand::of(&self.standing(at, view)?, me))
    }

    /// The place of the item of just these codings.
    pub fn place_of_item(&self, key: &[CodingId]) -> Option<usize> {
        let at = self.place_of(*key.first()?)?;
        (self.items()[at].key == key).then_some(at)
    }
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
