//! The study folder: made, opened, added to, watched and checked.
//!
//! Invariants: a journal is only ever added to, by one writer; nothing is acknowledged before it
//! is on the disk; no message quotes what stands in a journal. The rules are in `docs/format.md`.

pub(crate) mod arrivals;
pub(crate) mod check;
pub(crate) mod disk;
pub(crate) mod error;
pub(crate) mod journal;
pub mod line;
pub(crate) mod met;
mod missing;
pub mod name;
pub(crate) mod notice;
pub(crate) mod open;
pub(crate) mod real;
pub mod source;
pub(crate) mod study;
pub(crate) mod upgrade;

mod append;
mod cache;
mod chance;
mod complete;
mod device;
mod folder;
mod given;
mod heed;
mod kept;
mod known;
mod later;
mod load;
mod open_study;
mod others;
mod own;
mod places;
mod reading;
mod remembered;
mod repair;

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod documented;
#[cfg(test)]
mod kept_tests;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod pieces_tests;
#[cfg(test)]
mod tests;

pub use arrivals::Arrived;
pub use check::{Finding, check};
pub use disk::Disk;
pub use error::{ReadOnly, StoreError};
pub use given::read_given;
pub use notice::Notice;
pub use open::Opened;
pub use open_study::Store;
pub use places::Places;
pub use real::RealDisk;
pub use source::Sources;
pub use study::{StudyInfo, create};
