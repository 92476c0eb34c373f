//! How alike two coders mapped codes to a framework. Codes are all there are and no sample: no
//! interval, no test. Only mappings made apart from each other have a figure.

use super::valence::{ValenceFigures, valences};
use crate::agreement::alpha::{Level, alpha, over};
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::sets::mean_jaccard;
use crate::agreement::table::Table;
use crate::agreement::units::Sets;
use crate::model::framework::Framework;
use crate::model::ids::{CodeId, CoderId, ConstructId, RoundId};
use crate::model::mapping::Mapping;
use crate::model::view::View;
use std::collections::BTreeSet;

/// Below so many codes the list and the counts say all there is.
pub const LEAST: usize = 10;

/// Two coders of a mapping beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing {
    pub coders: [CoderId; 2],
    /// Codes that count: both mapped them apart, and nothing of the other was known.
    pub compared: Vec<CodeId>,
    /// Codes that one or both had not looked at when they submitted.
    pub missing: Vec<CodeId>,
    /// Codes somebody wrote or changed the mapping of in sight of the other's.
    pub in_sight: Vec<CodeId>,
    /// Codes that had been mapped to the framework before where both could see it.
    pub before: Vec<CodeId>,
    /// By constructs.
    pub constructs: Grain,
    /// The same by the domains these stand in.
    pub domains: Grain,
    pub valences: ValenceFigures,
}

/// What is counted by constructs, or by domains.
#[derive(Clone, Debug, PartialEq)]
pub struct Grain {
    /// Codes given the same, of how many.
    pub alike: (usize, usize),
    /// Whether a code was given several anywhere: else it has one value.
    pub several: bool,
    pub figures: Option<Figures>,
}

/// Coefficients, where there are codes enough.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Nominal alpha, or alpha over constructs where a code was given several.
    pub alpha: Outcome,
    /// Mean Jaccard index of the sets, where a code was given several.
    pub jaccard: Option<Outcome>,
}

/// A set of values a coder gave a code: constructs or domains; that none fits is one of them.
type Given = BTreeSet<Option<ConstructId>>;

fn given(to: &[ConstructId], value: &dyn Fn(ConstructId) -> ConstructId) -> Given {
    match to {
        [] => Given::from([None]),
        to => to.iter().map(|id| Some(value(*id))).collect(),
    }
}

/// Every two coders of a mapping that is over; none while it is not, or where a blind round may keep
/// some of it.
pub fn pairings(view: &View, mapping: &Mapping) -> Vec<Pairing> {
    let framework = view.framework(mapping.plan.framework);
    let (Some(framework), true) = (framework, mapping.is_over()) else {
        return Vec::new();
    };
    if !view.tells_mapping(mapping) {
        return Vec::new();
    }
    let coders = &mapping.plan.coders;
    let mut all = Vec::new();
    for (at, a) in coders.iter().enumerate() {
        for b in &coders[at + 1..] {
            all.push(pairing(view, mapping, framework, [a, b]));
        }
    }
    all
}

fn pairing(
    view: &View,
    mapping: &Mapping,
    framework: &Framework,
    [a, b]: [&CoderId; 2],
) -> Pairing {
    let mut compared = Vec::new();
    let (mut missing, mut before) = (Vec::new(), Vec::new());
    let mut said: Vec<[&[ConstructId]; 2]> = Vec::new();
    for code in &mapping.plan.codes {
        match (mapping.apart(a, *code), mapping.apart(b, *code)) {
            (Some(_), Some(_)) if saw_before(view, mapping, *code, [a, b]).is_some() => {
                before.push(*code);
            }
            (Some(one), Some(other)) => {
                compared.push(*code);
                said.push([&one.to, &other.to]);
            }
            _ => missing.push(*code),
        }
    }
    let mut in_sight = mapping.in_sight(a);
    in_sight.extend(mapping.in_sight(b));
    in_sight.retain(|code| mapping.plan.codes.contains(code));
    let place = |code: &CodeId| mapping.plan.codes.iter().position(|c| c == code);
    in_sight.sort_by_key(place);
    in_sight.dedup();
    Pairing {
        coders: [a.clone(), b.clone()],
        constructs: grain(&said, &|id| id),
        domains: grain(&said, &|id| framework.domain(id)),
        valences: valences(mapping, [a, b]),
        compared,
        missing,
        in_sight,
        before,
    }
}

/// An earlier mapping to the same framework in which one of them could see how the other mapped the
/// code.
fn saw_before(
    view: &View,
    mapping: &Mapping,
    code: CodeId,
    coders: [&CoderId; 2],
) -> Option<RoundId> {
    let earlier = view.mapped_before(mapping, code)?;
    let both = coders.iter().all(|c| earlier.now(c, code).is_some());
    both.then_some(earlier.id)
}

/// What is counted of the sets two coders gave.
pub fn grain(said: &[[&[ConstructId]; 2]], value: &dyn Fn(ConstructId) -> ConstructId) -> Grain {
    let sets: Vec<[Given; 2]> = said
        .iter()
        .map(|two| two.map(|to| given(to, value)))
        .collect();
    let alike = sets.iter().filter(|[a, b]| a == b).count();
    let several = sets.iter().flatten().any(|set| set.len() > 1);
    let figures = (sets.len() >= LEAST).then(|| match several {
        false => Figures {
            alpha: one_each(&sets),
            jaccard: None,
        },
        true => Figures {
            alpha: several_each(&sets),
            jaccard: Some(jaccard(&sets)),
        },
    });
    Grain {
        alike: (alike, sets.len()),
        several,
        figures,
    }
}

/// All values that were given, in order.
fn values(sets: &[[Given; 2]]) -> Vec<Option<ConstructId>> {
    let all: Given = sets.iter().flatten().flatten().copied().collect();
    all.into_iter().collect()
}

fn one_each(sets: &[[Given; 2]]) -> Outcome {
    let values = values(sets);
    let number = |set: &Given| {
        let value = set.first()?;
        values.iter().position(|v| v == value).map(|at| at as u32)
    };
    let rows = sets.iter().map(|[a, b]| [number(a), number(b)]);
    let table = Table::from_rows(values.len().max(1), 2, rows);
    alpha(&table.map_err(|_| Undefined::NoUnits)?, Level::Nominal)
}

/// Observed and expected disagreement each summed over the constructs anybody named.
fn several_each(sets: &[[Given; 2]]) -> Outcome {
    let of = |value: &Option<ConstructId>| {
        let has = |set: &Given| Some(u32::from(set.contains(value)));
        let rows = sets.iter().map(|[a, b]| [has(a), has(b)]);
        Table::from_rows(2, 2, rows)
    };
    let tables: Result<Vec<Table>, _> = values(sets).iter().map(of).collect();
    over(&tables.map_err(|_| Undefined::NoUnits)?, Level::Nominal)
}

fn jaccard(sets: &[[Given; 2]]) -> Outcome {
    let values = values(sets);
    let numbers = |set: &Given| {
        let places = set
            .iter()
            .filter_map(|v| values.iter().position(|x| x == v));
        Some(places.map(|at| at as u32).collect::<Vec<_>>())
    };
    let rows: Vec<Vec<Option<Vec<u32>>>> = sets
        .iter()
        .map(|two| two.iter().map(numbers).collect())
        .collect();
    mean_jaccard(&Sets::from_rows(2, &rows))
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;
