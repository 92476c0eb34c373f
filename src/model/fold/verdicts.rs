//! Verdicts on one item from its events.

use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, EventId, VerdictId};
use crate::model::verdict::Verdict;
use std::sync::Arc;

/// The verdicts nobody has replaced, in total order. More than one means that two settled the item
/// apart from each other: all are kept and the item comes back to the queue.
pub(super) fn resolve(
    ops: &[Arc<Event>],
    assents: impl Fn(EventId) -> Vec<CoderId>,
) -> Vec<Verdict> {
    let replaced = |id: EventId| {
        ops.iter()
            .any(|e| matches!(&e.change, Change::Ruled { replaces, .. } if replaces.contains(&id)))
    };
    ops.iter()
        .filter(|e| !replaced(e.id))
        .filter_map(|e| {
            let Change::Ruled {
                round,
                item,
                ruling,
                reason,
                kind,
                present,
                rests_on,
                votes,
                authority,
                by_code,
                ..
            } = &e.change
            else {
                return None;
            };
            let mut item = item.clone();
            item.sort();
            let mut by_code = by_code.clone();
            by_code.sort_by_key(|of| of.code);
            by_code.dedup_by_key(|of| of.code);
            Some(Verdict {
                id: e.id.into(),
                instead_of: replaced_by(ops, e),
                round: *round,
                item,
                ruling: ruling.clone(),
                by_code,
                reason: reason.clone(),
                kind: *kind,
                present: present.clone(),
                rests_on: *rests_on,
                votes: votes.clone(),
                authority: *authority,
                by: e.coder.clone(),
                assents: assents(e.id),
                at: e.clock,
                place: e.place(),
            })
        })
        .collect()
}

/// The verdicts an event replaced, and those these replaced, in total order.
fn replaced_by(ops: &[Arc<Event>], last: &Event) -> Vec<VerdictId> {
    let replaces = |e: &Event| match &e.change {
        Change::Ruled { replaces, .. } => replaces.clone(),
        _ => Vec::new(),
    };
    let mut wanted = replaces(last);
    let mut found = Vec::new();
    for e in ops.iter().rev().filter(|e| e.id != last.id) {
        if wanted.contains(&e.id) {
            found.push(e.id.into());
            wanted.extend(replaces(e));
        }
    }
    found.reverse();
    found
}
