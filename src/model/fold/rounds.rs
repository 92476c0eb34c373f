//! Rounds from their events.

use crate::model::before::before;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::{Correction, Mark, Round, RoundKind};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Rounds in the order they were opened, from standing events in total order.
pub(in crate::model) fn resolve(ops: &[Arc<Event>]) -> Vec<Round> {
    let mut rounds: Vec<Round> = ops.iter().filter_map(|e| opened(e)).collect();
    for event in ops {
        let id = match &event.change {
            Change::RoundClosed { round }
            | Change::Finished { round, .. }
            | Change::Submitted { round, .. }
            | Change::SpeakersCorrected { round, .. }
            | Change::SubmissionWithdrawn { round } => *round,
            _ => continue,
        };
        let Some(round) = rounds.iter_mut().find(|r| r.id == id) else {
            continue;
        };
        apply(round, event);
    }
    rounds
}

/// The same with what there was of their sources before.
pub(super) fn resolve_with_before(ops: &[Arc<Event>]) -> Vec<Round> {
    let mut rounds = resolve(ops);
    for round in &mut rounds {
        round.before = before(&round.plan, ops);
    }
    rounds
}

fn opened(event: &Event) -> Option<Round> {
    let Change::RoundOpened(plan) = &event.change else {
        return None;
    };
    Some(Round {
        id: event.id.into(),
        plan: plan.clone(),
        by: event.coder.clone(),
        at: event.clock,
        opened: event.place(),
        format: event.format,
        corrections: Vec::new(),
        last_submitted: None,
        submitted: BTreeMap::new(),
        sent: BTreeMap::new(),
        finished: BTreeMap::new(),
        closed_early: None,
        before: Vec::new(),
    })
}

fn apply(round: &mut Round, event: &Event) {
    let coder = &event.coder;
    let takes_part = round.plan.coders.contains(coder);
    match &event.change {
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
