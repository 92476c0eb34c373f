//! How far who is who is known.

use super::State;
use super::entity::Entity;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, DeviceId};
use crate::model::mark::Mark;
use std::collections::BTreeMap;
use std::sync::Arc;

impl State {
    /// How far journals have to be known for who is who as it is set now, and no further: how much
    /// somebody does blind goes into no plan.
    pub(in crate::model) fn speaker_marks(&self) -> Vec<Mark> {
        let ops = self.ops.get(&Entity::Sources).into_iter().flatten();
        let set = |e: &&Arc<Event>| matches!(e.change, Change::SpeakerSet { .. });
        let mut all: Vec<&Arc<Event>> = ops.filter(set).collect();
        let mut at = 0;
        while let Some(event) = all.get(at) {
            all.extend(self.retracts.get(&event.id).into_iter().flatten());
            at += 1;
        }
        let mut last: BTreeMap<(&CoderId, &DeviceId), u64> = BTreeMap::new();
        for event in all {
            let seq = last.entry((&event.coder, &event.device)).or_default();
            *seq = event.seq.max(*seq);
        }
        let mark = |((coder, device), seq): ((&CoderId, &DeviceId), u64)| Mark {
            coder: coder.clone(),
            device: device.clone(),
            seq,
            hash: String::new(),
        };
        last.into_iter().map(mark).collect()
    }
}
