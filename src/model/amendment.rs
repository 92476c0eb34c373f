//! Clauses amended on the spot: what of a code was rewritten while a pair settled an item.

use super::clock::Stamp;
use super::ids::{CodeId, CoderId, EventId};
use super::place::Place;
use super::verdict::Occasion;

/// One clause of a code, rewritten on an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    pub event: EventId,
    /// The code, as it was called when edited: aliases are not resolved.
    pub code: CodeId,
    /// Which of its texts, as screens call it: definition, when to use it, when not.
    pub part: &'static str,
    pub before: String,
    pub after: String,
    /// The item it was done on, its codings sorted.
    pub on: Occasion,
    pub by: CoderId,
    pub at: Stamp,
    /// Where it stands in the total order.
    pub place: Place,
}
