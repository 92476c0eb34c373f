//! What depends on who coded: whether the coders differ differently by group, and what would stand of what
//! one of them coded alone.

mod alone;
mod differing;
mod turns;

pub use alone::carried;
pub use differing::differing;

#[cfg(test)]
mod tests;
