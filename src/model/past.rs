//! What a round that does not start blank starts from: the study as it was when it was opened.

use super::border::Border;
use super::event::{Change, Event};
use super::ids::{RoundId, SourceId};
use super::mark::Mark;
use super::round::{Round, StartFrom};
use super::view::View;
use std::sync::Arc;

impl View {
    /// The study as it was when a round of the viewer's was opened; `None` while part of that is
    /// not here. One's own codings count that nobody else knew of then; the consensus is what
    /// whoever opened the round knew, so that it is the same for all its coders.
    ///
    /// The only way past what the gate keeps of the sources of a blind round, for
    /// `reconcile::start`, which hands out nothing but what is copied. Nothing else asks.
    pub fn past_of(&self, round: &Round) -> Option<View> {
        let viewer = self.viewer()?;
        let own = round.plan.start == StartFrom::OwnCodings;
        let rests_on = |m: &&Mark| !own || m.coder == *viewer;
        let marks: Vec<Mark> = round.plan.known.iter().filter(rests_on).cloned().collect();
        if !round.plan.coders.contains(viewer) || self.missing_within(&[Border::of(&marks)]) > 0 {
            return None;
        }
        let known = Border::of(&round.plan.known);
        let before = |e: &&Arc<Event>| match (known.holds(e), e.order() < round.opened.key()) {
            (known, earlier) if own => known || earlier,
            (known, earlier) => known && earlier,
        };
        // Their places are those they have among themselves.
        let placed_anew = |e: &Arc<Event>| match e.moved {
            None => e.clone(),
            Some(_) => Arc::new(Event {
                moved: None,
                ..Event::clone(e)
            }),
        };
        let events = self.any_events().filter(before).map(placed_anew);
        Some(View::new(events, self.viewer().cloned()))
    }

    /// The viewer's own codings ever made in a source for a round, taken back or not, in order.
    pub fn ever_coded<'v>(
        &'v self,
        round: RoundId,
        source: &'v SourceId,
    ) -> impl Iterator<Item = &'v Arc<Event>> {
        self.own_events().iter().filter(move |e| {
            matches!(&e.change, Change::Coded { of: None, round: Some(r), source: s, .. }
                if *r == round && s == source)
        })
    }
}
