//! What waits for a blind round to open, told by plans and submissions alone.

use super::ids::SourceId;
use super::round::Round;
use super::snapshot::NotYet;
use super::view::View;

impl View {
    /// Whether a round's figures may be shown: it is no blind round that has not opened, and none
    /// of its sources is being coded blind again by the viewer.
    ///
    /// # Errors
    /// Why not.
    pub fn may_compare(&self, round: &Round) -> Result<(), NotYet> {
        if !round.is_open() {
            return Err(NotYet::Blind);
        }
        let shared = |r: &Round| {
            let mut sources = round.plan.sources.iter();
            sources.any(|s| self.keeps_what_else_is_about(r, s))
        };
        let mut others = self.binding().filter(|r| r.id != round.id);
        match others.find(|r| shared(r)) {
            Some(again) => Err(NotYet::Again(again.plan.name.clone())),
            None => Ok(()),
        }
    }

    /// The blind round that keeps all else about a source from the viewer until it opens.
    pub fn waits_for(&self, source: &SourceId) -> Option<&Round> {
        self.binding()
            .find(|r| self.keeps_what_else_is_about(r, source))
    }

    /// The blind rounds that keep something from the viewer until they open, the latest first.
    pub fn binding(&self) -> impl Iterator<Item = &Round> {
        let rounds = self.rounds().iter().rev();
        rounds.filter(|r| r.binds(self.viewer()))
    }

    /// The latest blind round over a source that has not opened, whoever looks.
    pub fn shut_over(&self, source: &SourceId) -> Option<&Round> {
        let mut rounds = self.rounds().iter().rev();
        rounds.find(|r| !r.is_open() && self.keeps_what_else_is_about(r, source))
    }
}
