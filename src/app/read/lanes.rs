//! The margin: one lane per overlapping coding, lane 0 nearest the text.

use crate::model::code::Colour;
use crate::model::ids::{CodeId, CoderId, CodingId, SourceId};
use crate::model::text::Span;
use crate::model::view::View;

/// Whose codings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// One's own only.
    #[default]
    Hidden,
    /// Everybody's that may be seen.
    Shown,
}

/// Number of a lane, 0 nearest the text.
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

/// The codings of a source with their lanes, by position.
pub(super) fn arrange(view: &View, source: &SourceId, me: &CoderId, others: Others) -> Vec<Mark> {
    let mut ends: Vec<u32> = Vec::new();
    let mut marks = Vec::new();
    let shown = |c: &&crate::model::coding::Coding| others == Others::Shown || c.coder == *me;
    for coding in view.codings_in(source).filter(shown) {
        let code = view.codebook().get(coding.code);
        let lane = ends
            .iter()
            .position(|end| *end <= coding.span.start)
            .unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = coding.span.end,
            None => ends.push(coding.span.end),
        }
        marks.push(Mark {
            id: coding.id,
            coder: coding.coder.clone(),
            span: coding.span,
            code: view.codebook().resolve(coding.code),
            key: code.map_or('?', |c| c.key),
            colour: code.map_or(Colour::Blue, |c| c.colour),
            lane,
            certain: coding.certain,
        });
    }
    marks
}
