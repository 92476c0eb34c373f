//! Codings and memos from their events.

use super::register::Register;
use crate::model::coding::{Coding, Memo};
use crate::model::event::{Change, CodingField, Event};
use std::collections::HashMap;
use std::mem::discriminant;
use std::sync::Arc;

/// One coding from its standing events in total order; `None` when it is gone or not here yet.
///
/// Only its own coder, or whoever imported it, can change it: reconciliation never does.
pub(super) fn coding<'e>(ops: impl Iterator<Item = &'e Event> + Clone) -> Option<Coding> {
    let made = ops
        .clone()
        .find(|e| matches!(e.change, Change::Coded { .. }))?;
    let Change::Coded {
        of,
        round,
        source,
        revision,
        span,
        code,
        digest,
        certain,
        rating,
        via,
    } = &made.change
    else {
        return None;
    };
    let mut coding = Coding {
        id: made.id.into(),
        coder: made.author().clone(),
        imported_by: of.as_ref().map(|_| made.coder.clone()),
        round: *round,
        source: source.clone(),
        revision: *revision,
        span: *span,
        code: *code,
        digest: digest.clone(),
        touched: false,
        certain: *certain,
        rating: *rating,
        via: *via,
        at: made.clock,
    };
    let mut fields: HashMap<_, Register<Change>> = HashMap::new();
    for event in ops.filter(|e| e.coder == made.coder) {
        match &event.change {
            Change::Uncoded { .. } => return None,
            Change::Recoded {
                field, replaces, ..
            } => {
                fields
                    .entry(discriminant(field))
                    .or_default()
                    .push(event, &event.change, replaces);
            }
            _ => {}
        }
    }
    for change in fields.values().filter_map(Register::shown) {
        let Change::Recoded {
            field, revision, ..
        } = change
        else {
            continue;
        };
        match field {
            CodingField::Code(code) => coding.code = *code,
            CodingField::Span(span, digest) => {
                (coding.span, coding.digest) = (*span, digest.clone());
                coding.revision = (*revision).max(coding.revision);
            }
            CodingField::Certain(certain) => coding.certain = *certain,
            CodingField::Rating(rating) => coding.rating = *rating,
        }
    }
    Some(coding)
}

/// One memo from its standing events in total order. Edits by others than its author count for
/// nothing.
pub(super) fn memo(ops: &[Arc<Event>]) -> Option<Memo> {
    let made = ops
        .iter()
        .find(|e| matches!(e.change, Change::MemoWritten { .. }))?;
    let Change::MemoWritten {
        round,
        on,
        text,
        kind,
        ..
    } = &made.change
    else {
        return None;
    };
    let mut edits = Register::default();
    let mut rests = Register::default();
    for event in ops.iter().filter(|e| e.coder == made.coder) {
        match &event.change {
            Change::MemoRemoved { .. } => return None,
            Change::MemoEdited { replaces, .. } => edits.push(event, &event.change, replaces),
            Change::SummaryRests {
                rests: of,
                replaces,
                ..
            } => rests.push(event, of, replaces),
            _ => {}
        }
    }
    let (text, kind) = match edits.shown() {
        Some(Change::MemoEdited { text, kind, .. }) => (text, kind),
        _ => (text, kind),
    };
    Some(Memo {
        id: made.id.into(),
        coder: made.author().clone(),
        round: *round,
        on: on.clone(),
        kind: *kind,
        text: text.clone(),
        at: made.clock,
        rests: rests.shown().cloned().unwrap_or_default(),
    })
}
