//! Memos: the round they are written in.

use crate::model::coding::{MemoKind, MemoOn};
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::view::View;

/// A memo on something, in the round it belongs to; `about` are the sources a participant speaks in.
pub fn written(
    view: &View,
    on: MemoOn,
    (kind, text): (Option<MemoKind>, String),
    about: Vec<SourceId>,
) -> Change {
    let round = match &on {
        MemoOn::Source(source) | MemoOn::Segment(source, _) => view.round_for(source),
        // An old coding noted on while its source is coded anew is noted in the new round.
        MemoOn::Coding(id) => view.coding(*id).and_then(|c| {
            let now = view.round_for(&c.source);
            now.or(c.round)
        }),
        _ => None,
    };
    Change::MemoWritten {
        of: None,
        round,
        on,
        text,
        kind,
        about,
    }
}
