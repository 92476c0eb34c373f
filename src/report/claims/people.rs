//! Who counts as one person: a count by person may rest on labels that name nobody.

use super::claim::{Claim, Place};
use super::record::Record;
use crate::agreement::round::{ByLabel, Within};
use crate::report::words::listed;
use std::collections::BTreeSet;

/// Said after the figures.
pub(super) const CLAIMS: &[Claim] = &[Claim {
    name: "people by label",
    condition: "figures are of chosen participants, or of each, and only a label that names nobody tells one from another",
    rests_on: "the labels in the texts compared, and whether anybody has said who these are",
    facts: &[],
    at: &[Place::Methods, Place::Head, Place::Agree],
    may: |r| r.counts_people() && !r.results.comparison.labels().is_empty(),
    says: |r, place| {
        let by = by_label(r.results.comparison.labels());
        match place {
            Place::Methods => vec![format!("Participants were counted by label: {by}.")],
            _ => vec![format!("participants are counted by label: {by}")],
        }
    },
}];

impl Record<'_> {
    fn counts_people(&self) -> bool {
        let chosen = self.results.comparison.selection().participants.is_some();
        let mut parts = self.results.parts.iter();
        chosen || parts.any(|part| matches!(part.within, Within::Participant(_)))
    }
}

/// That people are counted by labels, if they are.
pub fn counted_by_label(labels: &BTreeSet<ByLabel>) -> Option<String> {
    (!labels.is_empty()).then(|| {
        format!(
            "participants are counted by label: {}, until somebody says who it is (W on the \
             Study screen)",
            by_label(labels)
        )
    })
}

/// What counts as one person where labels name nobody: `“B” in each source as another person`.
fn by_label(labels: &BTreeSet<ByLabel>) -> String {
    let of = |apart: bool, how: &str| {
        let labels = labels.iter().filter(|l| l.apart == apart);
        let labels: Vec<String> = labels.map(|l| format!("“{}”", l.label)).collect();
        (!labels.is_empty()).then(|| format!("{} {how}", listed(labels)))
    };
    let parts = [
        of(true, "in each source as another person"),
        of(false, "in all sources as one person"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
