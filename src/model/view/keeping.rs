//! A view kept between openings: made of what was kept, and whole again once something needs the
//! events it was opened without.

use super::{View, is_about_rounds};
use crate::model::event::Event;
use crate::model::fold::State;
use crate::model::gate::Gate;
use crate::model::ids::CoderId;
use crate::model::kept::Kept;
use crate::model::mark::Mark;
use crate::model::unread::{Rest, Unread};
use std::sync::Arc;

impl View {
    /// The view that was kept as these bytes; `None` where they tell none. It knows journals as far
    /// as `known`, and reads all events when something needs them.
    pub fn of_kept(
        bytes: Vec<u8>,
        viewer: Option<CoderId>,
        known: Vec<Mark>,
        unread: Unread,
    ) -> Option<View> {
        let kept = Kept::read(bytes)?;
        let mut view = View::new([], viewer);
        let about_rounds = |e: &&Arc<Event>| is_about_rounds(&e.change);
        view.rounds = kept.events.iter().filter(about_rounds).cloned().collect();
        view.format = kept.format;
        view.kept = (known, kept.waits);
        view.state = State::kept(kept);
        view.gate = Gate::of(&view.state.rounds, &view.kin());
        let viewer = view.viewer.clone();
        let fold = move |events| View::new(events, viewer.clone());
        view.rest = Some(Arc::new(Rest::new(unread, fold)));
        Some(view)
    }

    /// What is to be kept of it; `None` where that cannot be told, or it was kept itself.
    pub fn to_keep(&self) -> Option<Vec<u8>> {
        if self.rest.is_some() {
            return None;
        }
        let kept = Kept {
            events: self.state.uncoded_events(),
            codings: self.state.codings.in_order(),
            uses: self.state.codings.uses_in_order(),
            bereft: self.state.bereft.values().cloned().collect(),
            format: self.format,
            waits: self.something_waits(),
        };
        kept.bytes()
    }

    /// What it was not folded from, where it was kept.
    pub fn rest(&self) -> Option<Arc<Rest<View>>> {
        self.rest.clone()
    }

    /// The view folded from all events.
    pub(super) fn whole(&self) -> &View {
        self.rest.as_ref().map_or(self, |rest| rest.whole())
    }

    /// Becomes the view folded from all events.
    pub(super) fn make_whole(&mut self) {
        if let Some(rest) = self.rest.take() {
            let version = self.version;
            *self = match Arc::try_unwrap(rest) {
                Ok(rest) => rest.into_whole(),
                Err(rest) => rest.whole().clone(),
            };
            self.version = version;
        }
    }

    /// Whether it is to be said that something has not arrived.
    pub(super) fn something_waits(&self) -> bool {
        let viewer = self.viewer.as_ref();
        let can_be_missed = |e: &Arc<Event>| self.gate.can_be_missed(e, viewer);
        match self.rest {
            Some(_) => self.kept.1,
            None => self.waiting.iter().any(can_be_missed),
        }
    }
}
