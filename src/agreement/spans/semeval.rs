//! Span matching as it is customary in named entity recognition: four ideas of “right”, with
//! counts of what went wrong.
//!
//! Each span of the second coder, in the order of the text, takes the first partner still free
//! among the first coder's that fits; what fits depends on the scheme. So the figures depend on
//! the order and on who is the reference. For coders on a par use [`super::equal()`] or the
//! one-to-one matching; these are here to be compared with published ones.
//!
//! Segura-Bedmar, Martínez and Herrero-Zazo 2013, “SemEval-2013 task 9”, in the reading of the
//! nervaluate library.

use std::ops::AddAssign;

use super::super::mark::Mark;
use super::Scores;
use crate::model::text::Span;

/// When is a span right?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// The same start, end and code; anything else that overlaps is incorrect.
    Strict,
    /// The same start and end; anything else that overlaps is incorrect.
    Exact,
    /// The same start and end; anything else that overlaps is half right. Codes do not matter.
    Partial,
    /// Any overlap with the same code; with another code it is incorrect.
    EntType,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub correct: u64,
    /// Overlaps one of the first coder's, but is not right.
    pub incorrect: u64,
    pub partial: u64,
    /// The first coder's spans that nothing was paired with.
    pub missed: u64,
    /// The second coder's spans that nothing was paired with.
    pub spurious: u64,
}

/// The spans of the second coder against the first one's. Lists are read in the order of start,
/// end and code.
///
/// Time n log n where few spans overlap.
pub fn tally(first: &[Mark], second: &[Mark], scheme: Scheme) -> Tally {
    let sorted = |marks: &[Mark]| {
        let mut marks = marks.to_vec();
        marks.sort_unstable_by_key(|m| (m.span, m.code));
        marks
    };
    let (first, second) = (sorted(first), sorted(second));
    let longest = first.iter().map(|m| m.span.len()).max().unwrap_or(0);
    let mut free = vec![true; first.len()];
    let mut tally = Tally::default();
    for mark in &second {
        // Nothing before this can reach the mark.
        let from = mark.span.start.saturating_sub(longest);
        let from = first.partition_point(|m| m.span.start < from);
        let upto = first.partition_point(|m| m.span.start < mark.span.end);
        let near = (from..upto).filter(|at| free[*at]);
        let (taken, count) = match scheme.choose(*mark, &first, near) {
            Choice::Right(at) => (Some(at), &mut tally.correct),
            Choice::Wrong(at) if scheme == Scheme::Partial => (Some(at), &mut tally.partial),
            Choice::Wrong(at) => (Some(at), &mut tally.incorrect),
            Choice::None => (None, &mut tally.spurious),
        };
        *count += 1;
        if let Some(at) = taken {
            free[at] = false;
        }
    }
    tally.missed = free.iter().filter(|free| **free).count() as u64;
    tally
}

/// Which of the first coder's spans a span is paired with.
enum Choice {
    Right(usize),
    Wrong(usize),
    None,
}

impl Scheme {
    fn choose(self, mark: Mark, first: &[Mark], near: impl Iterator<Item = usize>) -> Choice {
        let mut right: Option<(u32, usize)> = None;
        let mut wrong = None;
        for at in near {
            let other = first[at];
            let equal = mark.span == other.span;
            let same = mark.code == other.code;
            let fits = match self {
                Scheme::Strict => equal && same,
                Scheme::Exact | Scheme::Partial => equal,
                Scheme::EntType => same && overlaps(mark.span, other.span),
            };
            if fits {
                // Of several with the right code, the one with the nearest boundaries.
                let distance = mark.span.start.abs_diff(other.span.start)
                    + mark.span.end.abs_diff(other.span.end);
                if right.is_none_or(|(nearest, _)| distance < nearest) {
                    right = Some((distance, at));
                }
            } else if wrong.is_none() && overlaps(mark.span, other.span) {
                wrong = Some(at);
            }
        }
        match (right, wrong) {
            (Some((_, at)), _) => Choice::Right(at),
            (None, Some(at)) => Choice::Wrong(at),
            (None, None) => Choice::None,
        }
    }
}

/// One hundredth of the first coder's span, at least, is covered.
fn overlaps(mark: Span, first: Span) -> bool {
    let covered = u64::from(mark.overlap(first));
    covered > 0 && 100 * covered >= u64::from(first.len())
}

impl Tally {
    /// Precision, recall and F1 of correct + ½ partial.
    pub fn scores(self) -> Scores {
        let paired = self.correct + self.incorrect + self.partial;
        let right = self.correct as f64 + 0.5 * self.partial as f64;
        Scores::of(right, paired + self.missed, paired + self.spurious)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.correct += other.correct;
        self.incorrect += other.incorrect;
        self.partial += other.partial;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }
}
