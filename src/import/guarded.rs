//! Threads on which a fault of a library ends a reading, and not the program.

use std::thread::{Builder, current};

const NAME: &str = "reading a file";

/// A thread on which a panic is caught: nothing is said of it, and no screen is given up.
pub(super) fn thread() -> Builder {
    Builder::new().name(NAME.to_owned())
}

/// Whether a panic on this thread is caught.
pub(crate) fn here() -> bool {
    current().name() == Some(NAME)
}
