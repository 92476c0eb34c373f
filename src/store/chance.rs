//! Random names: device ids, and ids of the events the store itself writes.

use crate::model::ids::{DeviceId, EventId};
use uuid::{Builder, Uuid};

/// A source of random names; with a seed always the same ones, for tests and scripted sessions.
#[derive(Debug)]
pub(crate) struct Chance {
    seed: Option<u64>,
    drawn: u64,
}

impl Chance {
    pub(crate) fn new(seed: Option<u64>) -> Chance {
        Chance { seed, drawn: 0 }
    }

    fn draw(&mut self) -> [u8; 16] {
        self.drawn += 1;
        let Some(seed) = self.seed else {
            return Uuid::new_v4().into_bytes();
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes());
        hasher.update(&self.drawn.to_le_bytes());
        let mut bytes = [0; 16];
        hasher.finalize_xof().fill(&mut bytes);
        bytes
    }

    /// Eight lower-case letters and digits.
    pub(crate) fn device(&mut self) -> DeviceId {
        const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        // The middle of a v4 id is not all random; a hash of it is.
        let drawn = blake3::hash(&self.draw());
        let letter = |b: &u8| char::from(LETTERS[usize::from(*b) % 36]);
        DeviceId(drawn.as_bytes()[..8].iter().map(letter).collect())
    }

    /// A UUID v7.
    pub(crate) fn event(&mut self, now_ms: u64) -> EventId {
        let drawn = blake3::hash(&self.draw());
        let mut random = [0; 10];
        random.copy_from_slice(&drawn.as_bytes()[..10]);
        EventId(Builder::from_unix_timestamp_millis(now_ms, &random).into_uuid())
    }
}
