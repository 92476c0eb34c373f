//! A blind round that has not opened, as what is hidden goes by.

use super::speaking::{Speaking, Told};
use crate::model::border::Border;
use crate::model::event::Event;
use crate::model::ids::{CoderId, RoundId, SourceId};
use crate::model::kin::Kin;
use crate::model::place::Place;
use crate::model::round::Round;
use std::collections::HashSet;

/// A blind round that has not opened.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Barrier {
    pub round: RoundId,
    pub coders: Vec<CoderId>,
    pub adjudicator: Option<CoderId>,
    pub known: Border,
    /// When it was opened: nothing later can have been known to its maker, whatever its plan says.
    pub opened: Place,
    /// Its place among the rounds, in the order they were opened.
    pub place: usize,
    /// The sources of the round, and those that have text of them.
    pub sources: HashSet<SourceId>,
    /// What is told of who speaks in them.
    pub told: Told,
    /// Where its cancelling stands, if it was cancelled, and what its maker knew.
    pub cancelled: Option<(Place, Border)>,
}

impl Barrier {
    pub fn of((place, round): (usize, &Round), kin: &Kin, speaking: &Speaking) -> Barrier {
        let sources = kin.with(&round.plan.sources);
        Barrier {
            round: round.id,
            coders: round.plan.coders.clone(),
            adjudicator: round.plan.adjudicator.clone(),
            known: Border::of(&round.plan.known),
            opened: round.opened.clone(),
            place,
            told: speaking.told_of(sources.iter()),
            sources,
            cancelled: round
                .cancelled
                .as_ref()
                .map(|c| (c.at.clone(), Border::of(&c.known))),
        }
    }

    /// Whether the viewer is to know nothing else about its sources.
    pub fn binds(&self, viewer: Option<&CoderId>) -> bool {
        let takes_part = |v| self.coders.contains(v) || self.adjudicator.as_ref() == Some(v);
        self.cancelled.is_none() && viewer.is_none_or(takes_part)
    }

    /// Whether an event is from before the round, be it that its maker did not know of it.
    pub fn follows(&self, event: &Event) -> bool {
        self.known.holds(event) || event.order() < self.opened.key()
    }

    pub fn is_by_coder(&self, event: &Event) -> bool {
        self.coders.contains(event.author()) || self.coders.contains(&event.coder)
    }

    /// Whether it was cancelled before a round was opened. Clocks may be wrong: who opened that has
    /// to have known of the cancelling, too.
    pub fn is_cancelled_before(&self, opened: Option<&(Place, Border)>) -> bool {
        let since = |(opened, known): &(Place, Border)| {
            let cancelled = self.cancelled.as_ref();
            cancelled.is_some_and(|(at, _)| opened > at && known.reaches(&at.mark()))
        };
        opened.is_some_and(since)
    }

    /// Whether a cancelled round keeps work of its coders from everybody else. Cancelling discloses
    /// nothing: what they did in it, whenever that was, and all it hid until then stays theirs. A
    /// round that was `opened` since, by somebody who knew of that, holds nothing of it.
    pub fn keeps(
        &self,
        event: &Event,
        round: Option<RoundId>,
        opened: Option<&(Place, Border)>,
    ) -> bool {
        let Some((at, known)) = &self.cancelled else {
            return false;
        };
        if round == Some(self.round) {
            return true;
        }
        !self.is_cancelled_before(opened) && (event.order() < at.key() || known.holds(event))
    }
}
