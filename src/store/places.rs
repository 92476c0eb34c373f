//! The user's own folders, outside any study.

use std::path::PathBuf;

/// The user's own folders, outside any study.
#[derive(Clone, Debug)]
pub struct Places {
    /// Device ids, locks, what was cut off by a crash.
    pub state: PathBuf,
    /// Parsed journals.
    pub cache: PathBuf,
    /// Makes device ids and the store's own event ids the same every time; `None` but in tests
    /// and scripted sessions.
    pub seed: Option<u64>,
}
