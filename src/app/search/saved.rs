//! Queries written before: those saved under a name, which are memos on queries, and the last ones.

use super::{Ask, Search};
use crate::acts::queries::{own_query, save_query};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Prompt, Value};
use crate::work::effect::Effect;

impl Search {
    /// Asks for the name of the query, the one it has if it is saved.
    pub(super) fn ask_name(&mut self, cx: &mut Context) -> Vec<Effect> {
        let own = own_query(&cx.view, &cx.me, |_, query| query == self.query);
        let name = own.map(|memo| memo.text.as_str()).unwrap_or_default();
        let title = match name {
            "" => "Save this query as",
            _ => "Name of this query (empty removes it)",
        };
        cx.lay(Overlay::Prompt(Prompt::new(title, Ask::Name, name)))
    }

    /// Saves the query under a name, which it has instead of another; an empty one removes it.
    pub(super) fn save_query(&mut self, name: &str, cx: &mut Context) -> Vec<Effect> {
        match save_query(&cx.view, &cx.me, &self.query, name) {
            Ok(saved) => {
                cx.note(format!("{} · z takes it back", saved.words));
                cx.save(saved.changes)
            }
            Err(why) => cx.say(why),
        }
    }

    /// Offers the queries saved, then those written last.
    pub(super) fn ask_earlier(&mut self, cx: &mut Context) -> Vec<Effect> {
        let saved = cx.view.saved_queries().map(|(memo, query)| {
            let entry = Entry::new(memo.text.clone(), Value::Text(query.to_owned()));
            entry
                .beside(format!("saved, {}", memo.coder))
                .detail(query.to_owned())
        });
        let earlier = self.earlier.iter();
        let earlier = earlier.map(|query| Entry::new(query.clone(), Value::Text(query.clone())));
        let entries = saved.chain(earlier).collect();
        cx.pick("Queries saved, and written before", Ask::Earlier, entries)
    }
}
