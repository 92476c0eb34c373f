//! The state of the screen, and where things stand on it.

use crate::app::list::List;
use crate::app::screen::{Area, Frame, WIDE};
use crate::model::ids::SourceId;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StudyPane {
    #[default]
    Sources,
    Rounds,
}

#[derive(Clone, Debug, Default)]
pub struct Study {
    pub pane: StudyPane,
    pub sources: List,
    pub rounds: List,
    /// Sources marked for a new round.
    pub marked: Vec<SourceId>,
    /// Where the findings of the source under the cursor come from: of which state of the view and
    /// which source, in words.
    pub(super) basis: Option<((u64, usize), String)>,
}

/// Rows each round takes in its pane.
pub const ROUND_ROWS: u16 = 3;

/// Where the panes stand: sources, rounds.
pub fn panes(width: u16, height: u16) -> (Area, Area) {
    let body = Frame::of(width, height).body;
    if width >= WIDE {
        body.split_left(body.width * 11 / 20)
    } else {
        body.split_top(body.height * 11 / 20)
    }
}
