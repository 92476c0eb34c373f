//! Saying who speaks under a label: one name, one person in all sources.

use super::attributes::set;
use crate::model::attribute::{Attributes, Column, Subject};
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::view::View;
use crate::report::Documents;
use std::collections::BTreeSet;

/// What was set for somebody whom only a label made one.
#[derive(Debug, Default, PartialEq)]
pub struct Along {
    /// What takes it to the person who speaks under it.
    pub changes: Vec<Change>,
    /// What stays, for the person has another value: the attribute, and of whom.
    pub stays: Vec<(Column, String)>,
}

/// What goes along when a label in these sources is linked to a participant. All texts are to be at
/// hand: what was set for somebody who speaks elsewhere, too, is theirs.
pub fn along(
    view: &View,
    documents: &Documents,
    (all, label): (&[SourceId], &str),
    who: &str,
) -> Along {
    let (mut before, mut elsewhere) = (BTreeSet::new(), BTreeSet::new());
    for source in view.sources() {
        let document = documents.get(&source.id).into_iter();
        for speaker in document.flat_map(|d| &d.structure.speakers) {
            let linked = speaker.label == label && all.contains(&source.id);
            match linked {
                true => before.extend(source.participant(speaker)),
                false => elsewhere.extend(source.participant(speaker)),
            }
        }
    }
    let mut found = Along::default();
    let new = Subject::Participant(who.to_owned());
    let mut taken: Attributes = view.attributes(&new).cloned().unwrap_or_default();
    for name in before.difference(&elsewhere).filter(|n| *n != who) {
        let old = Subject::Participant(name.clone());
        for (column, held) in view.attributes(&old).into_iter().flatten() {
            let there = taken.entry(column.clone()).or_insert_with(|| {
                let value = Some(held.value.clone());
                found.changes.push(set(new.clone(), column, value));
                held.clone()
            });
            match there.value == held.value && held.apart.is_empty() {
                true => found.changes.push(set(old.clone(), column, None)),
                false => found.stays.push((column.clone(), name.clone())),
            }
        }
    }
    found
}

impl Along {
    /// What stays, in words; nothing if all went along.
    pub fn stays_words(&self, who: &str) -> Option<String> {
        let stays = self
            .stays
            .iter()
            .map(|(column, name)| format!("{column} of {name}"));
        let stays = crate::report::words::listed(stays);
        (!stays.is_empty()).then(|| format!("{stays} stays: {who} has another value"))
    }
}
