//! Matrix: codes or themes by groups of people or sources, and codes by the codes they meet.

mod ask;
mod commands;
mod state;

pub use ask::Ask;
pub use state::{Fit, MatrixScreen, Panes};

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::Scope;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::work::effect::Effect;

impl Screen for MatrixScreen {
    fn scope(&self) -> Scope {
        Scope::Matrix
    }

    fn available(&self, command: Command, _: &Context) -> Result<(), String> {
        let needs_cell = matches!(
            command,
            Command::Open
                | Command::Export
                | Command::SortOrder
                | Command::Find
                | Command::Turn
                | Command::Tell
        );
        if command == Command::Open
            && let Some((found, (row, group))) = self.found.as_ref().zip(self.here())
            && !found.has_segments(row, group)
        {
            return Err(format!(
                "no segment stands behind it: {}",
                found.sentence(row, group)
            ));
        }
        let of_a_case = matches!(
            command,
            Command::Summarise | Command::StillHolds | Command::Memo
        );
        let case = self.found.as_ref().zip(self.here());
        if of_a_case && case.is_some_and(|(found, (_, group))| !found.is_of_cases(group)) {
            return Err(
                "a summary is of a person, a source or a value of an attribute: b chooses"
                    .to_owned(),
            );
        }
        match (needs_cell || of_a_case) && self.here().is_none() {
            true if self.found.is_none() => Err("the matrix is still being counted".to_owned()),
            true => Err("there is nothing to count yet: g r codes a text".to_owned()),
            false => Ok(()),
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let (lines, columns) = self.size();
        let page = usize::from(self.panes(cx.size).lines.height).max(1);
        match command {
            command if self.list.moved(command, lines, page) => {}
            Command::Left => self.column = self.column.saturating_sub(1),
            Command::Right => self.column = (self.column + 1).min(columns.saturating_sub(1)),
            Command::LineStart => self.column = 0,
            Command::LineEnd => self.column = columns.saturating_sub(1),
            command => return self.command(command, cx),
        }
        self.show_cursor(cx.size);
        Vec::new()
    }

    fn glance(&self) -> String {
        let at = (self.list, self.column, self.left);
        format!("{:?}", (at, &self.asked, self.order, self.turned))
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        let sources: Vec<_> = cx.view.sources().iter().map(|s| s.id.clone()).collect();
        // Who speaks in a segment stands in the text's structure.
        cx.load_missing(&sources)
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.bring_up(cx)
    }

    fn clicked(&mut self, target: Target, cx: &mut Context) -> Option<Command> {
        let again = match target {
            Target::Cell(line, column) => {
                let again = (self.list.at, self.column) == (line, column);
                (self.list.at, self.column) = (line, column);
                again
            }
            Target::Row(Pane::Groups, line) => {
                self.list.at = line;
                false
            }
            Target::Heading(column) => {
                self.column = column;
                return Some(Command::SortOrder);
            }
            _ => false,
        };
        self.show_cursor(cx.size);
        again.then_some(Command::Open)
    }

    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.write(cx)
    }

    fn texts_came(&mut self) {
        self.waits_for = None;
    }

    /// What was counted before may rest on what is hidden now.
    fn forget_lists(&mut self, _: &mut Context) -> Vec<Effect> {
        (self.found, self.waits_for) = (None, None);
        self.ordered.clear();
        Vec::new()
    }
}

impl Answers for MatrixScreen {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        self.chosen(ask, &picked, cx)
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Turns => self.near(text.trim(), cx),
            _ => Vec::new(),
        }
    }
}
