//! What the commands of the Code conference screen do: moving about, and what needs no judgement.

use super::{ConferenceScreen, Pane};
use crate::app::command::Command;
use crate::app::context::Context;
use crate::model::ids::CodeId;
use crate::reconcile::conference::Suggestion;
use crate::report::Meeting;
use crate::work::effect::Effect;
use std::path::PathBuf;

impl ConferenceScreen {
    pub(super) fn next_coders(&mut self) -> Vec<Effect> {
        let pairs = self.conference.as_ref().map_or(0, |s| s.pairs().len());
        self.pair = (self.pair + 1) % pairs.max(1);
        self.listed = None;
        self.cell = Default::default();
        Vec::new()
    }

    /// Whether a judgement decides what becomes of all codes of a row.
    pub fn is_decided(&self, row: &Suggestion, cx: &Context) -> bool {
        let Some(conference) = &self.conference else {
            return false;
        };
        let decisions = conference.decisions(&cx.view);
        let codes = self.codes_of(row);
        codes
            .iter()
            .all(|c| decisions.iter().any(|j| j.decides(*c)))
    }

    pub fn codes_of(&self, row: &Suggestion) -> Vec<CodeId> {
        let (Some(conference), Some((a, b))) = (&self.conference, self.coders()) else {
            return Vec::new();
        };
        let code = |list: usize, at: &usize| conference.lists[list].codes[*at].code;
        match row {
            Suggestion::Pair(i, j, _) => vec![code(a, i), code(b, j)],
            Suggestion::First(i) => vec![code(a, i)],
            Suggestion::Second(j) => vec![code(b, j)],
        }
    }

    /// Puts the cursor on the first row that waits for a judgement.
    pub(super) fn first_open(&mut self, cx: &Context) {
        let rows = &self.rows;
        let open = rows.iter().position(|r| !self.is_decided(r, cx));
        self.go_to_row(open.unwrap_or(0), cx);
    }

    pub(super) fn next_open(&mut self, by: isize, cx: &mut Context) -> Vec<Effect> {
        let rows = self.rows.len();
        let mut at = self.list.at;
        for _ in 0..rows {
            at = (at + rows).saturating_add_signed(by) % rows;
            if !self.is_decided(&self.rows[at], cx) {
                self.go_to_row(at, cx);
                return Vec::new();
            }
        }
        cx.say("every code is judged")
    }

    /// Goes on to the next row whose codes no judgement decides, these aside.
    pub(super) fn move_on_from(&mut self, judged: &[CodeId], cx: &Context) {
        let rows = self.rows.len();
        let here = self.list.at;
        for step in 1..rows {
            let at = (here + step) % rows;
            let row = &self.rows[at];
            let codes = self.codes_of(row);
            if !self.is_decided(row, cx) && !codes.iter().all(|c| judged.contains(c)) {
                return self.go_to_row(at, cx);
            }
        }
    }

    /// A click on a row of what is suggested: the first looks at it, a second one reads there.
    pub(super) fn suggestion_clicked(&mut self, row: usize, cx: &Context) -> Option<Command> {
        if self.list.at == row {
            return Some(Command::Open);
        }
        self.go_to_row(row, cx);
        None
    }

    fn go_to_row(&mut self, to: usize, cx: &Context) {
        let page = usize::from(self.panes(cx.size).pairs.inner().height).max(1);
        self.list.go(to, self.rows.len(), page);
        self.at = match self.rows.get(self.list.at) {
            Some(Suggestion::Pair(i, j, _)) => (Some(*i), Some(*j)),
            Some(Suggestion::First(i)) => (Some(*i), None),
            Some(Suggestion::Second(j)) => (None, Some(*j)),
            None => (None, None),
        };
        let (rows, columns) = self.cells(cx.size);
        let down = self.matrix.len();
        let across = self.matrix.first().map_or(0, Vec::len);
        if let Some(i) = self.at.0 {
            self.cell.0.go(i, down, rows);
        }
        if let Some(j) = self.at.1 {
            self.cell.1.go(j, across, columns);
        }
    }

    pub(super) fn conference_moved(&mut self, command: Command, cx: &Context) -> Vec<Effect> {
        let all = self.panes(cx.size);
        let (rows, columns) = self.cells(cx.size);
        let page = match self.pane {
            Pane::Pairs => usize::from(all.pairs.inner().height),
            Pane::Matrix => rows,
            Pane::Quotes => usize::from(all.quotes.inner().height),
        };
        let by = match command {
            Command::Left => Some(-1),
            Command::Right => Some(1),
            other => other.rows(page),
        };
        let Some(by) = by else {
            return Vec::new();
        };
        match self.pane {
            Pane::Pairs => {
                let to = self.list.at.saturating_add_signed(by);
                self.go_to_row(to, cx);
            }
            Pane::Matrix => {
                let (down, across) = (self.matrix.len(), self.matrix.first().map_or(0, Vec::len));
                match command {
                    Command::Left | Command::Right => self.cell.1.step(by, across, columns),
                    _ => self.cell.0.step(by, down, rows),
                }
                let some = |len: usize, at: usize| (len > 0).then_some(at);
                let looked = (some(down, self.cell.0.at), some(across, self.cell.1.at));
                self.at = looked;
                let is = |row: &Suggestion| matches!(row, Suggestion::Pair(i, j, _) if looked == (Some(*i), Some(*j)));
                if let Some(at) = self.rows.iter().position(is) {
                    let page = usize::from(all.pairs.inner().height).max(1);
                    self.list.go(at, self.rows.len(), page);
                }
            }
            Pane::Quotes => {
                let most = self.quotes.len().saturating_mul(4);
                let top = self.quotes_top.saturating_add_signed(by);
                self.quotes_top = top.min(most);
            }
        }
        Vec::new()
    }

    pub(super) fn write(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(round) = self.round.and_then(|id| cx.view.round(id)) else {
            return Vec::new();
        };
        let measure = self.measure;
        match Meeting::new(&cx.view, &cx.documents, round, measure) {
            Ok(meeting) => {
                let name = file_name(&round.plan.name);
                let file = |ending: &str, text: String| {
                    let path = PathBuf::from(format!("conference-{name}.{ending}"));
                    (path, text.into_bytes())
                };
                let files = vec![file("csv", meeting.csv()), file("md", meeting.markdown())];
                cx.write(files.into())
            }
            Err(why) => cx.fail(why),
        }
    }
}

/// A round's name as part of a file's: letters and digits, everything else a dash.
fn file_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.trim().chars() {
        match c.is_alphanumeric() {
            true => out.push(c),
            false if out.ends_with('-') => {}
            false => out.push('-'),
        }
    }
    out
}
