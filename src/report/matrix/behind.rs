//! The segments behind a cell of a matrix.

use super::asked::By;
use super::counted::Matrix;
use super::counting::Counting;
use super::grouped::Group;
use super::meeting::met;
use super::rows::Row;
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::{Documents, Texts};
use crate::themes::{Evidence, FindingsByCode};
use std::collections::BTreeSet;
use std::ops::Range;

/// A segment with the columns it counts in.
type InColumns = (Evidence, BTreeSet<usize>);

impl Matrix {
    /// The segments of a cell, by source and position: as many as the cell says. The view and the texts are
    /// those the matrix was counted of.
    pub fn behind(
        &self,
        view: &View,
        documents: &Documents,
        row: usize,
        column: usize,
    ) -> Vec<Evidence> {
        let texts = Texts::new(view, documents);
        let speaking = |source: &SourceId, span: Span| texts.speaking(source, span);
        let grounds = FindingsByCode::new(&self.layer, view.codebook(), &speaking);
        let rows = self.behind_rows(view, documents, &grounds, row..row + 1);
        let meets: Option<BTreeSet<(SourceId, Span)>> = match &self.asked.by {
            By::Codes(how) => Some(met(&self.counting(view, documents), *how, (row, column))),
            _ => None,
        };
        let is_here = |(segment, columns): &InColumns| match &meets {
            Some(meets) => meets.contains(&(segment.source.clone(), segment.span)),
            None => columns.contains(&column),
        };
        let segments = rows.into_iter().flatten().filter(is_here);
        segments.map(|(segment, _)| segment).collect()
    }

    /// The segments of some rows, each with the columns it counts in; in none where codes meet. `grounds` is
    /// arranged from a layer like that of the matrix.
    pub fn behind_rows(
        &self,
        view: &View,
        documents: &Documents,
        grounds: &FindingsByCode<'_>,
        rows: Range<usize>,
    ) -> Vec<Vec<InColumns>> {
        let counting = self.counting(view, documents);
        // A column may have been left out, so each is found by its name.
        let shown = |group: &Group| self.groups.iter().position(|g| g == group);
        let shown: Vec<Option<usize>> = self.in_groups.all.iter().map(shown).collect();
        let columns = |segment: &Evidence| -> BTreeSet<usize> {
            let findings = segment.findings.iter();
            let speaking = findings.filter_map(|f| counting.speaking(&self.layer.findings[*f]));
            let columns =
                speaking.flat_map(|(at, who)| counting.columns(&self.in_groups, at, &who));
            columns.filter_map(|at| *shown.get(at)?).collect()
        };
        let of_row = |row: &Row| {
            let segments = grounds.segments(row.codes.iter().copied()).into_iter();
            segments
                .map(|s| {
                    let columns = columns(&s);
                    (s, columns)
                })
                .collect()
        };
        self.rows[rows].iter().map(of_row).collect()
    }

    fn counting<'a>(&'a self, view: &'a View, documents: &'a Documents) -> Counting<'a> {
        Counting::of((view, documents), &self.layer, &self.rows, &self.people)
    }
}
