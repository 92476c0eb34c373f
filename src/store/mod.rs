//! The study folder: made, opened, added to, watched and checked.
//!
//! Invariants: a journal is only ever added to, by one writer; nothing is acknowledged before it
//! is on the disk; no message quotes what stands in a journal. The rules are in `docs/format.md`.

pub mod disk;
pub mod journal;
pub mod line;
pub mod memory;
pub mod name;
pub mod real;

#[cfg(test)]
mod arbitrary;
