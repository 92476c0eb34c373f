//! What holds for every coefficient, tried on random tables.

use proptest::prelude::*;

use super::alpha::{Level, alpha};
use super::interval::Drawn;
use super::linear::Chance;
use super::outcome::{Outcome, Undefined};
use super::resample::Resampling;
use super::table::Table;
use super::weights::Weights;
use super::{alpha_error, conger, gwet, kappa, percent, scott, specific, uniform};

type Rows = Vec<Vec<Option<u32>>>;
type Figure = (&'static str, fn(&Table) -> Outcome);

/// Figures for any number of coders that do not depend on the order of categories.
const FIGURES: [Figure; 8] = [
    ("percent", percent::agreement),
    ("unanimous", percent::unanimous),
    ("holsti", percent::holsti),
    ("alpha", |t| alpha(t, Level::Nominal)),
    ("fleiss", |t| scott::fleiss(t, Weights::Identity)),
    ("conger", |t| conger::kappa(t, Weights::Identity)),
    ("prediger", |t| {
        uniform::brennan_prediger(t, Weights::Identity)
    }),
    ("ac1", |t| gwet::ac(t, Weights::Identity)),
];

const TWO: [Figure; 4] = [
    ("cohen", kappa::cohen),
    ("highest", kappa::highest),
    ("error", |t| kappa::standard_error(t, Weights::Identity)),
    ("null error", |t| {
        kappa::null_standard_error(t, Weights::Identity)
    }),
];

fn rows(coders: usize) -> impl Strategy<Value = Rows> {
    let value = prop_oneof![1 => Just(None), 4 => (0..4u32).prop_map(Some)];
    prop::collection::vec(prop::collection::vec(value, coders), 0..20)
}

fn table(rows: &Rows, coders: usize) -> Table {
    Table::from_rows(4, coders, rows).unwrap()
}

fn same(a: Outcome, b: Outcome) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() < 1e-9,
        (Err(a), Err(b)) => a == b,
        _ => false,
    }
}

/// Every value changed in one way.
fn renamed(rows: &Rows, by: impl Fn(u32) -> u32) -> Rows {
    let row = |row: &Vec<Option<u32>>| row.iter().map(|v| v.map(&by)).collect();
    rows.iter().map(row).collect()
}

fn turned(rows: &Rows) -> Rows {
    rows.iter()
        .map(|r| r.iter().rev().copied().collect())
        .collect()
}

proptest! {
    #[test]
    fn units_coders_and_names_have_no_order(three in rows(3), two in rows(2), shift in 0..4u32) {
        for (rows, coders, figures) in [(&three, 3, &FIGURES[..]), (&two, 2, &FIGURES), (&two, 2, &TWO)] {
            let plain = table(rows, coders);
            let back: Rows = rows.iter().rev().cloned().collect();
            prop_assert_eq!(&table(&back, coders), &plain);
            for (name, figure) in figures {
                let value = figure(&plain);
                let coders_turned = figure(&table(&turned(rows), coders));
                prop_assert!(same(value, coders_turned), "{name}: {value:?} {coders_turned:?}");
                let other_names = table(&renamed(rows, |v| (v + shift) % 4), coders);
                let other = figure(&other_names);
                prop_assert!(same(value, other), "{name}: {value:?} {other:?}");
                prop_assert!(value.is_ok_and(f64::is_finite) || value.is_err());
            }
        }
    }

    #[test]
    fn coders_who_agree_throughout_reach_one(values in prop::collection::vec(0..4u32, 1..20)) {
        let used = values.iter().any(|v| *v != values[0]);
        let rows: Rows = values.iter().map(|v| vec![Some(*v); 2]).collect();
        let t = table(&rows, 2);
        let corrected = if used { Ok(1.0) } else { Err(Undefined::OneCategory) };
        prop_assert_eq!(percent::agreement(&t), Ok(1.0));
        prop_assert_eq!(kappa::cohen(&t), corrected);
        prop_assert_eq!(alpha(&t, Level::Nominal), corrected);
        prop_assert_eq!(alpha(&t, Level::Ordinal), corrected);
        prop_assert_eq!(scott::pi(&t), corrected);
        prop_assert_eq!(conger::kappa(&t, Weights::Quadratic), corrected);
        prop_assert_eq!(specific::agreement(&t, values[0]), Ok(1.0));
    }

    #[test]
    fn every_unit_twice_changes_no_share(rows in rows(3)) {
        let twice: Rows = rows.iter().chain(&rows).cloned().collect();
        let (once, twice) = (table(&rows, 3), table(&twice, 3));
        for (name, figure) in FIGURES.iter().filter(|(name, _)| *name != "alpha") {
            prop_assert!(same(figure(&once), figure(&twice)), "{name}");
        }
    }

    #[test]
    fn alpha_is_what_pairs_of_values_say(rows in rows(3)) {
        let t = table(&rows, 3);
        prop_assert!(same(alpha(&t, Level::Nominal), by_pairs(&rows)));
    }

    #[test]
    fn errors_have_no_order_either(three in rows(3), shift in 0..4u32) {
        let plain = table(&three, 3);
        let turned = table(&turned(&three), 3);
        let renamed = table(&renamed(&three, |v| (v + shift) % 4), 3);
        let kinds = [Chance::Even, Chance::Shared, Chance::Gwet, Chance::ByCoder];
        let errors = |t: &Table| {
            let mut errors = kinds.map(|c| c.standard_error(t, Weights::Identity)).to_vec();
            errors.push(alpha_error::standard_error(t));
            errors
        };
        for (value, (a, b)) in errors(&plain).into_iter().zip(errors(&turned).into_iter().zip(errors(&renamed))) {
            prop_assert!(same(value, a) && same(value, b), "{value:?} {a:?} {b:?}");
            prop_assert!(value.is_ok_and(|v| v.is_finite() && v >= 0.0) || value.is_err());
        }
    }

    #[test]
    fn merged_categories_are_recoded_ones(rows in rows(3), into in prop::collection::vec(0..2u32, 4)) {
        let to = |v: u32| into[v as usize];
        let merged = table(&rows, 3).recoded(2, to);
        let first = Table::from_rows(2, 3, renamed(&rows, to)).unwrap();
        prop_assert_eq!(&merged, &first);
        for (name, figure) in FIGURES {
            prop_assert!(same(figure(&merged), figure(&first)), "{name}");
        }
    }

    #[test]
    fn intervals_come_back_with_their_seed(rows in rows(2), seed in 0..5u64) {
        let t = table(&rows, 2);
        let by = Resampling { replicates: 60, seed };
        let figures = |counts: &[u64]| -> Vec<Outcome> {
            let drawn = t.weighted(counts);
            vec![percent::agreement(&drawn), kappa::cohen(&drawn), alpha(&drawn, Level::Nominal)]
        };
        let once = by.intervals(Drawn::Units, t.counts(), figures);
        prop_assert_eq!(&once, &by.intervals(Drawn::Units, t.counts(), figures));
        let own = alpha_error::by_disagreements(&t, Level::Nominal, by);
        prop_assert_eq!(own, alpha_error::by_disagreements(&t, Level::Nominal, by));
        for interval in once.into_iter().chain([own]).flatten() {
            prop_assert!(interval.low <= interval.high && interval.high <= 1.0, "{interval:?}");
            prop_assert!(interval.low.is_finite());
        }
    }

    #[test]
    fn values_in_even_steps_weigh_as_ranks(rows in rows(2)) {
        let (t, values) = (table(&rows, 2).listwise(), [3.0, 5.0, 7.0, 9.0]);
        let ranks = kappa::weighted(&t, Weights::Quadratic);
        prop_assert!(same(ranks, kappa::weighted(&t, Weights::QuadraticOn(&values))));
        prop_assert!(same(ranks, conger::kappa(&t, Weights::Quadratic)));
    }
}

/// Alpha from its definition: every pair of values within a unit, every pair of values at all.
fn by_pairs(rows: &Rows) -> Outcome {
    let units: Vec<Vec<u32>> = rows
        .iter()
        .map(|r| r.iter().flatten().copied().collect::<Vec<_>>())
        .collect();
    let units: Vec<Vec<u32>> = units.into_iter().filter(|u| u.len() > 1).collect();
    let all: Vec<u32> = units.iter().flatten().copied().collect();
    let pairs = |values: &[u32]| -> f64 {
        let apart = |a: &u32| values.iter().filter(|b| a != *b).count();
        values.iter().map(apart).sum::<usize>() as f64
    };
    let observed: f64 = units
        .iter()
        .map(|u| pairs(u) / (u.len() as f64 - 1.0))
        .sum();
    let n = all.len() as f64;
    match (rows.len(), all.len(), pairs(&all)) {
        (0, ..) => Err(Undefined::NoUnits),
        (_, 0, _) => Err(Undefined::NothingShared),
        (_, _, 0.0) => Err(Undefined::OneCategory),
        (.., expected) => Ok(1.0 - (observed / n) / (expected / (n * (n - 1.0)))),
    }
}
