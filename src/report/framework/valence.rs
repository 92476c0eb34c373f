//! How alike two coders gave valences: over the segments and constructs both gave one. Mixed is no
//! point of the scale, and is counted apart.

use crate::agreement::alpha::{Level, alpha};
use crate::agreement::kappa::cohen;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::table::Table;
use crate::model::ids::{CoderId, ConstructId};
use crate::model::mapping::{Mapping, Valence, ValenceOf};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct ValenceFigures {
    /// Segments by constructs both gave a valence, apart from each other.
    pub both: usize,
    /// Of all that either gave one.
    pub either: usize,
    /// Those both gave a point of the scale.
    pub points: usize,
    /// Of these, given the same point.
    pub alike: usize,
    /// Ordinal alpha over them, where there are enough.
    pub ordinal: Option<Outcome>,
    /// Kappa of mixed or not, over all both gave, where there are enough.
    pub mixed: Option<Outcome>,
}

/// Fewer say nothing.
const LEAST: usize = 10;

type Cases<'m> = BTreeMap<(&'m ValenceOf, ConstructId), Valence>;

/// What a coder gave segments without sight of the other's.
fn apart<'m>(mapping: &'m Mapping, by: &CoderId) -> Cases<'m> {
    let mut cases = Cases::new();
    let given = mapping.valences.iter().filter(|v| v.apart && v.by == *by);
    for valence in given.filter(|v| matches!(v.of, ValenceOf::Segment(_))) {
        let key = (&valence.of, valence.construct);
        match valence.valence {
            Some(value) => drop(cases.insert(key, value)),
            None => drop(cases.remove(&key)),
        }
    }
    cases
}

pub fn valences(mapping: &Mapping, [a, b]: [&CoderId; 2]) -> ValenceFigures {
    let (a, b) = (apart(mapping, a), apart(mapping, b));
    let two = a.iter().filter_map(|(key, one)| Some((*one, *b.get(key)?)));
    let both: Vec<(Valence, Valence)> = two.collect();
    let mut figures = of_pairs(&both);
    figures.either = a.len() + b.len() - both.len();
    figures
}

/// What is counted of what both gave.
pub fn of_pairs(both: &[(Valence, Valence)]) -> ValenceFigures {
    let points: Vec<[Option<u32>; 2]> = both
        .iter()
        .filter_map(|(a, b)| Some([Some(point(*a)?), Some(point(*b)?)]))
        .collect();
    let alike = points.iter().filter(|[a, b]| a == b).count();
    let ordinal = (points.len() >= LEAST).then(|| {
        let table = Table::from_rows(Valence::POINTS.len(), 2, &points);
        alpha(&table.map_err(|_| Undefined::NoUnits)?, Level::Ordinal)
    });
    let mixed = (both.len() >= LEAST).then(|| {
        let is = |v: Valence| Some(u32::from(v == Valence::Mixed));
        let rows = both.iter().map(|(a, b)| [is(*a), is(*b)]);
        cohen(&Table::from_rows(2, 2, rows).map_err(|_| Undefined::NoUnits)?)
    });
    ValenceFigures {
        both: both.len(),
        either: both.len(),
        points: points.len(),
        alike,
        ordinal,
        mixed,
    }
}

/// The place of a valence on the scale.
fn point(valence: Valence) -> Option<u32> {
    match valence {
        Valence::Point(n) => Valence::POINTS
            .iter()
            .position(|p| *p == n)
            .map(|at| at as u32),
        Valence::Mixed => None,
    }
}
