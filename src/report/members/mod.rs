//! Members are asked what they say to the findings: the paper they are handed, what comes back filled
//! in, and what was answered to each theme.

mod back;
mod checked;
mod filled;
mod packet;
mod phrases;
mod quotes;
#[cfg(test)]
mod tests;

pub use back::{Back, came_back};
pub use checked::{Answered, ThemeCheck, json, kept_back};
pub use filled::{Filled, FilledClaim, filled};
pub use packet::paper;
pub use phrases::{ENGLISH, Phrases, SIMPLIFIED, TRADITIONAL};
pub use quotes::{Asked, quotes, withheld};
