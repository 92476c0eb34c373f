//! What there was of the sources of rounds before they were opened.

use super::rounds::{resolve, rounds_of};
use crate::model::border::Border;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, SourceId};
use crate::model::kin::Kin;
use crate::model::round::{Before, Round, RoundPlan};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rounds with what there was of their sources before, from standing events in total order.
pub(super) fn resolve_with_before(ops: &[Arc<Event>]) -> Vec<Round> {
    let mut rounds = resolve(ops);
    for round in &mut rounds {
        round.before = before(&round.plan, ops);
    }
    rounds
}

/// What is known of a plan's sources from before: as it records it, or, where it is of a time when
/// plans did not, as the rounds tell that its maker knew of.
fn before(plan: &RoundPlan, about_rounds: &[Arc<Event>]) -> Vec<Before> {
    if let Some(recorded) = &plan.before {
        return recorded.clone();
    }
    let known = Border::of(&plan.known);
    let earlier = |e: &&Arc<Event>| {
        known.holds(e) && !matches!(&e.change, Change::RoundOpened(other) if **other == *plan)
    };
    let earlier: Vec<Arc<Event>> = about_rounds.iter().filter(earlier).cloned().collect();
    let mut rounds = rounds_of(earlier);
    rounds.retain(|r| r.cancelled.is_none());
    told(&plan.sources, &rounds, &|_| Vec::new(), &Kin::default())
}

/// The same, of these rounds and of what `free` says was coded outside any. What was seen of a source
/// was seen of its kin.
pub(in crate::model) fn told(
    sources: &[SourceId],
    rounds: &[Round],
    free: &dyn Fn(&SourceId) -> Vec<CoderId>,
    kin: &Kin,
) -> Vec<Before> {
    let of = |source: &SourceId| {
        let kin = kin.with(std::slice::from_ref(source));
        let about = |r: &&Round| r.plan.sources.iter().any(|s| kin.contains(s));
        let over = || rounds.iter().filter(about);
        let free: Vec<CoderId> = kin.iter().flat_map(free).collect();
        let open = !free.is_empty() || over().any(Round::is_open);
        let coders = over().flat_map(|r| r.plan.coders.iter().cloned());
        let coders: BTreeSet<CoderId> = coders.chain(free).collect();
        let before = Before {
            source: source.clone(),
            coders: coders.into_iter().collect(),
            open,
        };
        (!before.coders.is_empty()).then_some(before)
    };
    sources.iter().filter_map(of).collect()
}
