//! A view kept between openings: made of what was kept, and whole again once something needs the
//! events it was opened without.

use super::View;
use crate::model::border::Border;
use crate::model::coding::Coding;
use crate::model::event::Event;
use crate::model::fold::State;
use crate::model::ids::CoderId;
use crate::model::kept::{AsKept, Kept, Made};
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
        for event in &kept.events {
            view.list(event);
            view.ledger.insert(event.id, event.clone());
        }
        view.format = kept.format;
        let (waits, gapless) = (kept.waits, kept.gapless);
        view.kept = AsKept {
            known,
            waits,
            gapless,
        };
        view.state = State::kept(kept);
        view.gate = view.gate_of(&view.state.rounds);
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
        let made = |coding: Arc<Coding>| {
            let line = self.state.told_by_one(&coding);
            let made = line.map(|e| Made {
                device: e.device.clone(),
                seq: e.seq,
            });
            (coding, made)
        };
        let kept = Kept {
            events: self.state.events_to_keep(),
            codings: self
                .state
                .codings
                .in_order()
                .into_iter()
                .map(made)
                .collect(),
            uses: self.state.codings.uses_in_order(),
            bereft: self.state.bereft.values().cloned().collect(),
            format: self.format,
            waits: self.something_waits(),
            gapless: self.order.is_gapless(),
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

    /// What tells of rounds and the codebook as they were, and of what was submitted: the view itself,
    /// where nothing that was kept hides anything and all of it is here; else that of all events.
    pub(in crate::model) fn telling(&self) -> &View {
        let hides = self.gate.has_barriers() || !self.cancelled_rounds().is_empty();
        let whole = self.kept.gapless && !self.kept.waits;
        // A clause amended on an item is seen by whoever sees its codings.
        match whole && !hides && self.state.amendments.is_empty() {
            true => self,
            false => self.whole(),
        }
    }

    /// How many events within these borders are not here.
    pub(in crate::model) fn missing_within(&self, borders: &[Border]) -> u64 {
        let told = self.telling();
        let here: u64 = match told.rest {
            Some(_) => borders.iter().map(|b| b.within(&told.kept.known)).sum(),
            None => borders.iter().map(|b| told.order.held(b)).sum(),
        };
        let all: u64 = borders.iter().map(Border::len).sum();
        all.saturating_sub(here)
    }

    /// Becomes the view folded from all events.
    pub(super) fn make_whole(&mut self) {
        if let Some(rest) = self.rest.take() {
            let (version, lately) = (self.version, std::mem::take(&mut self.lately));
            *self = match Arc::try_unwrap(rest) {
                Ok(rest) => rest.into_whole(),
                Err(rest) => rest.whole().clone(),
            };
            (self.version, self.lately) = (version, lately);
        }
    }

    /// Whether it is to be said that something has not arrived.
    pub(super) fn something_waits(&self) -> bool {
        let viewer = self.viewer.as_ref();
        let can_be_missed = |e: &Arc<Event>| self.gate.can_be_missed(e, viewer);
        match self.rest {
            Some(_) => self.kept.waits,
            None => self.waiting.iter().any(can_be_missed),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::event::{Change, CodingField};
    use crate::model::fixture::{Study, coder};
    use crate::model::unread::Unread;
    use crate::model::view::View;

    /// Of codings somebody changed or took back since, too.
    #[test]
    fn what_was_submitted_is_told_by_a_kept_view_without_reading_the_journals() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        let (_, fear) = (s.code("hope"), s.code("fear"));
        let round = s.round(&["s"]);
        let stays = s.coded("ana", Some(round), "s", 0..10, "hope");
        let goes = s.coded("ana", Some(round), "s", 20..30, "hope");
        let changes = s.coded("ben", Some(round), "s", 0..12, "hope");
        let before = s.coded("ben", Some(round), "s", 40..50, "fear");
        s.push("ben", Change::Uncoded { coding: before });
        s.submit("ana", round);
        s.submit("ben", round);
        s.push(
            "ana",
            Change::Retract {
                event: goes.event(),
            },
        );
        let recoded = Change::Recoded {
            coding: changes,
            field: CodingField::Code(fear),
            replaces: Vec::new(),
            revision: 1,
        };
        s.push("ben", recoded);
        let view = s.view_for("ben");
        let unread = Unread::new(|| panic!("the journals are read"));
        let (bytes, known) = (view.to_keep().unwrap(), view.known());
        let kept = View::of_kept(bytes, Some(coder("ben")), known, unread).unwrap();
        let snapshot = kept.snapshot(round).unwrap();
        assert_eq!(Ok(&snapshot), view.snapshot(round).as_ref());
        let ids = |n: usize| snapshot.codings[n].iter().map(|c| c.id).collect::<Vec<_>>();
        assert_eq!((ids(0), ids(1)), (vec![stays, goes], vec![changes]));
        assert_eq!(snapshot.missing, 0);
        let of = |view: &View| view.codebook_of(view.round(round).unwrap());
        assert_eq!(of(&kept), of(&view));
        // Nor by what findings rest on.
        assert_eq!(kept.amendments().count(), 0);
    }
}
