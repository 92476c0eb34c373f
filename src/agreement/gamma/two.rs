//! Two coders: the best alignment is an assignment.
//!
//! Units without a partner cost Δ each, an aligned pair its d; so a pair saves 2Δ − d, pairs with
//! d > 2Δ never belong to a best alignment, and the best one is the matching that saves most; of
//! equal ones, the one with most pairs. What is left of the graph of possible pairs is sparse and
//! falls apart along the text.

use super::alignment::Alignment;
use super::dissimilarity::{Params, Unit};
use crate::model::matching::assignment::{Edge, Weight, heaviest};

/// Savings are whole numbers of these many parts, so that equal ones are equal.
const PARTS: f64 = (1u64 << 60) as f64;

/// The alignment with the least disorder.
pub(super) fn align(a: &[Unit], b: &[Unit], params: Params) -> Alignment {
    let edges = edges(a, b, params);
    let mut alone = vec![true; b.len()];
    let mut alignment: Alignment = Vec::with_capacity(a.len().max(b.len()));
    let mut next = 0;
    for (left, right) in heaviest(a.len(), b.len(), &edges) {
        alignment.extend((next..left).map(|i| vec![(0, i)]));
        alignment.push(vec![(0, left), (1, right)]);
        alone[right] = false;
        next = left + 1;
    }
    alignment.extend((next..a.len()).map(|i| vec![(0, i)]));
    alignment.extend((0..b.len()).filter(|j| alone[*j]).map(|j| vec![(1, j)]));
    alignment
}

/// Pairs that lose nothing, sorted by the first coder's unit.
fn edges(a: &[Unit], b: &[Unit], params: Params) -> Vec<Edge> {
    let most = 2.0 * params.delta_empty;
    let reach = params.reach(most);
    let longest = b.iter().map(|u| u.end - u.start).fold(0.0, f64::max);
    let mut edges = Vec::with_capacity(a.len());
    for (left, unit) in a.iter().enumerate() {
        let near = reach * (unit.end - unit.start + longest);
        let from = b.partition_point(|u| u.start < unit.start - near);
        for (right, other) in b.iter().enumerate().skip(from) {
            if other.start > unit.start + near {
                break;
            }
            let saved = most - params.between(*unit, *other);
            if saved >= 0.0 {
                // The least part more than it saves: a pair that saves nothing is still a pair.
                let weight = (saved / params.delta_empty * PARTS) as i128 + 1;
                edges.push(Edge {
                    left,
                    right,
                    weight: Weight::of(weight),
                });
            }
        }
    }
    edges
}
