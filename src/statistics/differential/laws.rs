//! What holds whatever the counts: p values by trying everything, and what must not matter.

use super::exchange::Exchange;
use super::largest::Rows;
use super::tests::{PLAN, person};
use super::*;
use proptest::prelude::*;

/// |t| by its definition, of the units in the first group and the others.
fn welch_by_hand(values: &[f64], first: &[bool]) -> f64 {
    let of = |group: bool| -> Vec<f64> {
        let inside = values.iter().zip(first).filter(|(_, f)| **f == group);
        inside.map(|(x, _)| *x).collect()
    };
    let moments = |x: Vec<f64>| {
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let squares = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        (mean, squares / (n - 1.0) / n)
    };
    let ((m, v), (n, w)) = (moments(of(true)), moments(of(false)));
    match (v + w).sqrt() {
        error if error > 1e-9 => (m - n).abs() / error,
        _ if (m - n).abs() < 1e-9 => 0.0,
        _ => f64::INFINITY,
    }
}

/// The same of differences with signs, chosen ones turned.
fn paired_by_hand(values: &[f64], turned: &[bool]) -> f64 {
    let sign = |turned: &bool| if *turned { -1.0 } else { 1.0 };
    let signed: Vec<f64> = values
        .iter()
        .zip(turned)
        .map(|(x, t)| x * sign(t))
        .collect();
    let n = signed.len() as f64;
    let mean = signed.iter().sum::<f64>() / n;
    let squares = signed.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    match (squares / (n - 1.0) / n).sqrt() {
        error if error > 1e-9 => mean.abs() / error,
        _ if mean.abs() < 1e-9 => 0.0,
        _ => f64::INFINITY,
    }
}

/// p values by trying all choices of units that `allowed` lets through.
fn p_by_hand(
    rows: &[Vec<f64>],
    observed: &[bool],
    allowed: &dyn Fn(&[bool]) -> bool,
    t: &dyn Fn(&[f64], &[bool]) -> f64,
) -> Vec<f64> {
    let column = |c: usize| -> Vec<f64> { rows.iter().map(|row| row[c]).collect() };
    let columns: Vec<Vec<f64>> = (0..rows[0].len()).map(column).collect();
    let choices = (0u32..1 << rows.len())
        .map(|bits| -> Vec<bool> { (0..rows.len()).map(|i| bits >> i & 1 == 1).collect() });
    let largest: Vec<f64> = choices
        .filter(|choice| allowed(choice))
        .map(|choice| columns.iter().map(|x| t(x, &choice)).fold(0.0, f64::max))
        .collect();
    let p = |x: &Vec<f64>| {
        let least = t(x, observed);
        let least = if least.is_finite() {
            least - 1e-9 * least.max(1.0)
        } else {
            least
        };
        largest.iter().filter(|t| **t >= least).count() as f64 / largest.len() as f64
    };
    columns.iter().map(p).collect()
}

/// Rows of small fractions, so that ties and groups that do not vary come about.
fn rows(units: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let value = (-3i32..4, 5i32..8).prop_map(|(x, n)| f64::from(x) / f64::from(n));
    prop::collection::vec(prop::collection::vec(value, 3), units)
}

/// From people to p, all 12,870 permutations of eight and eight; those drawn come near.
#[test]
fn p_of_people_by_enumeration() {
    let counts = |i: u32| [(i * 7 % 11, i * 5 % 9), (i % 4 + i / 6, 3 * i % 5), (1, 1)];
    let people: Vec<Person> = (0..16)
        .map(|i| {
            person(
                if i % 2 == 0 {
                    Group::First
                } else {
                    Group::Second
                },
                &counts(i),
            )
        })
        .collect();
    let rows: Vec<Vec<f64>> = (0..16)
        .map(|i| {
            counts(i)[..2]
                .iter()
                .map(|(a, b)| (f64::from(*a) - f64::from(*b)) / 100.0)
                .collect()
        })
        .collect();
    let first: Vec<bool> = (0..16).map(|i| i % 2 == 0).collect();
    let eight = |choice: &[bool]| choice.iter().filter(|c| **c).count() == 8;
    let exact = p_by_hand(&rows, &first, &eight, &welch_by_hand);
    let found = |draws| between(&people, &Plan { draws, ..PLAN }).unwrap();
    let (all, drawn) = (found(12_870), found(DRAWS));
    assert_eq!(all.permutations, Permutations::All(12_870));
    assert_eq!(
        (all.tested, drawn.permutations),
        (2, Permutations::Drawn(DRAWS))
    );
    assert_eq!(all.codes[2], Err(NotTested::FewDifferences { found: 0 }));
    for (code, exact) in exact.iter().enumerate() {
        assert_eq!(all.codes[code].unwrap().p_permuted, *exact);
        let near = drawn.codes[code].unwrap().p_permuted - exact;
        assert!(
            near.abs() < 4.0 * (exact * (1.0 - exact) / 9_999.0).sqrt(),
            "{near}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn label_p_by_enumeration(
        rows in rows(6..10),
        first in prop::collection::vec(any::<bool>(), 10),
        strata in prop::collection::vec(0u32..2, 10),
    ) {
        let mut first = first[..rows.len()].to_vec();
        first[..4].copy_from_slice(&[true, true, false, false]);
        let strata = &strata[..rows.len()];
        let within = |choice: &[bool]| -> [usize; 2] {
            [0, 1].map(|s| choice.iter().zip(strata).filter(|(c, at)| **c && **at == s).count())
        };
        let exchange = Exchange::of_labels(&first, strata);
        let observed: Vec<usize> = (0..first.len()).filter(|i| first[*i]).collect();
        let permutations = exchange.permutations(DRAWS);
        let found = Rows::of_groups(&rows, observed.len()).p(&exchange, &observed, permutations, 1);
        let allowed = |choice: &[bool]| within(choice) == within(&first);
        let expected = p_by_hand(&rows, &first, &allowed, &welch_by_hand);
        prop_assert_eq!(&found, &expected);
        prop_assert!(found.iter().all(|p| *p >= exchange.smallest_p(permutations) - 1e-12));
    }

    #[test]
    fn sign_p_by_enumeration(rows in rows(4..9)) {
        let exchange = Exchange::Signs(rows.len());
        let permutations = exchange.permutations(DRAWS);
        let found = Rows::of_signs(&rows).p(&exchange, &[], permutations, 1);
        let none = vec![false; rows.len()];
        prop_assert_eq!(found, p_by_hand(&rows, &none, &|_| true, &paired_by_hand));
    }

    /// Nothing depends on the order of codes, on which group is first, or on the number of threads.
    #[test]
    fn what_does_not_matter(
        counts in prop::collection::vec(prop::collection::vec((0u32..20, 0u32..20), 3), 17..24),
    ) {
        let group = |i: usize| if i < 8 { Group::First } else { Group::Second };
        let people = |turn: bool, mirror: bool| -> Vec<Person> {
            let one = |(i, counts): (usize, &Vec<(u32, u32)>)| {
                let mut counts = counts.clone();
                if turn {
                    counts.reverse();
                }
                let mut person = person(group(i), &counts);
                if mirror {
                    person.group = [Group::Second, Group::First][person.group as usize];
                }
                person
            };
            counts.iter().enumerate().map(one).collect()
        };
        let plan = Plan { draws: 400, ..PLAN };
        let found = between(&people(false, false), &plan).unwrap();
        let p = |c: &Comparison| -> Vec<Option<f64>> {
            c.codes.iter().map(|code| code.ok().map(|d| d.p)).collect()
        };
        let mut turned = p(&between(&people(true, false), &plan).unwrap());
        turned.reverse();
        prop_assert_eq!(&p(&found), &turned);
        prop_assert_eq!(p(&found), p(&between(&people(false, true), &plan).unwrap()));
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert_eq!(&found, &alone.install(|| between(&people(false, false), &plan)).unwrap());
        for code in found.codes.iter().flatten() {
            prop_assert!((code.difference - (code.by_a - code.by_b)).abs() < 1e-9);
            prop_assert!(code.p >= code.p_permuted && code.p >= code.p_welch && code.p <= 1.0);
        }
    }

    #[test]
    fn fishers_p_by_all_tables(table in prop::array::uniform2(prop::array::uniform2(0u32..9))) {
        let [[a, b], [c, d]] = table;
        let ways = |n: u32, k: u32| -> f64 {
            (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product()
        };
        let (first, second, left) = (a + b, c + d, a + c);
        let tables = left.saturating_sub(second)..=left.min(first);
        let weight = |x: u32| ways(first, x) * ways(second, left - x);
        let all: f64 = tables.clone().map(weight).sum();
        let some: f64 = tables.clone().map(weight).filter(|w| *w <= weight(a) * (1.0 + 1e-7)).sum();
        match mainland_gart(table) {
            Some(p) => prop_assert!((p - some / all).abs() < 1e-9, "{p} {}", some / all),
            None => prop_assert_eq!(tables.count(), 1),
        }
    }
}
