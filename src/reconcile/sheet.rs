//! A round side by side: its items and where each stands.
//!
//! Items depend on nothing but what was submitted, so they are put together once; a verdict
//! changes only where the items it names stand.

use super::aligned::Aligned;
use super::conferred::conferred;
use super::item::{Item, ItemKind};
use super::stand::Stand;
use super::standing::{Standing, standing};
use crate::model::code::Codebook;
use crate::model::ids::{CoderId, CodingId};
use crate::model::round::Round;
use crate::model::snapshot::NotYet;
use crate::model::view::View;
use std::sync::Arc;

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
