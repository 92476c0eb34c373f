//! Ids in a plan that belong to nobody yet: a slip would make a round that can never be over.

use crate::model::ids::CoderId;
use crate::model::round::RoundPlan;
use crate::model::view::View;
use std::collections::BTreeSet;
use strsim::osa_distance;

/// An id that belongs to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    pub id: CoderId,
    /// Whose id it nearly is.
    pub meant: Option<CoderId>,
}

impl Stranger {
    /// `bem (did you mean ben?)`.
    pub fn words(&self) -> String {
        match &self.meant {
            Some(meant) => format!("{} (did you mean {meant}?)", self.id),
            None => self.id.to_string(),
        }
    }
}

/// The coders and the adjudicator of a plan who have not opened the study and are in no round.
pub fn strangers(view: &View, plan: &RoundPlan) -> Vec<Stranger> {
    strange(view, plan.coders.iter().chain(&plan.adjudicator))
}

/// Of these, those who have not opened the study and are in no round.
pub fn strange<'c>(view: &View, named: impl IntoIterator<Item = &'c CoderId>) -> Vec<Stranger> {
    let rounds = view.rounds().iter().chain(view.cancelled_rounds());
    let planned = rounds.flat_map(|r| r.plan.coders.iter().chain(&r.plan.adjudicator));
    let reviewers = view.reviews().iter().flat_map(|r| &r.plan.reviewers);
    let mappers = view.mappings().iter().flat_map(|m| &m.plan.coders);
    let planned = planned.chain(reviewers).chain(mappers);
    let known: BTreeSet<&CoderId> = view.coders().keys().chain(planned).collect();
    let strange = named.into_iter().filter(|id| !known.contains(id));
    strange
        .map(|id| Stranger {
            id: id.clone(),
            meant: nearly(id, known.iter().copied()).cloned(),
        })
        .collect()
}

/// Of those known, the one whose id could have been meant by this one, which is nobody's.
pub fn nearly<'k>(
    id: &CoderId,
    known: impl IntoIterator<Item = &'k CoderId>,
) -> Option<&'k CoderId> {
    let mut known = known.into_iter();
    known.find(|k| osa_distance(k.as_str(), id.as_str()) <= 1)
}

/// What is said of strangers when a plan is asked about; nothing where there are none.
pub fn strangers_words(strangers: &[Stranger]) -> String {
    let names: Vec<String> = strangers.iter().map(Stranger::words).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!(
            " Nobody here is called {}: is every id right? The round cannot end before whoever is meant has submitted.",
            names.join(", nor ")
        ),
    }
}
