//! Spans that are equal to the last character.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::super::mark::Mark;
use super::{Label, Scores};

/// How many spans of two coders are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Equal {
    /// Pairs of equal spans, each span in one pair.
    pub both: u64,
    pub first: u64,
    pub second: u64,
}

/// Compares start and end, and the code as `label` says. Equal spans of one coder count as often
/// as they are there. Strict F1 with [`Label::Same`] is Holsti's ratio 2M / (N₁ + N₂) for coders
/// who mark freely (Holsti 1969); with [`Label::Any`] it is called exact F1.
pub fn equal(a: &[Mark], b: &[Mark], label: Label) -> Equal {
    let key = |mark: &Mark| {
        let code = (label == Label::Same).then_some(mark.code);
        (mark.span.start, mark.span.end, code)
    };
    let mut open: BTreeMap<_, u64> = BTreeMap::new();
    for mark in a {
        *open.entry(key(mark)).or_default() += 1;
    }
    let mut both = 0;
    for mark in b {
        if let Some(n) = open.get_mut(&key(mark)).filter(|n| **n > 0) {
            *n -= 1;
            both += 1;
        }
    }
    Equal {
        both,
        first: a.len() as u64,
        second: b.len() as u64,
    }
}

impl Equal {
    pub fn scores(self) -> Scores {
        Scores::of(self.both as f64, self.first, self.second)
    }
}

impl AddAssign for Equal {
    fn add_assign(&mut self, other: Equal) {
        self.both += other.both;
        self.first += other.first;
        self.second += other.second;
    }
}
