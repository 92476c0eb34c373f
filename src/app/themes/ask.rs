//! What overlays of the screen are for.

use crate::model::ids::{CodeId, CodingId, RelationId, SourceId, ThemeId};
use crate::model::text::Span;
use crate::model::theme::{Bearing, EvidenceOn, Node, Robustness};

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
    /// Which relation of a theme or code is opened.
    OpenRelation,
    /// What is done with an open relation: one of its memos or segments, or another segment.
    OfRelation(RelationId),
    /// Which relation of this theme or code is followed.
    Follow(Node),
    /// Segments to be marked as evidence.
    Mark(EvidenceOn),
    /// The code whose segments are looked at for that.
    MarkOfCode(EvidenceOn),
    /// What is done with one that is marked.
    OfMarked(EvidenceOn, SourceId, Span),
    /// How these segments bear on it.
    Bearing(EvidenceOn, Vec<CodingId>),
    /// A note on that.
    BearingNote(EvidenceOn, Vec<CodingId>, Bearing),
    /// A relation that is offered.
    Offer,
    /// From which end it goes to which.
    OfferWay(Node, Node),
    /// How robust a theme is.
    Judge(ThemeId),
    /// Why.
    JudgeReason(ThemeId, Robustness),
    /// Who is present.
    JudgePresent(ThemeId, Robustness, String),
    /// Which answer of a member to a theme.
    Member(ThemeId),
    /// What followed from what this person answered.
    Followed(ThemeId, String),
    /// Which of a theme or code and its relations memos are on.
    MemosOf,
    /// Whether a theme is to be removed.
    Retire(ThemeId),
}
