//! Summaries of cells of a matrix: who wrote them, in words, and what is needed to write one.

use super::asked::By;
use super::counted::Matrix;
use super::counting::Counting;
use super::grouped::{Group, Groups};
use super::people::People;
use super::summaries::{case, grounds, memos};
use crate::model::attribute::Subject;
use crate::model::coding::MemoOn;
use crate::model::ids::{CoderId, CodingId, Digest, MemoId, SourceId};
use crate::model::view::View;
use crate::report::{Documents, speaks_in};
use std::collections::HashSet;

/// What is needed to write the summary of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Summing {
    pub on: MemoOn,
    /// The sources it is about.
    pub about: Vec<SourceId>,
    /// The segments as they are now.
    pub rests: Vec<(CodingId, Digest)>,
    /// The summaries it has, those who began first come first.
    pub written: Vec<(MemoId, CoderId)>,
}

impl Matrix {
    /// Whether summaries can be of what stands in a column.
    pub fn is_of_cases(&self, column: usize) -> bool {
        let is_one = |group: &Group| !group.is_all && !group.is_missing;
        self.asked.by.is_of_cases() && self.groups.get(column).is_some_and(is_one)
    }

    /// What is needed to write the summary of a cell, with the segments as they are now. None where the
    /// column is nothing a summary can be of.
    pub fn summing(
        &self,
        view: &View,
        documents: &Documents,
        (row, column): (usize, usize),
    ) -> Option<Summing> {
        let people = People::of(view, documents);
        let groups = Groups::of(&self.asked.by, view, &people);
        // A column may have been left out, so it is found by its name; those of sources never are.
        let column = match self.asked.by {
            By::Source => column,
            _ => groups.all.iter().position(|g| *g == self.groups[column])?,
        };
        let case = case(view, &self.asked.by, &groups, column)?;
        let counting = Counting::of((view, documents), &self.layer, &self.rows, &people);
        let wanted = HashSet::from([(row, column)]);
        let grounds = grounds(&counting, &groups, &wanted).remove(&(row, column));
        let about = match &case {
            Subject::Participant(who) => speaks_in(view, documents, who),
            Subject::Source(source) => vec![source.clone()],
            Subject::Case(_) => {
                let sources = view.sources().iter().enumerate();
                let may = |at: usize| {
                    let mut speakers = people.in_source(at).into_iter();
                    !documents.contains_key(&view.sources()[at].id)
                        || groups.column(at, None) == Some(column)
                        || speakers.any(|p| groups.column(at, Some(p)) == Some(column))
                };
                let about = sources.filter(|(at, _)| may(*at));
                about.map(|(_, source)| source.id.clone()).collect()
            }
        };
        let rests = grounds.unwrap_or_default().into_iter();
        let mut memos = memos(&counting, (&groups, &self.asked.by));
        let written = memos.remove(&(row, column)).unwrap_or_default();
        Some(Summing {
            on: MemoOn::Cell(self.rows[row].of, case),
            about,
            rests: rests.map(|(coding, (text, ..))| (coding, text)).collect(),
            written: written.iter().map(|m| (m.id, m.coder.clone())).collect(),
        })
    }

    /// The summaries of a cell, in full: who wrote what, what became of it since, and the places behind it.
    pub fn summarised(&self, row: usize, column: usize) -> Vec<String> {
        let Some(cell) = self.summaries.get(&(row, column)) else {
            return Vec::new();
        };
        let mut lines: Vec<String> = Vec::new();
        for summary in &cell.written {
            lines.push(format!("{}: {}", summary.by, summary.text.trim()));
            lines.extend(
                summary
                    .since
                    .iter()
                    .map(|what| format!("* since {} wrote it: {what}", summary.by)),
            );
        }
        lines.extend(match cell.places.is_empty() {
            true => None,
            false => Some(format!("({})", cell.places.join("; "))),
        });
        lines
    }

    /// Who wrote summaries of a cell, each with a sign where it rests on other segments than are there now.
    pub(super) fn summarisers(&self, row: usize, column: usize) -> Option<String> {
        let cell = self.summaries.get(&(row, column))?;
        let named = cell.written.iter().map(|s| match s.since {
            Some(_) => format!("{}*", s.by),
            None => s.by.to_string(),
        });
        Some(named.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
#[path = "summaries_tests.rs"]
mod tests;
