//! Versions of the codebook: as it was when a round was opened, and as the round coded with it.
//!
//! Both depend on nothing but what the round fixed, and are the same for whoever asks, so that
//! what was compared once is compared alike for ever.

use super::border::Border;
use super::code::Codebook;
use super::event::{Change, Event};
use super::fold::{codebook_of, rounds_of};
use super::gate::{Gate, Passage};
use super::ids::{Digest, EventId};
use super::round::{Mark, Round};
use super::view::View;
use std::collections::HashSet;
use std::sync::Arc;

impl View {
    /// The codebook as everybody knew it who knew journals this far. Private codes of blind rounds
    /// that had not opened then are left out, also for their makers.
    pub fn codebook_known_to(&self, known: &[Mark]) -> Codebook {
        codebook_of(self.public_within(known))
    }

    /// What the codebook as everybody knew it is called: the digest a round's plan records. Nothing
    /// of private codes goes into it, for the plan is everybody's at once.
    pub fn version_known_to(&self, known: &[Mark]) -> Digest {
        Digest::of(self.codebook_known_to(known).canonical().as_bytes())
    }

    /// The codebook a round was coded with: the one known when it was opened, the private codes
    /// that arose in it as far as they were submitted, and in a round that is not blind whatever
    /// its coders changed until they submitted.
    pub fn codebook_of(&self, round: &Round) -> Codebook {
        let mut events = self.public_within(&round.plan.known);
        for submission in round.submitted.values() {
            let border = Border::of(&submission.marks);
            let within = |e: &&Arc<Event>| border.holds(e) && self.shows(e);
            let mut own: Vec<Arc<Event>> = self.codebook_events().filter(within).cloned().collect();
            if round.plan.blind {
                own.sort_by(|a, b| a.order().cmp(&b.order()));
                own = about_private_codes(own, round);
            }
            events.extend(own);
        }
        codebook_of(events)
    }

    /// Events up to these marks that were nobody's secret then, and are not hidden now.
    fn public_within(&self, known: &[Mark]) -> Vec<Arc<Event>> {
        let border = Border::of(known);
        let rounds = self.round_events().iter().filter(|e| border.holds(e));
        let gate = Gate::of(&rounds_of(&rounds.cloned().collect::<Vec<_>>()));
        let public = |e: &&Arc<Event>| {
            border.holds(e) && self.judged(&gate, e) == Passage::Seen && self.shows(e)
        };
        self.codebook_events().filter(public).cloned().collect()
    }
}

/// Of one coder's events in total order, those that make and change private codes of this round.
/// The shared codebook is frozen meanwhile: nothing that touches it counts.
fn about_private_codes(events: Vec<Arc<Event>>, round: &Round) -> Vec<Arc<Event>> {
    let mut kept: HashSet<EventId> = HashSet::new();
    let mut about = |e: &Arc<Event>| {
        let keep = match &e.change {
            Change::CodeAdded { private, .. } => *private == Some(round.id),
            Change::CodeEdited { code, .. }
            | Change::CodeMoved { code, .. }
            | Change::CodeMerged { code, .. }
            | Change::CodeRetired { code } => kept.contains(&code.event()),
            Change::Retract { event } => kept.contains(event),
            _ => false,
        };
        if keep {
            kept.insert(e.id);
        }
        keep
    };
    events.into_iter().filter(|e| about(e)).collect()
}
