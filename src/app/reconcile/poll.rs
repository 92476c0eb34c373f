//! A hidden vote on one item.

use crate::model::ids::CoderId;
use crate::model::verdict::Vote;

/// A vote on one item.
#[derive(Clone, Debug)]
pub struct Poll {
    /// The item, by its place in the sheet.
    pub place: usize,
    /// Who votes, in the order of the round.
    pub(super) voters: Vec<CoderId>,
    pub(super) cast: Vec<Vote>,
}

impl Poll {
    /// Who is to vote now; `None` once all are in.
    pub fn next(&self) -> Option<&CoderId> {
        self.voters.get(self.cast.len())
    }

    /// How many have voted, of how many.
    pub fn far(&self) -> (usize, usize) {
        (self.cast.len(), self.voters.len())
    }

    pub fn revealed(&self) -> &[Vote] {
        match self.next() {
            Some(_) => &[],
            None => &self.cast,
        }
    }
}
