//! The Study screen: sources, coders, rounds, progress.

mod doing;
mod rounds;
pub use rounds::{check_plan, submission};

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
}

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
