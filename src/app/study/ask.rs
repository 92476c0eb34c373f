//! What overlays of the screen are for.

use crate::acts::rounds::Step;
use crate::model::attribute::Subject;
use crate::model::ids::{RoundId, SourceId};
use crate::model::review::ReviewPlan;
use crate::model::round::RoundPlan;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Paths of files.
    Import,
    RenameSource(SourceId),
    Kind(SourceId),
    /// One of its speakers, whose role changes.
    Speakers(SourceId),
    /// One of its speakers, to be named.
    Person(SourceId),
    /// The name of a speaker, by label, in these sources.
    PersonName(Vec<SourceId>, String),
    /// Which source is taken out, or brought back.
    TakeOut(Option<SourceId>),
    /// The name of what is made of these sources.
    Join(Vec<SourceId>),
    /// Whether they are joined, with this name.
    Joined(Vec<SourceId>, String),
    /// Whether one's own codings are brought along.
    Carry,
    /// The round its findings come from.
    Basis(SourceId),
    AttributeOf(SourceId),
    Attribute(Subject),
    Plan,
    Open(Box<RoundPlan>),
    OpenReview(Box<ReviewPlan>),
    CloseReview(RoundId),
    /// Whether a step is to be made in a round.
    Step(RoundId, Step),
    /// Whether the study is to be raised to the newest format.
    Upgrade,
}
