//! Rounds aligned once and kept: what was submitted does not change, so neither do its items.

use super::align::items;
use super::item::Item;
use crate::model::ids::{CoderId, RoundId, SourceId};
use crate::model::round::{Round, Submission};
use crate::model::snapshot::{NotYet, Snapshot};
use crate::model::view::View;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A round's snapshot and its items.
#[derive(Clone, Debug, PartialEq)]
pub struct Aligned {
    pub snapshot: Arc<Snapshot>,
    /// Its items, by source and position.
    pub items: Vec<Item>,
}

impl Aligned {
    /// Aligns a round.
    ///
    /// # Errors
    /// What `View::snapshot` says.
    pub fn of(view: &View, round: &Round) -> Result<Aligned, NotYet> {
        let snapshot = view.snapshot(round.id)?;
        Ok(Aligned::from(snapshot, view, round))
    }

    fn from(snapshot: Snapshot, view: &View, round: &Round) -> Aligned {
        let items = items(&snapshot, &view.codebook_of(round), round);
        Aligned {
            snapshot: Arc::new(snapshot),
            items,
        }
    }
}

/// A round as it was aligned, and on what that rests.
#[derive(Clone, Debug)]
struct Kept {
    submitted: BTreeMap<CoderId, Submission>,
    /// Sources left out.
    waiting: Vec<SourceId>,
    aligned: Arc<Aligned>,
}

/// Aligned rounds, kept for one viewer. A round is aligned anew when its submissions changed or
/// something of them was missing.
#[derive(Clone, Debug, Default)]
pub struct AlignedRounds(HashMap<RoundId, Kept>);

impl AlignedRounds {
    /// A round, aligned now or earlier.
    ///
    /// # Errors
    /// What `View::snapshot` says.
    pub fn aligned(&mut self, view: &View, id: RoundId) -> Result<Arc<Aligned>, NotYet> {
        let round = view.round(id).ok_or(NotYet::NoSuchRound)?;
        if let Err(why) = view.may_compare(round) {
            // A submission withdrawn elsewhere shuts it again, and so does a blind round over one
            // of its sources.
            self.0.remove(&id);
            return Err(why);
        }
        self.without(Vec::new(), view, round)
    }

    /// The same without the sources that wait for a blind round over them, for findings.
    ///
    /// # Errors
    /// What `View::snapshot_apart` says.
    pub fn aligned_apart(&mut self, view: &View, id: RoundId) -> Result<Arc<Aligned>, NotYet> {
        match self.aligned(view, id) {
            Err(NotYet::Again(_)) => {}
            found => return found,
        }
        let round = view.round(id).ok_or(NotYet::NoSuchRound)?;
        let sources = round.plan.sources.iter();
        let waiting = sources.filter(|s| view.waits_for(s).is_some());
        self.without(waiting.cloned().collect(), view, round)
    }

    fn without(
        &mut self,
        waiting: Vec<SourceId>,
        view: &View,
        round: &Round,
    ) -> Result<Arc<Aligned>, NotYet> {
        if let Some(kept) = self.0.get(&round.id)
            && (&kept.submitted, &kept.waiting) == (&round.submitted, &waiting)
            && kept.aligned.snapshot.missing == 0
        {
            return Ok(kept.aligned.clone());
        }
        let snapshot = view.snapshot_apart(round.id)?;
        let aligned = Arc::new(Aligned::from(snapshot, view, round));
        let kept = Kept {
            submitted: round.submitted.clone(),
            waiting,
            aligned: aligned.clone(),
        };
        self.0.insert(round.id, kept);
        Ok(aligned)
    }
}
