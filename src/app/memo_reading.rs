//! Reading a memo: its text as it is shown, going to what it is on, opening its links.

use super::command::Command;
use super::context::{Context, Request};
use super::overlay::{Overlay, Reading};
use super::screen::Area;
use super::screens::ScreenId;
use crate::model::coding::{Memo, MemoOn};
use crate::model::ids::MemoId;
use crate::report::linked::{Linked, linked};
use crate::report::markdown::{Mark, Row, Shown, WIDE, plain, shown};
use crate::report::memos::memo_title;
use crate::work::effect::Effect;

/// The memo on top as it is shown in an area: its heading, its text, and what its links name.
pub fn pages(memo: &Memo, cx: &Context, cells: usize) -> (Vec<Row>, Vec<String>) {
    let quiet = Mark {
        quiet: true,
        ..Mark::default()
    };
    let mut rows = plain(&memo_title(memo, &cx.view), cells, quiet);
    rows.push(Row::new());
    let Shown { rows: text, links } = shown(&memo.text, cells, true);
    rows.extend(text);
    (rows, links)
}

impl Context {
    /// Shows a memo over the screen; the texts its links lead to are loaded meanwhile.
    pub(super) fn show_memo(&mut self, memo: MemoId) -> Vec<Effect> {
        let Some(text) = self.view.memo(memo).map(|m| m.text.clone()) else {
            return self.say("this memo is not there any more");
        };
        self.overlays.push(Overlay::Memo(Reading { memo, top: 0 }));
        let links = shown(&text, WIDE, false).links.into_iter();
        let unread = links.filter_map(|l| match linked(&self.view, &self.documents, &l) {
            Linked::Unread(source) => Some(source),
            _ => None,
        });
        self.load_missing(&unread.collect::<Vec<_>>())
    }

    /// Why a command cannot be run on the memo that is read, if so.
    pub(super) fn reading_available(
        &self,
        reading: Reading,
        command: Command,
    ) -> Result<(), String> {
        let Some(memo) = self.view.memo(reading.memo) else {
            return Ok(());
        };
        match command {
            Command::Rename if memo.coder != self.me => {
                Err(format!("this memo is {}'s, not yours", memo.coder))
            }
            Command::Pinned(n) => {
                let (_, links) = pages(memo, self, WIDE);
                let written = links.get(usize::from(n) - 1);
                let written = written.ok_or(format!("this memo has no link {n}"))?;
                match linked(&self.view, &self.documents, written) {
                    Linked::Nothing => Err(format!("“{written}” is not there")),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// Does what a key means while a memo is read.
    pub(super) fn reading_command(&mut self, command: Command, area: Area) -> Vec<Effect> {
        let Some(Overlay::Memo(reading)) = self.overlays.last().cloned() else {
            return Vec::new();
        };
        let Some(memo) = self.view.memo(reading.memo).cloned() else {
            self.overlays.pop();
            return Vec::new();
        };
        let (rows, links) = pages(&memo, self, usize::from(area.width));
        match command {
            Command::Open => self.go_to_noted(&memo.on),
            Command::Rename => {
                self.overlays.pop();
                self.reopen_memo(memo.id)
            }
            Command::Pinned(n) => match links.get(usize::from(n) - 1) {
                Some(written) => self.open_link(written),
                None => Vec::new(),
            },
            other => {
                let page = usize::from(area.height);
                let by = other.rows(page).unwrap_or(0);
                let most = rows.len().saturating_sub(page);
                let top = reading.top.saturating_add_signed(by).min(most);
                if top == reading.top {
                    return self.say("all of the memo that lies there is seen");
                }
                if let Some(Overlay::Memo(reading)) = self.overlays.last_mut() {
                    reading.top = top;
                }
                Vec::new()
            }
        }
    }

    /// Opens what a link in a memo leads to.
    fn open_link(&mut self, written: &str) -> Vec<Effect> {
        match linked(&self.view, &self.documents, written) {
            Linked::Code(id) => self.leave_for(Request::ShowCode(id)),
            Linked::Source(source) => self.leave_for(Request::Read(source, None)),
            Linked::Place(source, span) => self.leave_for(Request::Read(source, Some(span))),
            Linked::Unread(source) => {
                self.note("loading the text: press again");
                vec![self.load(vec![source])]
            }
            Linked::Nothing => Vec::new(),
        }
    }

    /// Goes to what a memo is on.
    pub(super) fn go_to_noted(&mut self, on: &MemoOn) -> Vec<Effect> {
        let coding = match on {
            MemoOn::Coding(id) => Some(*id),
            MemoOn::Verdict(id) => {
                let verdict = self.view.verdict(*id);
                verdict.and_then(|v| v.item.first().copied())
            }
            _ => None,
        };
        let coding = coding.and_then(|id| self.view.coding(id));
        let to = match (on, coding) {
            (_, Some(c)) => Request::Read(c.source.clone(), Some(c.span)),
            (MemoOn::Segment(source, span), _) => Request::Read(source.clone(), Some(*span)),
            (MemoOn::Source(source), _) => Request::Read(source.clone(), None),
            (MemoOn::Code(id), _) => Request::ShowCode(*id),
            (MemoOn::Study | MemoOn::Round(_), _) => Request::Visit(ScreenId::Study),
            (MemoOn::Query(query), _) => Request::Query(query.clone()),
            (MemoOn::Participant(_), _) => Request::Visit(ScreenId::Participants),
            (MemoOn::Theme(_) | MemoOn::Relation(_), _) => Request::Visit(ScreenId::Themes),
            (MemoOn::Cell(..), _) => Request::Visit(ScreenId::Matrix),
            (MemoOn::Coding(_) | MemoOn::Verdict(_), None) => {
                return self.say("what it is on is not there any more");
            }
        };
        self.leave_for(to)
    }

    fn leave_for(&mut self, to: Request) -> Vec<Effect> {
        self.overlays.clear();
        self.request(to)
    }
}
