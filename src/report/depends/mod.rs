//! What depends on who coded: whether the coders differ differently by group, and what would stand of what
//! one of them coded alone.

mod alone;
mod differing;
mod turns;

pub use alone::{carried, used};
pub use differing::{differing, latest_blind};

#[cfg(test)]
pub(super) mod tests;
