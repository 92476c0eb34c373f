//! What overlays of the screen are for.

use crate::model::ids::{CodeId, CodingId};
use crate::model::text::Span;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Apply(Span),
    ChangeCode(CodingId),
    Rate(CodingId),
    /// A coding or memo at the cursor.
    Here,
    Find,
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
