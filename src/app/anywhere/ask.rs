//! What overlays of no screen are for.

use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::ids::MemoId;
use std::path::PathBuf;

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
    /// What files are to the sources of their names.
    SameName(Vec<PathBuf>),
    /// Whether a change is to be made.
    Save(Box<Change>),
}
