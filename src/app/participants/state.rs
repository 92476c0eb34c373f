//! The state of the screen: the table as it is shown, and the cursor in it.

use super::speaking::Speaking;
use super::widths::Widths;
use crate::app::context::Context;
use crate::app::list::List;
use crate::model::attribute::{AttributeKind, Column, Held, Subject, Subjects, Value};
use crate::model::natural::natural;
use crate::model::view::View;
use crate::report::figures::Way;
use crate::report::{
    AttributeRow, AttributeTable, Person, Spoken, attribute_table, case_kinds, people,
};
use std::cmp::Ordering;

/// What the screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Table(Subjects),
    /// Who speaks under which label, above all where nobody has said who it is.
    Speakers,
}

impl Default for Shown {
    fn default() -> Shown {
        Shown::Table(Subjects::default())
    }
}

#[derive(Clone, Debug, Default)]
pub struct Participants {
    pub shown: Shown,
    pub table: AttributeTable,
    /// Participants, as the table of them has its rows.
    pub people: Vec<Person>,
    pub spoken: Vec<Spoken>,
    /// The rows shown, by their place in the table or among those who speak: sorted, and only those
    /// that match.
    pub rows: Vec<usize>,
    /// How many speakers nobody has said of who they are.
    pub unlinked: usize,
    /// Cursor among the rows shown.
    pub list: List,
    /// Column under the cursor: 0 for the names, attributes from 1.
    pub column: usize,
    /// First attribute shown, where not all are.
    pub left: usize,
    /// What the rows are sorted by: an attribute, or their names.
    pub sort: Option<(Option<Column>, Way)>,
    /// Only rows in which this stands are shown; all where it is empty.
    pub filter: String,
    /// Whether speakers are listed of whom it is known who they are, too.
    pub all_speakers: bool,
    /// Kinds of cases there are.
    pub case_kinds: Vec<String>,
    pub(super) widths: Widths,
    /// Attributes named here for which nothing is set yet: a time point is nowhere else until then.
    pub(super) added: Vec<(Subjects, Column)>,
    /// What stood in the cell that is being edited: somebody else may set it meanwhile.
    pub(super) edited: Option<(Subject, Column, Option<Value>)>,
    /// The column the cursor is to go to once it is there.
    pub(super) wanted: Option<Column>,
    pub(super) speaking: Speaking,
    /// Whether texts that were asked for are still coming.
    pub(super) texts_coming: bool,
    /// Cells that were pasted before it was known who speaks in the texts.
    pub(super) to_paste: Option<String>,
    /// Version of the view the table was made of.
    pub(super) made: Option<u64>,
}

impl Participants {
    /// Puts the table together anew where something changed.
    pub(super) fn make(&mut self, cx: &Context) {
        if self.made == Some(cx.view.version()) && self.speaking.waiting == 0 {
            return;
        }
        self.made = Some(cx.view.version());
        let at = self.row().map(|row| row.subject.clone());
        let under = self.attribute().map(|(column, _)| column.clone());
        self.spoken = self.speaking.spoken(cx);
        self.unlinked = self.spoken.iter().filter(|s| s.unlinked).count();
        self.people = people(&cx.view, &self.spoken);
        self.case_kinds = case_kinds(&cx.view);
        if !self.tables().contains(&self.shown) {
            self.shown = Shown::default();
        }
        if let Shown::Table(of) = self.shown.clone() {
            self.table = attribute_table(&cx.view, &self.people, &of);
            self.put_added(&cx.view);
            self.widths = Widths::of(&self.table);
        }
        self.rearrange(&cx.view);
        let (rows, all) = (&self.rows, &self.table.rows);
        if let (Shown::Table(_), Some(subject)) = (&self.shown, at)
            && let Some(now) = rows.iter().position(|r| all[*r].subject == subject)
        {
            self.list.at = now;
        }
        let place = |c: &Column| self.table.columns.iter().position(|(here, _)| here == c);
        if let Some(at) = self.wanted.as_ref().and_then(place) {
            (self.column, self.wanted) = (at + 1, None);
        } else if let Some(at) = under.as_ref().and_then(place) {
            self.column = at + 1;
        }
    }

    /// Puts columns that were named and hold nothing yet where they belong.
    fn put_added(&mut self, view: &View) {
        let of = &self.table.of;
        let here = self.added.iter().filter(|(table, _)| table == of);
        let added: Vec<Column> = here.map(|(_, column)| column.clone()).collect();
        for column in &added {
            let is_there = |(c, _): &(Column, _)| c == column;
            let known = self.table.columns.iter().any(|(c, _)| c.key == column.key);
            // What was named and undone since is none any more.
            if !known || self.table.columns.iter().any(is_there) {
                continue;
            }
            let later = |(c, _): &(Column, _)| order(view, c, column) == Ordering::Greater;
            let columns = &mut self.table.columns;
            let at = columns.iter().position(later).unwrap_or(columns.len());
            let kind = view.attribute_kind(of, &column.key).clone();
            columns.insert(at, (column.clone(), kind));
            for row in &mut self.table.rows {
                row.cells.insert(at, None);
            }
        }
        // An attribute of time points needs no column without one.
        for column in added.iter().filter(|c| c.at.is_some()) {
            let bare = Column::new(column.key.clone(), None);
            let at = self.table.columns.iter().position(|(c, _)| *c == bare);
            let Some(at) = at.filter(|_| !added.contains(&bare)) else {
                continue;
            };
            if self.table.rows.iter().all(|row| row.cell(at).is_none()) {
                self.table.columns.remove(at);
                for row in &mut self.table.rows {
                    row.cells.remove(at);
                }
            }
        }
    }

    /// What Tab goes through.
    pub fn tables(&self) -> Vec<Shown> {
        let fixed = [Subjects::Participants, Subjects::Sources];
        let cases = self.case_kinds.iter().cloned().map(Subjects::Cases);
        let tables = fixed.into_iter().chain(cases).map(Shown::Table);
        tables.chain([Shown::Speakers]).collect()
    }

    /// Shows another table from its beginning.
    pub(super) fn show(&mut self, shown: Shown) {
        if self.shown == shown {
            return;
        }
        self.shown = shown;
        self.list = List::default();
        (self.column, self.left) = (0, 0);
        (self.sort, self.made) = (None, None);
        self.filter.clear();
        // The rows are those of another table until it is made.
        self.rows.clear();
    }

    /// The row of the table under the cursor.
    pub fn row(&self) -> Option<&AttributeRow> {
        let at = self.rows.get(self.list.at)?;
        matches!(self.shown, Shown::Table(_)).then(|| self.table.rows.get(*at))?
    }

    /// The speaker under the cursor.
    pub fn speaker(&self) -> Option<&Spoken> {
        let at = self.rows.get(self.list.at)?;
        (self.shown == Shown::Speakers).then(|| self.spoken.get(*at))?
    }

    /// The attribute under the cursor; none on the names.
    pub fn attribute(&self) -> Option<&(Column, AttributeKind)> {
        self.table.columns.get(self.column.checked_sub(1)?)
    }

    /// What is set in the cell under the cursor.
    pub fn held(&self) -> Option<&Held> {
        self.row()?.cell(self.column.checked_sub(1)?)
    }

    /// How many sources and turns a row of the table of participants speaks in.
    pub fn speaks(&self, row: usize) -> Option<(usize, usize)> {
        let person = match self.table.of {
            Subjects::Participants => self.people.get(row)?,
            _ => return None,
        };
        let mut sources: Vec<_> = person.speaks.iter().map(|s| &s.source).collect();
        sources.dedup();
        Some((sources.len(), person.turns()))
    }
}

/// The order columns stand in: by name, an attribute taken at several time points in their order.
fn order(view: &View, one: &Column, other: &Column) -> Ordering {
    let points = view.time_points();
    let place = |c: &Column| {
        let at = c.at.as_ref();
        at.map(|at| points.iter().position(|p| p == at).unwrap_or(points.len()))
    };
    natural(&one.key, &other.key)
        .then_with(|| place(one).cmp(&place(other)))
        .then_with(|| one.cmp(other))
}
