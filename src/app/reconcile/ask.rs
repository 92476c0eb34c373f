//! What overlays of the screen are for.

use super::Coming;
use crate::acts::codebook::Clause;
use crate::model::ids::CodeId;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    AnotherCode,
    /// The code of the item ruled on alone.
    CodeRuled,
    AmendClause,
    /// What is written of a code, amended on the item looked at.
    Amend(CodeId, Clause),
    RestsOn,
    /// The code whose like is looked for.
    Omissions,
    Filter,
    SettleAlike,
    Reason,
    ReasonKind,
    Present,
    /// Whether verdicts are to be given.
    Rule(Box<Coming>),
}
