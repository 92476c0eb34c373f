//! Participants' turns, and which of them carry a code.

use crate::model::ids::{CodeId, SourceId};
use crate::model::source::{Document, Source};
use crate::model::text::Span;

/// The turns of participants in one text, in order.
pub(super) struct Turns {
    /// Who speaks, and the stretch of the talk without its label.
    pub all: Vec<(String, Span)>,
}

impl Turns {
    pub fn of(document: &Document, source: &Source) -> Turns {
        let structure = &document.structure;
        let turn = |turn: &crate::model::source::Turn| {
            let speaker = structure.speakers.get(usize::from(turn.speaker?))?;
            let talk = Span {
                start: turn.talk.clamp(turn.span.start, turn.span.end),
                end: turn.span.end,
            };
            Some((source.participant(speaker)?, talk))
        };
        Turns {
            all: structure
                .turns
                .iter()
                .filter_map(turn)
                .filter(|(_, talk)| !talk.is_empty())
                .collect(),
        }
    }

    /// Which of them share text with one of these stretches: a code on three turns is on all three.
    pub fn with(&self, stretches: &[Span]) -> Vec<bool> {
        let has = |talk: Span| stretches.iter().any(|s| s.overlap(talk) > 0);
        self.all.iter().map(|(_, talk)| has(*talk)).collect()
    }
}

/// The stretches of one code in one source.
pub(super) fn stretches<'a>(
    marks: impl Iterator<Item = (&'a SourceId, CodeId, Span)>,
    source: &SourceId,
    code: CodeId,
) -> Vec<Span> {
    let here = marks.filter(|(at, of, _)| *at == source && *of == code);
    here.map(|(.., span)| span).collect()
}
