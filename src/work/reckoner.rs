//! The worker that computes figures. It keeps nothing: what it is asked brings all it needs.

use super::effect::Tell;
use crate::work::effect::{Effect, Outcome};

/// Performs an effect; says nothing when nobody waits for the answer any more.
pub fn reckon(effect: &Effect, tell: Tell<'_>) {
    if let Effect::Reckon(asked) = effect
        && let Some(answer) = asked.answer()
    {
        let serial = asked.serial;
        tell(Outcome::Reckoned { serial, answer });
    }
}
