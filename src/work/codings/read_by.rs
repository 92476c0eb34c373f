//! What each coder of a round of imported codings read, as far as it was said.

use crate::model::ids::{CoderId, SourceId};
use crate::model::round::Assumed;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub struct ReadBy {
    /// Whether it was said who read what.
    pub is_said: bool,
    pub coded: BTreeMap<CoderId, BTreeSet<SourceId>>,
    /// What each is said to have read.
    pub said: BTreeMap<CoderId, BTreeSet<SourceId>>,
}

impl ReadBy {
    fn holds(of: &BTreeMap<CoderId, BTreeSet<SourceId>>, coder: &CoderId, s: &SourceId) -> bool {
        of.get(coder).is_some_and(|read| read.contains(s))
    }

    /// What a coder had read of these: as was said, and where they coded something; all of them
    /// where nothing was said.
    pub fn finished(&self, coder: &CoderId, sources: &[SourceId]) -> Vec<SourceId> {
        let read = |s: &&SourceId| {
            !self.is_said
                || ReadBy::holds(&self.said, coder, s)
                || ReadBy::holds(&self.coded, coder, s)
        };
        sources.iter().filter(read).cloned().collect()
    }

    /// Who is taken to have read what without having coded there; `None` where it was said.
    pub fn assumed(&self, coders: &[CoderId], sources: &[SourceId]) -> Option<Vec<Assumed>> {
        if self.is_said {
            return None;
        }
        let of = |source: &SourceId| {
            let without = |c: &&CoderId| !ReadBy::holds(&self.coded, c, source);
            Assumed {
                source: source.clone(),
                coders: coders.iter().filter(without).cloned().collect(),
            }
        };
        let mut all: Vec<Assumed> = sources.iter().map(of).collect();
        all.retain(|a| !a.coders.is_empty());
        Some(all)
    }

    /// Whoever coded somewhere without being said to have read it.
    pub fn unsaid(&self) -> Vec<Assumed> {
        let mut all: Vec<Assumed> = Vec::new();
        for (coder, sources) in self.coded.iter().filter(|_| self.is_said) {
            for source in sources {
                if !ReadBy::holds(&self.said, coder, source) {
                    match all.iter_mut().find(|a| a.source == *source) {
                        Some(a) => a.coders.push(coder.clone()),
                        None => all.push(Assumed {
                            source: source.clone(),
                            coders: vec![coder.clone()],
                        }),
                    }
                }
            }
        }
        all
    }
}
