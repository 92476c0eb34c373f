//! How far journals were known when a round was opened or submitted.

use super::event::Event;
use super::ids::{CoderId, DeviceId};
use super::mark::Mark;

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

    pub fn holds(&self, event: &Event) -> bool {
        self.holds_line(&event.coder, &event.device, event.seq)
    }

    /// Whether a line of somebody's journals lies within.
    pub fn holds_line(&self, coder: &CoderId, device: &DeviceId, seq: u64) -> bool {
        let is =
            |(c, d, last): &(CoderId, DeviceId, u64)| seq <= *last && d == device && c == coder;
        self.0.iter().any(is)
    }

    /// How many events lie within of journals that are here this far, each from its first line on.
    pub fn within(&self, known: &[Mark]) -> u64 {
        let here = |(coder, device, seq): &(CoderId, DeviceId, u64)| {
            let known = known
                .iter()
                .find(|m| m.coder == *coder && m.device == *device);
            known.map_or(0, |m| m.seq.min(*seq))
        };
        self.0.iter().map(here).sum()
    }

    /// Whether everything up to the mark lies within.
    pub fn reaches(&self, mark: &Mark) -> bool {
        let is = |(coder, device, seq): &(CoderId, DeviceId, u64)| {
            mark.seq <= *seq && mark.device == *device && mark.coder == *coder
        };
        mark.seq == 0 || self.0.iter().any(is)
    }

    /// The last number within, by coder and device.
    pub fn ends(&self) -> &[(CoderId, DeviceId, u64)] {
        &self.0
    }

    /// How many events lie within, here or not.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|(_, _, seq)| seq).sum()
    }
}
