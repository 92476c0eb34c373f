//! What overlays of the screen are for.

use crate::acts::codebook::Clause;
use crate::model::ids::CodeId;

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A codebook file.
    Import,
    /// The name of a new code under this one.
    Add(Option<CodeId>),
    /// Another name.
    Rename(CodeId),
    /// What is written about a code.
    Write(CodeId, Clause),
    Example(CodeId),
    Move(CodeId),
    Merge(CodeId),
    /// Whether it is to be merged into another.
    MergeInto(CodeId, CodeId),
    /// Whether it is to be retired.
    Retire(CodeId),
    /// Whether it is to be brought back.
    BringBack(CodeId),
}
