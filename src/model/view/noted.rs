//! Memos as the viewer may see them.

use super::View;
use crate::model::coding::{Memo, MemoOn};
use crate::model::ids::{MemoId, SourceId};

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

    /// Memos on a source and on stretches of it, oldest first.
    pub fn memos_of_source(&self, source: &SourceId) -> impl Iterator<Item = &Memo> {
        self.state.memos.of_source(source)
    }
}
