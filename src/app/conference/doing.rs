//! What the commands of the Code conference screen do: moving about, and what needs no judgement.

use super::Pane;
use crate::app::App;
use crate::app::available::is_of;
use crate::app::command::Command;
use crate::app::keymap::Scope;
use crate::model::ids::CodeId;
use crate::reconcile::conference::Suggestion;
use crate::report::{Measure, Meeting};
use crate::work::effect::Effect;
use std::path::PathBuf;

impl App {
    /// Runs a command of the Code conference screen.
    pub(in crate::app) fn conference_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::NextRound => self.next_conference(),
            Command::NextCoders => self.next_coders(),
            Command::NextOverlap => {
                self.conference.measure = match self.conference.measure {
                    Measure::Units => Measure::Characters,
                    Measure::Characters => Measure::Units,
                };
                Vec::new()
            }
            Command::NextPane | Command::PreviousPane => {
                let panes = [Pane::Pairs, Pane::Matrix, Pane::Quotes];
                let at = panes.iter().position(|p| *p == self.conference.pane);
                let by = if command == Command::NextPane { 1 } else { 2 };
                self.conference.pane = panes[(at.unwrap_or(0) + by) % panes.len()];
                Vec::new()
            }
            Command::Open => match self.conference.quotes.first() {
                Some(quote) => {
                    let (source, span) = (quote.source.clone(), quote.span);
                    self.open_source(source, Some(span))
                }
                None => Vec::new(),
            },
            Command::FindNext => self.next_open(1),
            Command::FindPrevious => self.next_open(-1),
            Command::Find => self.go_to_search(),
            Command::Export => self.ask_csv(),
            Command::Present => self.ask_conference_present(),
            Command::Reason => self.ask_conference_reason(),
            Command::JudgeSame
            | Command::JudgeLeft
            | Command::JudgeRight
            | Command::VerdictBoth
            | Command::JudgeDrop => self.judge_command(command),
            other => self.conference_moved(other),
        }
    }

    /// Why a command of this screen cannot be run now, if so.
    pub(in crate::app) fn conference_available(&self, command: Command) -> Result<(), String> {
        let judges = matches!(
            command,
            Command::JudgeSame
                | Command::JudgeLeft
                | Command::JudgeRight
                | Command::VerdictBoth
                | Command::JudgeDrop
        );
        let state = &self.conference;
        let moves = matches!(command, Command::NextPane | Command::PreviousPane);
        let own = moves || is_of(command, Scope::Conference);
        if command == Command::NextRound && self.conference_rounds().is_empty() {
            return Err("no round of two coders has ended yet".to_owned());
        }
        if judges && let Some(round) = self.view.frozen_by() {
            return Err(format!(
                "the codebook is frozen while “{}” is blind",
                round.plan.name
            ));
        }
        if own && command != Command::NextRound && state.rows.is_empty() {
            return Err("there is nothing to judge here".to_owned());
        }
        if command == Command::Open && state.quotes.is_empty() {
            return Err("nothing is coded with it".to_owned());
        }
        let both = matches!(
            command,
            Command::JudgeSame | Command::JudgeLeft | Command::JudgeRight
        );
        if both && state.is_one_code() {
            return match command {
                Command::JudgeSame => Ok(()),
                _ => Err("both gave this one code: neither is narrower".to_owned()),
            };
        }
        if both && state.codes().len() < 2 {
            return Err("only one code is looked at: Tab goes to the table of both".to_owned());
        }
        let coders = state.sheet.as_ref().map_or(0, |s| s.lists.len());
        if command == Command::NextCoders && coders < 3 {
            return Err("this round has only two coders".to_owned());
        }
        Ok(())
    }

    fn next_coders(&mut self) -> Vec<Effect> {
        let pairs = self
            .conference
            .sheet
            .as_ref()
            .map_or(0, |s| s.pairs().len());
        self.conference.pair = (self.conference.pair + 1) % pairs.max(1);
        self.conference.listed = None;
        self.conference.cell = Default::default();
        Vec::new()
    }

    /// Whether a judgement decides what becomes of all codes of a row.
    pub fn is_decided(&self, row: &Suggestion) -> bool {
        let Some(sheet) = &self.conference.sheet else {
            return false;
        };
        let decisions = sheet.decisions(&self.view);
        let codes = self.codes_of(row);
        codes
            .iter()
            .all(|c| decisions.iter().any(|j| j.decides(*c)))
    }

    /// The codes of a row.
    pub fn codes_of(&self, row: &Suggestion) -> Vec<CodeId> {
        let (Some(sheet), Some((a, b))) = (&self.conference.sheet, self.conference.coders()) else {
            return Vec::new();
        };
        let code = |list: usize, at: &usize| sheet.lists[list].codes[*at].code;
        match row {
            Suggestion::Pair(i, j, _) => vec![code(a, i), code(b, j)],
            Suggestion::First(i) => vec![code(a, i)],
            Suggestion::Second(j) => vec![code(b, j)],
        }
    }

    /// Puts the cursor on the first row that waits for a judgement.
    pub(super) fn first_open(&mut self) {
        let rows = &self.conference.rows;
        let open = rows.iter().position(|r| !self.is_decided(r));
        self.go_to_row(open.unwrap_or(0));
    }

    fn next_open(&mut self, by: isize) -> Vec<Effect> {
        let rows = self.conference.rows.len();
        let mut at = self.conference.list.at;
        for _ in 0..rows {
            at = (at + rows).saturating_add_signed(by) % rows;
            if !self.is_decided(&self.conference.rows[at]) {
                self.go_to_row(at);
                return Vec::new();
            }
        }
        self.say("every code is judged")
    }

    /// Goes on to the next row whose codes no judgement decides, these aside.
    pub(super) fn move_on_from(&mut self, judged: &[CodeId]) {
        let rows = self.conference.rows.len();
        let here = self.conference.list.at;
        for step in 1..rows {
            let at = (here + step) % rows;
            let row = &self.conference.rows[at];
            let codes = self.codes_of(row);
            if !self.is_decided(row) && !codes.iter().all(|c| judged.contains(c)) {
                return self.go_to_row(at);
            }
        }
    }

    /// A click on a row of what is suggested: the first looks at it, a second one reads there.
    pub(in crate::app) fn suggestion_clicked(&mut self, row: usize) -> Vec<Effect> {
        if self.conference.list.at == row {
            return self.run(Command::Open);
        }
        self.go_to_row(row);
        Vec::new()
    }

    fn go_to_row(&mut self, to: usize) {
        let page = usize::from(self.conference.panes(self.size).pairs.inner().height).max(1);
        let state = &mut self.conference;
        state.list.go(to, state.rows.len(), page);
        state.at = match state.rows.get(state.list.at) {
            Some(Suggestion::Pair(i, j, _)) => (Some(*i), Some(*j)),
            Some(Suggestion::First(i)) => (Some(*i), None),
            Some(Suggestion::Second(j)) => (None, Some(*j)),
            None => (None, None),
        };
        let (rows, columns) = state.cells(self.size);
        let down = state.matrix.len();
        let across = state.matrix.first().map_or(0, Vec::len);
        if let Some(i) = state.at.0 {
            state.cell.0.go(i, down, rows);
        }
        if let Some(j) = state.at.1 {
            state.cell.1.go(j, across, columns);
        }
    }

    fn conference_moved(&mut self, command: Command) -> Vec<Effect> {
        let all = self.conference.panes(self.size);
        let (rows, columns) = self.conference.cells(self.size);
        let state = &mut self.conference;
        let page = match state.pane {
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
        match state.pane {
            Pane::Pairs => {
                let to = state.list.at.saturating_add_signed(by);
                self.go_to_row(to);
            }
            Pane::Matrix => {
                let (down, across) = (state.matrix.len(), state.matrix.first().map_or(0, Vec::len));
                match command {
                    Command::Left | Command::Right => state.cell.1.step(by, across, columns),
                    _ => state.cell.0.step(by, down, rows),
                }
                let some = |len: usize, at: usize| (len > 0).then_some(at);
                let looked = (some(down, state.cell.0.at), some(across, state.cell.1.at));
                state.at = looked;
                let is = |row: &Suggestion| matches!(row, Suggestion::Pair(i, j, _) if looked == (Some(*i), Some(*j)));
                if let Some(at) = state.rows.iter().position(is) {
                    let page = usize::from(all.pairs.inner().height).max(1);
                    state.list.go(at, state.rows.len(), page);
                }
            }
            Pane::Quotes => {
                let most = state.quotes.len().saturating_mul(4);
                let top = state.quotes_top.saturating_add_signed(by);
                state.quotes_top = top.min(most);
            }
        }
        Vec::new()
    }

    pub(in crate::app) fn export_conference(&mut self) -> Vec<Effect> {
        let Some(round) = self.conference.round.and_then(|id| self.view.round(id)) else {
            return Vec::new();
        };
        let measure = self.conference.measure;
        match Meeting::new(&self.view, &self.documents, round, measure) {
            Ok(meeting) => {
                let name = file_name(&round.plan.name);
                let file = |ending: &str, text: String| {
                    let path = PathBuf::from(format!("conference-{name}.{ending}"));
                    (path, text.into_bytes())
                };
                let files = vec![file("csv", meeting.csv()), file("md", meeting.markdown())];
                self.write(files)
            }
            Err(why) => self.fail(why),
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
