//! The Agreement screen: what is compared, as tables of counts and figures, counts first. Enter on
//! a cell opens the segments behind it. It is about the same round as the Reconcile screen, until
//! something else is selected.

mod choosing;
mod figures;
mod head;
mod kept;
mod listed;
mod moving;
mod options;
mod places;

pub use choosing::{Choosing, selection_words};
pub use figures::{Inquiries, TURN_MS};
pub use head::{Line, Voice};
pub use listed::{Listed, ListedRow};
pub use places::Places;

pub use crate::agreement::outcome::Outcome;
pub use crate::agreement::round::{Between, By, RoundFigures, Selection};

use super::App;
use super::list::List;
use crate::agreement::round::Intervals;
use crate::model::ids::SourceId;
use crate::model::view::View;
use crate::report::figures::tables::Making;
use crate::report::figures::{Results, Shows, Staged, Table, Way};
use crate::work::effect::Effect;
use std::collections::BTreeSet;

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
    /// What is selected; the default is the round compared, as it was planned.
    pub selection: Selection,
    /// The segments behind a cell, while they are open.
    pub listed: Option<Listed>,
    /// The table as it is shown.
    pub table: Table,
    /// Where it and all around it stands.
    pub places: Places,
    /// What they were made of.
    made_of: Option<kept::MadeOf>,
    /// What was asked of the worker.
    pub(super) asked: Inquiries,
    /// Texts asked for already.
    loading: BTreeSet<SourceId>,
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

impl App {
    pub(super) fn enter_agreement(&mut self) -> Vec<Effect> {
        let effects = self.enter_compared();
        self.refresh_compared();
        effects
    }

    /// Brings the table up to date with the figures; nothing is made anew that is as it was.
    pub(in crate::app) fn refresh_table(&mut self) {
        let making = self.making_of();
        if self
            .agreement
            .made_of
            .as_ref()
            .is_some_and(|m| m.is(&making))
        {
            let page = usize::from(self.agreement.places.rows.height);
            return self.agreement.scroll(page);
        }
        let roomy = self.size.0 >= super::screen::WIDE;
        let table = match self.figures() {
            Some(Ok(results)) => {
                let more = (self.intervals(), self.trend());
                self.agreement.make(results, more, &self.view, roomy)
            }
            _ => Table::default(),
        };
        self.agreement.table = table;
        let places = self.agreement_places();
        let state = &mut self.agreement;
        let last = state.table.columns.len().saturating_sub(1);
        state.column = state.column.min(last);
        state.list.at = state.list.at.min(state.table.len().saturating_sub(1));
        state.scroll(usize::from(places.rows.height));
        (state.places, state.made_of) = (places, Some(making));
    }

    /// What the row at the cursor says in words; of a matrix, the cell first.
    pub fn agreement_said(&self) -> String {
        let state = &self.agreement;
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

    /// Asks for what the screen needs and does not have.
    pub(in crate::app) fn want_table(&mut self) -> Vec<Effect> {
        let mut effects = self.want_round();
        effects.extend(self.want_chosen());
        if self.agreement.shows == Shows::Trend {
            effects.extend(self.want_trend());
        }
        effects
    }
}

#[cfg(test)]
mod tests;
