//! New event ids: UUID v7 from the time of the last tick and a seed, so that a run with the same
//! clock and seed makes the same ids.

use crate::model::ids::EventId;
use uuid::Builder;

#[derive(Clone, Debug)]
pub struct Mint {
    state: u64,
    /// Milliseconds since 1970, as of the last tick.
    pub now_ms: u64,
}

impl Mint {
    /// A mint with this seed; use randomness from the operating system outside tests.
    pub fn new(seed: u64, now_ms: u64) -> Mint {
        Mint {
            state: seed,
            now_ms,
        }
    }

    pub fn id(&mut self) -> EventId {
        let mut random = [0; 10];
        let (a, b) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        random[..8].copy_from_slice(&a);
        random[8..].copy_from_slice(&b[..2]);
        EventId(Builder::from_unix_timestamp_millis(self.now_ms, &random).into_uuid())
    }

    /// SplitMix64 (Steele, Lea and Flood 2014).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_seed_same_ids_and_never_twice() {
        let (mut a, mut b) = (Mint::new(7, 1000), Mint::new(7, 1000));
        let mut ids: Vec<_> = (0..1000).map(|_| a.id()).collect();
        assert!(ids.iter().all(|id| *id == b.id()));
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 1000);
        assert_eq!(ids[0].0.get_version_num(), 7);
    }
}
