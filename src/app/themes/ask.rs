//! What overlays of the screen are for.

use crate::model::ids::{CodeId, ThemeId};
use crate::model::theme::Node;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The name of a new theme under this one.
    Add(Option<ThemeId>),
    Rename(ThemeId),
    State(ThemeId),
    Move(ThemeId),
    PlaceCodes(ThemeId),
    PlaceUnder(CodeId),
    /// The theme a code is moved to from this one.
    MovePlaced(ThemeId, CodeId),
    /// What is counted alone.
    Subgroup,
    /// The same as a query.
    Narrow,
    /// A theme or code to go to.
    Find,
    /// The other end of a relation.
    RelateTo(Node),
    RelationKind(Node, Node),
    DropRelation(Node),
    /// Which of a theme or code and its relations memos are on.
    MemosOf,
    /// Whether a theme is to be removed.
    Retire(ThemeId),
}
