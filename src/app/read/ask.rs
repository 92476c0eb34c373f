//! What overlays of the screen are for.

use crate::model::ids::{CodeId, CodingId};
use crate::model::text::Span;

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Codes for this stretch.
    Apply(Span),
    ChangeCode(CodingId),
    Rate(CodingId),
    /// A coding or memo at the cursor.
    Here,
    /// Words to find in the source.
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
