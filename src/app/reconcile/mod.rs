//! The Reconcile screen: what the coders of a round coded differently, and how they settle it.
//!
//! What is shown is a queue of items; a verdict on one is an event of its own and touches nobody's
//! codings. The screen moves on by itself to the next item that waits for the one at the keyboard.

mod alike;
mod amended;
mod another;
mod assenting;
mod by_code;
mod clauses;
mod comparing;
mod ends;
mod filters;
mod naming;
mod passage;
mod places;
mod present;
mod queue;
mod reason;
mod recording;
mod remarks;
mod ruling;
mod sheet;
mod summing;
#[cfg(test)]
mod tests;
mod voting;

pub use ends::Ends;
pub use filters::Only;
pub use passage::{Passage, Stretch, coders_under, stretch};
pub use places::{Places, places};
pub use queue::{Shows, kind_word, stand_word};
pub use ruling::Coming;
pub use sheet::{Sheet, Stand, progress};
pub use voting::Poll;

use super::App;
use super::available::is_of;
use super::command::Command;
use super::keymap::Scope;
use super::list::List;
use super::overlay::{Purpose, Value};
use crate::model::ids::{CodeId, CoderId, CodingId, RoundId};
use crate::model::snapshot::NotYet;
use crate::model::verdict::ReasonKind;
pub use crate::reconcile::item::Item;
use crate::reconcile::order::Order;
use crate::reconcile::progress::Progress;
use crate::reconcile::shelf::Shelf;
use crate::work::effect::Effect;
use ruling::{Awaiting, Given};
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
    /// The round it was said for in this sitting.
    sits_over: Option<RoundId>,
    /// The round side by side.
    pub sheet: Option<Arc<Sheet>>,
    /// Why there is nothing to compare, if so.
    pub not_yet: Option<NotYet>,
    /// Where every item stands.
    pub stands: Vec<Stand>,
    /// How far that is.
    pub far: Progress,
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
    /// Only items with these are shown; all where it is empty.
    pub only: Vec<Only>,
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
    /// A hidden vote, under way or revealed and not yet taken up by a verdict.
    pub poll: Option<Poll>,
    /// The code whose clause the next verdict on an item rests on.
    pub rests_on: Option<(usize, CodeId)>,
    /// The code of an item that is ruled on alone.
    code_ruled: Option<(usize, CodeId)>,
    /// A verdict or key that waits for an answer.
    awaiting: Option<Awaiting>,
    /// The verdict a list of items alike is shown for.
    pattern: Option<Given>,
    /// The item to begin at, as remembered.
    pub(super) resume: Option<(RoundId, CodingId)>,
    /// The verdict given last, as long as nothing else was done.
    given: Option<Given>,
    /// Items ruled on whose verdicts are not on disk yet.
    unsaved: Vec<usize>,
    /// Places of all items in the queue's order, and what that rests on.
    ordered: queue::Ordered,
    pub(super) shelf: Shelf,
    texts_came: bool,
    /// The round and version of the view the sheet was last compared with.
    fresh: (Option<RoundId>, u64),
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

    /// More texts of it are being loaded.
    pub(super) fn texts_are_coming(&mut self) {
        self.texts_came = false;
    }

    /// Leaves what is under way; says whether there was anything.
    pub(super) fn step_back(&mut self) -> bool {
        if self.poll.as_ref().is_some_and(|p| p.next().is_some()) {
            self.poll = None;
            return true;
        }
        if self.ends.take().is_some() || self.code_ruled.take().is_some() {
            return true;
        }
        if self.pane != Pane::Queue {
            self.pane = Pane::Queue;
            return true;
        }
        if !self.only.is_empty() {
            self.only.clear();
            (self.shows, self.version) = (Shows::Differences, 0);
            return true;
        }
        false
    }

    /// What keys change of it.
    pub(super) fn glance(&self) -> String {
        let at = (
            self.round,
            self.list,
            self.at,
            self.pane,
            self.clauses_top,
            self.passage.top,
        );
        let queue = (self.order, self.shows, &self.only);
        let verdict = (
            &self.reason,
            self.kind,
            &self.present,
            self.rests_on,
            self.code_ruled,
        );
        let polled = self.poll.as_ref().map(|p| (p.place, p.far()));
        let ends = self.ends.as_ref().map(|e| e.reading.glance());
        format!("{:?}", (at, queue, verdict, polled, ends))
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
        self.reconcile.awaiting = None;
        if self.is_voting() {
            return self.vote_command(command);
        }
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
            Command::RestsOn => self.ask_rests_on(),
            Command::FilterQueue => self.ask_filter(),
            Command::Summary => self.show_summary(),
            Command::Minutes => self.write_minutes(),
            Command::SettleAlike => self.ask_alike(),
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
            | Command::Vote
            | Command::CodeByCode
            | Command::Reopen
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
        let page = usize::from(area.inner().height).max(1);
        let Some(by) = command.rows(page) else {
            return Vec::new();
        };
        match state.pane {
            Pane::Queue => {
                state.list.step(by, state.rows.len(), page);
                state.look_at_cursor();
            }
            Pane::Passage => state.passage.scroll(by),
            Pane::Clauses => {
                state.clauses_top = state.clauses_top.saturating_add_signed(by).min(200)
            }
        }
        Vec::new()
    }

    /// Whether a hidden vote is under way.
    pub fn is_voting(&self) -> bool {
        let poll = self.reconcile.poll.as_ref();
        poll.is_some_and(|p| p.next().is_some())
    }

    /// Goes on with what was picked for this screen.
    pub(super) fn reconcile_picked(
        &mut self,
        purpose: &Purpose,
        values: &[Value],
        created: Option<String>,
    ) -> Vec<Effect> {
        match (purpose, values.first()) {
            (Purpose::AnotherCode, first) => {
                let code = match first {
                    Some(Value::Code(code)) => Some(*code),
                    _ => None,
                };
                self.rule_another(code, created)
            }
            (Purpose::CodeRuled, Some(Value::Code(code))) => self.set_code_ruled(Some(*code)),
            (Purpose::CodeRuled, _) => self.set_code_ruled(None),
            (Purpose::AmendClause, Some(Value::Number(n))) => self.amend(*n),
            (Purpose::RestsOn, Some(Value::Code(code))) => self.set_rests_on(*code),
            (Purpose::Reason, Some(Value::Text(words))) => self.earlier_reason(words.clone()),
            (Purpose::Reason, _) => self.give_reason(created.unwrap_or_default(), None),
            (Purpose::ReasonKinds, Some(Value::Reason(kind))) => self.set_reason_kind(*kind),
            (Purpose::Present, _) => self.set_present(values),
            (Purpose::FilterQueue, _) => self.set_filters(values),
            (Purpose::SettleAlike, _) => self.settle_alike(values),
            _ => Vec::new(),
        }
    }

    /// Goes on with a reason that was typed.
    pub(super) fn reconcile_entered(&mut self, text: String) -> Vec<Effect> {
        self.give_reason(text, None)
    }

    /// The item looked at, as it is remembered.
    pub(super) fn reconciling(&self) -> Option<(RoundId, CodingId)> {
        let sheet = self.reconcile.sheet.as_ref()?;
        Some((sheet.round.id, *self.reconcile.item()?.key.first()?))
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
                | Command::Vote
                | Command::CodeByCode
                | Command::Reopen
                | Command::Assent
                | Command::Pinned(_)
        );
        let about_item =
            rules || matches!(command, Command::Open | Command::Define | Command::RestsOn);
        if about_item && self.reconcile.item().is_none() {
            return Err("there is nothing to settle here".to_owned());
        }
        let moves = matches!(command, Command::NextPane | Command::PreviousPane);
        let own = moves || is_of(command, Scope::Reconcile);
        let always = matches!(command, Command::NextRound | Command::Present);
        if own && !always && self.reconcile.sheet.is_none() {
            return Err("there is nothing to settle here".to_owned());
        }
        match command {
            Command::Find if self.reconcile.ends.is_some() => {
                Err("choose the stretch first: Enter keeps it, Esc leaves it".to_owned())
            }
            Command::Assent => self.may_assent().map(drop),
            Command::Reopen => self.may_reopen(),
            Command::CodeByCode => self.may_rule_code_by_code(),
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
