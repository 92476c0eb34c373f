//! The Reconcile screen: what the coders of a round coded differently, and how they settle it.
//!
//! What is shown is a queue of items; a verdict on one is an event of its own and touches nobody's
//! codings. The screen moves on by itself to the next item that waits for the one at the keyboard.

mod clauses;
mod comparing;
mod copies;
mod ends;
mod passage;
mod places;
mod present;
mod queue;
mod reason;
mod ruling;
mod sheet;
#[cfg(test)]
mod tests;

pub use ends::Ends;
pub use passage::{Passage, Stretch, coders_under, stretch};
pub use places::{Places, places};
pub use queue::{Shows, kind_word};
pub use ruling::ruling_words;
pub use sheet::{Sheet, Stand, progress};

use super::App;
use super::command::Command;
use super::effect::Effect;
use super::list::List;
use crate::model::ids::{CodeId, CoderId, CodingId, RoundId};
use crate::model::snapshot::NotYet;
use crate::model::verdict::ReasonKind;
pub use crate::reconcile::item::Item;
use crate::reconcile::order::Order;
use crate::reconcile::shelf::Shelf;
use ruling::Given;
use std::sync::Arc;

/// Which pane has the arrows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The queue.
    #[default]
    Queue,
    /// The text.
    Passage,
    /// The clauses of the codes.
    Clauses,
}

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Reconcile {
    /// The round compared, here and on the Agreement screen.
    pub round: Option<RoundId>,
    /// Who is present besides the one at the keyboard.
    pub present: Vec<CoderId>,
    /// Over which round.
    pub present_for: Option<RoundId>,
    /// The round side by side.
    pub sheet: Option<Arc<Sheet>>,
    /// Why there is nothing to compare, if so.
    pub not_yet: Option<NotYet>,
    /// Where every item stands.
    pub stands: Vec<Stand>,
    /// Items in the queue as shown, by their place in the sheet.
    pub rows: Vec<usize>,
    /// Cursor in the queue.
    pub list: List,
    /// The item looked at, by its place in the sheet.
    pub at: Option<usize>,
    /// Order of the queue.
    pub order: Order,
    /// Which items are shown.
    pub shows: Shows,
    /// Only items with this code are shown.
    pub only: Option<CodeId>,
    /// Pane in focus.
    pub pane: Pane,
    /// First line of the clauses shown.
    pub clauses_top: usize,
    /// The text around the item.
    pub passage: Passage,
    /// A stretch being chosen for the verdict.
    pub ends: Option<Ends>,
    /// Reason of the next verdict.
    pub reason: String,
    /// Kind of reason of the next verdicts.
    pub kind: ReasonKind,
    /// The item to begin at, as remembered.
    pub(super) resume: Option<(RoundId, CodingId)>,
    /// The verdict given last, as long as nothing else was done.
    given: Option<Given>,
    /// Items ruled on whose verdicts are not on disk yet.
    unsaved: Vec<usize>,
    /// Places of all items in the queue's order, and what that rests on.
    ordered: queue::Ordered,
    shelf: Shelf,
    texts_came: bool,
    scrolled: Option<(usize, (u16, u16))>,
    version: u64,
}

impl Reconcile {
    /// Texts arrived, or could not be had.
    pub(super) fn stale(&mut self) {
        self.texts_came = true;
    }

    /// Whether loading of the round's texts is over.
    pub(super) fn texts_came(&self) -> bool {
        self.texts_came
    }

    /// Leaves what is under way; says whether there was anything.
    pub(super) fn step_back(&mut self) -> bool {
        if self.ends.take().is_some() {
            return true;
        }
        if self.pane != Pane::Queue {
            self.pane = Pane::Queue;
            return true;
        }
        if self.only.take().is_some() {
            (self.shows, self.version) = (Shows::Differences, 0);
            return true;
        }
        false
    }

    /// The item looked at.
    pub fn item(&self) -> Option<&Item> {
        self.sheet.as_ref()?.items().get(self.at?)
    }

    /// Where the item looked at stands.
    pub fn stand(&self) -> Option<Stand> {
        self.stands.get(self.at?).copied()
    }
}

impl App {
    /// Runs a command of the Reconcile screen.
    pub(super) fn reconcile_command(&mut self, command: Command) -> Vec<Effect> {
        if self.reconcile.ends.is_some() {
            return self.ends_command(command);
        }
        match command {
            Command::NextRound => {
                let effects = self.next_compared();
                self.refresh_reconcile();
                self.resume();
                effects
            }
            Command::SortOrder => self.next_order(),
            Command::ToggleOthers => self.next_shows(),
            Command::NextPane | Command::PreviousPane => {
                self.reconcile.pane = match (self.reconcile.pane, command) {
                    (Pane::Queue, Command::NextPane) => Pane::Passage,
                    (Pane::Passage, Command::NextPane) => Pane::Clauses,
                    (Pane::Queue, _) => Pane::Clauses,
                    (Pane::Clauses, Command::PreviousPane) => Pane::Passage,
                    _ => Pane::Queue,
                };
                Vec::new()
            }
            Command::Open => match self.reconcile.item() {
                Some(item) => {
                    let (source, span) = (item.source.clone(), item.span);
                    self.open_source(source, Some(span))
                }
                None => Vec::new(),
            },
            Command::Define => self.ask_clause(),
            Command::Present => self.ask_present(),
            Command::Reason => self.ask_reason(),
            Command::ReasonKind => self.ask_reason_kind(),
            Command::Find => self.go_to_search(),
            Command::VerdictA
            | Command::VerdictB
            | Command::Pinned(_)
            | Command::VerdictBoth
            | Command::VerdictNeither
            | Command::VerdictKept
            | Command::VerdictPark
            | Command::VerdictSpan
            | Command::VerdictCode
            | Command::Assent => self.verdict_command(command),
            other => self.reconcile_moved(other),
        }
    }

    fn reconcile_moved(&mut self, command: Command) -> Vec<Effect> {
        let places = places(self.size.0, self.size.1, self.reconcile.pane);
        let state = &mut self.reconcile;
        let area = match state.pane {
            Pane::Queue => places.queue,
            Pane::Passage => places.passage,
            Pane::Clauses => places.clauses.unwrap_or_default(),
        };
        let page = usize::from(area.inner().height).max(1) as isize;
        let by = match command {
            Command::Up | Command::FindPrevious => -1,
            Command::Down | Command::FindNext => 1,
            Command::PageUp => -page,
            Command::PageDown => page,
            Command::HalfUp => -(page / 2).max(1),
            Command::HalfDown => (page / 2).max(1),
            Command::First => isize::MIN / 2,
            Command::Last => isize::MAX / 2,
            _ => return Vec::new(),
        };
        match state.pane {
            Pane::Queue => {
                state.list.step(by, state.rows.len(), page as usize);
                state.look_at_cursor();
            }
            Pane::Passage => state.passage.scroll(by),
            Pane::Clauses => {
                state.clauses_top = state.clauses_top.saturating_add_signed(by).min(200)
            }
        }
        Vec::new()
    }

    /// Why a command of this screen cannot be run now, if so.
    pub(super) fn reconcile_available(&self, command: Command) -> Result<(), String> {
        let rules = matches!(
            command,
            Command::VerdictA
                | Command::VerdictB
                | Command::VerdictBoth
                | Command::VerdictNeither
                | Command::VerdictSpan
                | Command::VerdictCode
                | Command::VerdictKept
                | Command::VerdictPark
                | Command::Assent
                | Command::Pinned(_)
        );
        let about_item = rules || matches!(command, Command::Open | Command::Define);
        if about_item && self.reconcile.item().is_none() {
            return Err("there is nothing to settle here".to_owned());
        }
        match command {
            Command::Assent => self.may_assent().map(drop),
            Command::Define => self.may_amend(),
            Command::VerdictSpan => match self.passage_document() {
                Some(_) => Ok(()),
                None => Err("the text is not loaded yet".to_owned()),
            },
            Command::Pinned(n) => match self.reconcile.sheet.as_ref().map(|s| s.coders().len()) {
                Some(many) if many >= usize::from(n) => Ok(()),
                _ => Err(format!("this round has no coder {n}")),
            },
            _ => Ok(()),
        }
    }
}
