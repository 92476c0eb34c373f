//! The queue of a round: where its items stand, which of them are shown, in which order. A verdict
//! moves one item of it; whatever else changes has it put together anew.

use super::item::{Item, ItemKind};
use super::only::{Only, among};
use super::order::{Order, ordered};
use super::progress::Progress;
use super::sheet::Sheet;
use super::stand::{Stand, counter, progress};
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::view::View;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// What differed, settled or not.
    #[default]
    Differences,
    /// What is still to be settled.
    Open,
    /// What needed no verdict: coded alike, or settled by the round's rule.
    Apart,
    /// Everything: after the differences what agreed and what the round's rule settled.
    All,
}

impl Shows {
    /// Heading of the queue.
    pub fn word(self) -> &'static str {
        match self {
            Shows::Differences => "Differences",
            Shows::Open => "Still open",
            Shows::Apart => "Agreed, by rule",
            Shows::All => "Everything",
        }
    }
}

/// How a queue is arranged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arranged {
    pub order: Order,
    pub shows: Shows,
    /// Only items with these are shown; all where it is empty.
    pub only: Vec<Only>,
    /// Everything is shown where otherwise nothing would be.
    pub else_all: bool,
}

/// How many of the items to settle there are of each sort.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sorts {
    pub kinds: BTreeMap<ItemKind, usize>,
    pub codes: BTreeMap<CodeId, usize>,
    pub sources: BTreeMap<SourceId, usize>,
    pub unsure: usize,
}

/// A round's queue, as one coder sees it. The default is that of no round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    pub arranged: Arranged,
    /// By place in the sheet: where the item stands.
    pub stands: Vec<Stand>,
    pub far: Progress,
    /// Items shown, by their place in the sheet.
    pub rows: Vec<usize>,
    pub sorts: Sorts,
    /// Version of the view it is right for; 0 where it never was.
    pub version: u64,
    /// By place: the how manieth it is in the order.
    rank: Vec<u32>,
}

impl Queue {
    /// Puts the queue together: every item of the round is looked at.
    pub fn of(view: &View, sheet: &Sheet, me: &CoderId, arranged: Arranged) -> Queue {
        let places = ordered(sheet.items(), &[], arranged.order, view.codebook());
        let mut rank = vec![0; places.len()];
        for (nth, place) in (0..).zip(&places) {
            rank[*place] = nth;
        }
        let stands = sheet.stands(view, me);
        let mut queue = Queue {
            far: progress(&stands),
            stands,
            version: view.version(),
            rank,
            arranged,
            ..Queue::default()
        };
        for (item, stand) in sheet.items().iter().zip(&queue.stands) {
            if stand.in_queue() {
                queue.sorts.count(item, view, true);
            }
        }
        queue.show(&places, view, sheet);
        if queue.rows.is_empty() && queue.arranged.else_all {
            queue.arranged.shows = Shows::All;
            queue.show(&places, view, sheet);
        }
        queue
    }

    fn show(&mut self, places: &[usize], view: &View, sheet: &Sheet) {
        let places = places.iter().copied();
        let (apart, mut rows): (Vec<usize>, Vec<usize>) = places
            .filter(|place| self.is_shown(*place, view, sheet))
            .partition(|place| !self.stands[*place].in_queue());
        rows.extend(apart);
        self.rows = rows;
    }

    /// Brings it up to date where verdicts are all that changed; says whether they were.
    pub fn catch_up(&mut self, view: &View, sheet: &Sheet, me: &CoderId) -> bool {
        let known = Some(self.version).filter(|known| *known > 0);
        let Some(ruled) = known.and_then(|known| view.ruled_since(known)) else {
            return false;
        };
        let of_round = ruled.iter().filter(|(round, _)| *round == sheet.round.id);
        let places = of_round.filter_map(|(_, item)| sheet.place_of_item(item));
        places.for_each(|place| self.look_again(place, view, sheet, me));
        self.version = view.version();
        true
    }

    /// Looks at one item once more: a verdict on it was given or taken back.
    fn look_again(&mut self, place: usize, view: &View, sheet: &Sheet, me: &CoderId) {
        let Some(stand) = sheet.stand(place, view, me) else {
            return;
        };
        if let Some(row) = self.row_of(place) {
            self.rows.remove(row);
        }
        let before = std::mem::replace(&mut self.stands[place], stand);
        *counter(&mut self.far, before) -= 1;
        *counter(&mut self.far, stand) += 1;
        let item = &sheet.items()[place];
        match (before.in_queue(), stand.in_queue()) {
            (false, true) => self.sorts.count(item, view, true),
            (true, false) => self.sorts.count(item, view, false),
            _ => {}
        }
        if self.is_shown(place, view, sheet) {
            self.rows.insert(self.before(place), place);
        }
    }

    fn is_shown(&self, place: usize, view: &View, sheet: &Sheet) -> bool {
        let (item, stand) = (&sheet.items()[place], self.stands[place]);
        let wanted = match self.arranged.shows {
            Shows::Differences => stand.in_queue(),
            Shows::Open => stand.is_open(),
            Shows::Apart => !stand.in_queue(),
            Shows::All => true,
        };
        let verdicts = || view.verdicts(sheet.round.id, &item.key).to_vec();
        let only = &self.arranged.only;
        wanted && (only.is_empty() || among(only, item, stand, &verdicts, view.codebook()))
    }

    /// How many rows come before an item: what differed comes first.
    fn before(&self, place: usize) -> usize {
        let key = |place: &usize| (!self.stands[*place].in_queue(), self.rank[*place]);
        self.rows.partition_point(|row| key(row) < key(&place))
    }

    /// The row an item is shown in.
    pub fn row_of(&self, place: usize) -> Option<usize> {
        // Nothing is shown of a round that is being put side by side.
        self.stands.get(place)?;
        let row = self.before(place);
        (self.rows.get(row) == Some(&place)).then_some(row)
    }
}

impl Sorts {
    /// Counts an item in every sort it is of, or no longer.
    fn count(&mut self, item: &Item, view: &View, comes: bool) {
        let resolved = |code: &CodeId| view.codebook().resolve(*code);
        let mut codes: Vec<CodeId> = item.codes().iter().map(resolved).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            count(&mut self.codes, &code, comes);
        }
        count(&mut self.kinds, &item.kind, comes);
        count(&mut self.sources, &item.source, comes);
        match comes {
            true => self.unsure += usize::from(item.is_unsure()),
            false => self.unsure -= usize::from(item.is_unsure()),
        }
    }
}

fn count<K: Clone + Ord>(counts: &mut BTreeMap<K, usize>, sort: &K, comes: bool) {
    match (counts.get_mut(sort), comes) {
        (Some(n), true) => *n += 1,
        (Some(1), false) => drop(counts.remove(sort)),
        (Some(n), false) => *n -= 1,
        (None, true) => drop(counts.insert(sort.clone(), 1)),
        (None, false) => {}
    }
}
