//! Who speaks in which source, as far as events tell: a memo on a person is about the sources they
//! speak in, also about one that came after it.

use crate::model::attribute::Subject;
use crate::model::coding::MemoOn;
use crate::model::event::{Change, Event};
use crate::model::ids::SourceId;
use crate::model::name;
use crate::model::place::Place;
use std::collections::{HashMap, HashSet};

/// What events tell of who speaks in sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::model) struct Speaking(HashMap<SourceId, Told>);

/// What events tell of who speaks somewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// Keys of the names speakers were ever given.
    names: HashSet<String>,
    /// When the last text came, or was divided anew: labels are names, too, and no event tells them.
    since: Option<Place>,
}

impl Speaking {
    pub fn of<'e>(events: impl Iterator<Item = &'e Event>) -> Speaking {
        let mut all = Speaking::default();
        for event in events {
            let Some(source) = told_of(&event.change) else {
                continue;
            };
            let told = all.0.entry(source.clone()).or_default();
            match &event.change {
                Change::SpeakerSet { setting, .. } => {
                    told.names
                        .extend(setting.participant.iter().map(|p| name::key(p)));
                }
                _ => told.since = told.since.take().max(Some(event.place())),
            }
        }
        all
    }

    /// What is told of any of these sources.
    pub(super) fn told_of<'s>(&self, sources: impl Iterator<Item = &'s SourceId>) -> Told {
        let mut told = Told::default();
        for here in sources.filter_map(|s| self.0.get(s)) {
            told.names.extend(here.names.iter().cloned());
            told.since = told.since.max(here.since.clone());
        }
        told
    }
}

impl Told {
    /// Whether somebody may speak there of whom an event does not say so.
    pub fn may_speak(&self, who: &str, event: &Event) -> bool {
        let since = self.since.as_ref();
        self.names.contains(&name::key(who)) || since.is_some_and(|at| event.order() < at.key())
    }
}

/// The source an event tells of who speaks in, if it tells any.
fn told_of(change: &Change) -> Option<&SourceId> {
    match change {
        Change::SourceAdded { source, .. } => Some(source),
        // Only what is divided anew has other speakers.
        Change::TextRevised { source, edits, .. } if *edits == Default::default() => Some(source),
        Change::SpeakerSet {
            source, setting, ..
        } => setting.participant.as_ref().map(|_| source),
        _ => None,
    }
}

/// Whether an event has a part in who speaks where.
pub(in crate::model) fn tells_who_speaks(change: &Change) -> bool {
    told_of(change).is_some()
}

/// Whether it is a memo on a person, or what a person answered.
pub(in crate::model) fn is_on_a_person(change: &Change) -> bool {
    let on = match change {
        Change::MemoWritten { on, .. } => Some(on),
        Change::ClaimAnswered(_) => return true,
        _ => None,
    };
    matches!(
        on,
        Some(MemoOn::Participant(_) | MemoOn::Cell(_, Subject::Participant(_)))
    )
}
