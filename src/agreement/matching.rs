//! Agreement by coding, counted on the one-to-one matching that reconciliation uses too.

use super::outcome::{Outcome, Undefined};
pub use crate::model::matching::{Matches, Matching, Overlap, matching};

impl Matches {
    /// matched / (matched + different + only A + only B), 0 to 1. Not Holsti's ratio and not F1,
    /// which count a pair twice.
    ///
    /// # Errors
    /// [`Undefined::NoCodings`].
    pub fn agreement(self) -> Outcome {
        match self.all() {
            0 => Err(Undefined::NoCodings),
            all => Ok(self.matched as f64 / all as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_at_one_place_counts_once() {
        let counts = Matches {
            matched: 15,
            different: 1,
            only_a: 1,
            only_b: 0,
        };
        assert_eq!(counts.agreement(), Ok(15.0 / 17.0));
        assert_eq!(Matches::default().agreement(), Err(Undefined::NoCodings));
    }
}
