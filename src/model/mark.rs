//! How far a journal was known.

use super::ids::{CoderId, DeviceId};
use serde::{Deserialize, Serialize};

/// How far one journal was known: everything up to `seq`, whose line hashes to `hash`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    pub coder: CoderId,
    pub device: DeviceId,
    /// Last sequence number known.
    pub seq: u64,
    /// BLAKE3 of that line, hex; empty where only the number matters.
    pub hash: String,
}
