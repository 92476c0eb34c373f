//! The Search screen: a query, its hits, and a way to go there.

use super::App;
use super::command::Command;
use super::list::List;
use super::overlay::Purpose;
use super::screen::{Area, Frame, Screen};
use crate::model::coding::MemoOn;
use crate::search::{Note, NoteKind};
use crate::work::effect::{Effect, Found, FoundPlace, SearchOrder};

use std::sync::Arc;

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The query as typed.
    pub query: String,
    /// Order of the hits.
    pub order: SearchOrder,
    /// Hits of the last answer.
    pub hits: Vec<Found>,
    /// How many there are in all.
    pub total: usize,
    /// What is wrong with the query, if so.
    pub trouble: Option<String>,
    /// Cursor among the hits.
    pub list: List,
    serial: u64,
    answered: u64,
}

impl Search {
    /// Takes an answer, unless a newer query is under way.
    pub(super) fn take(&mut self, serial: u64, hits: Result<Vec<Found>, String>, total: usize) {
        if serial != self.serial {
            return;
        }
        self.answered = serial;
        self.total = total;
        self.list = List::default();
        match hits {
            Ok(hits) => (self.hits, self.trouble) = (hits, None),
            Err(why) => (self.hits, self.trouble) = (Vec::new(), Some(why)),
        }
    }

    /// Whether an answer is awaited.
    pub fn waiting(&self) -> bool {
        self.answered != self.serial
    }
}

/// Where the panes stand: query line, hits (two rows each).
pub fn places(width: u16, height: u16) -> (Area, Area) {
    Frame::of(width, height).body.split_top(3)
}

impl App {
    pub(super) fn go_to_search(&mut self) -> Vec<Effect> {
        let mut effects = self.go(Screen::Search);
        effects.extend(self.search_command(Command::Find));
        effects
    }

    /// Why a command of this screen cannot be run now, if so.
    pub(super) fn search_available(&self, command: Command) -> Result<(), String> {
        match command {
            Command::Open | Command::Right if self.search.hits.is_empty() => {
                Err("there are no hits to open: / writes a query".to_owned())
            }
            Command::SortOrder if self.search.query.is_empty() => {
                Err("there is no query yet: / writes one".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Runs a command of the Search screen.
    pub(super) fn search_command(&mut self, command: Command) -> Vec<Effect> {
        let len = self.search.hits.len();
        let page = usize::from(places(self.size.0, self.size.1).1.inner().height / 2).max(1);
        let list = &mut self.search.list;
        match command {
            Command::Find => {
                let query = self.search.query.clone();
                return self.ask(
                    "Search: words, \"a phrase\", OR, -not, prefix*, speaker:P01, code:",
                    Purpose::Query,
                    &query,
                );
            }
            Command::SortOrder => {
                self.search.order = match self.search.order {
                    SearchOrder::Relevance => SearchOrder::Source,
                    SearchOrder::Source => SearchOrder::Relevance,
                };
                let query = self.search.query.clone();
                return self.query(query);
            }
            Command::Open | Command::Right => return self.go_to_hit(),
            Command::FindPrevious => list.step(-1, len, page),
            Command::FindNext => list.step(1, len, page),
            _ => drop(list.moved(command, len, page)),
        }
        Vec::new()
    }

    /// Asks for the hits of a query.
    pub(super) fn query(&mut self, query: String) -> Vec<Effect> {
        self.search.query.clone_from(&query);
        self.search.serial += 1;
        if query.is_empty() {
            self.search.take(self.search.serial, Ok(Vec::new()), 0);
            return Vec::new();
        }
        vec![Effect::Search {
            query,
            serial: self.search.serial,
            order: self.search.order,
            notes: (self.view.version(), Arc::new(notes(&self.view))),
            participants: participants(&self.view),
        }]
    }

    fn go_to_hit(&mut self) -> Vec<Effect> {
        let Some(hit) = self.search.hits.get(self.search.list.at).cloned() else {
            return Vec::new();
        };
        match hit.place {
            FoundPlace::Text(source, span) => {
                self.read.find.clone_from(&self.search.query);
                let effects = self.open_source(source, Some(span));
                self.read.mark_hit(span, self.size.0, self.size.1);
                effects
            }
            FoundPlace::Code(id) => {
                let effects = self.go(Screen::Codebook);
                self.codebook.folded.clear();
                let shown = self.codebook.shown(&self.view);
                let at = shown.iter().position(|c| c.id == id).unwrap_or(0);
                let len = shown.len();
                let page = usize::from(
                    super::codebook::places(self.size.0, self.size.1)
                        .0
                        .inner()
                        .height,
                );
                self.codebook.list.go(at, len, page);
                effects
            }
            FoundPlace::Memo(id) => {
                let on = self.view.memos().find(|m| m.id == id).map(|m| m.on.clone());
                match on {
                    Some(MemoOn::Segment(source, span)) => self.open_source(source, Some(span)),
                    Some(MemoOn::Source(source)) => self.open_source(source, None),
                    Some(MemoOn::Coding(coding)) => match self.view.coding(coding).cloned() {
                        Some(c) => self.open_source(c.source, Some(c.span)),
                        None => self.say(hit.excerpt),
                    },
                    _ => self.say(hit.excerpt),
                }
            }
        }
    }
}

/// Memos and codes as the index takes them: only what the view shows.
pub fn notes(view: &crate::model::view::View) -> Vec<Note> {
    let source_of = |on: &MemoOn| match on {
        MemoOn::Source(s) | MemoOn::Segment(s, _) => Some(s.clone()),
        MemoOn::Coding(id) => view.coding(*id).map(|c| c.source.clone()),
        _ => None,
    };
    let memos = view.memos().map(|m| Note {
        kind: NoteKind::Memo,
        id: m.id.event(),
        title: String::new(),
        text: m.text.clone(),
        source: source_of(&m.on),
    });
    let retired = view.retired_in_use().into_iter();
    let codes = view.codebook().active().chain(retired).map(|c| Note {
        kind: NoteKind::Code,
        id: c.id.event(),
        title: c.title(),
        text: super::read::clause(c),
        source: None,
    });
    memos.chain(codes).collect()
}

/// Participants with their attributes, as a search asks for them.
pub fn participants(view: &crate::model::view::View) -> Vec<(String, Vec<(String, String)>)> {
    let pairs = |a: &std::collections::BTreeMap<String, String>| {
        a.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
    };
    view.participants()
        .iter()
        .map(|(who, a)| (who.clone(), pairs(a)))
        .collect()
}
