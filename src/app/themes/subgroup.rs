//! Counting only what some participants say, or what stands in some sources.

use super::{Ask, Themes};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::report::Subgroup;
use crate::work::effect::Effect;

impl Themes {
    /// Asks what is counted: everything, or what is of one value of one attribute.
    pub(super) fn ask_subgroup(&self, cx: &mut Context) -> Vec<Effect> {
        let choices = Subgroup::offered(&cx.view);
        if choices.is_empty() {
            return cx.fail("nobody has an attribute yet: g p sets them");
        }
        let all = Entry::new("everything", Value::None);
        let each = choices.into_iter().map(|only| {
            let label = only.words();
            Entry::new(label, Value::Subgroup(Box::new(only)))
        });
        let entries = std::iter::once(all).chain(each).collect();
        cx.pick("Count only", Ask::Subgroup, entries)
    }

    pub(super) fn narrow(&mut self, value: Value) -> Vec<Effect> {
        self.subgroup = match value {
            Value::Subgroup(only) => Some(*only),
            _ => None,
        };
        // Asked for anew when the screen is brought up to date.
        self.asked = None;
        Vec::new()
    }
}
