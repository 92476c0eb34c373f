//! What of one source's text is compared: its units, whose they are, and its turns.

use super::units::{talk, units_by_turn};
use crate::agreement::mark::Mark;
use crate::model::round::Unit;
use crate::model::source::{Document, Source, Turn};
use crate::model::text::Span;

/// The text of one source as it is compared; the text itself is not kept.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Length in code points.
    pub length: u32,
    /// Units in text order.
    pub units: Vec<Span>,
    /// By unit: the turn it lies in.
    pub unit_turns: Vec<u32>,
    /// Turns in text order.
    pub turns: Vec<Stretch>,
    /// What counts of the text: all of it, or only what the participants chosen say.
    pub stretches: Vec<Span>,
    pub speech: Speech,
}

/// Who speaks in what is compared, and so what its units are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// In some text somebody speaks.
    pub spoken: bool,
    /// In some text nobody does.
    pub unspoken: bool,
    /// Somebody who speaks is an interviewer: what they say is in no unit.
    pub interviewers: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub talk: Span,
    /// From its beginning to that of the next; all turns together are the whole text.
    pub whole: Span,
    /// Number of the participant who speaks, if one does.
    pub speaker: Option<u32>,
}

impl Candidate {
    /// What of a document counts. `number` gives participants their numbers; `wanted` are those
    /// chosen, all when `None`.
    pub fn of(
        document: &Document,
        source: &Source,
        unit: Unit,
        wanted: Option<&[String]>,
        mut number: impl FnMut(String) -> u32,
    ) -> Candidate {
        let structure = &document.structure;
        let length = document.text.len();
        // By speaker: whether chosen, and the participant's number.
        let mut speakers = Vec::with_capacity(structure.speakers.len());
        for speaker in &structure.speakers {
            let name = source.participant(speaker);
            let named = |wanted: &[String]| name.as_ref().is_some_and(|n| wanted.contains(n));
            speakers.push((wanted.is_none_or(named), name.map(&mut number)));
        }
        let spoken = structure.turns.iter().any(|t| t.speaker.is_some());
        let speech = Speech {
            spoken,
            unspoken: !spoken,
            interviewers: speakers.iter().any(|(_, number)| number.is_none()),
        };
        let of = |turn: &Turn| speakers.get(usize::from(turn.speaker?)).copied();
        let mut turns = Vec::with_capacity(structure.turns.len());
        for (n, turn) in structure.turns.iter().enumerate() {
            let next = structure.turns.get(n + 1);
            turns.push(Stretch {
                talk: talk(turn),
                whole: Span {
                    start: if n == 0 { 0 } else { turn.span.start },
                    end: next.map_or(length, |t| t.span.start),
                },
                speaker: of(turn).and_then(|(_, number)| number),
            });
        }
        let counts = |turn: u32| match structure.turns.get(turn as usize).and_then(of) {
            Some((chosen, _)) => chosen,
            None => wanted.is_none(),
        };
        let mut units = units_by_turn(document, source, unit);
        units.retain(|(_, turn)| counts(*turn));
        let stretches = match wanted {
            None => vec![Span {
                start: 0,
                end: length,
            }],
            Some(_) => (0..)
                .zip(&turns)
                .filter(|(n, _)| counts(*n))
                .map(|(_, t)| t.talk)
                .collect(),
        };
        Candidate {
            length,
            unit_turns: units.iter().map(|(_, turn)| *turn).collect(),
            units: units.into_iter().map(|(span, _)| span).collect(),
            turns,
            stretches,
            speech,
        }
    }

    /// Number of the participant a unit belongs to.
    pub fn speaker(&self, unit: usize) -> Option<u32> {
        let turn = *self.unit_turns.get(unit)?;
        self.turns.get(turn as usize)?.speaker
    }

    /// The turn at a position, or the nearest one before it.
    pub fn turn_at(&self, at: u32) -> usize {
        let next = self.turns.partition_point(|t| t.whole.start <= at);
        next.saturating_sub(1)
    }
}

/// What of a span lies in these stretches.
pub(super) fn clipped(span: Span, stretches: &[Span]) -> Vec<Span> {
    let first = stretches.partition_point(|s| s.end <= span.start);
    let meets = |s: &&Span| s.start < span.end;
    let cut = |s: &Span| Span {
        start: s.start.max(span.start),
        end: s.end.min(span.end),
    };
    stretches[first..]
        .iter()
        .take_while(meets)
        .map(cut)
        .collect()
}

/// Marks as they lie in the text that these stretches make when they are put one after another.
pub(super) fn projected(marks: &[Mark], stretches: &[Span]) -> Vec<Mark> {
    let mut offsets = Vec::with_capacity(stretches.len());
    let mut length = 0;
    for stretch in stretches {
        offsets.push(length);
        length += stretch.len();
    }
    let mut all = Vec::new();
    for mark in marks {
        let first = stretches.partition_point(|s| s.end <= mark.span.start);
        for (stretch, offset) in stretches[first..].iter().zip(&offsets[first..]) {
            if stretch.start >= mark.span.end {
                break;
            }
            let start = mark.span.start.max(stretch.start) - stretch.start + offset;
            let end = mark.span.end.min(stretch.end) - stretch.start + offset;
            all.push(Mark::new(mark.code, start, end));
        }
    }
    all
}
