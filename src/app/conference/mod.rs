//! The Code conference screen: the codes two coders made apart from each other, side by side, with
//! what they cover in common; and what is decided about them. No figure over codes stands here.

mod ask;
mod commands;
mod judging;
mod quotes;
mod state;

pub use crate::reconcile::conference::Suggestion;
pub use ask::Ask;
pub use judging::sign;
pub use state::{CELL, ConferenceScreen, NAMES, Pane, Quote, Whose};

use crate::app::Target;
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::keymap::{Scope, is_of};
use crate::app::screens::{Answers, Picked, Screen};
use crate::model::ids::RoundId;
use crate::report::Measure;
use crate::work::effect::Effect;

impl Screen for ConferenceScreen {
    fn scope(&self) -> Scope {
        Scope::Conference
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        let judges = matches!(
            command,
            Command::JudgeSame
                | Command::JudgeLeft
                | Command::JudgeRight
                | Command::VerdictBoth
                | Command::JudgeDrop
        );
        let moves = matches!(command, Command::NextPane | Command::PreviousPane);
        let own = moves || is_of(command, Scope::Conference);
        if command == Command::NextRound && self.conference_rounds(cx).is_empty() {
            return Err("no round of two coders has ended yet".to_owned());
        }
        if judges && let Some(round) = cx.view.frozen_by() {
            return Err(format!(
                "the codebook is frozen while “{}” is blind",
                round.plan.name
            ));
        }
        if own && command != Command::NextRound && self.rows.is_empty() {
            return Err("there is nothing to judge here".to_owned());
        }
        if command == Command::Open && self.quotes.is_empty() {
            return Err("nothing is coded with it".to_owned());
        }
        let both = matches!(
            command,
            Command::JudgeSame | Command::JudgeLeft | Command::JudgeRight
        );
        if both && self.is_one_code() {
            return match command {
                Command::JudgeSame => Ok(()),
                _ => Err("both gave this one code: neither is narrower".to_owned()),
            };
        }
        if both && self.codes().len() < 2 {
            return Err("only one code is looked at: Tab goes to the table of both".to_owned());
        }
        let coders = self.conference.as_ref().map_or(0, |s| s.lists.len());
        if command == Command::NextCoders && coders < 3 {
            return Err("this round has only two coders".to_owned());
        }
        Ok(())
    }

    /// Runs a command of the Code conference screen.
    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        match command {
            Command::NextRound => self.next_conference(cx),
            Command::NextCoders => self.next_coders(),
            Command::NextOverlap => {
                self.measure = match self.measure {
                    Measure::Units => Measure::Characters,
                    Measure::Characters => Measure::Units,
                };
                Vec::new()
            }
            Command::NextPane | Command::PreviousPane => {
                let panes = [Pane::Pairs, Pane::Matrix, Pane::Quotes];
                let at = panes.iter().position(|p| *p == self.pane);
                let by = if command == Command::NextPane { 1 } else { 2 };
                self.pane = panes[(at.unwrap_or(0) + by) % panes.len()];
                Vec::new()
            }
            Command::Open => match self.quotes.first() {
                Some(quote) => {
                    let (source, span) = (quote.source.clone(), quote.span);
                    cx.read(source, Some(span))
                }
                None => Vec::new(),
            },
            Command::FindNext => self.next_open(1, cx),
            Command::FindPrevious => self.next_open(-1, cx),
            Command::Find => cx.request(Request::Search),
            Command::Export => cx.ask_csv(),
            Command::Present => self.ask_conference_present(cx),
            Command::Reason => self.ask_conference_reason(cx),
            Command::JudgeSame
            | Command::JudgeLeft
            | Command::JudgeRight
            | Command::VerdictBoth
            | Command::JudgeDrop => self.judge_command(command, cx),
            other => self.conference_moved(other, cx),
        }
    }

    fn glance(&self) -> String {
        let seen = (self.list, self.cell, self.at, self.quotes_top, self.pane);
        let of = (self.round, self.pair, self.measure);
        format!("{:?}", (of, seen, &self.present, &self.reason))
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.choose_round(cx);
        self.load_conference(cx)
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.compare(cx);
        Vec::new()
    }

    /// Leaves the pane in focus for the list.
    fn back(&mut self, _: &mut Context) -> bool {
        std::mem::take(&mut self.pane) != Pane::Pairs
    }

    fn focus(&mut self, pane: super::Pane) {
        match pane {
            super::Pane::Suggested => self.pane = Pane::Pairs,
            super::Pane::Matrix => self.pane = Pane::Matrix,
            super::Pane::Quotes => self.pane = Pane::Quotes,
            _ => {}
        }
    }

    fn clicked(&mut self, target: Target, cx: &mut Context) -> Option<Command> {
        match target {
            Target::Row(super::Pane::Suggested, row) => self.suggestion_clicked(row, cx),
            _ => None,
        }
    }

    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.write(cx)
    }

    fn round_opened(&mut self, before: RoundId, latest: RoundId, cx: &mut Context) -> Vec<Effect> {
        if self.round != Some(before) {
            return Vec::new();
        }
        cx.say_opened(latest);
        self.confer_on(latest, cx)
    }
}

impl Answers for ConferenceScreen {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        self.chosen(&ask, &picked.values, picked.created, cx)
    }
}
