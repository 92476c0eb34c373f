//! What the claims of a matrix rest on: which change with whose codings count, and the fewest contested
//! segments that would change them.

use super::asked::{By, Rows};
use super::compared::{Compared, Contested, Pair, is_firm};
use super::counting::{Counting, RowsOf};
use super::grouped::Groups;
use super::people::{People, is_group};
use super::read::Read;
use super::rows::{Row, rows};
use crate::model::layer::Origin;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::report::{Documents, Texts};
use crate::statistics::claims::{self, Person, Rests};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many groups are compared with one another at most.
const MOST_GROUPS: usize = 12;

/// A row with the claims that change.
#[derive(Clone, Debug)]
pub struct RowRests {
    pub name: String,
    /// By group: the fewest and the most people of all layers, and how many are counted.
    pub counts: Vec<(u32, u32, u32)>,
    /// The claims that change with whose codings count.
    pub changing: Vec<Rests>,
}

/// What all claims rest on.
#[derive(Clone, Debug)]
pub struct Resting {
    pub coders: Pair,
    pub groups: Vec<String>,
    pub rows: Vec<RowRests>,
    /// Cells in which somebody said it in some layer; those whose count changes; those that rest on
    /// sources one coder coded alone.
    pub cells: (usize, usize, usize),
    /// Contested segments that claims rest on, by number.
    pub segments: BTreeMap<usize, Contested>,
}

/// Recomputes the claims about groups in every layer, over the sources both coders read; what one coded
/// alone is in every layer the same.
///
/// # Errors
/// In words: where no round was compared, several pairs of coders were, or the columns are too many.
pub(super) fn resting(
    view: &View,
    documents: &Documents,
    of: Rows,
    by: &By,
    aligned: &mut AlignedRounds,
) -> Result<Resting, String> {
    let layer = analysis_layer_with(view, aligned);
    let compared = Compared::of(view, &layer, aligned)?;
    let rows = rows(view, &layer, of);
    let people = People::of(view, documents);
    let groups = Groups::of(by, view, &people);
    let named: Vec<usize> = (0..groups.all.len())
        .filter(|at| !groups.all[*at].is_all && !groups.all[*at].is_missing)
        .collect();
    if named.is_empty() || named.len() > MOST_GROUPS {
        return Err(format!(
            "{} makes {} groups: claims are compared among 1 to {MOST_GROUPS}",
            by.words(),
            named.len()
        ));
    }
    let counting = Counting::of((view, documents), &layer, &rows, &people);
    let found = Found::of(&counting, &groups, &compared);
    let read = Read::of(view, &layer);
    let groups_alone: Vec<bool> = view.sources().iter().map(is_group).collect();
    let texts = Texts::new(view, documents);
    let mut resting = Resting {
        coders: compared.coders.clone(),
        groups: named
            .iter()
            .map(|at| groups.all[*at].name.clone())
            .collect(),
        rows: Vec::new(),
        cells: (0, 0, 0),
        segments: BTreeMap::new(),
    };
    for (at, row) in rows.iter().enumerate() {
        let read = read.with(&row.codes);
        let people = found.people(at, &named, &read, &groups_alone);
        resting.cells.2 += found.alone(at, &people, named.len());
        resting.add(row, people, named.len());
    }
    let pivots: BTreeSet<usize> = resting
        .rows
        .iter()
        .flat_map(|r| &r.changing)
        .filter_map(|c| c.pivots.as_ref())
        .flatten()
        .copied()
        .collect();
    for segment in pivots {
        let contested = Contested::of(view, &texts, &layer.findings[segment]);
        resting.segments.insert(segment, contested);
    }
    Ok(resting)
}

/// What was found of everybody, by row.
struct Found {
    /// By row and member: whether they said it, in the order of [`claims::Layer::ALL`].
    said: Vec<HashMap<usize, [bool; 6]>>,
    /// By row and member: whether something firm stands, and the contested segments.
    rests: Vec<HashMap<usize, (bool, BTreeSet<usize>)>>,
    /// By row and member: whether all of it comes of sources one coder coded alone.
    alone: Vec<HashMap<usize, bool>>,
    /// By member: column and sources.
    members: Vec<(usize, Vec<usize>)>,
}

impl Found {
    fn of(counting: &Counting<'_>, groups: &Groups, compared: &Compared) -> Found {
        let (members, member_of) = counting.members(groups);
        let rows = counting.rows.len();
        let mut found = Found {
            said: vec![HashMap::new(); rows],
            rests: vec![HashMap::new(); rows],
            alone: vec![HashMap::new(); rows],
            members: members.into_iter().map(|m| (m.column, m.sources)).collect(),
        };
        let rows_of = counting.rows_of();
        let here = |source: usize, person: usize| {
            let all = member_of[source]
                .iter()
                .filter(move |(who, _)| *who == person);
            all.map(|(_, member)| *member)
        };
        for (at, finding) in counting.layer.findings.iter().enumerate() {
            let (Some(rows), Some((source, speaking))) =
                (rows_of.get(&finding.code), counting.speaking(finding))
            else {
                continue;
            };
            let firm = is_firm(counting.view, finding);
            let is_alone = matches!(finding.origin, Origin::Alone(_));
            for row in rows {
                for member in speaking.iter().flat_map(|p| here(source, *p)) {
                    let said = found.said[*row].entry(member).or_default();
                    said[4] = true;
                    said[5] |= finding.origin != Origin::Unsettled;
                    if is_alone {
                        // In every layer the same.
                        *said = [true; 6];
                    }
                    let rests = found.rests[*row].entry(member).or_default();
                    rests.0 |= firm;
                    if !firm {
                        rests.1.insert(at);
                    }
                    let alone = found.alone[*row].entry(member).or_insert(true);
                    *alone &= is_alone;
                }
            }
        }
        found.add_coders(counting, compared, &rows_of, &here);
        found
    }

    /// What each coder coded of everybody.
    fn add_coders<I: Iterator<Item = usize>>(
        &mut self,
        counting: &Counting<'_>,
        compared: &Compared,
        rows_of: &RowsOf,
        here: &dyn Fn(usize, usize) -> I,
    ) {
        compared.each_coding(counting.view, counting.layer, |which, coding| {
            let Some((at, speaking)) = counting.speaking_at(coding.source, coding.span) else {
                return;
            };
            for row in rows_of.get(&coding.code).into_iter().flatten() {
                for member in speaking.iter().flat_map(|p| here(at, *p)) {
                    self.said[*row].entry(member).or_default()[which] = true;
                    self.alone[*row].insert(member, false);
                }
            }
        });
        for of_row in &mut self.said {
            for said in of_row.values_mut() {
                said[2] |= said[0] && said[1];
                said[3] |= said[0] || said[1];
            }
        }
    }

    /// Everybody of these groups whose sources were read for the row and who was not heard in groups alone.
    fn people(
        &self,
        row: usize,
        named: &[usize],
        read: &[bool],
        groups_alone: &[bool],
    ) -> Vec<(usize, Person)> {
        let person = |(member, (column, sources)): (usize, &(usize, Vec<usize>))| {
            let group = named.iter().position(|at| at == column)?;
            let counts =
                sources.iter().all(|s| read[*s]) && !sources.iter().all(|s| groups_alone[*s]);
            let said = self.said[row].get(&member).copied().unwrap_or_default();
            let rests = self.rests[row].get(&member);
            let rests_on = rests
                .filter(|(firm, _)| !firm)
                .map(|(_, segments)| segments.clone());
            let person = Person {
                group,
                said,
                rests_on,
            };
            counts.then_some((member, person))
        };
        self.members.iter().enumerate().filter_map(person).collect()
    }

    /// In how many groups all that was said comes of sources one coder coded alone.
    fn alone(&self, row: usize, people: &[(usize, Person)], groups: usize) -> usize {
        let is = |group: &usize| {
            let mut said = people
                .iter()
                .filter(|(_, p)| p.group == *group && p.said.contains(&true))
                .peekable();
            said.peek().is_some()
                && said.all(|(member, _)| self.alone[row].get(member).copied().unwrap_or(false))
        };
        (0..groups).filter(is).count()
    }
}

impl Resting {
    fn add(&mut self, row: &Row, people: Vec<(usize, Person)>, groups: usize) {
        let people: Vec<Person> = people.into_iter().map(|(_, person)| person).collect();
        let size = |group: usize| people.iter().filter(|p| p.group == group).count() as u32;
        let of = claims::Groups {
            sizes: (0..groups).map(size).collect(),
            people,
        };
        let layers: Vec<Vec<u32>> = (0..6).map(|layer| of.said(layer)).collect();
        let counts: Vec<(u32, u32, u32)> = (0..groups)
            .map(|group| {
                let all = layers.iter().map(|said| said[group]);
                let (low, high) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(0));
                (low, high, of.sizes[group])
            })
            .collect();
        self.cells.0 += counts.iter().filter(|(_, high, _)| *high > 0).count();
        self.cells.1 += counts.iter().filter(|(low, high, _)| low != high).count();
        let changing = of.claims().into_iter().map(|claim| of.rests(claim));
        self.rows.push(RowRests {
            name: row.name.clone(),
            counts,
            changing: changing.filter(|rests| !rests.is_robust()).collect(),
        });
    }
}
