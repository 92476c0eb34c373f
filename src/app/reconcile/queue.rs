//! The queue: which items are shown, in which order, and which comes next.

use super::{Reconcile, panes};
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::model::ids::CodingId;
use crate::reconcile::item::ItemKind;
use crate::reconcile::order::Order;
use crate::reconcile::queue::Shows;
use crate::reconcile::stand::Stand;
use crate::work::effect::Effect;

/// Orders offered, in turn. The queue does not reorder itself under a pair's hands, so none that
/// depends on what is settled is among them.
const ORDERS: [Order; 6] = [
    Order::Source,
    Order::Code,
    Order::Kind,
    Order::WorstFirst,
    Order::RarestFirst,
    Order::UnsureFirst,
];

/// A word for a kind that fits a narrow column.
pub fn kind_word(kind: &ItemKind) -> String {
    match kind {
        ItemKind::DifferentCode => "code".into(),
        ItemKind::ParentChild => "parent".into(),
        ItemKind::BoundaryWithin => "by rule".into(),
        other => other.word(),
    }
}

impl Reconcile {
    /// Looks at the item under the cursor of the queue.
    pub(super) fn look_at_cursor(&mut self) {
        self.at = self.queue.rows.get(self.list.at).copied();
        (self.given, self.code_ruled) = (None, None);
    }

    /// Looks at an item of the queue as shown.
    pub(super) fn look_at(&mut self, place: usize, page: usize) {
        if let Some(row) = self.queue.row_of(place) {
            self.list.go(row, self.queue.rows.len(), page);
            self.at = Some(place);
        }
    }

    /// The next item after this one that waits for the one at the keyboard, round the end.
    pub(super) fn next_waiting(&self, after: Option<usize>) -> Option<usize> {
        let from = after.and_then(|place| self.queue.row_of(place));
        let from = from.map_or(0, |f| f + 1);
        let waits = |p: &&usize| {
            Some(**p) != after && self.queue.stands[**p].waits() && !self.unsaved.contains(*p)
        };
        let rows = &self.queue.rows;
        let (before, rest) = rows.split_at(from.min(rows.len()));
        rest.iter().chain(before).find(waits).copied()
    }
}

impl Reconcile {
    pub(super) fn queue_page(&self, cx: &Context) -> usize {
        let area = panes(cx.size.0, cx.size.1, self.pane).queue;
        usize::from(area.inner().height).max(1)
    }

    /// Goes to where the pair stopped, else to the first item that waits.
    pub(super) fn resume(&mut self, cx: &Context) {
        let page = self.queue_page(cx);
        let state = &mut *self;
        let here = |(round, id): (_, CodingId)| {
            let sheet = state.sheet.as_ref().filter(|s| s.round.id == round)?;
            sheet.place_of(id)
        };
        let remembered = state.resume.take().and_then(here);
        let waits = |p: &usize| state.queue.stands.get(*p).is_some_and(|s| s.waits());
        let to = remembered.filter(waits).or_else(|| {
            let from = remembered.or(state.at.filter(|_| state.list.at > 0));
            match from {
                Some(at) if waits(&at) => Some(at),
                from => state.next_waiting(from),
            }
        });
        if let Some(place) = to.or(remembered) {
            state.look_at(place, page);
        }
        self.refresh_passage(cx);
    }

    /// Moves on to the next item that waits; says so when there is none.
    pub(super) fn move_on(&mut self, from: usize, cx: &mut Context) {
        let page = self.queue_page(cx);
        match self.next_waiting(Some(from)) {
            Some(place) => {
                self.look_at(place, page);
            }
            None if !self.wanted.only.is_empty() => {
                let what = self.filtered_by(cx);
                cx.note(format!(
                    "nothing waits in {what} any more: Esc shows all differences"
                ));
            }
            None => {
                let count = |stand| {
                    let is = |(at, s): (usize, &Stand)| *s == stand && at != from;
                    let stands = self.queue.stands.iter();
                    stands.enumerate().filter(|(a, s)| is((*a, s))).count()
                };
                let (parked, awaited) = (count(Stand::Parked), count(Stand::Awaited));
                let text = match (parked, awaited) {
                    (0, 0) => {
                        "nothing waits any more in this round: ~ what both passed over · R next round".into()
                    }
                    (n, 0) => format!("nothing waits any more but what is parked: {n}"),
                    (0, n) => format!("nothing waits for you any more; {n} wait for other coders"),
                    (p, n) => format!("nothing waits for you any more; parked {p}, for others {n}"),
                };
                cx.note(text);
            }
        }
    }

    pub(super) fn next_order(&mut self, cx: &mut Context) -> Vec<Effect> {
        let at = ORDERS.iter().position(|o| *o == self.wanted.order);
        self.wanted.order = ORDERS[at.map_or(0, |at| (at + 1) % ORDERS.len())];
        cx.note(format!("ordered {}", self.wanted.order.word()));
        cx.request(Request::Remember)
    }

    pub(super) fn next_shows(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.wanted.shows = match self.wanted.shows {
            Shows::Differences => Shows::Open,
            Shows::Open => Shows::Apart,
            Shows::Apart => Shows::All,
            Shows::All => Shows::Differences,
        };
        cx.say(format!("shown: {}", self.wanted.shows.word()))
    }

    /// A click on a row of the queue: the first looks at it, a second opens its source.
    pub(crate) fn queue_clicked(&mut self, row: usize, cx: &Context) -> Option<Command> {
        let again = self.list.at == row;
        if again {
            return Some(Command::Open);
        }
        let (len, page) = (self.queue.rows.len(), self.queue_page(cx));
        self.list.go(row, len, page);
        self.look_at_cursor();
        None
    }
}
