//! Taking a source out of the study, and bringing it back.

use super::{Ask, Study};
use crate::app::anywhere;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::report::hanging_words;
use crate::work::effect::Effect;

impl Study {
    /// Asks whether the source here is taken out; where some were, which is brought back.
    pub(super) fn ask_take_out(&self, cx: &mut Context) -> Vec<Effect> {
        let here = self.source_under_cursor(cx);
        if cx.view.taken_out().is_empty() {
            return self.take_out(here, cx);
        }
        let mut entries = Vec::new();
        if let Some(source) = here.as_ref().and_then(|id| cx.view.source(id)) {
            entries.push(Entry::new(
                format!("Take out “{}”", source.name),
                Value::Top,
            ));
        }
        entries.extend(cx.view.taken_out().iter().map(|s| {
            let label = format!("Bring back “{}”", s.name);
            Entry::new(label, Value::Text(s.id.to_string()))
        }));
        cx.pick("Take out, or bring back", Ask::TakeOut(here), entries)
    }

    pub(super) fn take_out_chosen(
        &self,
        here: Option<SourceId>,
        value: &Value,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match value {
            Value::Top => self.take_out(here, cx),
            Value::Text(id) => match cx.view.adding(&SourceId(id.as_str().into())).cloned() {
                Some(change) => cx.save(vec![change]),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn take_out(&self, source: Option<SourceId>, cx: &mut Context) -> Vec<Effect> {
        let Some(source) = source.and_then(|id| cx.view.source(&id)) else {
            return Vec::new();
        };
        let words = format!("{} Take it out?", hanging_words(&cx.view, &[source]));
        let change = Change::SourceRemoved {
            source: source.id.clone(),
        };
        cx.question(words, anywhere::Ask::Save(Box::new(change)))
    }
}
