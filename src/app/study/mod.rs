//! The Study screen: sources, coders, rounds, progress.

mod ask;
mod basis;
mod commands;
mod importing;
mod joining;
mod planned;
mod proposing;
mod reviewing;
mod rounds;
mod state;
mod taking_out;

pub use ask::Ask;
pub use importing::readable_words;
pub(crate) use joining::left_behind;

pub use state::{ROUND_ROWS, Study, StudyPane, panes};

use crate::acts::rounds::{Step, may_finish};
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::form::Form;
use crate::app::keymap::{Scope, is_of};
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::ids::RoundId;
use crate::work::effect::Effect;
use crate::work::remaking::Remake;

impl Screen for Study {
    fn back(&mut self, cx: &mut Context) -> bool {
        importing::stop(cx)
    }

    fn scope(&self) -> Scope {
        match self.pane {
            StudyPane::Sources => Scope::Study,
            StudyPane::Rounds => Scope::Rounds,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        match (command, self.source_under_cursor(cx)) {
            (Command::ProposeRound, _) => self.may_propose(cx),
            (Command::UpgradeStudy, _) => self.may_upgrade(cx),
            (command, _) if self.pane == StudyPane::Rounds && is_of(command, Scope::Rounds) => {
                self.round_available(command, cx)
            }
            (Command::Export | Command::Import | Command::Journal, _) => Ok(()),
            (Command::TakeOut, None) if !cx.view.taken_out().is_empty() => Ok(()),
            (command, None) if is_of(command, Scope::Study) => {
                Err("there are no sources yet: i imports files".to_owned())
            }
            (Command::ToggleFinished, Some(id)) => may_finish(&cx.view, &id).map(drop),
            (Command::ChooseBasis, Some(id)) => self.may_choose_basis(&id, cx),
            _ => Ok(()),
        }
    }

    /// Runs a command of the Study screen.
    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let (sources, rounds) = panes(cx.size.0, cx.size.1);
        let (list, len, page) = match self.pane {
            StudyPane::Sources => (
                &mut self.sources,
                cx.view.sources().len(),
                sources.inner().height,
            ),
            StudyPane::Rounds => (
                &mut self.rounds,
                cx.view.rounds().len() + cx.view.reviews().len(),
                rounds.inner().height,
            ),
        };
        // The first row of the sources is their heading; a round takes several rows.
        let page = match self.pane {
            StudyPane::Sources => page.saturating_sub(1),
            StudyPane::Rounds => page / ROUND_ROWS,
        };
        let page = usize::from(page).max(1);
        match command {
            command if list.moved(command, len, page) => {}
            Command::NextPane | Command::PreviousPane => {
                self.pane = match self.pane {
                    StudyPane::Sources => StudyPane::Rounds,
                    StudyPane::Rounds => StudyPane::Sources,
                };
            }
            Command::Import => {
                return cx.ask(
                    "Import files or folders, or tables of codings (paths, separated by spaces)",
                    Ask::Import,
                    "",
                );
            }
            Command::Find => return cx.request(Request::Search),
            Command::Export => return cx.ask_csv(),
            Command::NewRound => return self.new_round_form(cx),
            Command::ProposeRound => return self.propose_round(cx),
            Command::Submit
            | Command::WithdrawSubmission
            | Command::CloseRound
            | Command::CancelRound => {
                return self.round_command(command, cx);
            }
            Command::CorrectSpeakers => return self.correct_speakers(cx),
            Command::UpgradeStudy => return self.ask_to_upgrade(cx),
            Command::TakeOut => return self.ask_take_out(cx),
            Command::Join => return self.ask_join(cx),
            Command::Journal => return cx.memos_on(MemoOn::Study),
            Command::Memo if self.pane == StudyPane::Rounds => {
                let round = cx.view.rounds().get(self.rounds.at).map(|r| r.id);
                return round.map_or_else(Vec::new, |id| cx.memos_on(MemoOn::Round(id)));
            }
            Command::Open if self.pane == StudyPane::Rounds => return self.open_round(cx),
            _ => return self.source_command(command, cx),
        }
        Vec::new()
    }

    fn glance(&self) -> String {
        let seen = (self.pane, self.sources, self.rounds, &self.marked);
        format!("{seen:?}")
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        // The list may have become shorter.
        self.sources.at = self
            .sources
            .at
            .min(cx.view.sources().len().saturating_sub(1));
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
                cx.save(vec![Change::RoundOpened(plan)])
            }
            Ask::OpenReview(plan) => {
                cx.overlays.clear();
                self.marked.clear();
                cx.save(vec![Change::ReviewOpened(plan)])
            }
            Ask::CloseReview(review) => reviewing::close_review(review, cx),
            Ask::Step(round, step) => step_in(round, step, cx),
            Ask::Upgrade => vec![Effect::Upgrade],
            Ask::Joined(sources, name) => self.join(sources, name, cx),
            Ask::Carry => cx.remake(Remake::Carry),
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
