//! What overlays of the screen are for.

use crate::acts::sources::Repair;
use crate::model::ids::{CodeId, CodingId, SourceId};
use crate::model::text::Span;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Apply(Span),
    ChangeCode(CodingId),
    Rate(CodingId),
    /// The rating of an item that is not rated yet.
    RateItem(Span, CodeId),
    /// A coding or memo at the cursor.
    Here,
    Find,
    /// A paragraph of a source, by its place, that is written anew.
    Correct(SourceId, usize),
    /// One's codings where the text was corrected.
    Corrected,
    /// Who says a stretch.
    Who(Span),
    /// The name of somebody who was not found.
    Somebody(Span),
    /// A pattern by which speakers are found.
    Pattern,
    /// Whether a text is to be divided so.
    Divide(Box<Repair>),
    /// Whether the source is cut before this paragraph, by its place.
    Cut(usize),
    /// What a speaker is called.
    Called(String),
    /// Words of the codes shown beside the text.
    Filter,
    /// Whether a retired code is to be brought back, and what for.
    BringBack(CodeId, For),
}

/// What a retired code is brought back for.
#[derive(Clone, Debug, PartialEq)]
pub enum For {
    /// To code this stretch with it and these.
    Coding(Span, Vec<CodeId>),
    Changing(CodingId),
}
