//! Which sources have text of one another, by joining or cutting.

use super::event::Change;
use super::ids::SourceId;
use std::collections::{HashMap, HashSet};

/// What sources have text of one another: what is known of one is known of its kin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kin {
    /// The nearest of its kin on the way to the one that stands for all.
    towards: HashMap<SourceId, SourceId>,
}

impl Kin {
    pub fn of<'c>(changes: impl Iterator<Item = &'c Change>) -> Kin {
        let mut kin = Kin::default();
        for change in changes {
            if let Change::SourceAdded {
                source, made_of, ..
            } = change
            {
                made_of.iter().for_each(|p| kin.join(source, &p.source));
            }
        }
        kin
    }

    fn join(&mut self, one: &SourceId, other: &SourceId) {
        let (one, other) = (self.stand_in(one).clone(), self.stand_in(other).clone());
        if one != other {
            self.towards.insert(one, other);
        }
    }

    /// The one that stands for all of its kin.
    fn stand_in<'k>(&'k self, source: &'k SourceId) -> &'k SourceId {
        let mut at = source;
        while let Some(next) = self.towards.get(at) {
            at = next;
        }
        at
    }

    /// These sources, and all of their kin.
    pub fn with(&self, sources: &[SourceId]) -> HashSet<SourceId> {
        let mut all: HashSet<SourceId> = sources.iter().cloned().collect();
        if self.towards.is_empty() {
            return all;
        }
        let wanted: HashSet<&SourceId> = sources.iter().map(|s| self.stand_in(s)).collect();
        let known = self.towards.iter().flat_map(|(one, other)| [one, other]);
        all.extend(known.filter(|s| wanted.contains(self.stand_in(s))).cloned());
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::source;

    #[test]
    fn kin_are_all_that_have_text_of_one_another_in_whatever_order_they_came() {
        let links = [("p", "a"), ("p", "b"), ("q", "p"), ("x", "y"), ("a", "q")];
        for turn in 0..links.len() {
            let mut kin = Kin::default();
            for (one, other) in links.iter().cycle().skip(turn).take(links.len()) {
                kin.join(&source(one), &source(other));
            }
            let all: HashSet<SourceId> = ["a", "b", "p", "q"].map(source).into();
            for one in ["a", "b", "p", "q"] {
                assert_eq!(kin.with(&[source(one)]), all, "{one}");
            }
            assert_eq!(kin.with(&[source("z")]), [source("z")].into());
        }
    }
}
