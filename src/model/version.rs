//! Versions of the codebook: as it was when a round was opened, and as the round coded with it.
//!
//! Both depend on nothing but what the round fixed, and are the same for whoever asks, so that
//! what was compared once is compared alike for ever.

use super::border::Border;
use super::code::Codebook;
use super::event::{Change, Event};
use super::fold::{codebook_of, rounds_of};
use super::gate::Passage;
use super::ids::{CodeId, Digest, EventId, RoundId};
use super::mark::Mark;
use super::round::{Round, RoundKind};
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

    /// Whether a round planned with journals known this far is one of open coding: everybody's
    /// codebook has no code.
    pub fn begins_without_codes(&self, known: &[Mark]) -> bool {
        self.codebook_known_to(known).active().next().is_none()
    }

    /// Whether a round is one of open coding. A plan that does not say it is one where the codebook
    /// it began with had no code; codes that came with an import were there before its round.
    pub fn is_open_coding(&self, round: &Round) -> bool {
        let plan = &round.plan;
        let derived = || plan.kind != RoundKind::Imported && self.begins_without_codes(&plan.known);
        plan.open_coding.unwrap_or_else(derived)
    }

    /// Codes that stood in the codebook before anything was coded: those given beforehand. A code that was
    /// merged counts as the one it was merged into.
    pub fn given_beforehand(&self) -> HashSet<CodeId> {
        let first = self.codings().map(|coding| coding.at).min();
        let added = self.codebook_events();
        let given = added.filter(|e| {
            let is_code = matches!(e.change, Change::CodeAdded { .. });
            is_code && first.is_none_or(|first| e.clock < first)
        });
        given
            .map(|e| self.codebook().resolve(e.id.into()))
            .collect()
    }

    /// The codebook a round was coded with: the one known when it was opened, the private codes
    /// that arose in it as far as they were submitted, and in a round that is not blind whatever
    /// its coders changed until they submitted. Private codes of another round that is still blind
    /// are left out, one's own too: it is the same for whoever asks.
    pub fn codebook_of(&self, round: &Round) -> Codebook {
        let mut events = self.public_within(&round.plan.known);
        for submission in round.submitted.values() {
            let border = Border::of(&submission.marks);
            let within = |e: &&Arc<Event>| border.holds(e);
            let mut own: Vec<Arc<Event>> = self.codebook_events().filter(within).cloned().collect();
            own.sort_by(|a, b| a.order().cmp(&b.order()));
            if round.plan.blind {
                let here = about_private_codes(&own, |of| of == round.id);
                own.retain(|e| here.contains(&e.id));
            } else {
                let shut = |of| of != round.id && self.is_shut(of);
                let elsewhere = about_private_codes(&own, shut);
                own.retain(|e| !elsewhere.contains(&e.id));
            }
            events.extend(own);
        }
        codebook_of(events)
    }

    /// Events up to these marks that were nobody's secret then, and are not hidden now.
    fn public_within(&self, known: &[Mark]) -> Vec<Arc<Event>> {
        let border = Border::of(known);
        let rounds = self.round_events().filter(|e| border.holds(e));
        let gate = self.gate_of(&rounds_of(rounds));
        let public = |e: &&Arc<Event>| border.holds(e) && self.judged(&gate, e) == Passage::Seen;
        self.codebook_events().filter(public).cloned().collect()
    }
}

/// Of one coder's events in total order, those that make and change private codes of such rounds.
/// The shared codebook is frozen meanwhile: nothing that touches it counts.
fn about_private_codes(events: &[Arc<Event>], of: impl Fn(RoundId) -> bool) -> HashSet<EventId> {
    let mut kept: HashSet<EventId> = HashSet::new();
    for event in events {
        let keep = match &event.change {
            Change::CodeAdded { private, .. } => private.is_some_and(&of),
            Change::CodeEdited { code, .. }
            | Change::CodeMoved { code, .. }
            | Change::CodeMerged { code, .. }
            | Change::CodeRetired { code }
            | Change::CodeRestored { code, .. } => kept.contains(&code.event()),
            Change::Retract { event } => kept.contains(event),
            _ => false,
        };
        if keep {
            kept.insert(event.id);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::model::fixture::Study;
    use crate::model::ids::RoundId;

    /// The names of the codes an open round was coded with, as somebody sees it.
    fn names(s: &Study, viewer: &str, round: RoundId) -> Vec<String> {
        let view = s.view_for(viewer);
        let round = view.round(round).unwrap();
        let codebook = view.codebook_of(round);
        codebook.all().map(|c| c.name.clone()).collect()
    }

    #[test]
    fn an_open_rounds_codebook_is_the_same_for_whoever_asks() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("a", 100).source("b", 100);
        s.code("hope");
        let plan = s.plan("open", &["ana", "ben"], &["b"]);
        let open = s.open(
            "ana",
            crate::model::round::RoundPlan {
                blind: false,
                ..plan
            },
        );
        let plan = s.plan("blind", &["ana", "ben"], &["a"]);
        let blind = s.open("ana", plan);
        s.private_code("ana", blind, "worry");
        s.private_code("ben", blind, "wish");
        s.submit("ana", open);
        s.submit("ben", open);
        for viewer in ["ana", "ben", "cat"] {
            assert_eq!(names(&s, viewer, open), ["hope"], "{viewer}");
        }
        s.submit("ana", blind);
        s.submit("ben", blind);
        let all = names(&s, "ana", blind);
        assert_eq!(all, ["hope", "worry", "wish"]);
        assert_eq!(names(&s, "ben", blind), all);
    }
}
