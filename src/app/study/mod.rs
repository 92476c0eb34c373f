//! The Study screen: sources, coders, rounds, progress.

mod basis;
mod doing;
mod planned;
mod proposing;
mod rounds;
mod starting;
mod submitting;

use super::keymap::Scope;
use super::list::List;
use super::screen::{Area, Frame, WIDE};
use crate::model::ids::SourceId;

/// Which pane has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StudyPane {
    /// Sources.
    #[default]
    Sources,
    /// Rounds.
    Rounds,
}

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// Pane in focus.
    pub pane: StudyPane,
    /// Cursor among sources.
    pub sources: List,
    /// Cursor among rounds.
    pub rounds: List,
    /// Sources marked for a new round.
    pub marked: Vec<SourceId>,
    /// Where what a round starts from has been copied in this sitting.
    pub(in crate::app) begun: starting::Begun,
    /// Where the findings of the source under the cursor come from: of which state of the view and
    /// which source, in words.
    basis: Option<((u64, usize), String)>,
}

/// Rows each round takes in its pane.
pub const ROUND_ROWS: u16 = 3;

/// Where the panes stand: sources, rounds.
pub fn places(width: u16, height: u16) -> (Area, Area) {
    let body = Frame::of(width, height).body;
    if width >= WIDE {
        body.split_left(body.width * 11 / 20)
    } else {
        body.split_top(body.height * 11 / 20)
    }
}

impl Study {
    /// Who has the keyboard.
    pub fn scope(&self) -> Scope {
        match self.pane {
            StudyPane::Sources => Scope::Study,
            StudyPane::Rounds => Scope::Rounds,
        }
    }
}
