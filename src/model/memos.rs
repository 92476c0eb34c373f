//! The memos of a study, and which are on what: asked at every key, so nothing is looked through.

use super::coding::{Memo, MemoOn};
use super::ids::{MemoId, SourceId};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Memos {
    all: BTreeMap<MemoId, Memo>,
    /// By what they are on; those on stretches by their source.
    on: FxHashMap<MemoOn, BTreeSet<MemoId>>,
}

/// Where memos on a thing are listed.
fn listed(on: &MemoOn) -> MemoOn {
    match on {
        MemoOn::Segment(source, _) => MemoOn::Source(source.clone()),
        other => other.clone(),
    }
}

impl Memos {
    pub fn put(&mut self, memo: Memo) {
        self.remove(memo.id);
        self.on.entry(listed(&memo.on)).or_default().insert(memo.id);
        self.all.insert(memo.id, memo);
    }

    pub fn remove(&mut self, id: MemoId) {
        let Some(memo) = self.all.remove(&id) else {
            return;
        };
        let on = listed(&memo.on);
        let rest = self.on.get_mut(&on).map_or(0, |ids| {
            ids.remove(&id);
            ids.len()
        });
        if rest == 0 {
            self.on.remove(&on);
        }
    }

    pub fn get(&self, id: MemoId) -> Option<&Memo> {
        self.all.get(&id)
    }

    /// Oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Memo> {
        self.all.values()
    }

    /// Those on one thing, oldest first.
    pub fn on(&self, on: &MemoOn) -> impl Iterator<Item = &Memo> {
        self.listed(listed(on)).filter(move |m| m.on == *on)
    }

    /// Those on a source and on stretches of it, oldest first.
    pub fn of_source(&self, source: &SourceId) -> impl Iterator<Item = &Memo> {
        self.listed(MemoOn::Source(source.clone()))
    }

    fn listed(&self, on: MemoOn) -> impl Iterator<Item = &Memo> {
        let ids = self.on.get(&on).into_iter().flatten();
        ids.filter_map(|id| self.all.get(id))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::coding::MemoOn;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, source, span};
    use crate::model::ids::EventId;

    #[test]
    fn memos_on_a_thing_are_those_that_looking_through_all_of_them_finds() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        let code = s.code("hope");
        let coding = s.coded("ana", None, "s", 0..10, "hope");
        let things = [
            MemoOn::Study,
            MemoOn::Source(source("s")),
            MemoOn::Segment(source("s"), span(0..5)),
            MemoOn::Segment(source("s"), span(5..9)),
            MemoOn::Segment(source("t"), span(0..5)),
            MemoOn::Coding(coding),
            MemoOn::Code(code),
            MemoOn::Participant("P01".into()),
        ];
        let mut written: Vec<EventId> = Vec::new();
        for on in things.iter().chain(&things[2..5]).cloned() {
            written.push(s.memo("ana", on, "noted"));
        }
        for gone in [1, 2, 7] {
            let memo = written[gone].into();
            s.push("ana", Change::MemoRemoved { memo });
        }
        s.push("ana", Change::Retract { event: written[3] });
        let view = s.view();
        for on in &things {
            let all: Vec<_> = view.memos().filter(|m| m.on == *on).collect();
            assert_eq!(view.memos_on(on).collect::<Vec<_>>(), all, "{on:?}");
        }
        let of_s: Vec<_> = view.memos_of_source(&source("s")).map(|m| &m.on).collect();
        assert_eq!(of_s, [&things[2], &things[3]]);
    }
}
