//! The Agreement screen: what is compared, as tables of counts and figures, counts first. Enter on
//! a cell opens the segments behind it. It is about the same round as the Reconcile screen, until
//! something else is selected.

mod ask;
mod choosing;
mod head;
mod listed;
mod made;
mod moving;
mod options;
mod places;
mod state;

pub use crate::agreement::outcome::Outcome;
pub use crate::agreement::round::{Between, By, RoundFigures, Selection};
pub use ask::{Ask, Choosing};
pub use choosing::selection_words;
pub use state::{Agreement, Line, Listed, ListedRow, Places, Voice};

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::Scope;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::model::ids::RoundId;
use crate::report::figures::Shows;
use crate::work::effect::Effect;

impl Screen for Agreement {
    fn scope(&self) -> Scope {
        match self.listed {
            Some(_) => Scope::Segments,
            None => Scope::Agreement,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        self.may_run(command, cx)
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        self.command(command, cx)
    }

    fn glance(&self) -> String {
        let listed = self.listed.as_ref().map(|l| l.list);
        let at = (self.shows, self.list, self.column, self.by);
        format!("{:?}", (at, self.pair, self.sort, listed))
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.enter_compared()
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.refresh_sheet();
        if let Some(found) = cx.compared.segments.take() {
            self.list_segments(found, cx);
        }
        let mut effects = cx.want_round();
        effects.extend(cx.want_chosen());
        if self.shows == Shows::Trend {
            effects.extend(cx.want_trend());
        }
        self.refresh_table(cx);
        effects
    }

    fn back(&mut self, cx: &mut Context) -> bool {
        cx.stop_computing() || self.step_back()
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Agreement, row) => self.row_clicked(row),
            Target::Cell(row, column) => self.cell_clicked(row, column),
            Target::Heading(column) => {
                self.column = column;
                self.sort_by(column);
                None
            }
            _ => None,
        }
    }

    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.export_agreement()
    }

    fn round_opened(&mut self, before: RoundId, latest: RoundId, cx: &mut Context) -> Vec<Effect> {
        let chosen = !cx.compared.selection.rounds.is_empty();
        if chosen || cx.compared.round != Some(before) {
            return Vec::new();
        }
        cx.say_opened(latest);
        cx.compare(latest)
    }

    fn forget_lists(&mut self, _: &mut Context) -> Vec<Effect> {
        self.listed = None;
        Vec::new()
    }
}

impl Answers for Agreement {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        let Ask::Choose(choosing) = ask;
        self.chosen(choosing, &picked.values, cx)
    }
}

#[cfg(test)]
mod tests;
