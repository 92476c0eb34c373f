//! The words of a study: how often and by how many people each is said, where it stands, and what
//! stands beside it. docs/words.md says what is counted.

mod asked;
mod collocates;
mod frequencies;
mod groups;
mod heard;
mod kwic;

#[cfg(test)]
mod tests;

pub use asked::{Asked, Found, query_of_turns, stands};
pub use collocates::{Collocates, SPAN};
pub use frequencies::{Frequencies, Order};
pub use groups::{By, groupings};
pub use heard::{Wanted, Ways};
pub use kwic::{CONTEXT, Concordance, Keyword, Line, Sorting};
