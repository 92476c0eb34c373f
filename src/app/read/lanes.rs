//! The margin: one lane per overlapping coding, lane 0 nearest the text.

use crate::model::code::Colour;
use crate::model::coding::MemoOn;
use crate::model::ids::{CodeId, CoderId, CodingId, SourceId};
use crate::model::text::Span;
use crate::model::view::View;
use std::ops::Deref;

/// Whose codings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// One's own only.
    #[default]
    Hidden,
    /// Everybody's that may be seen.
    Shown,
}

/// Number of a lane, 0 nearest the text; [`LANES`] is beyond them all.
pub type Lane = usize;

/// A coding as the margin shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub id: CodingId,
    pub coder: CoderId,
    pub span: Span,
    /// Code, aliases resolved.
    pub code: CodeId,
    pub key: char,
    pub colour: Colour,
    pub lane: Lane,
    pub certain: bool,
}

/// As many lanes as the widest margin has; what finds none free is beyond them all.
pub(super) const LANES: usize = 4;

/// So many marks are passed over at once where none of them reaches far enough.
const RUN: usize = 64;

/// The codings of a source, by position.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    all: Vec<Mark>,
    /// How far the marks of each run reach.
    reach: Vec<u32>,
}

impl Deref for Marks {
    type Target = [Mark];
    fn deref(&self) -> &[Mark] {
        &self.all
    }
}

impl Marks {
    /// Marks in order of position.
    fn new(all: Vec<Mark>) -> Marks {
        let reach = |run: &[Mark]| run.iter().map(|m| m.span.end).max().unwrap_or(0);
        Marks {
            reach: all.chunks(RUN).map(reach).collect(),
            all,
        }
    }

    /// Those that touch a stretch, by position.
    pub fn touching(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let begun = self.all.partition_point(|m| m.span.start < span.end);
        let runs = self.all[..begun].chunks(RUN).zip(&self.reach);
        let reaching = runs.filter(move |(_, reach)| **reach > span.start);
        let marks = reaching.flat_map(|(run, _)| run);
        marks.filter(move |m| m.span.overlap(span) > 0)
    }
}

/// The codings of a source with their lanes, by position.
pub(super) fn arrange(view: &View, source: &SourceId, me: &CoderId, others: Others) -> Marks {
    let mut ends = [0; LANES];
    let mut marks = Vec::new();
    let shown = |c: &&crate::model::coding::Coding| others == Others::Shown || c.coder == *me;
    for coding in view.codings_in(source).filter(shown) {
        let code = view.codebook().get(coding.code);
        let free = ends.iter().position(|end| *end <= coding.span.start);
        if let Some(lane) = free {
            ends[lane] = coding.span.end;
        }
        marks.push(Mark {
            id: coding.id,
            coder: coding.coder.clone(),
            span: coding.span,
            code: view.codebook().resolve(coding.code),
            key: code.map_or('?', |c| c.key),
            colour: code.map_or(Colour::Blue, |c| c.colour),
            lane: free.unwrap_or(LANES),
            certain: coding.certain,
        });
    }
    Marks::new(marks)
}

/// Where the stretches and the codings shown begin that memos are on, in order.
pub(super) fn noted(view: &View, source: &SourceId, shown: &Marks) -> Vec<u32> {
    let memos = view.memos_of_source(source);
    let stretches = memos.filter_map(|memo| match memo.on {
        MemoOn::Segment(_, span) => Some(span.start),
        _ => None,
    });
    let has_memo = |id| view.memos_on(&MemoOn::Coding(id)).next().is_some();
    let codings = shown.iter().filter(|m| has_memo(m.id));
    let mut all: Vec<u32> = stretches.chain(codings.map(|m| m.span.start)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn those_that_touch_a_stretch_are_all_that_touch_it(
            spans in prop::collection::vec((0..900u32, 0..40u32, any::<bool>()), 0..300),
            at in (0..900u32, 0..50u32),
        ) {
            let mark = |(start, long, longer): &(u32, u32, bool)| Mark {
                id: CodingId(Uuid::nil()),
                coder: "ana".parse().unwrap(),
                span: Span { start: *start, end: start + long + u32::from(*longer) * 300 },
                code: CodeId(Uuid::nil()),
                key: 'h',
                colour: Colour::Blue,
                lane: 0,
                certain: true,
            };
            let mut all: Vec<Mark> = spans.iter().map(mark).collect();
            all.sort_by_key(|m| (m.span.start, m.span.end));
            let span = Span { start: at.0, end: at.0 + at.1 };
            let marks = Marks::new(all.clone());
            let found: Vec<&Mark> = marks.touching(span).collect();
            let touching: Vec<&Mark> = all.iter().filter(|m| m.span.overlap(span) > 0).collect();
            prop_assert_eq!(found, touching);
        }
    }
}
