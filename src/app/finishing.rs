//! Marking sources as finished.

use super::context::Context;
use crate::acts::rounds::{Hand, may_finish};
use crate::model::ids::SourceId;
use crate::work::effect::Effect;

impl Context {
    /// Marks a source as finished in the round one codes it in, or takes the mark back.
    pub(super) fn toggle_finished(&mut self, source: &SourceId) -> Vec<Effect> {
        let round = may_finish(&self.view, source).ok();
        let Some(round) = round.and_then(|round| self.view.round(round)) else {
            return Vec::new();
        };
        let now = round.finished.get(&self.me);
        let finished = !now.is_some_and(|f| f.contains(source));
        let hand = Hand::coding(&self.view, round, &self.me);
        let changes =
            match hand.and_then(|hand| hand.finish(std::slice::from_ref(source), finished)) {
                Ok(changes) => changes,
                Err(why) => return self.fail(why.to_string()),
            };
        let mut effects = match finished {
            true => self.begin(source),
            false => Vec::new(),
        };
        effects.extend(self.save(changes));
        self.note(match finished {
            true => "marked as finished",
            false => "no longer marked as finished",
        });
        effects
    }
}
