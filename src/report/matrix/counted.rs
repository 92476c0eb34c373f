//! A matrix, counted on the analysis layer of a view.

use super::asked::{Asked, By, Shows};
use super::cell::Cell;
use super::counting::Counting;
use super::grouped::{Group, Groups};
use super::meeting;
use super::people::People;
use super::rows::{Row, rows};
use super::summaries::{Summarised, summaries};
use super::valued::valences;
use crate::model::ids::SourceId;
use crate::model::layer::{Layer, Origin};
use crate::model::mapping::Valence;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::report::{Documents, Texts};
use rustc_hash::FxHashSet;
use std::collections::{BTreeSet, HashMap};

/// A matrix, and what it was counted on.
#[derive(Clone, Debug)]
pub struct Matrix {
    pub asked: Asked,
    pub rows: Vec<Row>,
    pub groups: Vec<Group>,
    /// By row and column.
    pub cells: Vec<Vec<Cell>>,
    pub layer: Layer,
    pub(super) people: People,
    /// Who of them is in which column, before any is left out.
    pub(super) in_groups: Groups,
    /// Sources with findings whose text is not at hand: who speaks there is not known.
    pub unread: usize,
    /// By row and column: what its coders gave the case of the column for the construct of the row.
    pub valences: Vec<Vec<Option<Valence>>>,
    /// What has to be said with it, a sentence each.
    pub notes: Vec<String>,
    /// Where summaries are shown: those of the cells that have any, by row and column.
    pub summaries: HashMap<(usize, usize), Summarised>,
}

impl Matrix {
    /// Counts the analysis layer of a view. What was aligned earlier is not aligned anew.
    pub fn of(
        view: &View,
        documents: &Documents,
        asked: Asked,
        aligned: &mut AlignedRounds,
    ) -> Matrix {
        let mut layer = analysis_layer_with(view, aligned);
        if asked.leaves_open_out() {
            layer.findings.retain(|f| f.origin != Origin::Unsettled);
        }
        let rows = rows(view, &layer, asked.rows);
        let people = People::of(view, documents);
        let in_groups = Groups::of(&asked.by, view, &people);
        let mut groups = in_groups.all.clone();
        let counting = Counting::of((view, documents), &layer, &rows, &people);
        let cells = match &asked.by {
            By::Codes(how) => {
                groups = rows.iter().map(|row| Group::row(&row.name)).collect();
                meeting::count(&counting, *how)
            }
            _ => counting.count(&in_groups, asked.shows == Shows::Rate),
        };
        let summaries = match asked.shows {
            Shows::Summaries => summaries(&counting, (&in_groups, &asked.by)),
            _ => HashMap::new(),
        };
        let found: FxHashSet<&SourceId> = layer.findings.iter().map(|f| &f.source).collect();
        let sources = view.sources();
        let unread = people.unread(|at| found.contains(&sources[at].id));
        let mut matrix = Matrix {
            notes: Vec::new(),
            summaries,
            valences: valences(view, &asked, &rows, &groups),
            asked,
            rows,
            groups,
            cells,
            unread,
            layer,
            people,
            in_groups,
        };
        let members = counting_members(view, &matrix.people, &matrix.in_groups);
        matrix.notes = matrix.said(view, &Texts::new(view, documents), &members);
        matrix.leave_out_nobody();
        matrix
    }

    /// Leaves out the columns of those without a value where they are empty.
    fn leave_out_nobody(&mut self) {
        while self.left_out_one() {}
    }

    fn left_out_one(&mut self) -> bool {
        let is_empty = |at: usize| {
            let mut cells = self.cells.iter().map(|row| &row[at]);
            let counts_people = self.asked.shows == Shows::People;
            cells.all(|c| (c.segments == 0 || counts_people) && c.people.all() == 0)
        };
        let mut columns = 0..self.groups.len();
        let Some(at) = columns.find(|at| self.groups[*at].is_missing && is_empty(*at)) else {
            return false;
        };
        self.groups.remove(at);
        for row in &mut self.cells {
            row.remove(at);
        }
        for row in &mut self.valences {
            row.remove(at);
        }
        true
    }
}

/// The columns of each source that anybody speaks in, to say whose codings they rest on.
fn counting_members(view: &View, people: &People, groups: &Groups) -> Vec<Vec<usize>> {
    let of = |at: usize| {
        let speakers = people.in_source(at);
        let columns = speakers.iter().filter_map(|p| groups.column(at, Some(*p)));
        let columns: BTreeSet<usize> = columns.chain(groups.column(at, None)).collect();
        columns.into_iter().collect()
    };
    (0..view.sources().len()).map(of).collect()
}
