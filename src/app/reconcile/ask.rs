//! What overlays of the screen are for.

use super::Coming;
use crate::acts::codebook::Clause;
use crate::model::ids::CodeId;

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Another code for the item.
    AnotherCode,
    /// The code of the item ruled on alone.
    CodeRuled,
    /// The clause to amend.
    AmendClause,
    /// What is written of a code, amended on the item looked at.
    Amend(CodeId, Clause),
    /// The clause the verdict rests on.
    RestsOn,
    /// What only is shown.
    Filter,
    /// Items alike to settle at once.
    SettleAlike,
    /// The reason, in words.
    Reason,
    /// The kind of reason.
    ReasonKind,
    /// Who is present.
    Present,
    /// Whether verdicts are to be given.
    Rule(Box<Coming>),
}
