//! What overlays of no screen are for.

use crate::model::coding::{MemoKind, MemoOn};
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
    /// Messages, and texts that were not saved.
    Messages,
    /// Whether a text that was not saved is dropped.
    DropDraft(String),
    GoTo,
    /// A memo on something, of a kind.
    Memo(MemoOn, Option<MemoKind>),
    EditMemo(MemoId, Option<MemoKind>),
    /// Which of the memos on something, or a new one.
    Memos(MemoOn),
    /// What files are to the sources of their names.
    SameName(Vec<PathBuf>),
    /// Whether a change is to be made.
    Save(Box<Change>),
}

impl Ask {
    /// The kind of the memo that is written, if one is.
    pub fn memo_kind(&self) -> Option<Option<MemoKind>> {
        match self {
            Ask::Memo(_, kind) | Ask::EditMemo(_, kind) => Some(*kind),
            _ => None,
        }
    }

    /// Gives the memo that is written the next kind.
    pub fn next_memo_kind(&mut self) {
        if let Ask::Memo(_, kind) | Ask::EditMemo(_, kind) = self {
            *kind = MemoKind::next(*kind);
        }
    }
}
