//! Mappings that have not opened: what their coders map, value and make of frameworks in their time
//! is seen by nobody but its author.

use crate::model::border::Border;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, EventId, RoundId};
use crate::model::mapping::{Mapping, ValenceOf};
use crate::model::place::Place;

/// A mapping as what is hidden goes by.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shut {
    pub mapping: RoundId,
    coders: Vec<CoderId>,
    known: Border,
    opened: Place,
    is_open: bool,
}

/// Where the mapping stands that an event is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    NotHere,
    Shut,
    Open,
}

impl Shut {
    pub fn of(mapping: &Mapping) -> Shut {
        Shut {
            mapping: mapping.id,
            coders: mapping.plan.coders.clone(),
            known: Border::of(&mapping.plan.known),
            opened: mapping.opened.clone(),
            is_open: mapping.is_open(),
        }
    }

    pub fn is_shut(&self) -> bool {
        !self.is_open
    }

    /// Whether it is work of its time by one of its coders.
    pub fn holds(&self, event: &Event) -> bool {
        let known = self.known.holds(event) && event.order() < self.opened.key();
        self.is_shut() && self.coders.contains(&event.coder) && !known
    }
}

/// Where a mapping stands.
pub(super) fn stage(all: &[Shut], mapping: RoundId) -> Stage {
    match all.iter().find(|m| m.mapping == mapping) {
        None => Stage::NotHere,
        Some(m) if m.is_open => Stage::Open,
        Some(_) => Stage::Shut,
    }
}

/// What an event of a mapping or of a framework speaks of: hidden with any of these.
pub(super) fn speaks_of(change: &Change) -> Vec<EventId> {
    let constructs = |all: &[crate::model::ids::ConstructId]| -> Vec<EventId> {
        all.iter().map(|c| c.event()).collect()
    };
    match change {
        Change::ConstructAdded(text) => {
            let parent = text.parent.map(|p| p.event());
            parent.into_iter().chain([text.framework.event()]).collect()
        }
        Change::ConstructEdited { construct, .. } => vec![construct.event()],
        Change::CodeMapped(said) => {
            let mut all = constructs(&said.to);
            all.push(said.code.event());
            all
        }
        Change::MappingRuled(ruling) => {
            let mut all = constructs(&ruling.to);
            all.push(ruling.code.event());
            all
        }
        Change::ValenceGiven(valued) => match &valued.of {
            ValenceOf::Segment(coding) => vec![valued.construct.event(), coding.event()],
            ValenceOf::Case(_) => vec![valued.construct.event()],
        },
        _ => Vec::new(),
    }
}
