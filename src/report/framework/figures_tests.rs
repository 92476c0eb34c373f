use super::super::valence::of_pairs;
use super::*;
use crate::agreement::kappa::cohen;
use crate::model::fixture::{Study, coder};
use crate::model::mapping::Valence;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn id(n: u128) -> ConstructId {
    ConstructId(Uuid::from_u128(n))
}

fn of(said: &[(Vec<u128>, Vec<u128>)]) -> Grain {
    let ids = |all: &Vec<u128>| -> Vec<ConstructId> { all.iter().map(|n| id(*n)).collect() };
    let both: Vec<[Vec<ConstructId>; 2]> = said.iter().map(|(a, b)| [ids(a), ids(b)]).collect();
    let both: Vec<[&[ConstructId]; 2]> = both.iter().map(|[a, b]| [&a[..], &b[..]]).collect();
    grain(&both, &|id| id)
}

fn near(one: f64, other: f64) {
    assert!((one - other).abs() < 5e-5, "{one} {other}");
}

/// `krippendorff` 0.9.0: nominal alpha .8145 of these.
#[test]
fn twelve_codes_ten_alike() {
    let mut said: Vec<(Vec<u128>, Vec<u128>)> = Vec::new();
    for n in [1, 1, 2, 2, 3, 3, 4, 4, 5, 6] {
        said.push((vec![n], vec![n]));
    }
    said.push((vec![7], vec![8]));
    said.push((vec![8], vec![7]));
    let found = of(&said);
    assert_eq!((found.alike, found.several), ((10, 12), false));
    let figures = found.figures.unwrap();
    near(figures.alpha.unwrap(), 0.8145);
    assert_eq!(figures.jaccard, None);
}

#[test]
fn below_ten_codes_there_are_counts_alone() {
    let said: Vec<(Vec<u128>, Vec<u128>)> = (0..9).map(|n| (vec![n], vec![n])).collect();
    let found = of(&said);
    assert_eq!((found.alike, found.figures), ((9, 9), None));
}

/// That no construct fits is a value: it agrees with itself and with nothing else.
#[test]
fn that_none_fits_is_a_value() {
    let mut said: Vec<(Vec<u128>, Vec<u128>)> = vec![(vec![], vec![]); 5];
    said.extend(vec![(vec![], vec![1]); 5]);
    let found = of(&said);
    assert_eq!(found.alike, (5, 10));
    // Fifteen of twenty values are none: chance leaves 2·15·5/(20·19).
    near(
        found.figures.unwrap().alpha.unwrap(),
        1.0 - 0.5 / (150.0 / 380.0),
    );
}

/// The definition, counted one by one.
fn plainly(said: &[(Vec<u128>, Vec<u128>)]) -> (usize, f64, Option<f64>) {
    let set = |all: &Vec<u128>| -> BTreeSet<u128> {
        match all.is_empty() {
            true => [u128::MAX].into(),
            false => all.iter().copied().collect(),
        }
    };
    let sets: Vec<_> = said.iter().map(|(a, b)| (set(a), set(b))).collect();
    let alike = sets.iter().filter(|(a, b)| a == b).count();
    let n = 2.0 * sets.len() as f64;
    let mut jaccard = 0.0;
    for (a, b) in &sets {
        jaccard += a.intersection(b).count() as f64 / a.union(b).count() as f64;
    }
    let all: BTreeSet<u128> = sets.iter().flat_map(|(a, b)| a | b).collect();
    let (mut observed, mut expected) = (0.0, 0.0);
    for value in &all {
        let both = sets
            .iter()
            .filter(|(a, b)| a.contains(value) && b.contains(value));
        let (x, either) = (
            both.count() as f64,
            |(a, b): &&(BTreeSet<_>, BTreeSet<_>)| a.contains(value) != b.contains(value),
        );
        let d = sets.iter().filter(either).count() as f64;
        let given = 2.0 * x + d;
        observed += 2.0 * d / n;
        expected += 2.0 * given * (n - given) / (n * (n - 1.0));
    }
    let alpha = (expected > 0.0).then(|| 1.0 - observed / expected);
    (alike, jaccard / sets.len() as f64, alpha)
}

proptest! {
    #[test]
    fn sets_are_counted_as_the_definition_says(
        said in prop::collection::vec(
            (prop::collection::vec(0..4u128, 0..3), prop::collection::vec(0..4u128, 0..3)),
            10..30,
        ),
    ) {
        let found = of(&said);
        let (alike, jaccard, alpha) = plainly(&said);
        prop_assert_eq!(found.alike, (alike, said.len()));
        let figures = found.figures.unwrap();
        // Of one value each, what is summed over values is nominal alpha.
        match (figures.alpha, alpha) {
            (Ok(one), Some(other)) => near(one, other),
            (one, other) => prop_assert!(one.is_err() && other.is_none()),
        }
        if found.several {
            near(figures.jaccard.unwrap().unwrap(), jaccard);
        }
    }
}

/// The twelve pairs of docs/agreement.md, moved to a scale about nought: `krippendorff` 0.9.0.
#[test]
fn valences_by_points_and_mixed_apart() {
    let pairs = [
        (1, 1),
        (2, 3),
        (3, 3),
        (4, 4),
        (2, 2),
        (5, 4),
        (3, 2),
        (4, 5),
        (1, 2),
        (5, 5),
        (2, 2),
        (3, 4),
    ];
    let mut both: Vec<(Valence, Valence)> = pairs
        .iter()
        .map(|(a, b)| (Valence::Point(a - 3), Valence::Point(b - 3)))
        .collect();
    near(of_pairs(&both).ordinal.unwrap().unwrap(), 0.8577816);
    both.push((Valence::Mixed, Valence::Mixed));
    both.push((Valence::Mixed, Valence::Point(0)));
    let found = of_pairs(&both);
    assert_eq!((found.both, found.points, found.alike), (14, 12, 6));
    near(found.ordinal.unwrap().unwrap(), 0.8577816);
    let table = Table::two_by_two(1, 1, 0, 12);
    assert_eq!(found.mixed, Some(cohen(&table)));
}

fn study(codes: usize) -> (Study, RoundId) {
    let mut s = Study::new();
    s.coders(&["ana", "ben", "cat"]).source("s", 100);
    for n in 0..codes {
        s.code(&format!("c{n:02}"));
    }
    let frame = s.framework("ana", &["I", "II"]);
    let mapping = s.mapping(frame, true);
    (s, mapping)
}

fn figures(s: &Study) -> Vec<Pairing> {
    let view = s.view_for("ana");
    pairings(&view, &view.mappings()[0])
}

#[test]
fn what_was_made_in_sight_or_not_looked_at_has_no_figure() {
    let (mut s, mapping) = study(12);
    let mut took: BTreeMap<usize, crate::model::ids::EventId> = BTreeMap::new();
    for n in 0..12 {
        let code = format!("c{n:02}");
        let event = s.mapped("ana", mapping, &code, &["I.1"]);
        took.insert(n, event);
        if n > 0 {
            s.mapped("ben", mapping, &code, &[["I.1", "II.1"][n % 2]]);
        }
    }
    s.submit_mapping("ana", mapping);
    assert_eq!(figures(&s), [], "not while it is blind");
    s.submit_mapping("ben", mapping);
    let first = &figures(&s)[0];
    assert_eq!(first.coders, [coder("ana"), coder("ben")]);
    assert_eq!((first.compared.len(), first.missing.len()), (11, 1));
    assert_eq!(first.constructs.alike, (5, 11));
    // One writes what was missing, the other thinks better of it and takes one back: all in sight.
    s.mapped("ben", mapping, "c00", &["I.1"]);
    s.mapped("ben", mapping, "c01", &["I.1"]);
    let event = took[&2];
    s.push("ana", crate::model::event::Change::Retract { event });
    let second = &figures(&s)[0];
    assert_eq!(
        second.constructs, first.constructs,
        "what was submitted stays"
    );
    assert_eq!(second.in_sight, [s.id("c00"), s.id("c01")]);
    assert_eq!(second.domains.alike, (5, 11));
    let view = s.view_for("ana");
    let said = crate::report::framework::words::pairing(&view.mappings()[0], second);
    let said = said.join("\n");
    for part in [
        "5 of 11 alike (45.5 %), alpha",
        "2 codes were mapped or changed in sight of the other",
        "1 code was not looked at by both apart",
        "no interval and no test",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn one_not_blind_has_no_figure_and_says_so() {
    let (mut s, _) = study(12);
    let frame = s.view().frameworks()[0].id;
    let open = s.mapping(frame, false);
    for code in 0..12 {
        for who in ["ana", "ben"] {
            s.mapped(who, open, &format!("c{code:02}"), &["I"]);
        }
    }
    s.submit_mapping("ana", open);
    s.submit_mapping("ben", open);
    let view = s.view();
    let pair = &pairings(&view, &view.mappings()[1])[0];
    assert_eq!(pair.compared, []);
    let said = crate::report::framework::words::pairing(&view.mappings()[1], pair);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("not independent"), "{said:?}");
}

/// Who has seen how the other mapped a code maps it again in the light of that.
#[test]
fn codes_mapped_before_in_sight_are_in_no_figure() {
    let (mut s, first) = study(3);
    for who in ["ana", "ben"] {
        s.mapped(who, first, "c00", &["I"]);
        s.submit_mapping(who, first);
    }
    let frame = s.view().frameworks()[0].id;
    let again = s.mapping(frame, true);
    for who in ["ana", "ben"] {
        for code in ["c00", "c01"] {
            s.mapped(who, again, code, &["II"]);
        }
        s.submit_mapping(who, again);
    }
    let view = s.view();
    let pair = &pairings(&view, &view.mappings()[1])[0];
    assert_eq!(
        (&pair.before[..], &pair.compared[..]),
        (&[s.id("c00")][..], &[s.id("c01")][..])
    );
}
