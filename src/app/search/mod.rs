//! The Search screen: a query, its hits with the text around them, and what is done with them.

mod acting;
mod ask;
mod beside;
mod narrowing;
mod ordering;
mod parts;
mod saved;
mod state;
mod ticking;

pub use ask::Ask;
pub use beside::Written;
pub use parts::panes;
pub use state::Search;

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::Scope;
use crate::app::overlay::{Overlay, Prompt, Value};
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::vocabulary::Vocabulary;
use crate::app::{Pane, Target};
use crate::search::Listing;
use crate::work::effect::Effect;
use std::sync::Arc;

impl Screen for Search {
    fn scope(&self) -> Scope {
        Scope::Search
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        match command {
            Command::Open | Command::Right if self.hits.is_empty() => Err(self.no_hits()),
            Command::ApplyCode
            | Command::Mark
            | Command::MarkAll
            | Command::Memo
            | Command::Copy
            | Command::MoreLikeThis
            | Command::Uncode
            | Command::ChangeCode
                if self.hits.is_empty() =>
            {
                Err(self.no_hits())
            }
            Command::MoreLikeThis if self.here().is_none() => {
                Err("this hit is no place in a text".to_owned())
            }
            Command::Uncode | Command::ChangeCode if self.listing == Listing::Turns => Err(
                "these are turns: a query such as coded:hope by:me lists the codings in them"
                    .to_owned(),
            ),
            Command::FilterQueue => self.may_narrow(),
            Command::Earlier
                if self.earlier.is_empty() && cx.view.saved_queries().next().is_none() =>
            {
                Err("no query was written before".to_owned())
            }
            Command::MarkSources => self.may_mark_sources(cx),
            Command::SaveQuery if self.query.is_empty() => {
                Err("there is no query yet: / writes one".to_owned())
            }
            Command::SaveQuery if self.trouble.is_some() => {
                Err("this query finds nothing until it is mended: / mends it".to_owned())
            }
            Command::Export if self.hits.is_empty() => Err(self.no_hits()),
            Command::SortOrder if self.query.is_empty() => {
                Err("there is no query yet: / writes one".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        // Whoever goes on does not wait for it any more.
        self.waits = None;
        let len = self.hits.len();
        let page = state::page(cx);
        let list = &mut self.list;
        match command {
            Command::Find => {
                let title = "Search: words, \"a phrase\", or, -not, coded:hope, by:ana, uncoded";
                let mut prompt = Prompt::new(title, Ask::Query, &self.query);
                prompt.vocabulary = Some(Arc::new(Vocabulary::of(&cx.view)));
                return cx.lay(Overlay::Prompt(prompt));
            }
            Command::SortOrder => return self.ask_order(cx),
            Command::Open | Command::Right => return self.go_to_hit(cx),
            Command::Mark => self.tick(page),
            Command::MarkAll => self.tick_all(),
            Command::ApplyCode => return self.ask_code(cx),
            Command::Uncode => return self.uncode(cx),
            Command::ChangeCode => {
                let title = "The code of these segments";
                return cx.pick(title, Ask::ChangeCode, cx.code_entries(None));
            }
            Command::Memo => return self.memo(cx),
            Command::Copy => return self.act(parts::Act::Copy, cx),
            Command::FilterQueue => return self.ask_narrow(cx),
            Command::MoreLikeThis => return self.more_like_this(cx),
            Command::Earlier => return self.ask_earlier(cx),
            Command::SaveQuery => return self.ask_name(cx),
            Command::MarkSources => return self.mark_sources(cx),
            Command::Export => return cx.ask_csv(),
            Command::FindPrevious => list.step(-1, len, page),
            Command::FindNext => list.step(1, len, page),
            _ => drop(list.moved(command, len, page)),
        }
        Vec::new()
    }

    /// All hits, as tables and as a paper of quotes.
    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.busy = Some("putting the hits together".to_owned());
        vec![Effect::Gather]
    }

    fn glance(&self) -> String {
        format!(
            "{:?}",
            (
                &self.query,
                &self.order,
                self.list,
                self.hits.len(),
                &self.ticked
            )
        )
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut effects = self.keep_up(cx);
        effects.extend(self.look_ahead(cx));
        effects.extend(self.refresh_beside(cx));
        effects.extend(self.go_on(cx));
        effects
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Hits, row) => self.list.clicked(row),
            _ => None,
        }
    }

    fn forget_lists(&mut self, cx: &mut Context) -> Vec<Effect> {
        // Hits of a query that is still under way come of what could be seen when it was asked.
        match self.query.is_empty() {
            true => Vec::new(),
            false => {
                self.hits.clear();
                self.query(self.query.clone(), cx)
            }
        }
    }
}

impl Answers for Search {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        let Picked { values, created } = picked;
        let codes = || {
            values.iter().filter_map(|value| match value {
                Value::Code(code) => Some(*code),
                _ => None,
            })
        };
        match (ask, values.first()) {
            (Ask::Code, _) => self.ask_extent(codes().collect(), created, cx),
            (Ask::Extent(codes, new), Some(Value::Number(n))) => self.code((codes, new), *n, cx),
            (Ask::Order, Some(Value::Number(n))) => self.put_in_order(*n, cx),
            (Ask::ChangeCode, Some(Value::Code(code))) => self.change_code(*code, cx),
            (Ask::Narrow | Ask::Earlier, Some(Value::Text(query))) => self.query(query.clone(), cx),
            _ => Vec::new(),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Name => self.save_query(text.trim(), cx),
            _ => self.query(text.trim().to_owned(), cx),
        }
    }
}
