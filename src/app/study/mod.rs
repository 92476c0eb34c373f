//! The Study screen: sources, coders, rounds, progress.

mod basis;
mod doing;
mod importing;
mod planned;
mod proposing;
mod rounds;

use super::command::Command;
use super::context::Context;
use super::form::Form;
use super::keymap::Scope;
use super::list::List;
use super::screen::{Area, Frame, WIDE};
use super::screens::{Answers, Picked, Screen};
use super::{Pane, Target};
use crate::acts::rounds::Step;
use crate::model::event::{Change, Subject};
use crate::model::ids::{RoundId, SourceId};
use crate::model::round::RoundPlan;
use crate::work::effect::Effect;

/// Which pane has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StudyPane {
    /// Sources.
    #[default]
    Sources,
    /// Rounds.
    Rounds,
}

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// Pane in focus.
    pub pane: StudyPane,
    /// Cursor among sources.
    pub sources: List,
    /// Cursor among rounds.
    pub rounds: List,
    /// Sources marked for a new round.
    pub marked: Vec<SourceId>,
    /// Where the findings of the source under the cursor come from: of which state of the view and
    /// which source, in words.
    basis: Option<((u64, usize), String)>,
}

/// Rows each round takes in its pane.
pub const ROUND_ROWS: u16 = 3;

/// Where the panes stand: sources, rounds.
pub fn places(width: u16, height: u16) -> (Area, Area) {
    let body = Frame::of(width, height).body;
    if width >= WIDE {
        body.split_left(body.width * 11 / 20)
    } else {
        body.split_top(body.height * 11 / 20)
    }
}

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Paths of files.
    Import,
    /// Another name of a source.
    RenameSource(SourceId),
    /// Its kind.
    Kind(SourceId),
    /// One of its speakers, whose role changes.
    Speakers(SourceId),
    /// One of its speakers, to be named.
    Person(SourceId),
    /// The name of a speaker, by label, in these sources.
    PersonName(Vec<SourceId>, String),
    /// The round its findings come from.
    Basis(SourceId),
    /// Whose attribute.
    AttributeOf(SourceId),
    /// An attribute.
    Attribute(Subject),
    /// The plan of a round.
    Plan,
    /// Whether the round is to be opened.
    Open(Box<RoundPlan>),
    /// Whether a step is to be made in a round.
    Step(RoundId, Step),
    /// Whether the study is to be raised to the newest format.
    Upgrade,
}

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
