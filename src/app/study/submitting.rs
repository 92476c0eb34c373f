//! Submitting a round, taking that back, closing it, calling it off: once that has been confirmed.

use crate::acts::rounds::Step;
use crate::app::App;
use crate::model::ids::RoundId;
use crate::work::effect::Effect;

impl App {
    /// Does in a round what was asked about, unless it has become impossible since.
    pub(in crate::app) fn step_in(&mut self, id: RoundId, step: Step) -> Vec<Effect> {
        let round = self.view.round(id);
        match round.map(|round| step.change(&self.view, round, &self.me)) {
            Some(Ok(change)) => self.save(vec![change]),
            Some(Err(why)) => self.fail(why.to_string()),
            None => Vec::new(),
        }
    }
}
