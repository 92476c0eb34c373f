//! The reviews of a study, and what they wait for.

use super::ids::{CoderId, SourceId};
use super::review::Review;
use super::round::Round;
use super::view::View;

impl View {
    /// Reviews, in the order they were opened.
    pub fn reviews(&self) -> &[Review] {
        &self.state().reviews
    }

    /// The latest review somebody is still to judge codes in.
    pub fn open_review(&self, reviewer: &CoderId) -> Option<&Review> {
        let mut reviews = self.reviews().iter().rev();
        reviews.find(|r| r.closed.is_none() && r.plan.reviewers.contains(reviewer))
    }

    /// The blind round a review of these sources has to wait for, whoever looks.
    pub fn review_waits_for(&self, sources: &[SourceId]) -> Option<&Round> {
        sources.iter().find_map(|source| self.shut_over(source))
    }

    /// The blind round that may keep judgements of a review from the viewer until it opens: one over
    /// its sources, or one another reviewer codes in. Told by plans alone, be there any judgement.
    pub fn review_kept_by(&self, review: &Review) -> Option<&Round> {
        let sources = &review.plan.sources;
        let keeps = |r: &&Round| {
            let about = || sources.iter().any(|s| self.keeps_what_else_is_about(r, s));
            let other = |c: &CoderId| Some(c) != self.viewer() && r.plan.coders.contains(c);
            let of_its_time = || review.plan.reviewers.iter().any(other);
            !r.is_open() && (of_its_time() || r.binds(self.viewer()) && about())
        };
        self.rounds().iter().rev().find(keeps)
    }
}
