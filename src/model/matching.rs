//! Which of two coders' marks on one source are the same coding: agreement counts by it, and
//! reconciliation puts side by side what it puts together.

pub(crate) mod assignment;

use std::ops::AddAssign;

use super::text::Span;
use assignment::{Edge, Weight, heaviest};

/// A code given to a stretch of text. Codes are numbered by the caller in the order of the codebook,
/// aliases already resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Which code, 0-based.
    pub code: u32,
    /// Where, in code points.
    pub span: Span,
}

impl Mark {
    pub fn new(code: u32, start: u32, end: u32) -> Mark {
        Mark {
            code,
            span: Span { start, end },
        }
    }
}

/// How far two marks must overlap to be at one place: intersection over union, above 0 up to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Overlap(f64);

impl Overlap {
    /// At least `share`, above 0 up to 1; `None` outside that range.
    pub fn new(share: f64) -> Option<Overlap> {
        (share > 0.0 && share <= 1.0).then_some(Overlap(share))
    }
    pub fn share(self) -> f64 {
        self.0
    }
}

impl Default for Overlap {
    /// One half.
    fn default() -> Overlap {
        Overlap(0.5)
    }
}

/// Two coders' marks on one source, put together. Every mark is named exactly once, by its place
/// in the list given; lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// First coder's mark and second coder's mark, same code, at one place.
    pub matched: Vec<(usize, usize)>,
    /// First coder's mark and second coder's mark, different codes, at one place.
    pub different: Vec<(usize, usize)>,
    /// Marks only the first coder made.
    pub only_a: Vec<usize>,
    /// Marks only the second coder made.
    pub only_b: Vec<usize>,
}

/// How many there are of each; sums over sources by `+=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Pairs at one place with the same code.
    pub matched: u64,
    /// Pairs at one place with different codes.
    pub different: u64,
    /// Marks only the first coder made.
    pub only_a: u64,
    /// Marks only the second coder made.
    pub only_b: u64,
}

impl Matching {
    pub fn counts(&self) -> Matches {
        Matches {
            matched: self.matched.len() as u64,
            different: self.different.len() as u64,
            only_a: self.only_a.len() as u64,
            only_b: self.only_b.len() as u64,
        }
    }
}

impl Matches {
    /// Everything either coder did, a pair at one place counting once: the 17 of “15 of 17”.
    pub fn all(self) -> u64 {
        self.matched + self.different + self.only_a + self.only_b
    }
}

impl AddAssign for Matches {
    fn add_assign(&mut self, other: Matches) {
        self.matched += other.matched;
        self.different += other.different;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
    }
}

/// Puts two coders' marks on one source together, one to one. Of all ways to do so it is one with
///
/// 1. the most pairs with the same code whose intersection over union reaches `overlap`,
/// 2. among those the most pairs with different codes of the marks left over,
/// 3. then the greatest total overlap of the first kind, then of the second (to a millionth each),
/// 4. and of those left the one a fixed rule picks that looks at spans and the order of codes only.
///
/// So neither the counts nor which marks are put together depend on the order of marks or on who
/// comes first; of equal marks of one coder it does not matter which is taken. Marks that only
/// touch are not at one place; empty marks match nothing.
pub fn matching(a: &[Mark], b: &[Mark], overlap: Overlap) -> Matching {
    let edges = at_one_place(a, b, overlap);
    let mut pairs = clear_cases(a, b, &edges);
    let (mut free_a, mut free_b) = (vec![true; a.len()], vec![true; b.len()]);
    take(&pairs, &mut free_a, &mut free_b);
    let mut rest = edges;
    rest.retain(|e| free_a[e.left] && free_b[e.right]);
    let found = heaviest(a.len(), b.len(), &rest);
    take(&found, &mut free_a, &mut free_b);
    pairs.extend(found);
    pairs.sort_unstable();
    let (matched, different) = pairs.iter().partition(|(i, j)| a[*i].code == b[*j].code);
    let left_over = |free: &[bool]| (0..free.len()).filter(|i| free[*i]).collect();
    Matching {
        matched,
        different,
        only_a: left_over(&free_a),
        only_b: left_over(&free_b),
    }
}

fn take(pairs: &[(usize, usize)], free_a: &mut [bool], free_b: &mut [bool]) {
    for (i, j) in pairs {
        free_a[*i] = false;
        free_b[*j] = false;
    }
}

/// What a pair is worth. One with the same code outweighs any number (up to a million) of pairs
/// with different codes, and any pair outweighs all overlap.
fn worth(same: bool, iou: f64) -> i128 {
    let overlap = (iou * f64::from(1 << 20)).round() as i128;
    if same {
        1 << 103 | overlap << 41
    } else {
        1 << 82 | overlap
    }
}

/// The codes of both coders, in order: what decides between equal ways must not depend on how many
/// codes there are that neither used here.
fn ranks(a: &[Mark], b: &[Mark]) -> Vec<u32> {
    let mut codes: Vec<u32> = a.iter().chain(b).map(|m| m.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A number for a pair of marks, each a code's rank and a span, by which one of several equally good
/// matchings is picked: the same whoever comes first, and so scattered that sums of different pairs
/// are different. Up to 40 bits, so that a million can be added.
fn tie(one: (u32, Span), other: (u32, Span)) -> i64 {
    let (first, second) = (one.min(other), one.max(other));
    let mut mixed = 0x9e37_79b9_7f4a_7c15_u64;
    for (code, span) in [first, second] {
        for part in [code, span.start, span.end] {
            mixed = scatter(mixed ^ u64::from(part));
        }
    }
    (mixed >> 24) as i64
}

/// The finalizer of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195): every bit
/// of what goes in changes about half of what comes out.
fn scatter(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Pairs that reach the overlap, sorted by place in `a`, then in `b`.
fn at_one_place(a: &[Mark], b: &[Mark], overlap: Overlap) -> Vec<Edge> {
    let (order_a, order_b) = (by_start(a), by_start(b));
    let (mut open_a, mut open_b): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut next_a, mut next_b) = (0, 0);
    let ranks = ranks(a, b);
    let rank = |mark: Mark| ranks.partition_point(|code| *code < mark.code) as u32;
    let mut edges = Vec::new();
    let mut push = |i: usize, j: usize| {
        let iou = a[i].span.iou(b[j].span);
        if iou >= overlap.0 {
            edges.push(Edge {
                left: i,
                right: j,
                weight: Weight {
                    worth: worth(a[i].code == b[j].code, iou),
                    tie: tie((rank(a[i]), a[i].span), (rank(b[j]), b[j].span)),
                },
            });
        }
    };
    loop {
        let a_first = match (order_a.get(next_a), order_b.get(next_b)) {
            (Some(i), Some(j)) => a[*i].span.start <= b[*j].span.start,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        if a_first {
            let i = order_a[next_a];
            next_a += 1;
            open_b.retain(|j| b[*j].span.end > a[i].span.start);
            open_b.iter().for_each(|j| push(i, *j));
            open_a.push(i);
        } else {
            let j = order_b[next_b];
            next_b += 1;
            open_a.retain(|i| a[*i].span.end > b[j].span.start);
            open_a.iter().for_each(|i| push(*i, j));
            open_b.push(j);
        }
    }
    edges.sort_unstable_by_key(|e| (e.left, e.right));
    edges
}

fn by_start(marks: &[Mark]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|i| marks[*i].span);
    order
}

/// Pairs with the same code neither of which could have another such partner: they belong to
/// every best matching, since one such pair outweighs the two others that could replace it.
fn clear_cases(a: &[Mark], b: &[Mark], edges: &[Edge]) -> Vec<(usize, usize)> {
    let (mut ways_a, mut ways_b) = (vec![0u32; a.len()], vec![0u32; b.len()]);
    let same = |e: &&Edge| a[e.left].code == b[e.right].code;
    for edge in edges.iter().filter(same) {
        ways_a[edge.left] += 1;
        ways_b[edge.right] += 1;
    }
    let alone = |e: &&Edge| ways_a[e.left] == 1 && ways_b[e.right] == 1;
    let clear = edges.iter().filter(same).filter(alone);
    clear.map(|e| (e.left, e.right)).collect()
}

#[cfg(test)]
mod tests;
