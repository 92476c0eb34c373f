//! Keeping the queue up to date. A verdict moves one item of it; what else changes has it put
//! together anew, by the worker where that may take longer than a frame: what is shown stays until
//! the answer comes.

use super::Reconcile;
use crate::app::context::Context;
use crate::reconcile::queue::Queue;
use crate::reconcile::sheet::Sheet;
use crate::work::effect::Effect;
use std::sync::Arc;

/// The queue of so many items is put together at once.
const AT_ONCE: usize = 4_000;

impl Reconcile {
    /// Brings the queue up to date: where items stand, which are shown, in which order.
    pub(super) fn refresh_queue(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(sheet) = cx.compared.sheet.clone() else {
            return Vec::new();
        };
        let came = cx.take_queue();
        let came = came.filter(|_| self.asked.take().as_ref() == Some(&self.wanted));
        if let Some(queue) = came {
            self.take_queue(queue, &sheet);
        }
        let version = cx.view.version();
        if self.is_arranged() && self.queue.version == version {
            return Vec::new();
        }
        if cx.saving == 0 {
            self.unsaved.clear();
        }
        let caught_up = self.queue.catch_up(&cx.view, &sheet, &cx.me);
        let effects = match caught_up && self.is_arranged() {
            true => Vec::new(),
            false => self.arrange(&sheet, cx),
        };
        let row = self.at.and_then(|place| self.queue.row_of(place));
        let (rows, page) = (self.queue.rows.len(), self.queue_page(cx));
        self.list.go(row.unwrap_or(self.list.at), rows, page);
        self.at = self.queue.rows.get(self.list.at).copied();
        effects
    }

    /// Whether the queue is arranged as it is wanted.
    pub(super) fn is_arranged(&self) -> bool {
        self.sheet.is_some() && self.queue.arranged == self.wanted
    }

    fn arrange(&mut self, sheet: &Arc<Sheet>, cx: &mut Context) -> Vec<Effect> {
        if sheet.items().len() > AT_ONCE {
            if self.asked.as_ref() == Some(&self.wanted) {
                return Vec::new();
            }
            self.asked = Some(self.wanted.clone());
            return cx.ask_queue(sheet.clone(), self.wanted.clone());
        }
        let queue = Queue::of(&cx.view, sheet, &cx.me, self.wanted.clone());
        self.take_queue(queue, sheet);
        Vec::new()
    }

    fn take_queue(&mut self, queue: Queue, sheet: &Arc<Sheet>) {
        (self.queue, self.sheet) = (queue, Some(sheet.clone()));
        self.wanted = self.queue.arranged.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::AT_ONCE;
    use crate::app::fixture::opened;
    use crate::app::key::Key;
    use crate::app::reconcile::Reconcile;
    use crate::app::{Action, App};
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder};
    use crate::model::ids::{CodingId, EventId, RoundId};
    use crate::model::verdict::Ruling;
    use crate::reconcile::order::Order;
    use crate::reconcile::queue::Queue;
    use crate::reconcile::queue::Shows;
    use crate::work::effect::{Effect, Outcome};
    use crate::work::question::{Asked, Question};
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

    fn keys(app: &mut App, script: &str) -> Vec<Effect> {
        let keys = Key::parse_script(script).unwrap().into_iter();
        keys.flat_map(|key| app.update(Action::Key(key))).collect()
    }

    fn press(app: &mut App, key: char) {
        keys(app, &key.to_string());
    }

    /// What there is to be seen of a queue.
    fn seen(r: &Reconcile) -> String {
        format!("{:?}", r.queue)
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
            prop_assert_eq!(app.screens.reconcile.queue.stands.len(), 6);
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
                anew.queue.version = 0;
                anew.refresh_queue(&mut app.cx);
                prop_assert_eq!(seen(&mended), seen(&anew));
                prop_assert_eq!((mended.at, mended.list.at), (anew.at, anew.list.at));
            }
        }
    }

    fn asked(effects: Vec<Effect>) -> Vec<Asked> {
        let reckon = |effect| match effect {
            Effect::Reckon(asked) => Some(*asked),
            _ => None,
        };
        effects.into_iter().filter_map(reckon).collect()
    }

    fn answer(app: &mut App, asked: &Asked) -> Vec<Asked> {
        let (serial, answer) = (asked.serial, asked.answer().unwrap());
        let done = Action::Done(Outcome::Reckoned { serial, answer });
        self::asked(app.update(done))
    }

    /// A round of more items than are put in order at once.
    fn large() -> (Study, RoundId, Vec<CodingId>) {
        let mut s = Study::new();
        let many = AT_ONCE as u32 + 1;
        s.coders(&["ana", "ben"]).source("s", 10 * many);
        let _ = (s.code("hope"), s.code("fear"));
        let round = s.round(&["s"]);
        let code = |nth: u32| ["fear", "hope"][nth as usize % 2];
        let coding = |nth: u32| s.coded("ana", Some(round), "s", nth * 10..nth * 10 + 5, code(nth));
        let codings = (0..many).map(coding).collect();
        s.submit("ana", round);
        s.submit("ben", round);
        (s, round, codings)
    }

    #[test]
    fn a_large_queue_is_ordered_by_the_worker_and_verdicts_given_meanwhile_count() {
        let (mut s, round, codings) = large();
        let mut app = opened(&s, "ana", (120, 40));
        let mut questions = asked(keys(&mut app, "g d"));
        while let Some(question) = questions.pop() {
            questions.extend(answer(&mut app, &question));
        }
        let queue = |app: &App| app.screens.reconcile.queue.clone();
        assert_eq!(queue(&app).rows[..3], [0, 1, 2]);
        let ordering = asked(keys(&mut app, "o"));
        assert!(matches!(ordering[..], [ref one] if matches!(one.question, Question::Queue(..))));
        assert_eq!(
            queue(&app).arranged.order,
            Order::Source,
            "what is shown stays"
        );
        // The first is settled before the answer comes.
        let known = s.events.len();
        s.ruled(&["ana", "ben"], round, &codings[..1], Ruling::Neither);
        arrived(&mut app, &s, known);
        assert_eq!(queue(&app).far.settled, 1);
        assert!(answer(&mut app, &ordering[0]).is_empty());
        let now = queue(&app);
        assert_eq!((now.arranged.order, now.far.settled), (Order::Code, 1));
        assert_eq!(now.rows[..3], [1, 3, 5], "by code, hope first");
        // Of two orders asked for, one after the other, the last is shown.
        let (first, last) = (asked(keys(&mut app, "o")), asked(keys(&mut app, "o")));
        assert!(first[0].stop.is_set() && !last[0].stop.is_set());
        assert!(answer(&mut app, &last[0]).is_empty());
        assert_eq!(queue(&app).arranged.order, Order::WorstFirst);
        let shown = queue(&app);
        let cx = &app.cx;
        let sheet = app.screens.reconcile.sheet.clone().unwrap();
        assert_eq!(
            shown,
            Queue::of(&cx.view, &sheet, &cx.me, shown.arranged.clone())
        );
    }

    #[test]
    fn what_agreed_comes_after_the_differences_where_all_is_shown() {
        let (s, ..) = study();
        let mut app = opened(&s, "ana", (120, 40));
        for key in ['g', 'd'] {
            press(&mut app, key);
        }
        while app.screens.reconcile.queue.arranged.shows != Shows::All {
            press(&mut app, 'v');
        }
        let rows = &app.screens.reconcile.queue.rows;
        let stands = &app.screens.reconcile.queue.stands;
        assert_eq!(rows.len(), 6);
        assert!(rows.is_sorted_by_key(|row| !stands[*row].in_queue()));
    }
}
