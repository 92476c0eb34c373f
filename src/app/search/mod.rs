//! The Search screen: a query, its hits, and a way to go there.

mod ask;

mod state;

pub use ask::Ask;

pub use state::{Search, panes};

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::Scope;
use crate::app::overlay::{Overlay, Prompt};
use crate::app::screens::{Answers, Screen};
use crate::app::vocabulary::Vocabulary;
use crate::app::{Pane, Target};
use crate::search::Listing;
use crate::work::effect::{Effect, SearchOrder};
use std::sync::Arc;

impl Screen for Search {
    fn scope(&self) -> Scope {
        Scope::Search
    }

    fn available(&self, command: Command, _: &Context) -> Result<(), String> {
        match command {
            Command::Open | Command::Right if self.hits.is_empty() => {
                Err("there are no hits to open: / writes a query".to_owned())
            }
            Command::Export if self.hits.is_empty() => {
                Err("there are no hits to carry out: / writes a query".to_owned())
            }
            Command::SortOrder if self.listing == Listing::Segments => {
                Err("segments stand in the order of their texts".to_owned())
            }
            Command::SortOrder if self.query.is_empty() => {
                Err("there is no query yet: / writes one".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
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
            Command::SortOrder => {
                self.order = match self.order {
                    SearchOrder::Relevance => SearchOrder::Source,
                    SearchOrder::Source => SearchOrder::Relevance,
                };
                let query = self.query.clone();
                return self.query(query, cx);
            }
            Command::Open | Command::Right => return self.go_to_hit(cx),
            Command::Export => return cx.ask_csv(),
            Command::FindPrevious => list.step(-1, len, page),
            Command::FindNext => list.step(1, len, page),
            _ => drop(list.moved(command, len, page)),
        }
        Vec::new()
    }

    /// All hits, as tables and as a paper of quotes.
    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.note("the hits are put together");
        vec![Effect::Gather]
    }

    fn glance(&self) -> String {
        format!(
            "{:?}",
            (&self.query, self.order, self.list, self.hits.len())
        )
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.look_ahead(cx)
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

    fn entered(&mut self, _: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        self.query(text.trim().to_owned(), cx)
    }
}
