//! Rounds aligned once and kept: what was submitted does not change, so neither do its items.

use super::align::items;
use super::item::Item;
use crate::model::ids::{CoderId, RoundId};
use crate::model::round::{Round, Submission};
use crate::model::snapshot::{NotYet, Snapshot};
use crate::model::view::View;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A round's snapshot and its items.
#[derive(Clone, Debug, PartialEq)]
pub struct Aligned {
    /// What was submitted.
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
        let items = items(&snapshot, &view.codebook_of(round), round);
        Ok(Aligned {
            snapshot: Arc::new(snapshot),
            items,
        })
    }
}

/// Aligned rounds, kept for one viewer. A round is aligned anew when its submissions changed or
/// something of them was missing.
#[derive(Clone, Debug, Default)]
pub struct Shelf(HashMap<RoundId, (BTreeMap<CoderId, Submission>, Arc<Aligned>)>);

impl Shelf {
    /// A round, aligned now or earlier.
    ///
    /// # Errors
    /// What `View::snapshot` says.
    pub fn aligned(&mut self, view: &View, id: RoundId) -> Result<Arc<Aligned>, NotYet> {
        let round = view.round(id).ok_or(NotYet::NoSuchRound)?;
        if !round.is_open() {
            // A submission withdrawn elsewhere shuts it again.
            self.0.remove(&id);
            return Err(NotYet::Blind);
        }
        if let Some((submitted, aligned)) = self.0.get(&id)
            && *submitted == round.submitted
            && aligned.snapshot.missing == 0
        {
            return Ok(aligned.clone());
        }
        let aligned = Arc::new(Aligned::of(view, round)?);
        self.0
            .insert(id, (round.submitted.clone(), aligned.clone()));
        Ok(aligned)
    }
}
