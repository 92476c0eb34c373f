//! Agreement of two coders' marks as spans: precision, recall and F1 under several ideas of when
//! two spans are the same.
//!
//! These figures know no chance agreement and no gaps; they answer how much of what one coder
//! marked the other marked, too. F1 treats both coders alike, except in [`semeval`], whose
//! matching takes one of them for the reference. Several texts are pooled by adding up counts.

mod any_overlap;
mod equal;
mod looked_up;
pub mod semeval;

pub use any_overlap::{Found, any_overlap};
pub use equal::{Equal, equal};
pub use looked_up::{LookedUp, looked_up};

use super::outcome::{Outcome, Undefined};

/// Whether a code matters when two spans are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The codes have to be the same.
    Same,
    /// Any two codes will do: where was something marked?
    Any,
}

/// Precision, recall and F1, each 0 to 1. The first coder is the reference: recall is about the
/// first one's spans, precision about the second one's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// Of the second coder's spans, the share that is right.
    pub precision: Outcome,
    /// Of the first coder's spans, the share that was found.
    pub recall: Outcome,
    pub f1: Outcome,
}

impl Scores {
    /// From how much is right, of how many spans of the first and of the second coder. F1 is
    /// 2 · right / (first + second): 0, not undefined, where one of the two marked nothing.
    fn of(right: f64, first: u64, second: u64) -> Scores {
        let share = |right: f64, all: u64, none| match all {
            0 => Err(none),
            all => Ok(right / all as f64),
        };
        let silent = match first + second {
            0 => Undefined::NoCodings,
            _ => Undefined::SilentCoder,
        };
        Scores {
            precision: share(right, second, silent),
            recall: share(right, first, silent),
            f1: share(2.0 * right, first + second, silent),
        }
    }
}
