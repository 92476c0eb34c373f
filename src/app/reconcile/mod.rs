//! The Reconcile screen: what the coders of a round coded differently, and how they settle it.
//!
//! What is shown is a queue of items; a verdict on one is an event of its own and touches nobody's
//! codings. The screen moves on by itself to the next item that waits for the one at the keyboard.

mod clauses;
mod copies;
mod ends;
mod figures;
mod passage;
mod places;
mod queue;
mod ruling;
mod sheet;
#[cfg(test)]
mod tests;

pub use ends::Ends;
pub use figures::{decimal, headline, percent, reached};
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
use crate::model::round::Round;
use crate::model::snapshot::NotYet;
use crate::model::verdict::ReasonKind;
pub use crate::reconcile::item::Item;
use crate::reconcile::order::Order;
use crate::reconcile::shelf::Shelf;
pub use crate::reconcile::standing::Standing;
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
    kept: figures::Kept,
    shelf: Shelf,
    texts_came: bool,
    scrolled: Option<(usize, (u16, u16), Pane)>,
    version: u64,
}

impl Reconcile {
    /// Texts arrived, or could not be had.
    pub(super) fn stale(&mut self) {
        self.texts_came = true;
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
    /// The round the Reconcile and Agreement screens are about.
    pub fn compared(&self) -> Option<&Round> {
        self.view.round(self.reconcile.round?)
    }

    pub(super) fn enter_reconcile(&mut self) -> Vec<Effect> {
        let effects = self.enter_compared();
        self.refresh_reconcile();
        self.resume();
        effects
    }

    /// Chooses a round if none is chosen, and asks for the texts it is over.
    pub(super) fn enter_compared(&mut self) -> Vec<Effect> {
        if self.compared().is_none() {
            self.reconcile.round = self.default_round();
        }
        self.refresh_sheet();
        let sources = match &self.reconcile.sheet {
            Some(sheet) => sheet.aligned.snapshot.sources.clone(),
            None => Vec::new(),
        };
        let effects = self.load_missing(&sources);
        self.reconcile.texts_came = effects.is_empty();
        effects
    }

    /// The latest round that is over with two submissions at least; else the latest two coders
    /// take part in.
    fn default_round(&self) -> Option<RoundId> {
        let rounds = || self.view.rounds().iter().rev();
        let over = rounds().find(|r| r.is_over() && r.submitted.len() > 1);
        let shared = || rounds().find(|r| r.plan.coders.len() > 1);
        over.or_else(shared).map(|r| r.id)
    }

    /// The next round of two coders or more.
    pub(super) fn next_compared(&mut self) -> Vec<Effect> {
        let shared = |r: &&Round| r.plan.coders.len() > 1;
        let rounds: Vec<RoundId> = self
            .view
            .rounds()
            .iter()
            .filter(shared)
            .map(|r| r.id)
            .collect();
        let at = rounds.iter().position(|r| Some(*r) == self.reconcile.round);
        match (rounds.len(), at) {
            (0, _) => {
                return self.say("there is no round of two coders yet: g s, then R plans one");
            }
            (1, Some(_)) => return self.say("there is no other round"),
            (many, at) => self.reconcile.round = Some(rounds[at.map_or(0, |at| (at + 1) % many)]),
        }
        let state = &mut self.reconcile;
        (state.at, state.only, state.given, state.ends) = (None, None, None, None);
        state.list = List::default();
        self.enter_compared()
    }

    /// Puts the round side by side, unless it is so already.
    fn refresh_sheet(&mut self) {
        let id = self.reconcile.round;
        let kept = self.reconcile.sheet.as_ref();
        if kept.is_some_and(|s| Some(s.round.id) == id && s.is_fresh(&self.view)) {
            return;
        }
        let state = &mut self.reconcile;
        let found = id.map(|id| Sheet::of(&self.view, id, &mut state.shelf));
        // The item looked at stays so where it is there still.
        let looked_at = state.item().and_then(|i| i.key.first().copied());
        state.kept.drop_all();
        state.passage.clear();
        (state.scrolled, state.version) = (None, 0);
        // Places are of the sheet they were taken from.
        (state.given, state.ends) = (None, None);
        state.unsaved.clear();
        state.ordered = queue::Ordered::default();
        (state.sheet, state.not_yet) = match found {
            Some(Ok(sheet)) => (Some(Arc::new(sheet)), None),
            Some(Err(why)) => (None, Some(why)),
            None => (None, None),
        };
        let sheet = state.sheet.as_ref();
        state.at = looked_at.and_then(|id| sheet?.place_of(id));
        if state.sheet.is_none() {
            (state.stands, state.rows) = (Vec::new(), Vec::new());
        }
    }

    /// Brings what the two screens show up to date with the view.
    pub(super) fn refresh_compared(&mut self) {
        self.refresh_sheet();
        let wanted = self.compared().is_some_and(|r| {
            r.plan.headline != crate::model::round::Headline::None
                || self.screen == super::screen::Screen::Agreement
        });
        if wanted {
            self.refresh_figures();
        }
    }

    pub(super) fn refresh_reconcile(&mut self) {
        self.refresh_compared();
        self.refresh_queue();
        self.refresh_passage();
    }

    fn refresh_passage(&mut self) {
        let (width, height) = self.size;
        let state = &mut self.reconcile;
        let (Some(at), Some(sheet)) = (state.at, state.sheet.clone()) else {
            state.passage.clear();
            return;
        };
        let item = &sheet.items()[at];
        let Some(document) = self.documents.get(&item.source) else {
            state.passage.clear();
            state.scrolled = None;
            return;
        };
        let area = state.text_area(width, height);
        state.passage.lay_out(document, area.width);
        // Which pane is in focus matters only to whether a small screen shows the clauses.
        let key = (at, (width, height), Pane::Queue);
        if state.scrolled != Some(key) {
            state
                .passage
                .scroll_to(item, document, usize::from(area.height));
            state.scrolled = Some(key);
            state.clauses_top = 0;
        }
        if let Some(cursor) = state.ends.as_ref().map(|e| e.reading.cursor) {
            state
                .passage
                .show(cursor, item, document, usize::from(area.height));
        }
    }

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
