//! Spans that the other coder touched at all.

use std::ops::AddAssign;

use super::super::mark::Mark;
use super::super::outcome::Undefined;
use super::{Label, Scores};

/// How many spans of each coder overlap one of the other's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The first coder's spans, and how many of them overlap one of the second's.
    pub first: (u64, u64),
    pub second: (u64, u64),
}

/// A span is found when one character of it lies in a span of the other coder, of the same code or
/// of any. One long span can find many short ones, so a coder who marks whole pages is always
/// right: read it beside a figure that minds the boundaries.
///
/// Time n log n in the spans.
pub fn any_overlap(a: &[Mark], b: &[Mark], label: Label) -> Found {
    Found {
        first: (a.len() as u64, found(a, b, label)),
        second: (b.len() as u64, found(b, a, label)),
    }
}

/// How many of `spans` overlap one of `others`.
fn found(spans: &[Mark], others: &[Mark], label: Label) -> u64 {
    let group = |mark: &Mark| match label {
        Label::Same => mark.code,
        Label::Any => 0,
    };
    let mut others: Vec<(u32, u32, u32)> = others
        .iter()
        .filter(|m| !m.span.is_empty())
        .map(|m| (group(m), m.span.start, m.span.end))
        .collect();
    others.sort_unstable();
    // By place: the furthest end of this group so far.
    let mut furthest: Vec<u32> = Vec::with_capacity(others.len());
    for (at, (code, _, end)) in others.iter().enumerate() {
        let before = (at > 0 && others[at - 1].0 == *code).then(|| furthest[at - 1]);
        furthest.push(before.map_or(*end, |before| before.max(*end)));
    }
    let overlaps = |mark: &&Mark| {
        let before = others
            .partition_point(|(code, start, _)| (*code, *start) < (group(mark), mark.span.end));
        let last = before.checked_sub(1);
        last.is_some_and(|at| {
            others[at].0 == group(mark) && furthest[at] > mark.span.start && !mark.span.is_empty()
        })
    };
    spans.iter().filter(overlaps).count() as u64
}

impl Found {
    /// Recall R of the first coder's spans, precision P of the second's, F1 = 2PR / (P + R). Where
    /// a coder marked nothing, precision and recall do not both exist and neither does F1.
    pub fn scores(self) -> Scores {
        let silent = match self.first.0 + self.second.0 {
            0 => Undefined::NoCodings,
            _ => Undefined::SilentCoder,
        };
        let share = |(all, found): (u64, u64)| match all {
            0 => Err(silent),
            all => Ok(found as f64 / all as f64),
        };
        let (recall, precision) = (share(self.first), share(self.second));
        let mean = |p: f64, r: f64| match p + r {
            0.0 => 0.0,
            sum => 2.0 * p * r / sum,
        };
        Scores {
            precision,
            recall,
            f1: precision.and_then(|p| recall.map(|r| mean(p, r))),
        }
    }
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Found) {
        self.first = (self.first.0 + other.first.0, self.first.1 + other.first.1);
        self.second = (
            self.second.0 + other.second.0,
            self.second.1 + other.second.1,
        );
    }
}
