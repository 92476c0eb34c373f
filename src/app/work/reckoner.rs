//! The worker that computes figures. It keeps nothing: what it is asked brings all it needs.

use super::Answer;
use crate::app::effect::{Effect, Outcome};

/// Performs an effect; says nothing when nobody waits for the answer any more.
pub fn reckon(effect: &Effect, answer: Answer) {
    if let Effect::Figures(asked) = effect
        && let Some(found) = asked.answer()
    {
        let serial = asked.serial;
        answer(Outcome::Figures { serial, found });
    }
}
