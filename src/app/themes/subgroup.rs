//! Counting only what some participants say, or what stands in some sources.

use super::{Ask, Themes};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::report::{Narrowing, Subgroup};
use crate::work::effect::Effect;

impl Themes {
    /// Asks what is counted: everything, or what is of one value of one attribute.
    pub(super) fn ask_subgroup(&self, cx: &mut Context) -> Vec<Effect> {
        let choices = Subgroup::offered(&cx.view);
        let all = Entry::new("everything", Value::None);
        let mut query = Entry::new("what a query asks …", Value::Another);
        query.beside = "arm:control age:<40 -kind:document".to_owned();
        let each = choices.into_iter().map(|only| {
            let label = only.words();
            Entry::new(label, Value::Subgroup(Box::new(only)))
        });
        let entries = [all, query].into_iter().chain(each).collect();
        cx.pick("Count only", Ask::Subgroup, entries)
    }

    /// Takes what was picked.
    pub(super) fn narrow(&mut self, value: Value, cx: &mut Context) -> Vec<Effect> {
        let only = match value {
            Value::Another => {
                let typed = match &self.subgroup {
                    Some(Narrowing::By(typed, _)) => typed.clone(),
                    _ => String::new(),
                };
                let title = "Count only where this holds of speakers and sources";
                return cx.ask(title, Ask::Narrow, &typed);
            }
            Value::Subgroup(only) => Some(Narrowing::To(*only)),
            _ => None,
        };
        self.count_only(only)
    }

    /// Takes a query that was typed.
    pub(super) fn narrow_by(&mut self, typed: &str, cx: &mut Context) -> Vec<Effect> {
        if typed.is_empty() {
            return self.count_only(None);
        }
        match Narrowing::parse(&cx.view, typed) {
            Ok(only) => self.count_only(Some(only)),
            Err(why) => cx.ask(why, Ask::Narrow, typed),
        }
    }

    fn count_only(&mut self, only: Option<Narrowing>) -> Vec<Effect> {
        self.subgroup = only;
        // Asked for anew when the screen is brought up to date.
        (self.asked, self.counted) = (None, None);
        Vec::new()
    }
}
