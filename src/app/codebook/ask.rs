//! What overlays of the screen are for.

use crate::acts::codebook::Clause;
use crate::model::ids::CodeId;
use crate::model::review::Cogency;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A codebook file.
    Import,
    /// The name of a new code under this one.
    Add(Option<CodeId>),
    Rename(CodeId),
    Write(CodeId, Clause),
    Example(CodeId),
    Move(CodeId),
    Merge(CodeId),
    /// Whether it is to be merged into another.
    MergeInto(CodeId, CodeId),
    Retire(CodeId),
    /// Whether it is to be brought back.
    BringBack(CodeId),
    /// The code a reviewer would merge it into.
    ReviewInto(CodeId),
    /// Why a reviewer says so.
    ReviewWhy(CodeId, Cogency),
}
