//! The state of the screen, and where things stand on it.

use crate::app::context::{Context, Request};
use crate::app::list::List;
use crate::app::screen::{Area, Frame};
use crate::model::coding::MemoOn;
use crate::report::searched::{notes, participants};
use crate::work::effect::{Effect, Found, FoundPlace, SearchOrder};
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub struct Search {
    pub query: String,
    pub order: SearchOrder,
    pub hits: Vec<Found>,
    pub total: usize,
    /// What is wrong with the query, if so.
    pub trouble: Option<String>,
    pub list: List,
    pub(super) serial: u64,
    pub(super) answered: u64,
}

impl Search {
    /// Takes an answer, unless a newer query is under way.
    pub(crate) fn take(&mut self, serial: u64, hits: Result<Vec<Found>, String>, total: usize) {
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

    pub fn waiting(&self) -> bool {
        self.answered != self.serial
    }
}

/// Where the panes stand: query line, hits (two rows each).
pub fn panes(width: u16, height: u16) -> (Area, Area) {
    Frame::of(width, height).body.split_top(3)
}

impl Search {
    pub(super) fn query(&mut self, query: String, cx: &Context) -> Vec<Effect> {
        self.query.clone_from(&query);
        self.serial += 1;
        if query.is_empty() {
            self.take(self.serial, Ok(Vec::new()), 0);
            return Vec::new();
        }
        vec![Effect::Search {
            query,
            serial: self.serial,
            order: self.order,
            notes: (cx.view.version(), Arc::new(notes(&cx.view))),
            participants: participants(&cx.view),
        }]
    }

    pub(super) fn go_to_hit(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(hit) = self.hits.get(self.list.at).cloned() else {
            return Vec::new();
        };
        match hit.place {
            FoundPlace::Text(source, span) => {
                cx.request(Request::ReadHit(source, span, self.query.clone()))
            }
            FoundPlace::Code(id) => cx.request(Request::ShowCode(id)),
            FoundPlace::Memo(id) => {
                let on = cx.view.memos().find(|m| m.id == id).map(|m| m.on.clone());
                match on {
                    Some(MemoOn::Segment(source, span)) => cx.read(source, Some(span)),
                    Some(MemoOn::Source(source)) => cx.read(source, None),
                    Some(MemoOn::Coding(coding)) => match cx.view.coding(coding).cloned() {
                        Some(c) => cx.read(c.source, Some(c.span)),
                        None => cx.say(hit.excerpt),
                    },
                    _ => cx.say(hit.excerpt),
                }
            }
        }
    }
}
