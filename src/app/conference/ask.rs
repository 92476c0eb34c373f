//! What overlays of the screen are for.

use crate::model::ids::CodeId;

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The name of the two codes as one.
    SameCode(CodeId, CodeId),
    /// Which of the two are dropped.
    DropCodes(CodeId, CodeId),
    /// Who is present.
    Present,
    Reason,
}
