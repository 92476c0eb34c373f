//! Memos as the viewer may see them.

use super::View;
use crate::model::coding::{Memo, MemoOn};
use crate::model::ids::{MemoId, SourceId};
use std::collections::{BTreeSet, HashSet};

impl View {
    /// Memos, oldest first.
    pub fn memos(&self) -> impl Iterator<Item = &Memo> {
        self.state.memos.all()
    }

    pub fn memo(&self, id: MemoId) -> Option<&Memo> {
        self.state.memos.get(id)
    }

    /// Queries somebody saved, oldest first: the memo that names each, and what it asks.
    pub fn saved_queries(&self) -> impl Iterator<Item = (&Memo, &str)> {
        self.memos().filter_map(|memo| match &memo.on {
            MemoOn::Query(query) => Some((memo, query.as_str())),
            _ => None,
        })
    }

    /// Memos on one thing, oldest first.
    pub fn memos_on(&self, on: &MemoOn) -> impl Iterator<Item = &Memo> {
        self.state.memos.on(on)
    }

    /// What a participant was called before, as memos name them; names that somebody is said to have
    /// now are theirs.
    pub fn names_before(&self, who: &str) -> Vec<MemoOn> {
        let sources = self.sources();
        let settings = sources.iter().flat_map(|s| &s.speakers);
        let people: HashSet<&str> = settings.filter_map(|s| s.participant.as_deref()).collect();
        let before = sources.iter().flat_map(|s| s.called_before(who));
        let before = before.filter(|name| !people.contains(name.as_str()));
        let names: BTreeSet<String> = before.collect();
        names.into_iter().map(MemoOn::Participant).collect()
    }

    /// Memos on a source and on stretches of it, oldest first.
    pub fn memos_of_source(&self, source: &SourceId) -> impl Iterator<Item = &Memo> {
        self.state.memos.of_source(source)
    }
}
