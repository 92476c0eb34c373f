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
use crate::app::context::Context;
use crate::app::keymap::Scope;
use crate::app::screens::{Answers, Picked, Screen};
use crate::model::ids::RoundId;
use crate::work::effect::Effect;

impl Screen for ConferenceScreen {
    fn scope(&self) -> Scope {
        Scope::Conference
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        self.may_run(command, cx)
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        self.command(command, cx)
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
