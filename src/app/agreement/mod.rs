//! The Agreement screen: what is compared, as tables of counts and figures, counts first. Enter on
//! a cell opens the segments behind it. It is about the same round as the Reconcile screen, until
//! something else is selected.

mod choosing;
mod head;
mod listed;
mod made;
mod moving;
mod options;
mod places;

pub use choosing::{Choosing, selection_words};
pub use head::{Line, Voice};
pub use listed::{Listed, ListedRow};
pub use places::Places;

pub use crate::agreement::outcome::Outcome;
pub use crate::agreement::round::{Between, By, RoundFigures, Selection};

use super::command::Command;
use super::keymap::Scope;
use super::list::List;
use super::screens::{Answers, Picked, Screen};
use super::{Pane, Target};
use crate::agreement::round::Intervals;
use crate::app::context::Context;
use crate::model::ids::RoundId;
use crate::model::view::View;
use crate::report::figures::tables::Making;
use crate::report::figures::{Results, Shows, Staged, Table, Way};
use crate::work::effect::Effect;

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// What it shows.
    pub shows: Shows,
    /// Cursor among the rows, those about all coming last.
    pub list: List,
    /// Column at the cursor.
    pub column: usize,
    /// Units or characters.
    pub by: By,
    /// Which pair of coders, where there are more than two.
    pub pair: usize,
    /// By which column the rows stand; in the order of the codebook where none is chosen.
    pub sort: Option<(usize, Way)>,
    /// The segments behind a cell, while they are open.
    pub listed: Option<Listed>,
    /// The table as it is shown.
    pub table: Table,
    /// Where it and all around it stands.
    pub places: Places,
    /// What they were made of.
    made_of: Option<made::MadeOf>,
    /// What the segments asked for are behind, in words.
    wanted: String,
}

impl Agreement {
    /// The table shown, of these findings.
    pub(super) fn make(
        &self,
        results: &Results,
        (intervals, trend): (Option<&Intervals>, Option<&[Staged]>),
        view: &View,
        roomy: bool,
    ) -> Table {
        let making = Making {
            results,
            intervals,
            trend,
            view,
            by: self.by,
            pair: self.pair,
            lead: results.comparison.material().headline(),
            roomy,
        };
        let mut table = making.table(self.shows);
        if let Some((column, way)) = self.sort {
            table.sort(column, way);
        }
        table
    }

    /// By which way the rows stand by this column, if they do.
    pub fn sorted_by(&self, column: usize) -> Option<Way> {
        let (by, way) = self.sort?;
        (by == column).then_some(way)
    }

    /// Puts the cursor back to the beginning.
    fn reset(&mut self) {
        (self.list, self.column, self.sort) = (List::default(), 0, None);
        self.listed = None;
    }

    /// Leaves what is under way; says whether there was anything.
    pub(super) fn step_back(&mut self) -> bool {
        if self.listed.take().is_some() {
            return true;
        }
        let elsewhere = self.shows != Shows::Codes;
        if elsewhere {
            self.shows = Shows::Codes;
            self.reset();
        }
        elsewhere
    }
}

/// What overlays of this screen are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// What is compared.
    Choose(Choosing),
}

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

impl Agreement {
    /// Brings the table up to date with the figures; nothing is made anew that is as it was.
    pub(in crate::app) fn refresh_table(&mut self, cx: &Context) {
        let making = self.making_of(cx);
        if self.made_of.as_ref().is_some_and(|m| m.is(&making)) {
            let page = usize::from(self.places.rows.height);
            return self.scroll(page);
        }
        let roomy = cx.size.0 >= super::screen::WIDE;
        let table = match cx.figures() {
            Some(Ok(results)) => {
                let more = (cx.intervals(), cx.trend());
                self.make(results, more, &cx.view, roomy)
            }
            _ => Table::default(),
        };
        self.table = table;
        let places = self.agreement_places(cx);
        let state = &mut *self;
        let last = state.table.columns.len().saturating_sub(1);
        state.column = state.column.min(last);
        state.list.at = state.list.at.min(state.table.len().saturating_sub(1));
        state.scroll(usize::from(places.rows.height));
        (state.places, state.made_of) = (places, Some(making));
    }

    /// What the row at the cursor says in words; of a matrix, the cell first.
    pub fn agreement_said(&self) -> String {
        let state = self;
        let (table, column) = (&state.table, state.column);
        let Some(row) = table.row(state.list.at) else {
            return String::new();
        };
        let crossed = matches!(state.shows, Shows::Confusion | Shows::Domain);
        match (table.cell(state.list.at, column), table.columns.get(column)) {
            (Some(cell), Some(column)) if crossed => {
                let count = cell.shown.text();
                format!("{} × {}: {count} · {}", row.name, column.full, row.said)
            }
            _ => row.said.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
