//! What overlays of the screen are for.

use crate::model::ids::{CodeId, ThemeId};
use crate::model::theme::Node;

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// The name of a new theme under this one.
    Add(Option<ThemeId>),
    /// Another name.
    Rename(ThemeId),
    /// What it claims.
    State(ThemeId),
    /// The theme it goes under.
    Move(ThemeId),
    /// Codes to place under it.
    PlaceCodes(ThemeId),
    /// The theme a code is placed under.
    PlaceUnder(CodeId),
    /// The theme a code is moved to from this one.
    MovePlaced(ThemeId, CodeId),
    /// A theme or code to go to.
    Find,
    /// The other end of a relation.
    RelateTo(Node),
    /// Its kind.
    RelationKind(Node, Node),
    /// A relation to drop.
    DropRelation(Node),
    /// Whether a theme is to be removed.
    Retire(ThemeId),
}
