//! What `like:` stands for: words, and the turns that are coded so already.

use super::listed::Listed;
use super::weighed::Weighed;

/// Where fewer words are kept, a turn need hold only one of them.
const FEW: usize = 5;

/// What one `like:` stands for.
#[derive(Debug, Default)]
pub(super) struct Liked {
    /// The words kept, the weightiest first.
    pub words: Vec<Weighed>,
    /// The turns in which something is coded so, or the one at the place.
    pub turns: Listed,
}

impl Liked {
    /// How many of the words a turn has to hold.
    pub fn least(&self) -> usize {
        match self.words.len() < FEW {
            true => 1,
            false => 2,
        }
    }
}
