//! Rounds from their events.

use super::entity::standing;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, EventId, SourceId};
use crate::model::mark::Mark;
use crate::model::round::{Cancelled, Correction, Round, RoundKind};
use crate::model::shared::SharedMap;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Rounds in the order they were opened, those cancelled after the others, from standing events in
/// total order.
pub(crate) fn resolve(ops: &[Arc<Event>]) -> Vec<Round> {
    let mut rounds: Vec<Round> = ops.iter().filter_map(|e| opened(e)).collect();
    for event in ops {
        let id = match &event.change {
            Change::RoundClosed { round }
            | Change::RoundCancelled { round, .. }
            | Change::Finished { round, .. }
            | Change::Submitted { round, .. }
            | Change::SpeakersCorrected { round, .. }
            | Change::SubmissionWithdrawn { round, .. } => *round,
            _ => continue,
        };
        let Some(round) = rounds.iter_mut().find(|r| r.id == id) else {
            continue;
        };
        apply(round, event);
    }
    rounds.sort_by_key(|r| r.cancelled.is_some());
    rounds
}

fn opened(event: &Event) -> Option<Round> {
    let Change::RoundOpened(plan) = &event.change else {
        return None;
    };
    Some(Round {
        id: event.id.into(),
        plan: plan.as_ref().clone(),
        by: event.coder.clone(),
        at: event.clock,
        opened: event.place(),
        format: event.format,
        corrections: Vec::new(),
        last_submitted: None,
        submitted: BTreeMap::new(),
        sent: BTreeMap::new(),
        finished: BTreeMap::new(),
        last: BTreeMap::new(),
        closed_early: None,
        before: Vec::new(),
        cancelled: None,
    })
}

fn apply(round: &mut Round, event: &Event) {
    let coder = &event.coder;
    let takes_part = round.plan.coders.contains(coder);
    if round.cancelled.is_some() {
        return;
    }
    match &event.change {
        Change::RoundCancelled { known, .. } if *coder == round.by && round.is_untouched() => {
            round.cancelled = Some(Cancelled {
                at: event.place(),
                known: known.clone(),
            });
        }
        // The program closes no round that all have submitted: whoever closed it saw it unfinished,
        // even if a clock sorts the closing after the last submission.
        Change::RoundClosed { .. }
            if (takes_part || *coder == round.by) && round.closed_early.is_none() =>
        {
            round.closed_early = Some(coder.clone());
        }
        Change::Finished {
            source, finished, ..
        } if takes_part => {
            round.last.insert(coder.clone(), event.id);
            let marks = round.finished.entry(coder.clone()).or_default();
            match finished {
                true => drop(marks.insert(source.clone())),
                false => drop(marks.remove(source)),
            }
        }
        Change::Submitted { submission, .. } => {
            // An import submits for the coders its file names; anybody else only for themselves.
            let imports =
                round.plan.kind == RoundKind::Imported && !round.plan.blind && *coder == round.by;
            if round.plan.coders.contains(&submission.coder)
                && (submission.coder == *coder || imports)
                && !round.submitted.contains_key(&submission.coder)
            {
                round.last.insert(coder.clone(), event.id);
                let mut submission = submission.clone();
                // Nobody submits what stands in somebody else's journal.
                let own = |m: &Mark| m.coder == submission.coder || m.coder == *coder;
                let marks = submission
                    .marks
                    .iter()
                    .filter(|m| own(m))
                    .cloned()
                    .collect();
                submission.marks = marks;
                let sent = Mark {
                    coder: event.coder.clone(),
                    device: event.device.clone(),
                    seq: event.seq,
                    hash: String::new(),
                };
                round.sent.insert(submission.coder.clone(), sent);
                round.last_submitted = Some(submission.coder.clone());
                round.submitted.insert(submission.coder.clone(), submission);
            }
        }
        // Once all have submitted, everything is disclosed and nothing can be withdrawn.
        Change::SubmissionWithdrawn { .. }
            if !round.all_submitted() && round.closed_early.is_none() =>
        {
            round.last.insert(coder.clone(), event.id);
            round.submitted.remove(coder);
            round.sent.remove(coder);
        }
        Change::SpeakersCorrected {
            known, speakers, ..
        } if (takes_part || *coder == round.by) && !round.is_over() => {
            round.corrections.push(Correction {
                event: event.id,
                by: coder.clone(),
                at: event.clock,
                known: known.clone(),
                speakers: speakers.clone(),
            });
        }
        _ => {}
    }
}

/// How far each coder has read each source, in paragraphs: the furthest.
pub(super) fn reached(ops: &[Arc<Event>]) -> HashMap<(CoderId, SourceId), u32> {
    let mut reached = HashMap::new();
    for event in ops {
        if let Change::Reached {
            source, paragraph, ..
        } = &event.change
        {
            let at: &mut u32 = reached
                .entry((event.coder.clone(), source.clone()))
                .or_default();
            *at = (*at).max(*paragraph);
        }
    }
    reached
}

/// Rounds from events about rounds and what takes some of them back, in any order; those cancelled
/// come last.
pub(in crate::model) fn rounds_of(events: impl IntoIterator<Item = Arc<Event>>) -> Vec<Round> {
    let mut retracts: SharedMap<EventId, Vec<Arc<Event>>> = SharedMap::default();
    let mut about = Vec::new();
    for event in events {
        match event.change {
            Change::Retract { event: target } => retracts.or_default(target).push(event),
            _ => about.push(event),
        }
    }
    about.retain(|e| standing(e, &retracts, &|_| true));
    about.sort_by(|a, b| a.order().cmp(&b.order()));
    resolve(&about)
}

#[cfg(test)]
mod tests {
    use crate::model::coding::MemoOn;
    use crate::model::desk::Desk;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder, source};
    use crate::model::ids::RoundId;
    use crate::model::view::View;

    fn study() -> (Study, RoundId) {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"])
            .source("s", 100)
            .source("t", 100);
        s.code("hope");
        let plan = s.plan("Pilot", &["ana", "ben"], &["s"]);
        let round = s.open("ana", plan);
        (s, round)
    }

    fn cancel(s: &mut Study, by: &str, round: RoundId) {
        let known = s.plan("", &[], &[]).known;
        s.push(by, Change::RoundCancelled { round, known });
    }

    fn is_cancelled(s: &Study) -> bool {
        let view = s.view_for("cat");
        assert_eq!(view.rounds().len() + view.cancelled_rounds().len(), 1);
        view.rounds().is_empty()
    }

    #[test]
    fn whoever_opened_a_round_cancels_it_and_nobody_else() {
        let (mut s, round) = study();
        cancel(&mut s, "ben", round);
        assert!(!is_cancelled(&s));
        s.coded("ben", Some(round), "s", 0..10, "hope");
        cancel(&mut s, "ana", round);
        assert!(is_cancelled(&s));
        let view = s.view_for("ben");
        assert_eq!(view.desk(&source("s")), Desk::Free);
        assert_eq!((view.frozen_by(), view.round(round)), (None, None));
        assert_eq!(view.codings().count(), 1);
        // What comes after it is without effect.
        s.submit("ben", round);
        s.push("ana", Change::RoundClosed { round });
        assert!(is_cancelled(&s));
    }

    #[test]
    fn a_mark_or_a_submission_before_it_makes_the_round_go_on() {
        let (mut s, round) = study();
        s.finished("ben", round, "s");
        let mark = s.events.last().unwrap().id;
        cancel(&mut s, "ana", round);
        assert!(!is_cancelled(&s));
        // One that was taken back is none, by undo, too.
        s.push("ben", Change::Retract { event: mark });
        assert!(is_cancelled(&s));
        let (mut s, round) = study();
        s.submit("ben", round);
        s.push("ben", Change::SubmissionWithdrawn { round, after: None });
        s.push(
            "ben",
            Change::Finished {
                round,
                source: source("s"),
                finished: false,
                after: None,
            },
        );
        cancel(&mut s, "ana", round);
        assert!(is_cancelled(&s));
    }

    /// On two machines at once: which stands first decides, in whatever order they arrive.
    #[test]
    fn what_arrives_late_gives_what_a_fold_from_scratch_gives() {
        for submitted_first in [true, false] {
            let (mut s, round) = study();
            let here = s.events.len();
            match submitted_first {
                true => {
                    s.submit("ben", round);
                    cancel(&mut s, "ana", round);
                }
                false => {
                    cancel(&mut s, "ana", round);
                    s.submit("ben", round);
                }
            }
            for viewer in [None, Some("ana"), Some("ben")] {
                let whole = View::new(s.events.iter().cloned(), viewer.map(coder));
                let mut late = View::new(s.events[..here].iter().cloned(), viewer.map(coder));
                for event in s.events[here..].iter().rev() {
                    late.admit([event.clone()]);
                }
                assert_eq!(whole.rounds(), late.rounds());
                assert_eq!(whole.cancelled_rounds(), late.cancelled_rounds());
                assert_eq!(whole.rounds().is_empty(), !submitted_first);
                assert_eq!(whole.state(), late.state());
            }
        }
    }

    #[test]
    fn cancelling_shows_nobody_what_the_round_hid() {
        let (mut s, round) = study();
        let memo = |round, text: &str| Change::MemoWritten {
            of: None,
            round,
            on: MemoOn::Study,
            text: text.into(),
            kind: None,
            about: Vec::new(),
        };
        s.coded("ben", Some(round), "s", 0..10, "hope");
        s.private_code("ben", round, "wish");
        s.coded("ben", Some(round), "s", 20..30, "wish");
        s.coded("ben", None, "t", 0..10, "hope");
        s.push("ben", memo(Some(round), "in it"));
        s.push("ben", memo(None, "beside it"));
        // Somebody who codes nothing in it goes on with the codebook meanwhile.
        let added = s.push(
            "cat",
            Change::CodeAdded {
                name: "fear".into(),
                parent: None,
                text: Default::default(),
                colour: Default::default(),
                key: None,
                kind: Default::default(),
                private: None,
            },
        );
        assert!(s.view_for("ana").codebook().exact(added.into()).is_none());
        cancel(&mut s, "ana", round);
        // Ben has not heard of it yet.
        let late = s.coded("ben", Some(round), "s", 40..50, "hope");
        let hidden = |view: &View| {
            view.codings().count() == 0
                && view.memos().count() == 0
                && view.codebook().all().all(|c| c.name != "wish")
                && view.coding(late).is_none()
        };
        assert!(hidden(&s.view_for("ana")) && hidden(&s.view_for("cat")) && hidden(&s.view()));
        assert_eq!(s.view_for("ben").codings().count(), 4);
        assert_eq!(s.view_for("ben").memos().count(), 2);
        assert!(s.view_for("ana").codebook().exact(added.into()).is_some());
        // Nothing tells that there is something.
        assert!(s.view_for("ana").notices().is_empty());
        // What is done afterwards is free.
        s.push("ben", memo(None, "afterwards"));
        assert_eq!(s.view_for("ana").memos().count(), 1);
        // The next round over the same sources starts from nothing of it.
        let plan = s.plan("Pilot", &["ana", "ben"], &["s"]);
        let next = s.open("ana", plan);
        s.coded("ben", Some(next), "s", 60..70, "hope");
        s.submit("ana", next);
        s.submit("ben", next);
        let seen: Vec<Option<RoundId>> = s.view_for("ana").codings().map(|c| c.round).collect();
        assert_eq!(seen, [Some(next)]);
    }

    #[test]
    fn in_a_round_that_is_not_blind_nothing_becomes_hidden() {
        let (mut s, _) = study();
        s.events.pop();
        let mut plan = s.plan("Open", &["ana", "ben"], &["s"]);
        plan.blind = false;
        let round = s.open("ana", plan);
        s.coded("ben", Some(round), "s", 0..10, "hope");
        cancel(&mut s, "ana", round);
        assert!(is_cancelled(&s));
        assert_eq!(s.view_for("ana").codings().count(), 1);
    }
}
