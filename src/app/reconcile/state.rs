//! The state of the screen, and where things stand on it.

use super::given::{Awaiting, Given};
use super::panes::{Pane, panes};
use super::passage::Passage;
use super::poll::Poll;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::list::List;
use crate::app::read::Read;
use crate::model::coding::MemoOn;
use crate::model::ids::{CodeId, CoderId, CodingId, RoundId, SourceId, VerdictId};
use crate::model::text::Span;
use crate::model::verdict::ReasonKind;
use crate::reconcile::item::Item;
use crate::reconcile::queue::{Arranged, Queue, Shows};
use crate::reconcile::sheet::Sheet;
use crate::reconcile::stand::Stand;
use crate::work::effect::Effect;
use std::sync::Arc;

/// A stretch being chosen.
#[derive(Clone, Debug)]
pub struct Ends {
    /// The item the verdict will be about, by its place in the sheet.
    pub place: usize,
    /// Cursor and selection, moved as in Read & code.
    pub reading: Read,
}

impl Ends {
    /// The stretch chosen, without white space at its ends.
    pub fn span(&self) -> Option<Span> {
        let span = self.reading.selection()?;
        self.reading.document.as_ref()?.text.trimmed(span)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Reconcile {
    /// Who is present besides the one at the keyboard.
    pub present: Vec<CoderId>,
    pub present_for: Option<RoundId>,
    /// The round it was said for in this sitting.
    pub(super) sits_over: Option<RoundId>,
    /// The round side by side, as it was when places were taken from it; `None` until its queue is
    /// here.
    pub sheet: Option<Arc<Sheet>>,
    /// How many sheets there were before it.
    pub(super) sheets: u64,
    pub queue: Queue,
    pub list: List,
    /// The item looked at, by its place in the sheet.
    pub at: Option<usize>,
    /// How the queue is to be arranged; it is so at once, or as soon as the worker answers.
    pub wanted: Arranged,
    /// What the worker was asked for.
    pub(super) asked: Option<Arranged>,
    /// The cursor goes to the first item that waits, once the queue is as wanted.
    pub(super) lands: bool,
    pub pane: Pane,
    /// First line of the clauses shown.
    pub clauses_top: usize,
    pub passage: Passage,
    /// A stretch being chosen for the verdict.
    pub ends: Option<Ends>,
    /// Reason of the next verdict.
    pub reason: String,
    pub kind: ReasonKind,
    /// A hidden vote, under way or revealed and not yet taken up by a verdict.
    pub poll: Option<Poll>,
    /// The code whose clause the next verdict on an item rests on.
    pub rests_on: Option<(usize, CodeId)>,
    /// The code of an item that is ruled on alone.
    pub(super) code_ruled: Option<(usize, CodeId)>,
    /// A verdict or key that waits for an answer.
    pub(super) awaiting: Option<Awaiting>,
    /// The verdict a list of items alike is shown for.
    pub(super) pattern: Option<Given>,
    /// The item to begin at, as remembered.
    pub(crate) resume: Option<(RoundId, CodingId)>,
    /// The verdict given last, as long as nothing else was done.
    pub(super) given: Option<Given>,
    /// Items ruled on whose verdicts are not on disk yet.
    pub(super) unsaved: Vec<usize>,
    pub(super) scrolled: Option<(usize, (u16, u16))>,
}

impl Reconcile {
    pub fn item(&self) -> Option<&Item> {
        self.sheet.as_ref()?.items().get(self.at?)
    }

    /// Where the text of the item looked at is now.
    pub(super) fn place(&self, cx: &Context) -> Option<(SourceId, Span)> {
        let (item, round) = (self.item()?, self.sheet.as_ref().map(|s| &s.round)?);
        let span = cx.now(round, &item.source, item.span);
        Some((item.source.clone(), span))
    }

    /// The memos on the verdict, on those it came in the place of, and on the passage. A new one is on
    /// the verdict, or on the passage before there is one.
    pub(super) fn memos_here(&self, cx: &mut Context) -> Vec<Effect> {
        let round = self.sheet.as_ref().map(|s| s.round.id);
        let verdicts = round.zip(self.item());
        let verdicts = verdicts.map(|(r, item)| cx.view.verdicts(r, &item.key));
        let before = verdicts.unwrap_or_default().iter();
        let mut ids: Vec<VerdictId> = before
            .flat_map(|v| v.instead_of.iter().copied().chain([v.id]))
            .collect();
        let last = ids.pop();
        let passage = self.place(cx);
        let passage = passage.map(|(source, span)| MemoOn::Segment(source, span));
        let mut also: Vec<MemoOn> = ids.into_iter().map(MemoOn::Verdict).collect();
        match (last, passage) {
            (Some(verdict), passage) => {
                also.extend(passage);
                cx.memos_on_all(MemoOn::Verdict(verdict), also)
            }
            (None, Some(passage)) => cx.memos_on(passage),
            (None, None) => Vec::new(),
        }
    }

    /// Where the item looked at stands.
    pub fn stand(&self) -> Option<Stand> {
        self.queue.stands.get(self.at?).copied()
    }

    pub(super) fn moved(&mut self, command: Command, cx: &Context) {
        let panes = panes(cx.size.0, cx.size.1, self.pane);
        let state = &mut *self;
        let area = match state.pane {
            Pane::Queue => panes.queue,
            Pane::Passage => panes.passage,
            Pane::Clauses => panes.clauses.unwrap_or_default(),
        };
        let page = usize::from(area.inner().height).max(1);
        let Some(by) = command.rows(page) else {
            return;
        };
        match state.pane {
            Pane::Queue => {
                state.list.step(by, state.queue.rows.len(), page);
                state.look_at_cursor();
            }
            Pane::Passage => {
                if let Some(document) = state.passage_document(cx) {
                    state.passage.scroll(by, &document);
                }
            }
            Pane::Clauses => {
                state.clauses_top = state.clauses_top.saturating_add_signed(by).min(200)
            }
        }
    }

    /// Whether a hidden vote is under way.
    pub fn is_voting(&self) -> bool {
        let poll = self.poll.as_ref();
        poll.is_some_and(|p| p.next().is_some())
    }

    /// The item looked at, as it is remembered.
    pub(crate) fn reconciling(&self) -> Option<(RoundId, CodingId)> {
        let sheet = self.sheet.as_ref()?;
        Some((sheet.round.id, *self.item()?.key.first()?))
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
        if !self.wanted.only.is_empty() {
            self.wanted.only.clear();
            self.wanted.shows = Shows::Differences;
            return true;
        }
        false
    }
}
