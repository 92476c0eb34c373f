//! What overlays of the screen are for.

use super::Coming;
use crate::acts::codebook::Clause;
use crate::model::ids::CodeId;

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    AnotherCode,
    /// The code of the item ruled on alone.
    CodeRuled,
    AmendClause,
    /// What is written of a code, amended on the item looked at.
    Amend(CodeId, Clause),
    /// The clause the verdict rests on.
    RestsOn,
    /// What only is shown.
    Filter,
    /// Items alike to settle at once.
    SettleAlike,
    Reason,
    ReasonKind,
    /// Who is present.
    Present,
    /// Whether verdicts are to be given.
    Rule(Box<Coming>),
}
