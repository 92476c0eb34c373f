//! Setting an attribute, from every screen that can.

use super::context::Context;
use crate::acts::attributes::{put, seen_at_once};
use crate::model::attribute::{Column, Subject, Value};
use crate::work::effect::Effect;

impl Context {
    /// Sets a cell, unless it is so already; setting it anew settles what was set apart.
    pub(super) fn set_attribute(
        &mut self,
        subject: Subject,
        column: &Column,
        value: Option<Value>,
    ) -> Vec<Effect> {
        let set_now = self.view.attributes(&subject);
        let held = set_now.and_then(|all| all.get(column));
        let settled = held.is_none_or(|h| h.apart.is_empty());
        if held.map(|h| &h.value) == value.as_ref() && settled {
            return self.say(match value {
                Some(_) => "it is set so already",
                None => "nothing is set here",
            });
        }
        seen_at_once(&self.view)
            .into_iter()
            .for_each(|words| self.note(words));
        match put(&self.view, subject, column, value) {
            Ok(change) => self.save(vec![change]),
            Err(why) => self.fail(why),
        }
    }
}
