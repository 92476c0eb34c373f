//! What overlays of the screen are for.

use crate::model::ids::CodeId;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The name of the two codes as one.
    SameCode(CodeId, CodeId),
    DropCodes(CodeId, CodeId),
    Present,
    Reason,
}
