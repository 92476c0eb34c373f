//! Table 1: the characteristics of participants, overall and by group, as the papers of studies open.

mod counting;
mod data;
mod hiding;
mod notes;
mod numbers;
mod ring;
mod shape;
mod taken;
mod written;

#[cfg(test)]
mod hiding_tests;
#[cfg(test)]
mod tests;

pub use counting::table_one;
pub use shape::TableOne;
pub use taken::{Asked, groups, taken};
