//! Matrices: codes or themes by groups of people or sources, and codes by the codes they meet, counted on
//! the analysis layer of a view.

mod asked;
mod behind;
mod cell;
mod co_occurring;
mod co_told;
mod compared;
mod confounded;
mod counted;
mod counting;
mod files;
mod grouped;
mod meeting;
mod people;
mod read;
mod rests;
mod rows;
mod summaries;
mod summing;
mod told;
mod valued;
mod words;

pub use asked::{Asked, By, Meeting, Order, Rows, Shows};
pub use cell::Cell;
pub use counted::Matrix;
pub use grouped::Group;
pub use people::{Rate, Said};
pub use rows::Row;
pub use summaries::{Summarised, Summary};
pub use summing::Summing;
pub use told::{Rested, changes_of, rested};

#[cfg(test)]
mod tests;
