//! How far journals were known when a round was opened or submitted.

use super::event::Event;
use super::ids::{CoderId, DeviceId};
use super::round::Mark;
use std::collections::HashMap;

/// The events up to some marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Border(HashMap<CoderId, HashMap<DeviceId, u64>>);

impl Border {
    pub fn of(marks: &[Mark]) -> Border {
        let mut border = Border::default();
        for mark in marks {
            let devices = border.0.entry(mark.coder.clone()).or_default();
            let seq = devices.entry(mark.device.clone()).or_default();
            *seq = (*seq).max(mark.seq);
        }
        border
    }

    /// Whether the event lies within.
    pub fn holds(&self, event: &Event) -> bool {
        let devices = self.0.get(&event.coder);
        let seq = devices.and_then(|d| d.get(&event.device));
        seq.is_some_and(|seq| event.seq <= *seq)
    }

    /// How many events lie within, here or not.
    pub fn len(&self) -> u64 {
        self.0.values().flat_map(HashMap::values).sum()
    }
}
