//! Putting the round compared side by side: at once where that takes no longer than a frame, else by
//! the worker that computes, and the screen stays live.

use super::kept::Progress;
use crate::app::context::Context;
use crate::model::ids::{CoderId, RoundId};
use crate::model::round::{Round, Submission};
use crate::model::snapshot::NotYet;
use crate::reconcile::aligned::{AlignedRounds, WithCodebook};
use crate::reconcile::queue::{Arranged, Queue};
use crate::reconcile::sheet::Sheet;
use crate::work::effect::Effect;
use crate::work::question::Question;
use std::sync::Arc;

/// So many lines of journals are looked through at once; of more the worker is asked.
const AT_ONCE: u64 = 10_000;

/// A code takes as long as so many lines: the codebook of the round is resolved, too.
const LINES_OF_A_CODE: u64 = 10;

/// How many lines of the coders' journals lie within what they submitted.
fn lines_submitted(round: &Round) -> u64 {
    let of_coder = |(coder, submission): (&CoderId, &Submission)| -> u64 {
        let own = submission.marks.iter().filter(|m| m.coder == *coder);
        own.map(|m| m.seq).sum()
    };
    round.submitted.iter().map(of_coder).sum()
}

impl Context {
    /// Whether the round is being put side by side.
    pub fn waits_for_sheet(&self) -> bool {
        self.compared.asked.sheet.waits() || self.compared.asked.queue.waits()
    }

    /// Asks the worker for the queue of a round.
    pub(in crate::app) fn ask_queue(
        &mut self,
        sheet: Arc<Sheet>,
        arranged: Arranged,
    ) -> Vec<Effect> {
        let (view, me) = (self.view.clone(), self.me.clone());
        let question = Question::Queue(view, sheet, me, arranged);
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.queue.progress(progress);
        vec![effect]
    }

    /// The queue that was asked for, once.
    pub(in crate::app) fn take_queue(&mut self) -> Option<Queue> {
        self.compared.queue.take().map(|queue| *queue)
    }

    /// The queue that was asked for is of a sheet that is no more.
    pub(in crate::app) fn drop_queue(&mut self) {
        self.compared.asked.queue.drop_all();
        self.compared.queue = None;
    }

    /// Puts the round side by side, unless it is so already or under way.
    pub(in crate::app) fn want_sheet(&mut self) -> Vec<Effect> {
        // Nothing of the view changed since it was looked at.
        let now = (self.compared.round, self.view.version());
        if self.compared.fresh == now {
            return Vec::new();
        }
        self.compared.fresh = now;
        let sheet = self.compared.sheet.as_ref();
        if sheet.is_some_and(|s| Some(s.round.id) == now.0 && s.is_fresh(&self.view)) {
            return Vec::new();
        }
        let round = self.compared();
        let codes = self.view.codebook().all().count() as u64;
        let is_large = |r: &Round| {
            let lines = match self.compared.cache.has(r) {
                true => 0,
                false => lines_submitted(r),
            };
            lines + codes * LINES_OF_A_CODE > AT_ONCE && self.view.may_compare(r).is_ok()
        };
        match round.filter(|r| is_large(r)).map(|r| r.id) {
            Some(round) => self.ask_sheet(round),
            None => {
                self.compared.asked.sheet.drop_all();
                let cache = &mut self.compared.cache;
                let found = now.0.map(|id| {
                    let aligned = cache.aligned(&self.view, id)?;
                    let round = self.view.round(id).ok_or(NotYet::NoSuchRound)?;
                    Ok((aligned, Arc::new(self.view.codebook_of(round))))
                });
                self.show_aligned(found.transpose());
                Vec::new()
            }
        }
    }

    /// What is shown of this round stays until the answer comes; of another one nothing does.
    fn ask_sheet(&mut self, round: RoundId) -> Vec<Effect> {
        let sheet = self.compared.sheet.as_ref();
        if sheet.is_none_or(|s| s.round.id != round) {
            self.show_sheet(Ok(None));
        }
        let asked_of = self.compared.asked.sheet_of.map(|(round, _)| round);
        if self.compared.asked.sheet.waits() && asked_of == Some(round) {
            return Vec::new();
        }
        let cache = self.compared.cache.clone();
        let question = Question::Align(self.view.clone(), round, cache);
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.sheet.progress(progress);
        self.compared.asked.sheet_of = Some((round, self.view.version()));
        vec![effect]
    }

    /// Takes the worker's answer over, unless the study has changed so that it is none any more.
    pub(super) fn take_aligned(
        &mut self,
        found: Result<WithCodebook, NotYet>,
        cache: AlignedRounds,
    ) -> Vec<Effect> {
        self.compared.asked.sheet.progress(Progress::Idle);
        self.compared.cache = cache;
        let asked_of = self.compared.asked.sheet_of.map(|(_, version)| version);
        let mut effects = Vec::new();
        if asked_of == Some(self.view.version()) {
            self.show_aligned(found.map(Some));
        } else {
            // What is shown is looked at once more.
            self.compared.fresh = (None, 0);
            effects = self.want_sheet();
        }
        effects.extend(self.load_compared());
        effects
    }

    fn show_aligned(&mut self, found: Result<Option<WithCodebook>, NotYet>) {
        let sheet = |(aligned, codebook)| Sheet::of(&self.view, aligned, codebook).map(Arc::new);
        let found = found.and_then(|found| found.map(sheet).transpose());
        self.show_sheet(found);
    }

    /// While submissions are still arriving, hidden work may come with them: it ends no vote and
    /// moves nothing.
    fn show_sheet(&mut self, found: Result<Option<Arc<Sheet>>, NotYet>) {
        let state = &mut self.compared;
        if let (Some(kept), Ok(Some(found))) = (&state.sheet, &found)
            && kept.is_like(found)
        {
            state.sheet = Some(found.clone());
            return;
        }
        state.asked.drop_round();
        state.sheets += u64::from(state.sheet.is_some() || matches!(found, Ok(Some(_))));
        (state.sheet, state.not_yet) = match found {
            Ok(sheet) => (sheet, None),
            Err(why) => (None, Some(why)),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::AT_ONCE;
    use crate::app::fixture::opened;
    use crate::app::key::Key;
    use crate::app::{Action, App};
    use crate::model::event::Change;
    use crate::model::fixture::{Study, source};
    use crate::work::effect::{Effect, Outcome};
    use crate::work::question::{Asked, Question};

    /// Two have submitted more than is put side by side at once.
    fn large() -> Study {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        let round = s.round(&["s"]);
        s.coded("ana", Some(round), "s", 0..10, "hope");
        s.coded("ben", Some(round), "s", 50..60, "hope");
        for paragraph in 0..AT_ONCE as u32 {
            let read = Change::Reached {
                round: Some(round),
                source: source("s"),
                paragraph,
            };
            s.push("ana", read);
        }
        s.submit("ana", round);
        s.submit("ben", round);
        s
    }

    fn press(app: &mut App, keys: &str) -> Vec<Effect> {
        let keys = Key::parse_script(keys).unwrap().into_iter();
        keys.flat_map(|key| app.update(Action::Key(key))).collect()
    }

    fn asked(effects: Vec<Effect>) -> Vec<Asked> {
        let reckon = |effect| match effect {
            Effect::Reckon(asked) => Some(*asked),
            _ => None,
        };
        effects.into_iter().filter_map(reckon).collect()
    }

    fn answer(app: &mut App, asked: &Asked) -> Vec<Effect> {
        let (serial, answer) = (asked.serial, asked.answer().unwrap());
        app.update(Action::Done(Outcome::Reckoned { serial, answer }))
    }

    #[test]
    fn a_large_round_is_put_side_by_side_by_the_worker_and_the_screen_stays_live() {
        let mut s = large();
        let mut app = opened(&s, "ana", (120, 40));
        let asked = asked(press(&mut app, "g d"));
        assert!(matches!(asked[..], [ref one] if matches!(one.question, Question::Align(..))));
        assert!(app.cx.waits_for_sheet() && app.screens.reconcile.sheet.is_none());
        assert!(
            press(&mut app, "j a o v").is_empty(),
            "there is nothing to settle yet"
        );
        // What is done meanwhile does not have it asked again.
        let known = s.events.len();
        s.push("ana", Change::joined("Ana B."));
        let events = s.events[known..].to_vec();
        let again = app.update(Action::Done(Outcome::Arrived(events)));
        assert!(again.iter().all(|e| !matches!(e, Effect::Reckon(_))));
        let effects = answer(&mut app, &asked[0]);
        assert!(
            effects.iter().any(|e| matches!(e, Effect::Load(_))),
            "its texts are asked for"
        );
        assert!(!app.cx.waits_for_sheet());
        let screen = &app.screens.reconcile;
        assert_eq!((screen.queue.rows.len(), screen.at), (2, Some(0)));
        // It is kept: coming back asks nothing.
        assert!(
            press(&mut app, "g s g d")
                .iter()
                .all(|e| !matches!(e, Effect::Reckon(_)))
        );
    }

    #[test]
    fn a_round_whose_source_is_coded_blind_again_meanwhile_is_not_shown_when_the_answer_comes() {
        let mut s = large();
        let mut app = opened(&s, "ana", (120, 40));
        let asked = asked(press(&mut app, "g d"));
        let (serial, answer) = (asked[0].serial, asked[0].answer().unwrap());
        let known = s.events.len();
        s.round(&["s"]);
        app.update(Action::Done(Outcome::Arrived(s.events[known..].to_vec())));
        app.update(Action::Done(Outcome::Reckoned { serial, answer }));
        assert!(app.cx.compared.sheet.is_none() && app.cx.compared.not_yet.is_some());
    }
}
