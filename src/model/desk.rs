//! The desk: which round what somebody writes about a source belongs to.

use super::ids::{RoundId, SourceId};
use super::round::{Round, RoundKind};
use super::view::View;

/// What the viewer's codings in a source belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    Round(RoundId),
    /// This round, which the viewer has submitted: to change anything, withdraw first.
    Submitted(RoundId),
    /// No round.
    Free,
}

impl View {
    /// What the viewer's codings in a source belong to: the latest round that covers it and is
    /// not over.
    pub fn desk(&self, source: &SourceId) -> Desk {
        let Some(viewer) = self.viewer() else {
            return Desk::Free;
        };
        // Imports are nobody's desk, and nothing takes a source from a blind round.
        let mine = |r: &&Round| {
            r.plan.kind != RoundKind::Imported
                && !r.is_over()
                && r.plan.coders.contains(viewer)
                && r.plan.sources.contains(source)
        };
        let rounds = || self.rounds().iter().rev().filter(mine);
        let mine = rounds().find(|r| !r.is_open()).or_else(|| rounds().next());
        match mine {
            Some(r) if r.submitted.contains_key(viewer) => Desk::Submitted(r.id),
            Some(r) => Desk::Round(r.id),
            None => Desk::Free,
        }
    }

    /// The round that what the viewer now writes about a source belongs to.
    pub fn round_for(&self, source: &SourceId) -> Option<RoundId> {
        match self.desk(source) {
            Desk::Round(id) | Desk::Submitted(id) => Some(id),
            Desk::Free => None,
        }
    }
}
