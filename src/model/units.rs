//! The units a text is read in: the word, sentence, paragraph or turn at a place.

use super::segmentation::{Cut, around, sentences, words};
use super::source::Document;
use super::text::Span;

/// Units a cursor jumps by and a selection grows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Word,
    Sentence,
    Paragraph,
    Turn,
}

/// The paragraph a place lies in.
pub fn paragraph_at(document: &Document, at: u32) -> Option<Span> {
    let index = document.structure.paragraph_at(at)?;
    Some(document.structure.paragraphs[index].span)
}

/// The unit a place lies in; between two words or sentences, the one before. A turn begins after its
/// speaker's label.
pub fn unit_at(document: &Document, unit: Unit, at: u32) -> Option<Span> {
    match unit {
        Unit::Word | Unit::Sentence => {
            let list = pieces(document, unit, at);
            let inside = list.iter().copied().find(|s| s.contains(at));
            inside.or_else(|| list.into_iter().rev().find(|s| s.end <= at))
        }
        Unit::Paragraph => paragraph_at(document, at),
        Unit::Turn => {
            let structure = &document.structure;
            let turn = structure.turns.get(structure.turn_at(at)?)?;
            Some(Span {
                start: turn.talk.min(turn.span.end),
                end: turn.span.end,
            })
        }
    }
}

/// Words or sentences of the paragraph at `at`, at least those about it.
pub fn pieces(document: &Document, unit: Unit, at: u32) -> Vec<Span> {
    let Some(index) = document.structure.paragraph_at(at) else {
        return Vec::new();
    };
    let paragraph = document.structure.paragraphs[index];
    let turn = document.structure.turns.get(paragraph.turn as usize);
    // The speaker's label is no part of the first sentence.
    let talk = turn.map_or(paragraph.span.start, |t| t.talk);
    let start = match unit {
        Unit::Sentence
            if talk > paragraph.span.start && talk < paragraph.span.end && at >= talk =>
        {
            talk
        }
        _ => paragraph.span.start,
    };
    let span = Span {
        start,
        end: paragraph.span.end,
    };
    let cut: Cut = match unit {
        Unit::Word => words,
        _ => sentences,
    };
    around(&document.text, span, at, cut)
}

/// Speakers' labels are no talk: a stretch that begins or ends in one leaves it out.
pub fn without_labels(document: &Document, span: Span) -> Span {
    let structure = &document.structure;
    let turn = |at: u32| structure.turn_at(at).map(|i| structure.turns[i]);
    let mut span = span;
    if let Some(first) = turn(span.start)
        && span.start < first.talk
        && first.talk < span.end
    {
        span.start = first.talk;
    }
    if let Some(last) = turn(span.end.saturating_sub(1))
        && span.end <= last.talk
        && last.span.start > span.start
    {
        span.end = last.span.start;
    }
    span
}
