//! Work whose text was corrected, and at sources that were taken out.

use super::coding::Coding;
use super::event::Change;
use super::ids::EventId;
use super::view::View;
use std::collections::HashSet;

impl View {
    /// Codings the viewer may see in which text was corrected since they were made, by source and
    /// place.
    pub fn touched(&self) -> impl Iterator<Item = &Coding> {
        let all = self.sources().iter().flat_map(|s| self.codings_in(&s.id));
        all.filter(|c| c.touched)
    }

    /// Codings the viewer may see in sources that were taken out, as they were made, by source and
    /// place.
    pub fn set_aside(&self) -> Vec<Coding> {
        match self.taken_out().is_empty() {
            true => Vec::new(),
            false => self.whole_state().set_aside(),
        }
    }

    /// What made the viewer's own codings and memos that were brought to a source made of theirs.
    pub fn carried(&self) -> HashSet<EventId> {
        let standing = self
            .own_events()
            .iter()
            .filter(|e| self.whole_state().active(e));
        let from = standing.filter_map(|e| match &e.change {
            Change::CodingsCarried { from, .. } => Some(from),
            _ => None,
        });
        from.flatten().copied().collect()
    }
}
