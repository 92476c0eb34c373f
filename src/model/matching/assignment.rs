//! The heaviest one-to-one matching of a sparse two-sided graph.

use std::collections::VecDeque;

/// A possible pair and what it is worth, which is more than nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) weight: i128,
}

const NONE: usize = usize::MAX;

/// Pairs of greatest total weight, each side used at most once, in order of the left side. Exact
/// and deterministic. `edges` are sorted by left side; there are `left` and `right` vertices.
///
/// Left vertices enter one by one, each along its best alternating path (Kuhn 1955), found by label
/// correction over what it reaches; a vertex whose best partner is free takes it at once.
pub(super) fn heaviest(left: usize, right: usize, edges: &[Edge]) -> Vec<(usize, usize)> {
    let mut search = Search::new(left, right, edges);
    for vertex in 0..left {
        search.enter(vertex);
    }
    let pairs = search.taken.iter().filter(|e| **e != NONE);
    let mut pairs: Vec<_> = pairs.map(|e| (edges[*e].left, edges[*e].right)).collect();
    pairs.sort_unstable();
    pairs
}

struct Search<'a> {
    edges: &'a [Edge],
    /// Where each left vertex's edges begin.
    from: Vec<usize>,
    /// By right vertex: the edge that takes it.
    taken: Vec<usize>,
    /// By left vertex: the right vertex it has.
    partner: Vec<usize>,
    /// By right vertex: the best gain on the way here, and the edge that led here.
    gain: Vec<i128>,
    came: Vec<usize>,
    queued: Vec<bool>,
    reached: Vec<usize>,
    queue: VecDeque<usize>,
}

impl<'a> Search<'a> {
    fn new(left: usize, right: usize, edges: &'a [Edge]) -> Search<'a> {
        let from = (0..=left).map(|v| edges.partition_point(|e| e.left < v));
        Search {
            edges,
            from: from.collect(),
            taken: vec![NONE; right],
            partner: vec![NONE; left],
            gain: vec![0; right],
            came: vec![NONE; right],
            queued: vec![false; right],
            reached: Vec::new(),
            queue: VecDeque::new(),
        }
    }

    fn enter(&mut self, vertex: usize) {
        if self.take_free(vertex) {
            return;
        }
        self.spread(vertex, 0);
        while let Some(right) = self.queue.pop_front() {
            self.queued[right] = false;
            if let Some(edge) = self.edges.get(self.taken[right]) {
                self.spread(edge.left, self.gain[right] - edge.weight);
            }
        }
        if let Some(end) = self.best_end() {
            self.follow(end);
        }
        for right in self.reached.drain(..) {
            self.gain[right] = 0;
            self.came[right] = NONE;
        }
    }

    /// Takes the heaviest edge of `vertex` if it leads to a free vertex: no longer way can gain
    /// more, since what is matched so far is already the best.
    fn take_free(&mut self, vertex: usize) -> bool {
        let mut best = NONE;
        for at in self.from[vertex]..self.from[vertex + 1] {
            let edge = self.edges[at];
            let heavier = best == NONE || edge.weight > self.edges[best].weight;
            let freed = best != NONE
                && edge.weight == self.edges[best].weight
                && self.taken[self.edges[best].right] != NONE
                && self.taken[edge.right] == NONE;
            if heavier || freed {
                best = at;
            }
        }
        if best == NONE {
            return true;
        }
        let free = self.taken[self.edges[best].right] == NONE;
        if free {
            self.taken[self.edges[best].right] = best;
            self.partner[vertex] = self.edges[best].right;
        }
        free
    }

    fn spread(&mut self, vertex: usize, gain: i128) {
        for at in self.from[vertex]..self.from[vertex + 1] {
            let edge = self.edges[at];
            let right = edge.right;
            let total = gain + edge.weight;
            if self.came[right] != NONE && total <= self.gain[right] || self.taken[right] == at {
                continue;
            }
            if self.came[right] == NONE {
                self.reached.push(right);
            }
            self.gain[right] = total;
            self.came[right] = at;
            if self.taken[right] != NONE && !self.queued[right] {
                self.queued[right] = true;
                self.queue.push_back(right);
            }
        }
    }

    /// Where it is best to stop: at a free vertex, or by leaving a left vertex without a partner.
    fn best_end(&self) -> Option<usize> {
        let worth = |right: &usize| {
            let lost = self.edges.get(self.taken[*right]).map_or(0, |e| e.weight);
            self.gain[*right] - lost
        };
        let useful = self.reached.iter().copied().filter(|r| worth(r) > 0);
        useful.max_by_key(|r| (worth(r), std::cmp::Reverse(*r)))
    }

    /// Takes every second edge of the way that ends at `end`, back to the vertex that entered.
    fn follow(&mut self, end: usize) {
        if let Some(left_out) = self.edges.get(self.taken[end]) {
            self.partner[left_out.left] = NONE;
        }
        let mut right = end;
        while right != NONE {
            let edge = self.came[right];
            let left = self.edges[edge].left;
            self.taken[right] = edge;
            right = std::mem::replace(&mut self.partner[left], right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weight(edges: &[Edge], pairs: &[(usize, usize)]) -> i128 {
        let of = |(l, r): &(usize, usize)| {
            let found = edges.iter().find(|e| (e.left, e.right) == (*l, *r));
            found.map_or(i128::MIN / 100, |e| e.weight)
        };
        pairs.iter().map(of).sum()
    }

    fn by_trying(edges: &[Edge], left: usize, used: u32) -> i128 {
        let Some(vertex) = left.checked_sub(1) else {
            return 0;
        };
        let own = edges.iter().filter(|e| e.left == vertex);
        let free = own.filter(|e| used >> e.right & 1 == 0);
        free.map(|e| e.weight + by_trying(edges, vertex, used | 1 << e.right))
            .fold(by_trying(edges, vertex, used), i128::max)
    }

    proptest! {
        #[test]
        fn nothing_is_heavier(
            all in prop::collection::btree_map((0..6usize, 0..6usize), 1..9i128, 0..24)
        ) {
            let edges: Vec<Edge> = all.into_iter()
                .map(|((left, right), weight)| Edge { left, right, weight }).collect();
            let pairs = heaviest(6, 6, &edges);
            prop_assert_eq!(weight(&edges, &pairs), by_trying(&edges, 6, 0));
            let mut rights: Vec<_> = pairs.iter().map(|p| p.1).collect();
            rights.sort_unstable();
            rights.dedup();
            prop_assert_eq!(rights.len(), pairs.len());
            prop_assert!(pairs.windows(2).all(|w| w[0].0 < w[1].0));
        }
    }
}
