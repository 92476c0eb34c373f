//! Who speaks in a segment.

use crate::model::ids::SourceId;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::view::View;
use std::collections::HashMap;
use std::sync::Arc;

/// The participants speaking in a segment, each once; nobody where the text is not loaded.
pub(super) fn speaking(
    view: &View,
    documents: &HashMap<SourceId, Arc<Document>>,
    source: &SourceId,
    span: Span,
) -> Vec<String> {
    let (Some(source), Some(document)) = (view.source(source), documents.get(source)) else {
        return Vec::new();
    };
    let structure = &document.structure;
    let first = structure.turn_at(span.start).unwrap_or(0);
    let mut people = Vec::new();
    for turn in &structure.turns[first.min(structure.turns.len())..] {
        if turn.span.start >= span.end {
            break;
        }
        // The last turn before the segment is only the nearest one: it need not reach it.
        if turn.span.overlap(span) == 0 {
            continue;
        }
        let speaker = turn
            .speaker
            .and_then(|s| structure.speakers.get(usize::from(s)));
        if let Some(name) = speaker.and_then(|s| source.participant(s))
            && !people.contains(&name)
        {
            people.push(name);
        }
    }
    people
}
