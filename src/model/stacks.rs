//! One coder's acts in order, and those taken back: what undo and redo walk along.

use super::event::{Change, Event};
use super::ids::EventId;
use super::place::Place;
use super::shared_list::SharedList;
use smallvec::SmallVec;
use std::sync::Arc;

/// The events of one act: nearly always one.
type Events = SmallVec<[Arc<Event>; 1]>;

/// A coder's acts as undo walks back along them, gone on with as acts are added.
#[derive(Clone, Debug, Default)]
pub(super) struct Stacks {
    /// Acts that stand, oldest first.
    pub done: SharedList<Events>,
    /// Acts taken back, each with the retractions of it that stand: several, where it was taken
    /// back on two devices or twice before the first was saved.
    pub undone: Vec<(Events, Events)>,
    /// The act that was added last.
    last: Option<EventId>,
    /// Whether acts were passed over, to which what is added may belong.
    passed_over: bool,
    /// Where the last correction of a text stands.
    pub corrected: Option<Place>,
}

impl Stacks {
    /// With nothing in it yet; `passed_over` says whether there are acts that stay out of it.
    pub fn new(passed_over: bool) -> Stacks {
        Stacks {
            passed_over,
            ..Stacks::default()
        }
    }

    /// Goes on with one's own events, which come after all that are in: an ordinary act goes on the
    /// undo stack and empties the redo stack; a retraction of an act moves it over, and once all of
    /// those are retracted it moves back.
    pub fn add<'e>(&mut self, own: impl Iterator<Item = &'e Arc<Event>>) {
        let mut acts: Vec<Events> = Vec::new();
        for event in own.filter(|e| e.change.can_be_retracted()) {
            self.last = Some(event.act());
            match acts.last_mut() {
                Some(last) if last[0].act() == event.act() => last.push(event.clone()),
                _ => acts.push(Events::from_iter([event.clone()])),
            }
        }
        for act in acts {
            match act[0].change {
                Change::Retract { .. } => act.into_iter().for_each(|r| self.take_back(r)),
                _ => {
                    self.undone.clear();
                    self.done.push(act);
                }
            }
        }
    }

    /// Goes on with one's own events of one act, all of them seen and after all that are in. Says
    /// whether that can be: not where they go on with the act before.
    pub fn go_on(&mut self, own: &[&Arc<Event>]) -> bool {
        let first = own.iter().find(|e| e.change.can_be_retracted());
        let goes_on = first.is_some_and(|e| Some(e.act()) == self.last);
        self.add(own.iter().copied());
        let corrects = own
            .iter()
            .filter(|e| matches!(e.change, Change::TextRevised { .. }));
        self.corrected = self.corrected.take().max(corrects.map(|e| e.place()).max());
        !goes_on && !self.passed_over
    }

    /// The place of the last act that stands and of which this holds.
    fn last_that(&self, holds: impl Fn(&Events) -> bool) -> Option<usize> {
        let back = self.done.iter().rev().position(holds)?;
        Some(self.done.len() - 1 - back)
    }

    /// An act stands again only once no retraction of it stands any more.
    fn take_back(&mut self, retraction: Arc<Event>) {
        let Change::Retract { event: target } = retraction.change else {
            return;
        };
        let holds = |events: &Events| events.iter().any(|e| e.id == target);
        if let Some(at) = self.last_that(holds) {
            let by = Events::from_iter([retraction]);
            let done = self.done.remove(at);
            self.undone.extend(done.map(|done| (done, by)));
        } else if let Some((_, by)) = self.undone.iter_mut().rev().find(|(act, _)| holds(act)) {
            by.push(retraction);
        } else if let Some(at) = self.undone.iter().rposition(|(_, by)| holds(by)) {
            let by = &mut self.undone[at].1;
            by.retain(|e| e.id != target);
            if by.is_empty() {
                self.done.push(self.undone.remove(at).0);
            }
        }
    }
}
