//! Memos: written, listed, opened again, changed, removed.

use super::anywhere::Ask;
use super::context::Context;
use super::overlay::{Entry, Value};
use crate::acts::memos::{own_summary, summarised, written};
use crate::model::coding::{Memo, MemoKind, MemoOn};
use crate::model::event::Change;
use crate::model::ids::MemoId;
use crate::model::wrap::brief;
use crate::report::markdown::words;
use crate::report::matrix::Summing;
use crate::report::memos::memo_on;
use crate::report::speaks_in;
use crate::work::effect::Effect;

impl Context {
    /// Opens the editor for a memo on something.
    pub(super) fn edit_memo(&mut self, on: MemoOn) -> Vec<Effect> {
        if let Some(why) = self.read_only.clone() {
            return self.say(format!("read-only: {why}"));
        }
        let title = match &on {
            MemoOn::Study => "Journal entry".to_owned(),
            MemoOn::Segment(..) => "Memo on this passage".to_owned(),
            MemoOn::Source(_) => "Memo on this source".to_owned(),
            MemoOn::Cell(..) => format!("Summary of {}", memo_on(&on, &self.view)),
            other => format!("Memo on {}", memo_on(other, &self.view)),
        };
        self.edit(title, Ask::Memo(on, None), "")
    }

    /// Lists the memos on something, the latest first, to be opened; where there are none, one is begun.
    pub(super) fn memos_on(&mut self, on: MemoOn) -> Vec<Effect> {
        let also = match &on {
            MemoOn::Participant(who) => self.view.names_before(who),
            _ => Vec::new(),
        };
        self.memos_on_all(on, also)
    }

    /// The same, with those on what it was before; a new one is on the thing itself.
    pub(super) fn memos_on_all(&mut self, on: MemoOn, also: Vec<MemoOn>) -> Vec<Effect> {
        let things = std::iter::once(&on).chain(&also);
        let mut memos: Vec<&Memo> = things.flat_map(|on| self.view.memos_on(on)).collect();
        if memos.is_empty() {
            return self.edit_memo(on);
        }
        memos.sort_by_key(|m| std::cmp::Reverse(m.at));
        let mut entries = vec![Entry::new("(write a new one)", Value::Another)];
        entries.extend(memos.into_iter().map(|memo| {
            let entry = memo_entry(memo);
            let then = match &memo.on {
                _ if memo.on == on => return entry,
                MemoOn::Participant(then) => then.as_str(),
                MemoOn::Verdict(_) => "an earlier verdict",
                _ => "the passage",
            };
            let beside = format!("on {then} · {}", entry.beside);
            entry.beside(beside)
        }));
        let title = match &on {
            MemoOn::Study => "Journal: memos on the study, the latest first".to_owned(),
            on => format!("Memos on {}", memo_on(on, &self.view)),
        };
        self.pick(title, Ask::Memos(on), entries)
    }

    /// Keeps a memo; an empty one is none.
    pub(super) fn keep_memo(
        &mut self,
        on: MemoOn,
        kind: Option<MemoKind>,
        text: String,
    ) -> Vec<Effect> {
        if text.is_empty() {
            return self.say("an empty memo is not kept");
        }
        if let Some(of) = self.summing.take().filter(|of| of.on == on) {
            return self.keep_summary(&of, &text);
        }
        let about = match &on {
            MemoOn::Participant(who) => speaks_in(&self.view, &self.documents, who),
            // What it rests on is not at hand where a text is taken up that was left: it is about all.
            MemoOn::Cell(..) => self.view.sources().iter().map(|s| s.id.clone()).collect(),
            _ => Vec::new(),
        };
        self.save(vec![written(&self.view, on, (kind, text), about)])
    }

    /// Opens a memo of one's own to be written on.
    pub(super) fn reopen_memo(&mut self, id: MemoId) -> Vec<Effect> {
        let Some(memo) = self.view.memo(id).cloned() else {
            return Vec::new();
        };
        let title = format!("Memo of {} (empty removes it)", memo.at.minute());
        self.edit(title, Ask::EditMemo(id, memo.kind), &memo.text)
    }

    /// Keeps another text and kind of a memo; an empty one removes it.
    pub(super) fn change_memo(
        &mut self,
        memo: MemoId,
        kind: Option<MemoKind>,
        text: String,
    ) -> Vec<Effect> {
        let before = self.view.memo(memo);
        let of = self.summing.take();
        if let Some(of) = of.filter(|of| own_summary(of, &self.me) == Some(memo)) {
            return self.keep_summary(&of, &text);
        }
        if before.is_some_and(|m| (&m.text, m.kind) == (&text, kind)) {
            return self.say("nothing was changed");
        }
        if text.is_empty() {
            return self.save(vec![Change::MemoRemoved { memo }]);
        }
        self.save(vec![Change::MemoEdited {
            memo,
            text,
            replaces: Vec::new(),
            kind,
        }])
    }

    /// Keeps one's own summary of a cell; it holds for the segments as they were when it was opened.
    pub(super) fn keep_summary(&mut self, of: &Summing, text: &str) -> Vec<Effect> {
        match summarised(&self.view, &self.me, of, text, &mut self.mint) {
            Ok(changes) => self.save_as(changes),
            Err(why) => self.say(why),
        }
    }
}

/// A memo as a row of a list.
pub(super) fn memo_entry(memo: &Memo) -> Entry {
    let kind = memo.kind.map_or("memo", |k| k.word());
    let text = words(&memo.text);
    Entry::new(brief(&text, 60), Value::Memo(memo.id))
        .beside(format!("{kind} · {} · {}", memo.coder, memo.at.minute()))
        .detail(text)
}
