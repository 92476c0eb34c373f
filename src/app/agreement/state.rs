//! The state of the screen, and where things stand on it.

use crate::agreement::round::{By, Intervals};
use crate::app::context::Context;
use crate::app::list::List;
use crate::app::screen::Area;
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::view::View;
use crate::model::wrap::clip_all_apart;
use crate::report::figures::tables::Making;
use crate::report::figures::{Results, Scale, Shows, Staged, Table, Way};
use std::sync::Arc;

/// How a line is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    Strong,
    #[default]
    Plain,
    Warn,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// Names that follow, as many as there is room for.
    pub names: Vec<String>,
    pub voice: Voice,
}

#[derive(Clone, Debug, Default)]
pub struct Panes {
    pub pane: Area,
    /// What is said above the table, wrapped.
    pub head: Vec<Line>,
    pub above: Area,
    pub heading: Area,
    pub rows: Area,
    /// A rule, and the rows about all.
    pub foot: Area,
    /// Notes on the table, wrapped.
    pub notes: Vec<String>,
    /// Where they stand below it, then what is said of the row at the cursor.
    pub below: Area,
}

/// What the table shown was made of: while that stays, it stays.
#[derive(Clone, Debug)]
pub(super) struct MadeOf {
    pub(super) results: Option<Arc<Results>>,
    pub(super) intervals: Option<Arc<Intervals>>,
    pub(super) trend: Option<Arc<Vec<Staged>>>,
    pub(super) version: u64,
    pub(super) size: (u16, u16),
    pub(super) chosen: (Shows, By, usize, Option<(usize, Way)>),
}

/// Segments behind a cell.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// What they are behind, in words.
    pub title: String,
    pub rows: Vec<ListedRow>,
    pub list: List,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListedRow {
    pub source: SourceId,
    pub span: Span,
    /// `P07:23`.
    pub place: String,
    /// `ana small steps · ben goal achieved`.
    pub who: String,
    /// The text on one line.
    pub excerpt: String,
}

#[derive(Clone, Debug, Default)]
pub struct Agreement {
    pub shows: Shows,
    /// Cursor among the rows, those about all coming last.
    pub list: List,
    pub column: usize,
    pub by: By,
    /// Which pair of coders, where there are more than two.
    pub pair: usize,
    /// By which column the rows stand; in the order of the codebook where none is chosen.
    pub sort: Option<(usize, Way)>,
    /// The segments behind a cell, while they are open.
    pub listed: Option<Listed>,
    pub table: Table,
    pub scale: Scale,
    /// What its rows are called where it stands, those about all coming last.
    pub called: Vec<String>,
    /// Where it and all around it stands.
    pub panes: Panes,
    pub(super) made_of: Option<MadeOf>,
    /// What the segments asked for are behind, in words.
    pub(super) wanted: String,
}

impl Agreement {
    /// The table shown, of these findings.
    pub(crate) fn make(
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
    pub(super) fn reset(&mut self) {
        (self.list, self.column, self.sort) = (List::default(), 0, None);
        self.listed = None;
    }

    /// Leaves what is under way; says whether there was anything.
    pub(crate) fn step_back(&mut self) -> bool {
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

impl Agreement {
    /// Brings the table up to date with the figures; nothing is made anew that is as it was.
    pub(crate) fn refresh_table(&mut self, cx: &Context) {
        let making = self.making_of(cx);
        if self.made_of.as_ref().is_some_and(|m| m.is(&making)) {
            let page = usize::from(self.panes.rows.height);
            return self.scroll(page);
        }
        let roomy = cx.size.0 >= crate::app::screen::WIDE;
        let table = match cx.figures() {
            Some(Ok(results)) => {
                let more = (cx.intervals(), cx.trend());
                self.make(results, more, &cx.view, roomy)
            }
            _ => Table::default(),
        };
        (self.scale, self.table) = (Scale::of(&table), table);
        let panes = self.agreement_panes(cx);
        self.called = self.called(panes.rows.width);
        let state = &mut *self;
        let last = state.table.columns.len().saturating_sub(1);
        state.column = state.column.min(last);
        state.list.at = state.list.at.min(state.table.len().saturating_sub(1));
        state.scroll(usize::from(panes.rows.height));
        (state.panes, state.made_of) = (panes, Some(making));
    }

    /// What rows are called, each told apart from all others.
    fn called(&self, width: u16) -> Vec<String> {
        let rows = self.table.rows.iter().chain(&self.table.foot);
        let names: Vec<&str> = rows.map(|r| r.name.as_str()).collect();
        // The room of names does not depend on the cursor.
        let room = self.table.fit(&self.scale, width, 0).name - 1;
        clip_all_apart(&names, usize::from(room))
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
                format!("{} × {}: {count} · {}", row.name, column.full, row.remark)
            }
            _ => row.remark.clone(),
        }
    }
}
