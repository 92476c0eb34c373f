//! Memos: the round they are written in; summaries with what they rest on.

use crate::model::coding::{MemoKind, MemoOn};
use crate::model::event::Change;
use crate::model::ids::{CoderId, EventId, MemoId, SourceId};
use crate::model::mint::Mint;
use crate::model::view::View;
use crate::report::matrix::Summing;

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

/// The summary somebody wrote of a cell; the first where they wrote several.
pub fn own_summary(of: &Summing, me: &CoderId) -> Option<MemoId> {
    let mut written = of.written.iter();
    written.find(|(_, by)| by == me).map(|(memo, _)| *memo)
}

/// Writes somebody's summary of a cell, or changes it; an empty one takes it away. It holds for the
/// segments as they are now.
///
/// # Errors
/// Why nothing is changed.
pub fn summarised(
    view: &View,
    me: &CoderId,
    of: &Summing,
    text: &str,
    mint: &mut Mint,
) -> Result<Vec<(EventId, Change)>, String> {
    let text = text.trim().to_owned();
    let own = own_summary(of, me).and_then(|id| view.memo(id));
    let mut changes = Vec::new();
    let memo = match own {
        None if text.is_empty() => return Err("an empty summary is not kept".to_owned()),
        Some(own) if text.is_empty() => {
            return Ok(vec![(mint.id(), Change::MemoRemoved { memo: own.id })]);
        }
        None => {
            let id = mint.id();
            let change = written(view, of.on.clone(), (None, text), of.about.clone());
            changes.push((id, change));
            id.into()
        }
        Some(own) => {
            if own.text != text {
                let change = Change::MemoEdited {
                    memo: own.id,
                    text,
                    replaces: Vec::new(),
                    kind: own.kind,
                };
                changes.push((mint.id(), change));
            }
            own.id
        }
    };
    if own.is_none_or(|own| own.rests != of.rests) {
        let rests = Change::SummaryRests {
            memo,
            rests: of.rests.clone(),
            replaces: Vec::new(),
        };
        changes.push((mint.id(), rests));
    }
    match changes.is_empty() {
        true => Err("it says so already, of these segments".to_owned()),
        false => Ok(changes),
    }
}
