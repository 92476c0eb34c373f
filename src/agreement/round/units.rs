//! The units of a source: participants' turns, paragraphs or sentences.

use crate::model::round::Unit;
use crate::model::segmentation::sentences;
use crate::model::source::{Document, Source, SpeakerRole, Turn};
use crate::model::text::Span;

/// The units of a source in text order. Where somebody speaks, only participants' talk counts,
/// without labels and timestamps: what interviewers say is left out, and so is what nobody says
/// (headings), unless it counts by paragraphs. Where nobody speaks, turns are paragraphs.
pub fn units_of(document: &Document, source: &Source, unit: Unit) -> Vec<Span> {
    let units = units_by_turn(document, source, unit).into_iter();
    units.map(|(span, _)| span).collect()
}

/// The units of a source in text order, each with the turn it lies in.
pub(super) fn units_by_turn(document: &Document, source: &Source, unit: Unit) -> Vec<(Span, u32)> {
    let structure = &document.structure;
    let spoken = structure.turns.iter().any(|t| t.speaker.is_some());
    let counts = |turn: &Turn| match turn.speaker {
        Some(speaker) => structure
            .speakers
            .get(usize::from(speaker))
            .is_some_and(|s| source.role(s) == SpeakerRole::Participant),
        None => !spoken || unit == Unit::ParagraphsAndUnspoken,
    };
    let whole = |(span, _): &(Span, u32)| !span.is_empty();
    if spoken && unit == Unit::Turns {
        let turns = (0..).zip(&structure.turns).filter(|(_, t)| counts(t));
        return turns.map(|(n, t)| (talk(t), n)).filter(whole).collect();
    }
    let paragraphs = structure.paragraphs.iter().filter_map(|p| {
        let turn = structure.turns.get(p.turn as usize);
        let start = match turn {
            Some(turn) if !counts(turn) => return None,
            Some(turn) if turn.speaker.is_some() => p.span.start.max(turn.talk),
            _ => p.span.start,
        };
        let end = p.span.end;
        Some((Span { start, end }, p.turn))
    });
    let paragraphs = paragraphs.filter(whole);
    match unit {
        Unit::Turns | Unit::Paragraphs | Unit::ParagraphsAndUnspoken => paragraphs.collect(),
        Unit::Sentences => paragraphs
            .flat_map(|(p, turn)| {
                let all = sentences(document.text.slice(p), p.start).into_iter();
                all.map(move |s| (s, turn))
            })
            .filter(whole)
            .collect(),
    }
}

/// What is said in a turn: without its label and timestamp.
pub(super) fn talk(turn: &Turn) -> Span {
    Span {
        start: turn.talk.max(turn.span.start),
        end: turn.span.end,
    }
}
