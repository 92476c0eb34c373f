//! The Study screen: sources, coders, rounds, progress.

mod ask;
mod basis;
mod commands;
mod importing;
mod planned;
mod proposing;
mod rounds;
mod state;

pub use ask::Ask;
pub use importing::readable_words;

pub use state::{ROUND_ROWS, Study, StudyPane, places};

use crate::acts::rounds::Step;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::form::Form;
use crate::app::keymap::Scope;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::model::event::Change;
use crate::model::ids::RoundId;
use crate::work::effect::Effect;

impl Screen for Study {
    fn scope(&self) -> Scope {
        match self.pane {
            StudyPane::Sources => Scope::Study,
            StudyPane::Rounds => Scope::Rounds,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        self.may_run(command, cx)
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        self.command(command, cx)
    }

    fn glance(&self) -> String {
        let seen = (self.pane, self.sources, self.rounds, &self.marked);
        format!("{seen:?}")
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.refresh_basis(cx);
        Vec::new()
    }

    fn focus(&mut self, pane: Pane) {
        match pane {
            Pane::Sources => self.pane = StudyPane::Sources,
            Pane::Rounds => self.pane = StudyPane::Rounds,
            _ => {}
        }
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Sources, row) => self.sources.clicked(row),
            Target::Row(Pane::Rounds, row) => self.rounds.clicked(row),
            _ => None,
        }
    }
}

impl Answers for Study {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        self.chosen(&ask, &picked.first(), cx)
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        self.typed(&ask, text.trim().to_owned(), cx)
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Open(plan) => {
                cx.overlays.clear();
                self.marked.clear();
                cx.save(vec![Change::RoundOpened(*plan)])
            }
            Ask::Step(round, step) => step_in(round, step, cx),
            Ask::Upgrade => vec![Effect::Upgrade],
            _ => Vec::new(),
        }
    }

    fn filled(&mut self, _: Ask, form: Form, cx: &mut Context) -> Vec<Effect> {
        self.plan_round(form, cx)
    }
}

/// Does in a round what was asked about, unless it has become impossible since.
fn step_in(id: RoundId, step: Step, cx: &mut Context) -> Vec<Effect> {
    let round = cx.view.round(id);
    match round.map(|round| step.change(&cx.view, round, &cx.me)) {
        Some(Ok(change)) => cx.save(vec![change]),
        Some(Err(why)) => cx.fail(why.to_string()),
        None => Vec::new(),
    }
}
