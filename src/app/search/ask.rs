//! What overlays of the screen are for.

use crate::model::ids::CodeId;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Query,
    /// Codes for these hits.
    Code,
    /// How much of each hit is coded.
    Extent(Vec<CodeId>, Option<String>),
    /// Another code for these codings.
    ChangeCode,
    Narrow,
    /// The order of the hits.
    Order,
    Earlier,
    /// The name the query is saved under.
    Name,
}
