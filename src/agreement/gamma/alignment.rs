//! Texts and their alignments, and what an alignment costs.

use super::dissimilarity::{Params, Unit};

/// By coder who read it: the units, by start, then end and code. Two coders at least.
pub(super) type Text = Vec<Vec<Unit>>;

/// Coder and place of the unit in the coder's list.
pub(super) type Member = (usize, usize);

/// One text's alignment: every unit is in exactly one of these. Members are by coder.
pub(super) type Alignment = Vec<Vec<Member>>;

/// Brings one coder's units into order.
pub(super) fn sort(units: &mut [Unit]) {
    units.sort_unstable_by(|a, b| {
        let ends = a.end.total_cmp(&b.end).then(a.code.cmp(&b.code));
        a.start.total_cmp(&b.start).then(ends)
    });
}

pub(super) fn pairs(n: usize) -> f64 {
    (n * n.saturating_sub(1) / 2) as f64
}

/// Disorder of a unitary alignment: the mean over all pairs of coders.
pub(super) fn cost(text: &Text, members: &[Member], params: Params) -> f64 {
    let all = pairs(text.len());
    let mut sum = (all - pairs(members.len())) * params.delta_empty;
    for (i, (coder, at)) in members.iter().enumerate() {
        for (other, place) in &members[i + 1..] {
            sum += params.between(text[*coder][*at], text[*other][*place]);
        }
    }
    sum / all
}
