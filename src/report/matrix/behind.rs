//! The segments behind a cell of a matrix.

use super::asked::By;
use super::counted::Matrix;
use super::counting::Counting;
use super::grouped::Groups;
use super::meeting::met;
use super::people::People;
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::{Documents, Texts};
use crate::themes::{Evidence, FindingsByCode};
use std::collections::BTreeSet;

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
        let people = People::of(view, documents);
        let groups = Groups::of(&self.asked.by, view, &people);
        let counting = Counting::of((view, documents), &self.layer, &self.rows, &people);
        let meets: Option<BTreeSet<(SourceId, Span)>> = match &self.asked.by {
            By::Codes(how) => Some(met(&counting, *how, (row, column))),
            _ => None,
        };
        let texts = Texts::new(view, documents);
        let speaking = |source: &SourceId, span: Span| texts.speaking(source, span);
        let grounds = FindingsByCode::new(&self.layer, view.codebook(), &speaking);
        let mut segments = grounds.segments(self.rows[row].codes.iter().copied());
        // A column may have been left out, so it is found by its name.
        let wanted = groups.all.iter().position(|g| *g == self.groups[column]);
        segments.retain(|segment| match &meets {
            Some(meets) => meets.contains(&(segment.source.clone(), segment.span)),
            None => segment.findings.iter().any(|finding| {
                let place = counting.speaking(&self.layer.findings[*finding]);
                place.is_some_and(|(source, speaking)| {
                    let columns = counting.columns(&groups, source, &speaking);
                    wanted.is_some_and(|wanted| columns.contains(&wanted))
                })
            }),
        });
        segments
    }
}
