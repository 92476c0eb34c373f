//! Which items the queue shows, and where each is in it. A verdict moves one item: only what else
//! changed has all of them looked at.

use super::only::among;
use super::ordered::Ordered;
use super::{Reconcile, Sheet, Shows, progress};
use crate::app::compared::counter;
use crate::app::context::Context;
use std::sync::Arc;

impl Reconcile {
    /// Brings the queue up to date: where items stand, which are shown, in which order.
    pub(super) fn refresh_queue(&mut self, cx: &Context) {
        let Some(sheet) = self.sheet.clone() else {
            return;
        };
        let version = cx.view.version();
        if self.version == version {
            return;
        }
        if cx.saving == 0 {
            self.unsaved.clear();
        }
        // Version 0 stands for what was never looked at.
        let known = Some(self.version).filter(|known| *known > 0);
        match known.and_then(|known| cx.view.ruled_since(known)) {
            Some(ruled) => {
                let of_round = ruled.iter().filter(|(round, _)| *round == sheet.round.id);
                let places = of_round.filter_map(|(_, item)| sheet.place_of_item(item));
                places.for_each(|place| self.look_again(place, &sheet, cx));
            }
            None => self.look_at_all(&sheet, cx),
        }
        self.version = version;
        let row = self.at.and_then(|place| self.row_of(place));
        let page = self.queue_page(cx);
        self.list
            .go(row.unwrap_or(self.list.at), self.rows.len(), page);
        self.at = self.rows.get(self.list.at).copied();
    }

    fn look_at_all(&mut self, sheet: &Arc<Sheet>, cx: &Context) {
        let codebook = cx.view.codebook();
        self.stands = sheet.stands(&cx.view, &cx.me);
        self.far = progress(&self.stands);
        if !self.ordered.is_of(self.order, codebook) {
            self.ordered = Ordered::of(sheet, self.order, codebook);
        }
        let places = self.ordered.places.iter().copied();
        let (apart, mut rows): (Vec<usize>, Vec<usize>) = places
            .filter(|place| self.is_shown(*place, sheet, cx))
            .partition(|place| !self.stands[*place].in_queue());
        rows.extend(apart);
        self.rows = rows;
    }

    /// Looks at one item once more: a verdict on it was given or taken back.
    fn look_again(&mut self, place: usize, sheet: &Sheet, cx: &Context) {
        let Some(stand) = sheet.stand(place, &cx.view, &cx.me) else {
            return;
        };
        if let Some(row) = self.row_of(place) {
            self.rows.remove(row);
        }
        *counter(&mut self.far, self.stands[place]) -= 1;
        *counter(&mut self.far, stand) += 1;
        self.stands[place] = stand;
        if self.is_shown(place, sheet, cx) {
            self.rows.insert(self.before(place), place);
        }
    }

    fn is_shown(&self, place: usize, sheet: &Sheet, cx: &Context) -> bool {
        let (item, stand) = (&sheet.items()[place], self.stands[place]);
        let wanted = match self.shows {
            Shows::Differences => stand.in_queue(),
            Shows::Open => stand.is_open(),
            Shows::Apart => !stand.in_queue(),
            Shows::All => true,
        };
        let verdicts = || cx.view.verdicts(sheet.round.id, &item.key).to_vec();
        let (only, codebook) = (&self.only, cx.view.codebook());
        wanted && (only.is_empty() || among(only, item, stand, &verdicts, codebook))
    }

    /// How many rows come before an item: what differed comes first.
    fn before(&self, place: usize) -> usize {
        let key = |place: &usize| (!self.stands[*place].in_queue(), self.ordered.rank[*place]);
        self.rows.partition_point(|row| key(row) < key(&place))
    }

    /// The row an item is shown in.
    pub(super) fn row_of(&self, place: usize) -> Option<usize> {
        // Nothing is shown of a round that is being put side by side.
        self.stands.get(place)?;
        let row = self.before(place);
        (self.rows.get(row) == Some(&place)).then_some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::{Reconcile, Shows};
    use crate::app::fixture::opened;
    use crate::app::key::Key;
    use crate::app::{Action, App};
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder};
    use crate::model::ids::{CodingId, EventId, RoundId};
    use crate::model::verdict::Ruling;
    use crate::work::effect::Outcome;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Step {
        /// On which item, by whom, alone or both present, and what.
        Rule(usize, bool, bool, u8),
        Assent(usize),
        TakeBack(usize),
        Amend,
        /// Another order, or other items shown.
        Key(char),
        Move(char),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            6 => (0..6usize, any::<bool>(), any::<bool>(), 0..4u8)
                .prop_map(|(item, who, both, what)| Step::Rule(item, who, both, what)),
            2 => any::<usize>().prop_map(Step::Assent),
            3 => any::<usize>().prop_map(Step::TakeBack),
            1 => Just(Step::Amend),
            2 => prop_oneof![Just('o'), Just('v')].prop_map(Step::Key),
            2 => prop_oneof![Just('j'), Just('k')].prop_map(Step::Move),
        ]
    }

    /// A round with items of every kind there is of two coders.
    fn study() -> (Study, RoundId, Vec<Vec<CodingId>>) {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 400);
        let _ = (s.code("hope"), s.code("fear"));
        let round = s.round(&["s"]);
        let mut items = Vec::new();
        for nth in 0..6u32 {
            let at = nth * 50;
            let mut item = vec![s.coded("ana", Some(round), "s", at..at + 20, "hope")];
            let of_ben = match nth {
                0 => Some((at..at + 20, "hope")),
                1 => Some((at..at + 21, "hope")),
                2 => Some((at..at + 40, "hope")),
                3 | 4 => Some((at..at + 20, "fear")),
                _ => None,
            };
            let of_ben = of_ben.map(|(span, code)| s.coded("ben", Some(round), "s", span, code));
            item.extend(of_ben);
            items.push(item);
        }
        s.submit("ana", round);
        s.submit("ben", round);
        (s, round, items)
    }

    fn arrived(app: &mut App, s: &Study, known: usize) {
        let events = s.events[known..].to_vec();
        app.update(Action::Done(Outcome::Arrived(events)));
    }

    fn press(app: &mut App, key: char) {
        let keys = Key::parse_script(&key.to_string()).unwrap();
        keys.into_iter()
            .for_each(|key| drop(app.update(Action::Key(key))));
    }

    /// What there is to be seen of a queue.
    fn seen(r: &Reconcile) -> String {
        format!("{:?} {:?} {:?} {:?}", r.rows, r.stands, r.far, r.shows)
    }

    proptest! {
        /// A screen that looks at the whole round is the reference.
        #[test]
        fn a_queue_mended_by_verdicts_is_the_queue_put_together_anew(
            steps in prop::collection::vec(step(), 1..30),
        ) {
            let (mut s, round, items) = study();
            let mut app = opened(&s, "ana", (120, 40));
            for key in ['g', 'd'] {
                press(&mut app, key);
            }
            prop_assert_eq!(app.screens.reconcile.stands.len(), 6);
            let mut verdicts: Vec<EventId> = Vec::new();
            for step in steps {
                let known = s.events.len();
                match step {
                    Step::Rule(item, who, both, what) => {
                        let who = if who { "ana" } else { "ben" };
                        let present: &[&str] = if both { &["ana", "ben"] } else { &[who] };
                        let ruling = [
                            Ruling::Of(coder("ana")), Ruling::Neither, Ruling::Parked, Ruling::Both,
                        ];
                        let ruling = ruling[usize::from(what)].clone();
                        s.ruled(present, round, &items[item], ruling);
                        verdicts.push(s.events[s.events.len() - 1].id);
                    }
                    Step::Assent(n) if !verdicts.is_empty() => {
                        let verdict = verdicts[n % verdicts.len()].into();
                        s.push("ben", Change::Assented { verdict });
                    }
                    Step::TakeBack(n) if !verdicts.is_empty() => {
                        let event = verdicts[n % verdicts.len()];
                        let of = s.events.iter().find(|e| e.id == event).unwrap();
                        let by = of.coder.clone();
                        s.push(by.as_str(), Change::Retract { event });
                    }
                    Step::Amend => drop(s.code("more")),
                    Step::Key(key) | Step::Move(key) => press(&mut app, key),
                    Step::Assent(_) | Step::TakeBack(_) => {}
                }
                arrived(&mut app, &s, known);
                let mended = app.screens.reconcile.clone();
                let mut anew = app.screens.reconcile.clone();
                anew.version = 0;
                anew.refresh_queue(&app.cx);
                prop_assert_eq!(seen(&mended), seen(&anew));
                prop_assert_eq!((mended.at, mended.list.at), (anew.at, anew.list.at));
            }
        }
    }

    #[test]
    fn what_agreed_comes_after_the_differences_where_all_is_shown() {
        let (s, ..) = study();
        let mut app = opened(&s, "ana", (120, 40));
        for key in ['g', 'd'] {
            press(&mut app, key);
        }
        while app.screens.reconcile.shows != Shows::All {
            press(&mut app, 'v');
        }
        let rows = &app.screens.reconcile.rows;
        let stands = &app.screens.reconcile.stands;
        assert_eq!(rows.len(), 6);
        assert!(rows.is_sorted_by_key(|row| !stands[*row].in_queue()));
    }
}
