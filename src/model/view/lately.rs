//! What the last acts were about: who keeps something computed from the view mends it by that,
//! instead of computing it anew.

use crate::model::fold::{About, Ruled};
use std::collections::VecDeque;

/// So many acts are remembered.
const MANY: usize = 64;

/// What the last acts were about, the last of them last.
#[derive(Clone, Default)]
pub(super) struct Lately(VecDeque<About>);

impl Lately {
    pub fn add(&mut self, about: About) {
        if self.0.len() == MANY {
            self.0.pop_front();
        }
        self.0.push_back(about);
    }
}

impl Lately {
    /// The items the last so many acts gave verdicts on, or took them back; `None` where something else
    /// changed that their standing may rest on, or that was too long ago.
    pub fn ruled(&self, acts: u64) -> Option<Vec<Ruled>> {
        let from = self.0.len().checked_sub(usize::try_from(acts).ok()?)?;
        let mut ruled = Vec::new();
        for about in self.0.range(from..) {
            match about {
                About::Verdicts(items) => ruled.extend(items.iter().cloned()),
                About::More => return None,
            }
        }
        Some(ruled)
    }
}
