//! The units of a source: participants' turns, paragraphs or sentences.

use crate::model::round::Unit;
use crate::model::segmentation::sentences;
use crate::model::source::{Document, Source, SpeakerRole, Turn};
use crate::model::text::Span;

/// The units of a source in text order. Where somebody speaks, only participants' talk counts,
/// without labels and timestamps: what interviewers say and what nobody says (headings) is left
/// out. Where nobody speaks, turns are paragraphs.
pub fn units_of(document: &Document, source: &Source, unit: Unit) -> Vec<Span> {
    let structure = &document.structure;
    let spoken = structure.turns.iter().any(|t| t.speaker.is_some());
    let counts = |turn: &Turn| match turn.speaker {
        Some(speaker) => structure
            .speakers
            .get(usize::from(speaker))
            .is_some_and(|s| source.role(s) == SpeakerRole::Participant),
        None => !spoken,
    };
    let talk = |turn: &Turn| Span {
        start: turn.talk.max(turn.span.start),
        end: turn.span.end,
    };
    let whole = |span: &Span| !span.is_empty();
    if spoken && unit == Unit::Turns {
        let turns = structure.turns.iter().filter(|t| counts(t));
        return turns.map(talk).filter(whole).collect();
    }
    let paragraphs = structure.paragraphs.iter().filter_map(|p| {
        let turn = structure.turns.get(p.turn as usize);
        let start = match turn {
            Some(turn) if !counts(turn) => return None,
            Some(turn) if turn.speaker.is_some() => p.span.start.max(turn.talk),
            _ => p.span.start,
        };
        Some(Span {
            start,
            end: p.span.end,
        })
    });
    let paragraphs = paragraphs.filter(whole);
    match unit {
        Unit::Turns | Unit::Paragraphs => paragraphs.collect(),
        Unit::Sentences => paragraphs
            .flat_map(|p| sentences(document.text.slice(p), p.start))
            .filter(whole)
            .collect(),
    }
}
