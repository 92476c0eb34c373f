//! Every segment of either coder looked up in the other's document, as MAXQDA does it.

use std::ops::AddAssign;

use super::super::mark::Mark;
use super::super::matching::Overlap;
use super::super::outcome::{Outcome, Undefined};

/// How many segments of both coders together found a partner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookedUp {
    /// Segments that found one.
    pub agree: u64,
    /// Segments of both coders.
    pub all: u64,
}

/// A segment agrees when the other coder has one of the same code whose intersection over union
/// with it reaches `overlap` (MAXQDA offers 90 % first). It need not be one to one: two segments
/// can find the same partner. Described in the MAXQDA manual on intercoder agreement; no formula
/// is published, so this is our reading of it.
pub fn looked_up(a: &[Mark], b: &[Mark], overlap: Overlap) -> LookedUp {
    LookedUp {
        agree: agreeing(a, b, overlap) + agreeing(b, a, overlap),
        all: (a.len() + b.len()) as u64,
    }
}

fn agreeing(segments: &[Mark], others: &[Mark], overlap: Overlap) -> u64 {
    let mut others: Vec<Mark> = others.to_vec();
    others.sort_unstable_by_key(|m| (m.code, m.span));
    let agrees = |segment: &&Mark| {
        let first = others.partition_point(|o| o.code < segment.code);
        let same = others[first..].iter();
        let mut same =
            same.take_while(|o| o.code == segment.code && o.span.start < segment.span.end);
        same.any(|o| segment.span.iou(o.span) >= overlap.share())
    };
    segments.iter().filter(agrees).count() as u64
}

impl LookedUp {
    /// agreeing / all segments of both. 0 to 1.
    ///
    /// # Errors
    /// [`Undefined::NoCodings`].
    pub fn share(self) -> Outcome {
        match self.all {
            0 => Err(Undefined::NoCodings),
            all => Ok(self.agree as f64 / all as f64),
        }
    }
}

impl AddAssign for LookedUp {
    fn add_assign(&mut self, other: LookedUp) {
        self.agree += other.agree;
        self.all += other.all;
    }
}
