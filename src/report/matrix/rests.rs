//! What the claims of a matrix rest on: which change with whose codings count, and the fewest contested
//! segments that would change them.

use super::asked::{By, Rows};
use super::compared::{Compared, Contested, Pair, is_firm};
use super::counting::{Counting, members_of};
use super::grouped::Groups;
use super::people::{People, is_group};
use super::read::Read;
use super::rows::{Row, rows};
use crate::model::ids::SourceId;
use crate::model::layer::{Finding, Origin};
use crate::model::text::Span;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::report::{Documents, Texts};
use crate::statistics::claims::{self, Person, Rests};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

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
    let of_rows = rows.par_iter().zip(&found.rows).map(|(row, of)| {
        let people = found.people(of, &named, &read.with(&row.codes), &groups_alone);
        (
            alone(of, &people, named.len()),
            row_rests(row, people, named.len()),
        )
    });
    for (alone, row) in of_rows.collect::<Vec<_>>() {
        resting.cells.0 += row.counts.iter().filter(|(_, high, _)| *high > 0).count();
        resting.cells.1 += row
            .counts
            .iter()
            .filter(|(low, high, _)| low != high)
            .count();
        resting.cells.2 += alone;
        resting.rows.push(row);
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

/// What was found of somebody for a row.
#[derive(Default)]
struct Of {
    /// Whether they said it, in the order of [`claims::Layer::ALL`].
    said: [bool; 6],
    /// Whether something stands that nobody contests, and the contested segments.
    firm: bool,
    contested: BTreeSet<usize>,
    /// Whether some of it comes of sources two coded.
    compared: bool,
}

/// By member.
type OfRow = FxHashMap<usize, Of>;

/// What was found of everybody.
struct Found {
    rows: Vec<OfRow>,
    /// By member: column and sources.
    members: Vec<(usize, Vec<usize>)>,
}

impl Found {
    fn of(counting: &Counting<'_>, groups: &Groups, compared: &Compared) -> Found {
        let (members, member_of) = counting.members(groups);
        let speaking = |source: &SourceId, span: Span| -> Vec<usize> {
            let people = counting.speaking_at(source, span);
            let members = people.map(|(at, people)| members_of(&member_of[at], &people).collect());
            members.unwrap_or_default()
        };
        let findings = &counting.layer.findings;
        let heard = |f: &Finding| (is_firm(counting.view, f), speaking(&f.source, f.span));
        let heard: Vec<(bool, Vec<usize>)> = findings.par_iter().map(heard).collect();
        let mut coded = Vec::new();
        compared.each_coding(counting.view, counting.layer, |which, coding| {
            coded.push((which, coding));
        });
        let by_members: Vec<Vec<usize>> = coded
            .par_iter()
            .map(|(_, coding)| speaking(coding.source, coding.span))
            .collect();
        let found = counting.by_row(findings.iter().map(|f| f.code));
        let by_coders = counting.by_row(coded.iter().map(|(_, coding)| coding.code));
        let row = |(found, by_coders): (Vec<usize>, Vec<usize>)| {
            let mut of = OfRow::default();
            for at in found {
                let (firm, members) = &heard[at];
                for member in members {
                    let of = of.entry(*member).or_default();
                    of.add(&findings[at].origin, (*firm, at));
                }
            }
            for at in by_coders {
                for member in &by_members[at] {
                    let of = of.entry(*member).or_default();
                    of.said[coded[at].0] = true;
                    of.compared = true;
                }
            }
            for Of { said, .. } in of.values_mut() {
                said[2] |= said[0] && said[1];
                said[3] |= said[0] || said[1];
            }
            of
        };
        Found {
            rows: found.into_par_iter().zip(by_coders).map(row).collect(),
            members: members.into_iter().map(|m| (m.column, m.sources)).collect(),
        }
    }

    /// Everybody of these groups whose sources were read for the row and who was not heard in groups alone.
    fn people(
        &self,
        of: &OfRow,
        named: &[usize],
        read: &[bool],
        groups_alone: &[bool],
    ) -> Vec<(usize, Person)> {
        let person = |(member, (column, sources)): (usize, &(usize, Vec<usize>))| {
            let group = named.iter().position(|at| at == column)?;
            let counts =
                sources.iter().all(|s| read[*s]) && !sources.iter().all(|s| groups_alone[*s]);
            let of = of.get(&member);
            let contested = of.filter(|of| !of.firm && !of.contested.is_empty());
            let person = Person {
                group,
                said: of.map(|of| of.said).unwrap_or_default(),
                rests_on: contested.map(|of| of.contested.clone()),
            };
            counts.then_some((member, person))
        };
        self.members.iter().enumerate().filter_map(person).collect()
    }
}

impl Of {
    /// Adds a finding: where it came from, whether it is firm, and its number.
    fn add(&mut self, origin: &Origin, (firm, number): (bool, usize)) {
        self.said[4] = true;
        self.said[5] |= *origin != Origin::Unsettled;
        match origin {
            // In every layer the same.
            Origin::Alone(_) => self.said = [true; 6],
            _ => self.compared = true,
        }
        self.firm |= firm;
        if !firm {
            self.contested.insert(number);
        }
    }
}

/// In how many groups all that was said comes of sources one coder coded alone.
fn alone(of: &OfRow, people: &[(usize, Person)], groups: usize) -> usize {
    let is = |group: &usize| {
        let mut said = people
            .iter()
            .filter(|(_, p)| p.group == *group && p.said.contains(&true))
            .peekable();
        said.peek().is_some()
            && said.all(|(member, _)| of.get(member).is_some_and(|of| !of.compared))
    };
    (0..groups).filter(is).count()
}

fn row_rests(row: &Row, people: Vec<(usize, Person)>, groups: usize) -> RowRests {
    let people: Vec<Person> = people.into_iter().map(|(_, person)| person).collect();
    let size = |group: usize| people.iter().filter(|p| p.group == group).count() as u32;
    let of = claims::Groups {
        sizes: (0..groups).map(size).collect(),
        people,
    };
    let layers: Vec<Vec<u32>> = (0..6).map(|layer| of.said(layer)).collect();
    let range = |group: usize| {
        let all = layers.iter().map(|said| said[group]);
        let (low, high) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(0));
        (low, high, of.sizes[group])
    };
    RowRests {
        name: row.name.clone(),
        counts: (0..groups).map(range).collect(),
        changing: of.changing(),
    }
}
