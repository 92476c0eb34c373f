//! What overlays of no screen are for.

use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::ids::MemoId;

/// What an overlay of no screen is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    Command,
    /// How the CSV files of an export begin.
    Export,
    /// Nothing: it is only read.
    Nothing,
    GoTo,
    Memo(MemoOn),
    EditMemo(MemoId),
    /// Whether a change is to be made.
    Save(Box<Change>),
}
