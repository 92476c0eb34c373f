//! Codings of two codes that meet in a source.

use super::ast::Meeting;
use crate::model::text::Span;
use fixedbitset::FixedBitSet;
use std::ops::Range;

/// A coding as it meets others.
pub(super) struct Stretch {
    pub number: usize,
    pub span: Span,
    /// The turns it touches, where that is asked; else, and where the text is not indexed, none.
    pub turns: Range<usize>,
}

/// Adds the codings of both that meet so, both by position.
pub(super) fn meeting(how: Meeting, ones: &[Stretch], others: &[Stretch], found: &mut FixedBitSet) {
    // How far those up to each reach: what ends before one begins cannot share text with it.
    let mut most = 0;
    let reach = others.iter().map(|other| {
        most = most.max(other.span.end);
        most
    });
    let reach: Vec<u32> = reach.collect();
    for one in ones {
        let possible = match how {
            Meeting::Near(_) => others,
            _ => {
                let from = reach.partition_point(|end| *end <= one.span.start);
                let to = others.partition_point(|other| other.span.start < one.span.end);
                &others[from..to.max(from)]
            }
        };
        for other in possible.iter().filter(|other| other.number != one.number) {
            let meets = match how {
                Meeting::Near(most) => apart(&one.turns, &other.turns) <= most as usize,
                _ => shares(how, one.span, other.span),
            };
            if meets {
                found.insert(one.number);
                found.insert(other.number);
            }
        }
    }
}

fn shares(how: Meeting, one: Span, other: Span) -> bool {
    let inside = |a: Span, b: Span| b.start <= a.start && a.end <= b.end;
    one.overlap(other) > 0
        && match how {
            Meeting::Share => true,
            Meeting::Same => one == other,
            Meeting::Inside => one != other && inside(one, other),
            Meeting::Cross => !inside(one, other) && !inside(other, one),
            Meeting::Near(_) => false,
        }
}

/// How many turns it is from the one to the other; none where one turn holds a part of both.
fn apart(one: &Range<usize>, other: &Range<usize>) -> usize {
    let from = |a: &Range<usize>, b: &Range<usize>| (b.start + 1).saturating_sub(a.end);
    match one.is_empty() || other.is_empty() {
        true => usize::MAX,
        false => from(one, other).max(from(other, one)),
    }
}
