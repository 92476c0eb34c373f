//! The events a check has met, by id and by number: kept as where each stands, so that those of the
//! largest study fit into a few megabytes.

use crate::model::event::Event;
use crate::model::ids::{CoderId, DeviceId, EventId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Where an event stands: in which journal, and which of its events it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) journal: u32,
    pub(crate) nth: u32,
}

/// What an event is to those met before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meeting {
    New,
    /// New, though another event of its coder and device has its number.
    SameNumber,
    /// Met before, the same.
    Again,
    /// Another event of this id was met before.
    Differs,
}

#[derive(Default)]
pub(crate) struct Met {
    first: HashMap<EventId, Place>,
    numbers: HashMap<(CoderId, DeviceId), Numbers>,
    /// The journal looked into last for events met twice, with its events.
    looked_into: Option<(u32, Vec<Arc<Event>>)>,
}

impl Met {
    /// Takes in an event; `read` gives the events of a journal once more.
    pub(crate) fn meet(
        &mut self,
        event: &Event,
        at: Place,
        read: impl FnOnce(u32) -> Vec<Arc<Event>>,
    ) -> Meeting {
        let device = (event.coder.clone(), event.device.clone());
        let is_first = self.numbers.entry(device).or_default().add(event.seq);
        match (self.first.get(&event.id), is_first) {
            (Some(first), _) => match self.at(*first, read) {
                Some(before) if **before == *event => Meeting::Again,
                _ => Meeting::Differs,
            },
            (None, is_first) => {
                self.first.insert(event.id, at);
                match is_first {
                    true => Meeting::New,
                    false => Meeting::SameNumber,
                }
            }
        }
    }

    fn at(&mut self, at: Place, read: impl FnOnce(u32) -> Vec<Arc<Event>>) -> Option<&Arc<Event>> {
        let known = self.looked_into.take();
        let known = known.filter(|(journal, _)| *journal == at.journal);
        let known = known.unwrap_or_else(|| (at.journal, read(at.journal)));
        let (_, events) = self.looked_into.insert(known);
        events.get(at.nth as usize)
    }
}

/// Numbers that were seen: nearly always all up to the last.
#[derive(Debug, Default)]
struct Numbers {
    /// All from 1 to here.
    up_to: u64,
    others: HashSet<u64>,
}

impl Numbers {
    /// Adds a number; says whether it was not there.
    fn add(&mut self, number: u64) -> bool {
        if (1..=self.up_to).contains(&number) || !self.others.insert(number) {
            return false;
        }
        while self.others.remove(&self.up_to.saturating_add(1)) {
            self.up_to += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_a_set(all in prop::collection::vec(prop_oneof![0..9u64, u64::MAX - 2..], 0..30)) {
            let (mut numbers, mut set) = (Numbers::default(), HashSet::new());
            for number in all {
                prop_assert_eq!(numbers.add(number), set.insert(number));
            }
        }
    }
}
