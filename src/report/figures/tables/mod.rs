//! One table for each thing the screen can show.

mod codes;
mod coefficients;
mod confusion;
mod domain;
mod making;
mod pairs;
mod rated;
mod sources;
mod trend;

pub use confusion::{axis as confusion_axis, counts as confusion_counts};
pub use making::Making;

use super::Shows;
use super::table::Table;

impl Making<'_> {
    pub fn table(&self, shows: Shows) -> Table {
        match shows {
            Shows::Codes => codes::table(self),
            Shows::Coefficients => coefficients::table(self),
            Shows::Sources => sources::table(self),
            Shows::Pairs => pairs::table(self),
            Shows::Trend => trend::table(self),
            Shows::Confusion => confusion::table(self),
            Shows::Rated => rated::table(self),
            Shows::Domain => domain::table(self),
        }
    }
}
