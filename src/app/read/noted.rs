//! Going from memo to memo in the source that is open.

use super::Read;
use crate::app::context::Context;
use crate::work::effect::Effect;

impl Read {
    /// Whether something a memo is on begins between two code points.
    pub fn is_noted(&self, from: u32, to: u32) -> bool {
        let at = self.noted.partition_point(|n| *n < from);
        self.noted.get(at).is_some_and(|n| *n < to)
    }

    /// Goes to the next place a memo is on, round the end if need be.
    pub(super) fn go_memo(&mut self, cx: &mut Context) -> Vec<Effect> {
        let all = &self.noted;
        let next = all.iter().find(|n| **n > self.cursor).or(all.first());
        let Some(next) = next.copied() else {
            return cx.say("no memo is on anything in this source: m writes one");
        };
        self.drop_selection();
        self.cursor = next;
        self.clamp();
        self.scroll(cx.size.0, cx.size.1);
        match self.noted.len() {
            1 => cx.say("the only place with a memo in this source: Enter lists it"),
            _ => Vec::new(),
        }
    }
}
