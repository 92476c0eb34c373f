//! Counting: every segment and every person once in each cell.

use super::cell::Cell;
use super::grouped::Groups;
use super::people::{People, Rate, is_group, places};
use super::read::Read;
use super::rows::Row;
use crate::model::ids::{CodeId, SourceId};
use crate::model::layer::{Finding, Layer};
use crate::model::source::Source;
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::Documents;
use fixedbitset::FixedBitSet;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::HashMap;

/// The rows each code is counted in.
pub(super) type RowsOf = FxHashMap<CodeId, Vec<usize>>;

/// What cells are counted from.
pub(super) struct Counting<'a> {
    pub view: &'a View,
    pub documents: &'a Documents,
    pub layer: &'a Layer,
    pub rows: &'a [Row],
    pub people: &'a People,
    pub places: HashMap<&'a SourceId, usize>,
}

/// A person in a column, with the sources that count there.
pub(super) struct Member {
    pub column: usize,
    pub sources: Vec<usize>,
}

impl<'a> Counting<'a> {
    /// Over these findings, rows and people.
    pub fn of(
        (view, documents): (&'a View, &'a Documents),
        layer: &'a Layer,
        rows: &'a [Row],
        people: &'a People,
    ) -> Counting<'a> {
        Counting {
            places: places(view),
            view,
            documents,
            layer,
            rows,
            people,
        }
    }

    /// The rows a code is counted in.
    pub fn rows_of(&self) -> RowsOf {
        let mut of = RowsOf::default();
        for (at, row) in self.rows.iter().enumerate() {
            for code in &row.codes {
                of.entry(*code).or_default().push(at);
            }
        }
        of
    }

    /// Who speaks where something was found, and in which source.
    pub fn speaking(&self, finding: &Finding) -> Option<(usize, Vec<usize>)> {
        self.speaking_at(&finding.source, finding.span)
    }

    /// The same of any stretch.
    pub fn speaking_at(&self, id: &SourceId, span: Span) -> Option<(usize, Vec<usize>)> {
        let source = *self.places.get(id)?;
        let people = self
            .documents
            .get(id)
            .map(|text| self.people.in_stretch(source, text, span));
        Some((source, people.unwrap_or_default()))
    }

    /// The cells of rows and groups; with what is said in them where that is asked for.
    pub fn count(&self, groups: &Groups, with_talk: bool) -> Vec<Vec<Cell>> {
        let columns = groups.all.len();
        let (members, member_of) = self.members(groups);
        let read = Read::of(self.view, self.layer);
        let read: Vec<Vec<bool>> = self.rows.iter().map(|row| read.with(&row.codes)).collect();
        let mut cells = vec![vec![Cell::default(); columns]; self.rows.len()];
        let mut said = vec![FixedBitSet::with_capacity(members.len()); self.rows.len()];
        let mut last: Vec<Option<(usize, Span)>> = vec![None; self.rows.len()];
        let rows_of = self.rows_of();
        let findings = &self.layer.findings;
        let speaking: Vec<_> = findings.par_iter().map(|f| self.speaking(f)).collect();
        for (finding, speaking) in findings.iter().zip(speaking) {
            let Some(rows) = rows_of.get(&finding.code) else {
                continue;
            };
            let Some((source, speaking)) = speaking else {
                continue;
            };
            let columns = self.columns(groups, source, &speaking);
            for row in rows {
                for person in &speaking {
                    let all = member_of[source].iter().filter(|(who, _)| who == person);
                    said[*row].extend(all.map(|(_, member)| *member));
                }
                // The same stretch under another code of the row.
                if last[*row].replace((source, finding.span)) == Some((source, finding.span)) {
                    continue;
                }
                for column in &columns {
                    let cell = &mut cells[*row][*column];
                    cell.segments += 1;
                    // Words are those of participants, so what is said by nobody of them has no rate.
                    let has_rate = read[*row][source] && !speaking.is_empty();
                    cell.read_segments += u32::from(has_rate);
                }
            }
        }
        let groups_alone: Vec<bool> = self.view.sources().iter().map(is_group).collect();
        for (row, said) in said.iter().enumerate() {
            for (at, member) in members.iter().enumerate() {
                let is_read = member.sources.iter().all(|s| read[row][*s]);
                let in_group = member.sources.iter().all(|s| groups_alone[*s]);
                let people = &mut cells[row][member.column].people;
                people.add(said.contains(at), is_read, in_group);
            }
        }
        if with_talk {
            self.talk(groups, &read, &mut cells);
        }
        cells
    }

    /// The columns a segment is in, that of all included.
    pub fn columns(&self, groups: &Groups, source: usize, speaking: &[usize]) -> Vec<usize> {
        let of = speaking
            .iter()
            .filter_map(|p| groups.column(source, Some(*p)));
        let mut columns: Vec<usize> = match speaking.is_empty() {
            true => groups.column(source, None).into_iter().collect(),
            false => of.collect(),
        };
        columns.push(groups.all.len() - 1);
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Everybody in each column; and by source, who there is which member.
    pub fn members(&self, groups: &Groups) -> (Vec<Member>, Vec<Vec<(usize, usize)>>) {
        let all = groups.all.len() - 1;
        let mut members: Vec<Member> = Vec::new();
        let mut numbers: HashMap<(usize, usize), usize> = HashMap::new();
        let mut member_of = Vec::with_capacity(self.view.sources().len());
        for source in 0..self.view.sources().len() {
            let mut here = Vec::new();
            for person in self.people.in_source(source) {
                let own = groups.column(source, Some(person));
                for column in own.into_iter().chain([all]) {
                    let member = *numbers.entry((person, column)).or_insert_with(|| {
                        let sources = Vec::new();
                        members.push(Member { column, sources });
                        members.len() - 1
                    });
                    members[member].sources.push(source);
                    here.push((person, member));
                }
            }
            member_of.push(here);
        }
        (members, member_of)
    }

    /// What is said in each column, in sources that were read for the row.
    fn talk(&self, groups: &Groups, read: &[Vec<bool>], cells: &mut [Vec<Cell>]) {
        let talk = |(at, source): (usize, &Source)| {
            let document = self.documents.get(&source.id);
            document
                .map(|document| self.people.talk(at, source, document))
                .unwrap_or_default()
        };
        let sources = self.view.sources();
        let said: Vec<HashMap<usize, Rate>> = sources.par_iter().enumerate().map(talk).collect();
        for (at, said) in said.into_iter().enumerate() {
            for (person, talk) in said {
                let own = groups.column(at, Some(person));
                for column in own.into_iter().chain([groups.all.len() - 1]) {
                    for (row, _) in read.iter().enumerate().filter(|(_, read)| read[at]) {
                        let sum = &mut cells[row][column].talk;
                        sum.words += talk.words;
                        sum.characters += talk.characters;
                    }
                }
            }
        }
    }
}
