//! What it rests on that two codes meet: whether any person speaks in stretches of both, by whose codings, and
//! the fewest contested segments without which nobody would.
//!
//! Here alone boundaries matter to a claim: two coders may have both codes and yet lay them so that they meet
//! with one and not with the other. So what both coded is told twice: strictly, where their stretches
//! lie at one place as the plan of the round has it, and loosely, where they share any character.

use super::asked::{Meeting, Rows};
use super::compared::{Compared, Contested, Pair, is_firm};
use super::counting::{Counting, RowsOf};
use super::meeting::{Stretch, meeting, stretches};
use super::people::People;
use super::rows::rows;
use crate::model::layer::{Basis, Finding, Layer, Origin};
use crate::model::text::Span;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::report::{Documents, Texts};
use crate::statistics::claims;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Whose codings count, in the order in which it is told.
pub(super) const LAYERS: [&str; 7] = [
    "a",
    "b",
    "both_strict",
    "both_loose",
    "either",
    "with_open",
    "without_open",
];
/// Places in it.
const A: usize = 0;
const B: usize = 1;
const STRICT: usize = 2;
const LOOSE: usize = 3;
const EITHER: usize = 4;
const WITH_OPEN: usize = 5;
const WITHOUT_OPEN: usize = 6;

/// Two rows that meet in some layer.
#[derive(Clone, Debug)]
pub struct CoOccur {
    pub row: String,
    pub column: String,
    /// Whether anybody speaks in stretches of both, in the order of [`LAYERS`].
    pub holds: [bool; 7],
    /// Whether all of it comes of sources one coder coded alone.
    pub alone: bool,
    /// The fewest contested segments without which nobody would, in the consensus with what is open;
    /// none where no set of them changes it.
    pub pivots: Option<BTreeSet<usize>>,
}

impl CoOccur {
    /// Whether it is true whoever coded.
    pub fn is_robust(&self) -> bool {
        self.holds.iter().all(|holds| *holds)
    }

    /// Whether it changes though it stands in the consensus on segments nobody contests.
    pub fn stands_on_both(&self) -> bool {
        !self.is_robust() && self.holds[WITH_OPEN] && self.pivots.is_none()
    }
}

/// All rows that meet in some layer, with what that rests on.
#[derive(Clone, Debug)]
pub struct CoOccurring {
    pub how: Meeting,
    pub coders: Pair,
    pub pairs: Vec<CoOccur>,
    /// Contested segments that claims rest on, by number.
    pub segments: BTreeMap<usize, Contested>,
    /// How far stretches must overlap to be at one place, in per cent, by the plans of the rounds.
    pub overlaps: BTreeSet<u8>,
}

/// Recomputes in every layer which rows meet so.
///
/// # Errors
/// In words: where no round was compared, or several pairs of coders were.
pub(super) fn co_occurring(
    view: &View,
    documents: &Documents,
    of: Rows,
    how: Meeting,
    aligned: &mut AlignedRounds,
) -> Result<CoOccurring, String> {
    let layer = analysis_layer_with(view, aligned);
    let compared = Compared::of(view, &layer, aligned)?;
    let rows = rows(view, &layer, of);
    let people = People::of(view, documents);
    let counting = Counting::of((view, documents), &layer, &rows, &people);
    let found = found(&counting, &compared, how);
    let texts = Texts::new(view, documents);
    let mut segments = BTreeMap::new();
    let pair = |((row, column), found): ((usize, usize), Found)| {
        let changes = found.holds.contains(&false) && found.holds[WITH_OPEN] && !found.firm;
        let pivots = changes.then(|| claims::fewest(&found.meetings)).flatten();
        for segment in pivots.iter().flatten() {
            let contested = Contested::of(view, &texts, &layer.findings[*segment]);
            segments.insert(*segment, contested);
        }
        CoOccur {
            row: rows[row].name.clone(),
            column: rows[column].name.clone(),
            holds: found.holds,
            alone: found.alone,
            pivots,
        }
    };
    let pairs = found.into_iter().map(pair).collect();
    let rounds = layer.basis.iter().filter_map(|(_, basis)| round_of(basis));
    let plans = rounds.filter_map(|round| view.round(round));
    Ok(CoOccurring {
        how,
        pairs,
        segments,
        overlaps: plans.map(|round| round.plan.overlap).collect(),
        coders: compared.coders,
    })
}

fn round_of(basis: &Basis) -> Option<crate::model::ids::RoundId> {
    match basis {
        Basis::Consensus(round) | Basis::PartConsensus(round, _) => Some(*round),
        Basis::Coder(_) | Basis::Uncoded => None,
    }
}

/// What was found of two rows.
#[derive(Clone, Default)]
struct Found {
    holds: [bool; 7],
    alone: bool,
    /// Whether they meet in two segments nobody contests.
    firm: bool,
    meetings: Vec<claims::Meeting>,
}

/// By row and column.
type Pairs = FxHashMap<(usize, usize), Found>;

fn found(
    counting: &Counting<'_>,
    compared: &Compared,
    how: Meeting,
) -> BTreeMap<(usize, usize), Found> {
    let layer = counting.layer;
    let coded = coded(counting, compared);
    let rows_of = counting.rows_of();
    let mut findings = layer.findings.as_slice();
    let mut offset = 0;
    let mut sources = Vec::with_capacity(layer.basis.len());
    for (at, (source, _)) in layer.basis.iter().enumerate() {
        let many = findings.iter().take_while(|f| f.source == *source).count();
        let (these, rest) = findings.split_at(many);
        sources.push((at, offset, these));
        (findings, offset) = (rest, offset + many);
    }
    let here = |(at, offset, findings): &(usize, usize, &[Finding])| -> Pairs {
        let source = OfSource {
            counting,
            rows_of: &rows_of,
            how,
            findings,
            offset: *offset,
        };
        match compared.snapshots[*at].is_some() {
            true => source.compared(&coded[*at], least(counting.view, layer, *at)),
            false => source.alone(),
        }
    };
    let all: Vec<Pairs> = sources.par_iter().map(here).collect();
    let mut found: BTreeMap<(usize, usize), Found> = BTreeMap::new();
    for (pair, here) in all.into_iter().flatten() {
        let known = found.entry(pair).or_insert_with(|| Found {
            alone: true,
            ..Found::default()
        });
        for (known, here) in known.holds.iter_mut().zip(here.holds) {
            *known |= here;
        }
        known.alone &= here.alone;
        known.firm |= here.firm;
        known.meetings.extend(here.meetings);
    }
    found
}

/// By place of the source: what each of the two coded, in the order of its text.
fn coded(counting: &Counting<'_>, compared: &Compared) -> Vec<[Vec<Finding>; 2]> {
    let mut all = vec![[Vec::new(), Vec::new()]; counting.layer.basis.len()];
    compared.each_coding(counting.view, counting.layer, |which, coding| {
        let Some(at) = counting.places.get(coding.source) else {
            return;
        };
        all[*at][which].push(Finding {
            source: coding.source.clone(),
            span: coding.span,
            code: coding.code,
            round: None,
            origin: Origin::Agreed,
            codings: Vec::new(),
        });
    });
    for list in all.iter_mut().flatten() {
        list.sort_by_key(|f| (f.span, f.code));
    }
    all
}

/// How far two stretches of a source must overlap to be at one place.
fn least(view: &View, layer: &Layer, at: usize) -> f64 {
    let round = round_of(&layer.basis[at].1).and_then(|round| view.round(round));
    let overlap = round.map(|round| round.plan.at_one_place());
    overlap.unwrap_or_default().share()
}

/// A meeting of two rows: where, and who speaks in both.
type Where = (Span, Span, Vec<usize>);

/// A source, its findings, and the number of the first of them.
struct OfSource<'a> {
    counting: &'a Counting<'a>,
    rows_of: &'a RowsOf,
    how: Meeting,
    findings: &'a [Finding],
    offset: usize,
}

impl OfSource<'_> {
    /// What one coder coded alone is in every layer the same, and contested by nobody.
    fn alone(&self) -> Pairs {
        let mut pairs = Pairs::default();
        self.each(self.findings, |pair, _, _, _| {
            pairs.entry(pair).or_insert_with(|| Found {
                holds: [true; 7],
                alone: true,
                firm: true,
                meetings: Vec::new(),
            });
        });
        pairs
    }

    fn compared(&self, coded: &[Vec<Finding>; 2], least: f64) -> Pairs {
        let mut pairs = Pairs::default();
        let places = [A, B].map(|coder| {
            let mut places: FxHashMap<(usize, usize), Vec<Where>> = FxHashMap::default();
            self.each(&coded[coder], |pair, one, other, people| {
                pairs.entry(pair).or_default().holds[coder] = true;
                places
                    .entry(pair)
                    .or_default()
                    .push((one.span, other.span, people));
            });
            places
        });
        for (pair, a) in &places[A] {
            let of_both = |are_one: &dyn Fn(Span, Span) -> bool| {
                let b = places[B].get(pair).map(Vec::as_slice).unwrap_or_default();
                a.iter().any(|a| b.iter().any(|b| is_met(a, b, are_one)))
            };
            let holds = &mut pairs.entry(*pair).or_default().holds;
            holds[LOOSE] = of_both(&|a, b| a.overlap(b) > 0);
            holds[STRICT] = holds[LOOSE] && of_both(&|a, b| a.iou(b) >= least);
        }
        let mut of_either = coded.concat();
        of_either.sort_by_key(|f| (f.span, f.code));
        let mut settled = self.findings.to_vec();
        settled.retain(|f| f.origin != Origin::Unsettled);
        for (layer, findings) in [(EITHER, &of_either), (WITHOUT_OPEN, &settled)] {
            self.each(findings, |pair, _, _, _| {
                pairs.entry(pair).or_default().holds[layer] = true
            });
        }
        self.each(self.findings, |pair, one, other, _| {
            let found = pairs.entry(pair).or_default();
            found.holds[WITH_OPEN] = true;
            self.add(found, pair, one, other);
        });
        pairs
    }

    /// Hands on every meeting that somebody speaks in both of; each pair of rows in one order where it is the
    /// same in the other.
    fn each(
        &self,
        findings: &[Finding],
        mut each: impl FnMut((usize, usize), &Stretch, &Stretch, Vec<usize>),
    ) {
        let all = stretches(self.counting, self.rows_of, findings);
        let is_wanted = |row: usize, column: usize| match self.how {
            Meeting::Inside => row != column,
            Meeting::Same | Meeting::Crossing | Meeting::Near(_) => row < column,
        };
        for one in &all {
            for other in meeting(&all, one, self.how) {
                let people = one.people.iter().filter(|p| other.people.contains(p));
                let people: Vec<usize> = people.copied().collect();
                if people.is_empty() {
                    continue;
                }
                for row in &one.rows {
                    for column in other.rows.iter().filter(|column| is_wanted(*row, **column)) {
                        each((*row, *column), one, other, people.clone());
                    }
                }
            }
        }
    }

    /// Adds what two stretches rest on: each finding of the row there, with each of the column.
    fn add(
        &self,
        found: &mut Found,
        (row, column): (usize, usize),
        one: &Stretch,
        other: &Stretch,
    ) {
        let of = |stretch: &Stretch, row: usize| -> Vec<Option<usize>> {
            let is_of = |at: &usize| {
                let rows = self.rows_of.get(&self.findings[*at].code);
                rows.is_some_and(|rows| rows.contains(&row))
            };
            let contested = |at: usize| {
                let firm = is_firm(self.counting.view, &self.findings[at]);
                (!firm).then_some(self.offset + at)
            };
            let here = stretch.findings.clone().filter(is_of);
            here.map(contested).collect()
        };
        let others = of(other, column);
        for one in of(one, row) {
            for other in &others {
                found.firm |= one.is_none() && other.is_none();
                if !found.firm {
                    found.meetings.push([one, *other]);
                }
            }
        }
    }
}

/// Whether somebody speaks in both of two meetings, whose stretches are so one by one.
fn is_met(a: &Where, b: &Where, are_one: &dyn Fn(Span, Span) -> bool) -> bool {
    are_one(a.0, b.0) && are_one(a.1, b.1) && a.2.iter().any(|person| b.2.contains(person))
}
