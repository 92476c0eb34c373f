//! The heaviest one-to-one matching of a sparse two-sided graph.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

/// What a pair is worth, and a number that decides between ways of equal worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// Counts first.
    pub worth: i128,
    /// Counts where worth is equal.
    pub tie: i64,
}

impl Weight {
    /// This worth; between equal ways none is preferred.
    pub fn of(worth: i128) -> Weight {
        Weight { worth, tie: 0 }
    }
}

impl Add for Weight {
    type Output = Weight;
    fn add(self, other: Weight) -> Weight {
        Weight {
            worth: self.worth + other.worth,
            tie: self.tie + other.tie,
        }
    }
}

impl Sub for Weight {
    type Output = Weight;
    fn sub(self, other: Weight) -> Weight {
        Weight {
            worth: self.worth - other.worth,
            tie: self.tie - other.tie,
        }
    }
}

impl AddAssign for Weight {
    fn add_assign(&mut self, other: Weight) {
        *self = *self + other;
    }
}

impl SubAssign for Weight {
    fn sub_assign(&mut self, other: Weight) {
        *self = *self - other;
    }
}

impl Sum for Weight {
    fn sum<I: Iterator<Item = Weight>>(all: I) -> Weight {
        all.fold(Weight::default(), Add::add)
    }
}

/// A possible pair and what it is worth, which is more than nothing.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// Vertex on the left side.
    pub left: usize,
    /// Vertex on the right side.
    pub right: usize,
    /// Its worth is above 0.
    pub weight: Weight,
}

const NONE: usize = usize::MAX;
const NOTHING: Weight = Weight { worth: 0, tie: 0 };
const FAR: Weight = Weight {
    worth: i128::MAX,
    tie: 0,
};

/// Pairs of greatest total weight, each side used at most once, in order of the left side. Exact
/// and deterministic. `edges` are sorted by left side; there are `left` and `right` vertices.
///
/// Left vertices enter one by one, each along its best alternating path (Kuhn 1955). Prices keep
/// every edge's slack, high + price − weight, at 0 or above and at 0 for pairs taken, so that the
/// best path is a shortest one and only what lies nearer than its end is looked at.
pub fn heaviest(left: usize, right: usize, edges: &[Edge]) -> Vec<(usize, usize)> {
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
    /// What a left vertex still gains by being there; 0 for those without a partner.
    high: Vec<Weight>,
    /// What it costs to take a right vertex from the others; 0 for free ones.
    price: Vec<Weight>,
    /// By right vertex: slack on the shortest way here, and the edge that led here.
    slack: Vec<Weight>,
    came: Vec<usize>,
    reached: Vec<usize>,
    nearest: BinaryHeap<Reverse<(Weight, usize)>>,
    /// The shortest way found so far to an end, and that end.
    limit: Weight,
    end: usize,
}

impl<'a> Search<'a> {
    fn new(left: usize, right: usize, edges: &'a [Edge]) -> Search<'a> {
        let from = (0..=left).map(|v| edges.partition_point(|e| e.left < v));
        Search {
            edges,
            from: from.collect(),
            taken: vec![NONE; right],
            partner: vec![NONE; left],
            high: vec![NOTHING; left],
            price: vec![NOTHING; right],
            slack: vec![FAR; right],
            came: vec![NONE; right],
            reached: Vec::new(),
            nearest: BinaryHeap::new(),
            limit: NOTHING,
            end: NONE,
        }
    }

    fn of(&self, vertex: usize) -> std::ops::Range<usize> {
        self.from[vertex]..self.from[vertex + 1]
    }

    fn enter(&mut self, vertex: usize) {
        let gains = self.edges[self.of(vertex)].iter();
        let gain = gains.map(|e| e.weight - self.price[e.right]).max();
        self.high[vertex] = gain.unwrap_or(NOTHING).max(NOTHING);
        // The way may end here, leaving `vertex` out, …
        (self.limit, self.end) = (self.high[vertex], NONE);
        // … or at a free vertex, …
        self.spread(vertex, NOTHING);
        while let Some(Reverse((slack, right))) = self.nearest.pop() {
            if slack > self.slack[right] {
                continue;
            }
            if slack >= self.limit {
                break;
            }
            // … or by leaving out a vertex that had a partner.
            let left = self.edges[self.taken[right]].left;
            if slack + self.high[left] < self.limit {
                (self.limit, self.end) = (slack + self.high[left], right);
            }
            self.spread(left, slack);
        }
        self.settle(vertex, self.limit);
        self.follow(self.end);
        self.nearest.clear();
        for right in self.reached.drain(..) {
            self.slack[right] = FAR;
            self.came[right] = NONE;
        }
    }

    fn spread(&mut self, vertex: usize, slack: Weight) {
        for at in self.of(vertex) {
            let Edge { right, weight, .. } = self.edges[at];
            let total = slack + self.high[vertex] + self.price[right] - weight;
            if total < self.limit && total < self.slack[right] {
                if self.slack[right] == FAR {
                    self.reached.push(right);
                }
                self.slack[right] = total;
                self.came[right] = at;
                if self.taken[right] == NONE {
                    (self.limit, self.end) = (total, right);
                } else {
                    self.nearest.push(Reverse((total, right)));
                }
            }
        }
    }

    /// Moves the prices of what lies nearer than `limit`.
    fn settle(&mut self, entered: usize, limit: Weight) {
        self.high[entered] -= limit;
        for right in &self.reached {
            let nearer = limit - self.slack[*right];
            if let Some(edge) = self.edges.get(self.taken[*right])
                && nearer > NOTHING
            {
                self.price[*right] += nearer;
                self.high[edge.left] -= nearer;
            }
        }
    }

    /// Takes every second edge of the way that ends at `end`, back to the vertex that entered.
    fn follow(&mut self, end: usize) {
        if let Some(&taken) = self.taken.get(end)
            && let Some(left_out) = self.edges.get(taken)
        {
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

    fn weight(edges: &[Edge], pairs: &[(usize, usize)]) -> Weight {
        let of = |(l, r): &(usize, usize)| {
            let found = edges.iter().find(|e| (e.left, e.right) == (*l, *r));
            found.map_or(Weight::of(i128::MIN / 100), |e| e.weight)
        };
        pairs.iter().map(of).sum()
    }

    fn by_trying(edges: &[Edge], left: usize, used: u32) -> Weight {
        let Some(vertex) = left.checked_sub(1) else {
            return NOTHING;
        };
        let own = edges.iter().filter(|e| e.left == vertex);
        let free = own.filter(|e| used >> e.right & 1 == 0);
        free.map(|e| e.weight + by_trying(edges, vertex, used | 1 << e.right))
            .fold(by_trying(edges, vertex, used), Weight::max)
    }

    proptest! {
        #[test]
        fn nothing_is_heavier(
            all in prop::collection::btree_map((0..6usize, 0..6usize), (1..9i128, 0..9i64), 0..24)
        ) {
            let edges: Vec<Edge> = all.into_iter()
                .map(|((left, right), (worth, tie))| Edge {
                    left,
                    right,
                    weight: Weight { worth, tie },
                })
                .collect();
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
