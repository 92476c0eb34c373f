//! Codings of two codes that meet in a source.

use super::ast::Meeting;
use crate::model::coding::Coding;
use crate::model::ids::CodingId;
use crate::model::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Adds the codings of both that meet so, both by position; `turns` says which turns one touches.
pub(super) fn meeting(
    how: Meeting,
    ones: &[&Coding],
    others: &[&Coding],
    turns: &dyn Fn(&Coding) -> Option<Range<usize>>,
    found: &mut HashSet<CodingId>,
) {
    let others: Vec<(&Coding, Option<Range<usize>>)> =
        others.iter().map(|c| (*c, turns(c))).collect();
    // How far those up to each reach: what ends before one begins cannot share text with it.
    let mut most = 0;
    let reach: Vec<u32> = others
        .iter()
        .map(|(c, _)| {
            most = most.max(c.span.end);
            most
        })
        .collect();
    for one in ones {
        let at = turns(one);
        let possible = match how {
            Meeting::Near(_) => &others[..],
            _ => {
                let from = reach.partition_point(|end| *end <= one.span.start);
                let to = others.partition_point(|(c, _)| c.span.start < one.span.end);
                &others[from..to.max(from)]
            }
        };
        for (other, there) in possible.iter().filter(|(c, _)| c.id != one.id) {
            let meets = match (how, &at, there) {
                (Meeting::Near(most), Some(at), Some(there)) => apart(at, there) <= most as usize,
                (Meeting::Near(_), ..) => false,
                _ => shares(how, one.span, other.span),
            };
            if meets {
                found.extend([one.id, other.id]);
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
