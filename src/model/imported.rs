//! Codings that came out of a file: what is known of how they came about.

use super::ids::{CoderId, RoundId, SourceId};
use super::round::{Assumed, Round, RoundKind, RoundPlan};
use super::view::View;
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};

/// How it is known which coder of a round read which source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum WhoRead {
    /// By their own marks, or by what the imported file says.
    Said,
    /// The imported file did not say it: every coder of the round was taken to have read each of
    /// its sources. These are the sources in which coders, taken to have read them, coded nothing;
    /// without any, every coder coded something in every source.
    Assumed(Vec<Assumed>),
}

impl RoundPlan {
    /// What the round is for: of an imported one what it was elsewhere, where that was said.
    pub fn purpose(&self) -> RoundKind {
        let was = self.imported.as_ref().and_then(|i| i.was);
        match self.kind {
            RoundKind::Imported => was.unwrap_or(RoundKind::Imported),
            kind => kind,
        }
    }

    /// The kind in words; of an imported round both that it was imported and what it was.
    pub fn kind_words(&self) -> &'static str {
        match (self.kind, self.purpose()) {
            (RoundKind::Imported, RoundKind::Training) => "imported training",
            (RoundKind::Imported, RoundKind::Double) => "imported double",
            (RoundKind::Imported, RoundKind::Single) => "imported single",
            (RoundKind::Imported, RoundKind::Recode) => "imported re-code",
            (kind, _) => kind.word(),
        }
    }
}

impl View {
    /// How it is known who read what in a round.
    pub fn who_read(&self, round: &Round) -> WhoRead {
        match (round.plan.kind, &round.plan.imported) {
            (RoundKind::Imported, Some(imported)) => match &imported.assumed {
                None => WhoRead::Said,
                Some(assumed) => WhoRead::Assumed(assumed.clone()),
            },
            (RoundKind::Imported, None) => WhoRead::Assumed(self.taken_as_read(round)),
            _ => WhoRead::Said,
        }
    }

    /// Of a round whose plan does not say it: what coders are said to have finished without a
    /// coding there.
    fn taken_as_read(&self, round: &Round) -> Vec<Assumed> {
        let coded: HashSet<(&SourceId, &CoderId)> = round
            .plan
            .sources
            .iter()
            .flat_map(|source| self.codings_in(source))
            .filter(|c| c.round == Some(round.id))
            .map(|c| (&c.source, &c.coder))
            .collect();
        let of = |source: &SourceId| {
            let finished = round
                .submitted
                .values()
                .filter(|s| s.finished.contains(source));
            let coders = finished.map(|s| &s.coder);
            let without = coders.filter(|coder| !coded.contains(&(source, coder)));
            let coders: BTreeSet<CoderId> = without.cloned().collect();
            Assumed {
                source: source.clone(),
                coders: coders.into_iter().collect(),
            }
        };
        let mut assumed: Vec<Assumed> = round.plan.sources.iter().map(of).collect();
        assumed.retain(|a| !a.coders.is_empty());
        assumed
    }

    /// The imported round that counts instead of this one, if there is one: the last.
    pub fn replaced_by(&self, round: RoundId) -> Option<&Round> {
        let mut last: Option<&Round> = None;
        // Each replaces one opened before it.
        for later in self.rounds() {
            let replaced = later.plan.imported.as_ref().and_then(|i| i.replaces);
            let here = last.map_or(round, |r| r.id);
            let counts = replaced == Some(here) || replaced == Some(round);
            if counts && later.plan.kind == RoundKind::Imported && later.id != round {
                last = Some(later);
            }
        }
        last
    }

    /// A coder's name as shown: their own, or what an imported file calls them.
    pub fn coder_name(&self, coder: &CoderId) -> Option<&str> {
        let own = self.coders().get(coder).map(String::as_str);
        own.or_else(|| {
            let plans = self.rounds().iter().rev().map(|r| &r.plan);
            let mut called = plans.flat_map(|p| p.imported.iter().flat_map(|i| &i.names));
            called.find(|c| c.coder == *coder).map(|c| c.name.as_str())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder, source};
    use crate::model::ids::Digest;
    use crate::model::round::{Called, Imported, Submission};

    /// An imported round of ana and ben over s and t, submitted by whoever brought it in; ben coded
    /// nothing in t.
    fn imported(says: Option<Imported>) -> (Study, RoundId) {
        let mut s = Study::new();
        s.coders(&["eve"]).source("s", 100).source("t", 100);
        s.code("hope");
        let plan = RoundPlan {
            kind: RoundKind::Imported,
            blind: false,
            imported: says,
            ..s.plan("pilot", &["ana", "ben"], &["s", "t"])
        };
        let round = s.open("eve", plan);
        for (who, at) in [("ana", "s"), ("ben", "s"), ("ana", "t")] {
            let mut coding = s.coding(Some(round), at, 0..10, "hope");
            if let Change::Coded { of, .. } = &mut coding {
                *of = Some(coder(who));
            }
            s.push("eve", coding);
        }
        for who in ["ana", "ben"] {
            let submission = Submission {
                coder: coder(who),
                marks: s.known(),
                codebook: Digest::default(),
                revisions: Vec::new(),
                finished: vec![source("s"), source("t")],
                structures: Vec::new(),
                corrected: None,
            };
            let after = None;
            s.push(
                "eve",
                Change::Submitted {
                    round,
                    submission,
                    after,
                },
            );
        }
        (s, round)
    }

    fn who_read(s: &Study, round: RoundId) -> WhoRead {
        let view = s.view();
        view.who_read(view.round(round).unwrap())
    }

    #[test]
    fn what_was_assumed_is_what_the_plan_says_or_else_whoever_coded_nothing() {
        let none_of_ben = Assumed {
            source: source("t"),
            coders: vec![coder("ben")],
        };
        let (s, round) = imported(None);
        assert_eq!(
            who_read(&s, round),
            WhoRead::Assumed(vec![none_of_ben.clone()])
        );
        let says = |assumed| {
            Some(Imported {
                assumed,
                ..Imported::default()
            })
        };
        let (s, round) = imported(says(Some(vec![none_of_ben.clone()])));
        assert_eq!(who_read(&s, round), WhoRead::Assumed(vec![none_of_ben]));
        let (s, round) = imported(says(None));
        assert_eq!(who_read(&s, round), WhoRead::Said);
        // Whoever marks what they finished leaves nothing to assume.
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        let plan = s.plan("Round 1", &["ana", "ben"], &["s"]);
        let round = s.open("ana", plan);
        assert_eq!(who_read(&s, round), WhoRead::Said);
    }

    #[test]
    fn what_it_was_elsewhere_never_hides_that_it_was_imported() {
        let was = |was| Imported {
            was,
            ..Imported::default()
        };
        let (s, round) = imported(Some(was(Some(RoundKind::Training))));
        let view = s.view();
        let plan = &view.round(round).unwrap().plan;
        assert_eq!(
            (plan.kind, plan.purpose()),
            (RoundKind::Imported, RoundKind::Training)
        );
        assert_eq!(plan.kind_words(), "imported training");
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 10);
        // Of a round that was not imported it says nothing.
        let mut plan = s.plan("Round 1", &["ana", "ben"], &["s"]);
        plan.imported = Some(was(Some(RoundKind::Training)));
        assert_eq!(
            (plan.purpose(), plan.kind_words()),
            (RoundKind::Double, "double")
        );
    }

    #[test]
    fn the_last_that_replaces_a_round_counts_instead_and_names_are_kept() {
        let (mut s, first) = imported(None);
        assert!(s.view().replaced_by(first).is_none());
        let again = |s: &Study, name: &str, of: RoundId| RoundPlan {
            kind: RoundKind::Imported,
            blind: false,
            imported: Some(Imported {
                replaces: Some(of),
                names: vec![Called {
                    coder: coder("ana"),
                    name: "Ana M.".into(),
                }],
                ..Imported::default()
            }),
            ..s.plan(name, &["ana", "ben"], &["s", "t"])
        };
        let plan = again(&s, "pilot (2)", first);
        let second = s.open("eve", plan);
        let plan = again(&s, "pilot (3)", second);
        let last = s.open("eve", plan);
        let view = s.view();
        for replaced in [first, second] {
            assert_eq!(view.replaced_by(replaced).map(|r| r.id), Some(last));
        }
        assert!(view.replaced_by(last).is_none());
        assert_eq!(view.coder_name(&coder("ana")), Some("Ana M."));
        assert_eq!(view.coder_name(&coder("ben")), None);
    }
}
