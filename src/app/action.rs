//! What reaches the application: keys, the mouse, time, outcomes.

use super::command::Command;
use super::key::Key;
use crate::work::effect::Outcome;

/// Panes that lists stand in, over all screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    Sources,
    Rounds,
    Text,
    Codes,
    Codebook,
    Hits,
    Queue,
    Passage,
    Clauses,
    Agreement,
    Suggested,
    Matrix,
    Quotes,
    Outline,
    Map,
    People,
    Speakers,
    Words,
    /// Where a word stands, or what stands beside it.
    Places,
    Groups,
    /// Codes mapped to a framework.
    Mapped,
}

/// What reaches the application.
#[derive(Clone, Debug)]
pub enum Action {
    Key(Key),
    Paste(String),
    Mouse(Mouse),
    /// The screen has this size, in cells.
    Resize(u16, u16),
    /// Time passed: milliseconds since 1970.
    Tick(u64),
    Done(Outcome),
    /// The first of what was typed while something was being saved is to be done now.
    GoOn,
}

impl Action {
    /// Whether somebody asked for one thing by it: a wheel turned further than a list goes did not.
    pub(super) fn is_typed(&self) -> bool {
        match self {
            Action::Key(_) => true,
            Action::Mouse(mouse) => matches!(mouse.target, Some(Target::Hint(_))),
            _ => false,
        }
    }

    /// Whether it has to wait while something is being saved: what it does depends on the study,
    /// and what is being saved is about to change that. Stopping the program for the shell does not.
    pub(super) fn waits(&self) -> bool {
        match self {
            Action::Key(key) => !key.suspends(),
            Action::Paste(_) | Action::Mouse(_) => true,
            Action::Done(outcome) => matches!(outcome, Outcome::CodebookRead(_)),
            Action::Resize(..) | Action::Tick(_) | Action::GoOn => false,
        }
    }
}

/// What the mouse did, where, and on what as the last drawing said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub kind: MouseKind,
    pub x: u16,
    pub y: u16,
    pub target: Option<Target>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MouseUse {
    #[default]
    On,
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    Down,
    Drag,
    Up,
    ScrollUp,
    ScrollDown,
}

/// Something that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Hint(Command),
    /// A row of the list in a pane, counted from the list's beginning.
    Row(Pane, usize),
    /// A cell of a table: row and column.
    Cell(usize, usize),
    Heading(usize),
    /// A pane, anywhere else.
    Pane(Pane),
    /// A row of text in Read & code, counted from the beginning.
    TextRow(usize),
    OverlayRow(usize),
}

impl From<Key> for Action {
    fn from(key: Key) -> Action {
        Action::Key(key)
    }
}
