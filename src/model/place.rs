//! Where an event stands in the total order, kept.

use super::clock::Stamp;
use super::ids::{CoderId, DeviceId, EventId};
use super::mark::Mark;

/// Where an event stands in the total order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub(super) clock: Stamp,
    pub(super) coder: CoderId,
    pub(super) device: DeviceId,
    pub(super) seq: u64,
    pub(super) id: EventId,
}

impl Place {
    /// How far the journal goes that it stands in, up to it.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            coder: self.coder.clone(),
            device: self.device.clone(),
            seq: self.seq,
            hash: String::new(),
        }
    }

    /// What it is compared with an event by.
    pub fn key(&self) -> Key<'_> {
        let Place {
            clock,
            coder,
            device,
            seq,
            id,
        } = self;
        (*clock, coder, device, *seq, *id)
    }
}

/// What orders events, borrowed from one.
pub type Key<'e> = (Stamp, &'e CoderId, &'e DeviceId, u64, EventId);
