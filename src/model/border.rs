//! How far journals were known when a round was opened or submitted.

use super::event::Event;
use super::ids::{CoderId, DeviceId};
use super::round::Mark;
use std::collections::HashMap;

/// The events up to some marks. There are few journals, so they are looked through.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Border(Vec<(CoderId, DeviceId, u64)>);

impl Border {
    pub fn of(marks: &[Mark]) -> Border {
        let mut border = Border::default();
        for mark in marks {
            let (coder, device) = (&mark.coder, &mark.device);
            match border
                .0
                .iter_mut()
                .find(|(c, d, _)| c == coder && d == device)
            {
                Some((_, _, seq)) => *seq = (*seq).max(mark.seq),
                None => border.0.push((coder.clone(), device.clone(), mark.seq)),
            }
        }
        border.0.sort();
        border
    }

    /// Whether the event lies within.
    pub fn holds(&self, event: &Event) -> bool {
        let is = |(coder, device, seq): &(CoderId, DeviceId, u64)| {
            event.seq <= *seq && event.device == *device && event.coder == *coder
        };
        self.0.iter().any(is)
    }

    /// Whether everything up to the mark lies within.
    pub fn reaches(&self, mark: &Mark) -> bool {
        let is = |(coder, device, seq): &(CoderId, DeviceId, u64)| {
            mark.seq <= *seq && mark.device == *device && mark.coder == *coder
        };
        mark.seq == 0 || self.0.iter().any(is)
    }

    /// How many of the events that are here lie within.
    pub fn held(&self, held: &Held) -> u64 {
        let upto = |(coder, device, seq): &(CoderId, DeviceId, u64)| {
            let numbers = held.0.get(coder).and_then(|d| d.get(device));
            numbers.map_or(0, |n| n.partition_point(|x| x <= seq) as u64)
        };
        self.0.iter().map(upto).sum()
    }

    /// How many events lie within, here or not.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|(_, _, seq)| seq).sum()
    }
}

/// The numbers of the events that are here, by journal, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Held(HashMap<CoderId, HashMap<DeviceId, Vec<u64>>>);

impl Held {
    /// Takes note of an event that was not here before.
    pub fn note(&mut self, event: &Event) {
        // A journal is looked up far more often than it is new: no key is made for a look.
        if !self.0.contains_key(&event.coder) {
            self.0.insert(event.coder.clone(), HashMap::new());
        }
        let Some(devices) = self.0.get_mut(&event.coder) else {
            return;
        };
        match devices.get_mut(&event.device) {
            Some(numbers) => {
                let late = numbers.last().is_some_and(|last| *last > event.seq);
                let at = match late {
                    true => numbers.partition_point(|n| *n <= event.seq),
                    false => numbers.len(),
                };
                numbers.insert(at, event.seq);
            }
            None => drop(devices.insert(event.device.clone(), vec![event.seq])),
        }
    }
}
