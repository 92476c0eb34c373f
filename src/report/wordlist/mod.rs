//! The words of a study: how often and by how many people each is said, where it stands, and what
//! stands beside it. docs/words.md says what is counted.

mod collocates;
mod frequencies;
mod groups;
mod heard;
mod kwic;

#[cfg(test)]
mod tests;

pub use collocates::{Collocates, LEAST, SPAN, collocates};
pub use frequencies::{Frequencies, frequencies};
pub use groups::By;
pub use heard::{Heard, Wanted};
pub use kwic::{CONTEXT, Concordance, Line, Sorting, concordance};
