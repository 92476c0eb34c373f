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

    /// By row, the places of those in a list of codes that count in it.
    pub fn by_row(&self, codes: impl Iterator<Item = CodeId>) -> Vec<Vec<usize>> {
        let rows_of = self.rows_of();
        let mut of_rows = vec![Vec::new(); self.rows.len()];
        for (at, code) in codes.enumerate() {
            for row in rows_of.get(&code).into_iter().flatten() {
                of_rows[*row].push(at);
            }
        }
        of_rows
    }

    /// The cells of rows and groups; with what is said in them where that is asked for.
    pub fn count(&self, groups: &Groups, with_talk: bool) -> Vec<Vec<Cell>> {
        let (members, member_of) = self.members(groups);
        let heard = |finding: &Finding| {
            let (source, people) = self.speaking(finding)?;
            let columns = self.columns(groups, source, &people);
            let members = members_of(&member_of[source], &people).collect();
            Some(Heard {
                source,
                span: finding.span,
                columns,
                members,
            })
        };
        let findings = &self.layer.findings;
        let ground = Ground {
            heard: findings.par_iter().map(heard).collect(),
            members,
            talk: match with_talk {
                true => self.talk(groups),
                false => Vec::new(),
            },
            groups_alone: self.view.sources().iter().map(is_group).collect(),
            columns: groups.all.len(),
        };
        let read = Read::of(self.view, self.layer);
        let of_rows = self.by_row(findings.iter().map(|f| f.code));
        let rows = self.rows.par_iter().zip(of_rows);
        rows.map(|(row, found)| ground.row(&found, &read.with(&row.codes)))
            .collect()
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

    /// By source, what is said in each column.
    fn talk(&self, groups: &Groups) -> Vec<Vec<(usize, Rate)>> {
        let all = groups.all.len() - 1;
        let talk = |(at, source): (usize, &Source)| {
            let document = self.documents.get(&source.id);
            let said = document.map(|document| self.people.talk(at, source, document));
            let of = |(person, rate): (usize, Rate)| {
                let own = groups.column(at, Some(person));
                own.into_iter().chain([all]).map(move |c| (c, rate))
            };
            said.into_iter().flatten().flat_map(of).collect()
        };
        let sources = self.view.sources();
        sources.par_iter().enumerate().map(talk).collect()
    }
}

/// Where a finding is counted: its columns, and who of them speaks there.
struct Heard {
    source: usize,
    span: Span,
    columns: Vec<usize>,
    members: Vec<usize>,
}

/// What every row is counted from.
struct Ground {
    heard: Vec<Option<Heard>>,
    members: Vec<Member>,
    talk: Vec<Vec<(usize, Rate)>>,
    /// By source, whether it is a focus group.
    groups_alone: Vec<bool>,
    columns: usize,
}

impl Ground {
    /// The cells of a row: of what was found for it, and by source, whether it was read for it.
    fn row(&self, found: &[usize], read: &[bool]) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); self.columns];
        let mut said = FixedBitSet::with_capacity(self.members.len());
        let mut last: Option<(usize, Span)> = None;
        for heard in found.iter().filter_map(|at| self.heard[*at].as_ref()) {
            said.extend(heard.members.iter().copied());
            // The same stretch under another code of the row.
            let place = Some((heard.source, heard.span));
            if last == place {
                continue;
            }
            last = place;
            for column in &heard.columns {
                cells[*column].segments += 1;
                // Words are those of participants, so what is said by nobody of them has no rate.
                let has_rate = read[heard.source] && !heard.members.is_empty();
                cells[*column].read_segments += u32::from(has_rate);
            }
        }
        for (at, member) in self.members.iter().enumerate() {
            let is_read = member.sources.iter().all(|s| read[*s]);
            let in_group = member.sources.iter().all(|s| self.groups_alone[*s]);
            let people = &mut cells[member.column].people;
            people.add(said.contains(at), is_read, in_group);
        }
        let talk = self.talk.iter().zip(read).filter(|(_, read)| **read);
        for (column, talk) in talk.flat_map(|(talk, _)| talk) {
            cells[*column].talk.words += talk.words;
            cells[*column].talk.characters += talk.characters;
        }
        cells
    }
}

/// Of those who speak in a source, which members these people are.
pub(super) fn members_of<'m>(
    here: &'m [(usize, usize)],
    people: &'m [usize],
) -> impl Iterator<Item = usize> + 'm {
    let speaks = here.iter().filter(|(who, _)| people.contains(who));
    speaks.map(|(_, member)| *member)
}
