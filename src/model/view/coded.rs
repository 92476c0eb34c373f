//! Codings as the viewer may see them.

use super::View;
use crate::model::coding::Coding;
use crate::model::ids::{CodingId, SourceId};
use std::sync::Arc;

impl View {
    /// All codings the viewer may see, in no particular order. Where merging codes left one coder
    /// with the same on one place twice, it is one.
    pub fn codings(&self) -> impl Iterator<Item = &Coding> {
        self.every_coding().filter(|c| !self.state.is_doubled(c))
    }

    /// The same with those another one stands for.
    pub(super) fn every_coding(&self) -> impl Iterator<Item = &Coding> {
        self.state.codings.all()
    }

    /// Codings in a source by position, of all coders the viewer may see; one for each that merging
    /// codes made one.
    pub fn codings_in(&self, source: &SourceId) -> impl Iterator<Item = &Coding> {
        let here = self.state.codings.of(source).iter().map(Arc::as_ref);
        here.filter(|c| !self.state.is_doubled(c))
    }

    /// The same, each with its place among all of the source’s.
    pub fn placed_codings_in(&self, source: &SourceId) -> impl Iterator<Item = (usize, &Coding)> {
        let here = self.state.codings.of(source).iter().map(Arc::as_ref);
        here.enumerate().filter(|(_, c)| !self.state.is_doubled(c))
    }

    /// The coding at such a place.
    pub fn coding_at(&self, source: &SourceId, place: usize) -> Option<&Coding> {
        self.state.codings.of(source).get(place).map(Arc::as_ref)
    }

    /// A coding with those that became one with it when their codes were merged: what is done to
    /// the one shown is done to all of them.
    pub fn twins(&self, id: CodingId) -> Vec<CodingId> {
        self.state.twins(id)
    }

    pub fn coding(&self, id: CodingId) -> Option<&Coding> {
        self.state.codings.get(id).map(Arc::as_ref)
    }
}
