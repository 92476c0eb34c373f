//! What the screen is made of: its panes, the text beside the hits, and what waits to be done.

use crate::acts::gathered::Extent;
use crate::app::reconcile::Passage;
use crate::app::screen::{Area, Frame, WIDE};
use crate::model::ids::{CodeId, SourceId};
use crate::model::text::Span;
use std::ops::Range;

/// Where the panes stand.
pub struct Panes {
    pub query: Area,
    /// Two rows each.
    pub hits: Area,
    /// The text around the hit at the cursor.
    pub text: Area,
}

/// Where the panes stand: the text beside the hits, or below them where there is no room.
pub fn panes(width: u16, height: u16) -> Panes {
    let (query, below) = Frame::of(width, height).body.split_top(3);
    let (hits, text) = match width >= WIDE {
        true => below.split_left(below.width / 2),
        false => below.split_top(below.height / 2 + 1),
    };
    Panes { query, hits, text }
}

/// The text shown, and what it was laid out for.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    pub passage: Passage,
    /// What is coded where the hit lies: “hope (ana)”.
    pub codes: Vec<String>,
    pub(super) shown: Option<(SourceId, Span, Area, u64)>,
    pub(super) asked: Option<SourceId>,
}

/// What waits until all of the hits chosen is at hand.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Code(Vec<CodeId>, Option<String>, Extent),
    Copy,
}

/// What is not here yet of the hits chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Missing {
    /// Where these lie, by their numbers.
    Hits(Range<usize>),
    Texts(Vec<SourceId>),
}
