//! Rounds aligned once and kept: what was submitted does not change, so neither do its items.

use super::align::items;
use super::item::Item;
use crate::model::code::Codebook;
use crate::model::ids::{CoderId, CodingId, RoundId, SourceId};
use crate::model::round::{Round, Submission};
use crate::model::snapshot::{NotYet, Snapshot};
use crate::model::view::View;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A round's snapshot and its items.
#[derive(Clone, Debug)]
pub struct Aligned {
    pub snapshot: Arc<Snapshot>,
    /// Its items, by source and position.
    pub items: Vec<Item>,
    /// In which item each coding is, once that was asked.
    places: OnceLock<HashMap<CodingId, usize>>,
    /// Where the items of each source stand.
    of_source: HashMap<SourceId, Range<usize>>,
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
        let mut of_source: HashMap<SourceId, Range<usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            let here = of_source.entry(item.source.clone()).or_insert(at..at);
            here.end = at + 1;
        }
        Aligned {
            snapshot: Arc::new(snapshot),
            items,
            places: OnceLock::new(),
            of_source,
        }
    }

    /// The items of a source.
    pub fn in_source(&self, source: &SourceId) -> &[Item] {
        let here = self.of_source.get(source).cloned();
        &self.items[here.unwrap_or_default()]
    }

    /// The item a coding is in, by its place.
    pub fn place_of(&self, coding: CodingId) -> Option<usize> {
        self.places().get(&coding).copied()
    }

    /// In which item each coding is: a worker may ask beforehand.
    pub fn places(&self) -> &HashMap<CodingId, usize> {
        let named = |(at, item): (usize, &Item)| -> Vec<(CodingId, usize)> {
            item.key.iter().map(|id| (*id, at)).collect()
        };
        let items = || self.items.iter().enumerate().flat_map(named);
        self.places.get_or_init(|| items().collect())
    }
}

/// An aligned round with the codebook it was coded with.
pub type WithCodebook = (Arc<Aligned>, Arc<Codebook>);

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

    /// Whether a round is aligned already.
    pub fn has(&self, round: &Round) -> bool {
        self.kept(round, &[]).is_some()
    }

    fn kept(&self, round: &Round, waiting: &[SourceId]) -> Option<&Arc<Aligned>> {
        let kept = self.0.get(&round.id)?;
        let same = kept.submitted == round.submitted && kept.waiting == waiting;
        (same && kept.aligned.snapshot.missing == 0).then_some(&kept.aligned)
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
        if let Some(kept) = self.kept(round, &waiting) {
            return Ok(kept.clone());
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
