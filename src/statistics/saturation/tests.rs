//! Worked examples, and recounts by brute force.

use super::*;
use proptest::prelude::*;

const FOUR_AND_TWO: Sizes = Sizes { base: 4, run: 2 };

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} for {expected}");
}

fn sets(all: &[Vec<usize>]) -> Vec<BTreeSet<usize>> {
    all.iter()
        .map(|codes| codes.iter().copied().collect())
        .collect()
}

/// Eight sources, 15 codes, new a source 8, 3, 1, 1, 1, 0, 1, 0.
fn eight() -> Vec<BTreeSet<usize>> {
    sets(&[
        vec![0, 1, 2, 3, 4, 5, 6, 7],
        vec![0, 1, 2, 8, 9, 10],
        vec![0, 11],
        vec![0, 12],
        vec![13, 1, 2],
        vec![0, 1],
        vec![0, 14],
        vec![3],
    ])
}

#[test]
fn new_codes_source_by_source() {
    let found = steps(&eight(), &BTreeSet::new());
    let new: Vec<u64> = found.iter().map(|step| step.new).collect();
    assert_eq!(new, [8, 3, 1, 1, 1, 0, 1, 0]);
    assert_eq!(found[7].cumulative, 15);
    // What was given beforehand is no new code.
    let found = steps(&eight(), &BTreeSet::from([0, 8]));
    assert_eq!((found[0].new, found[0].given, found[1].given), (7, 1, 1));
    assert_eq!(found[7].cumulative, 13);
}

#[test]
fn base_and_runs_by_hand() {
    let new = [8, 3, 1, 1, 1, 0, 1, 0];
    let found = assess(&new, FOUR_AND_TWO).unwrap();
    assert_eq!((found.base, found.at_5, found.at_0), (13, None, None));
    let runs: Vec<(usize, usize)> = found.runs.iter().map(|r| (r.first, r.last)).collect();
    assert_eq!(runs, [(5, 6), (6, 7), (7, 8)]);
    found
        .runs
        .iter()
        .for_each(|run| near(run.ratio, 0.0769, 5e-5));
    // One of twenty is 5 %; the run of sources 7 and 8 is said to be at source 6.
    let found = assess(&[17, 1, 1, 1, 1, 1, 0, 1, 0, 0], FOUR_AND_TWO).unwrap();
    assert_eq!((found.base, found.at_5, found.at_0), (20, Some(5), Some(8)));
    let few = NotAssessed::FewSources {
        found: 5,
        needed: 6,
    };
    assert_eq!(assess(&[9, 3, 1, 1, 0], FOUR_AND_TWO), Err(few));
    assert_eq!(
        few.to_string(),
        "too few sources: 5, and 6 are needed for a base and a run"
    );
    assert_eq!(assess(&[0; 8], FOUR_AND_TWO), Err(NotAssessed::EmptyBase));
    let none = Sizes { base: 0, run: 2 };
    assert_eq!(assess(&[1; 8], none), Err(NotAssessed::NoSizes));
}

#[test]
fn the_curve_by_hand() {
    let found = curve(&eight()).unwrap();
    let expected = [3.25, 5.607, 7.518, 9.2, 10.75, 12.214, 13.625, 15.0];
    for (point, expected) in found.points.iter().zip(expected) {
        near(point.codes, expected, 5e-4);
    }
    assert_eq!((found.codes, found.once, found.band_until), (15, 11, 6));
    near(found.next, 1.375, 1e-12);
    let spreads: Vec<bool> = found.points.iter().map(|p| p.spread.is_some()).collect();
    assert_eq!(spreads.iter().filter(|some| **some).count(), 6);
    assert_eq!(curve(&[]), Err(NotAssessed::NoCodes));
    assert_eq!(curve(&sets(&[vec![], vec![]])), Err(NotAssessed::NoCodes));
}

/// Thousands of sources: binomials of them do not fit into any number.
#[test]
fn many_sources() {
    let all: Vec<BTreeSet<usize>> = (0..2_000)
        .map(|i| BTreeSet::from([0, 1 + i % 40, 41 + i]))
        .collect();
    let found = curve(&all).unwrap();
    assert!(found.points.iter().all(|p| p.codes.is_finite()));
    near(found.points[0].codes, 3.0, 1e-9);
    near(found.points[1_999].codes, 2_041.0, 1e-9);
    near(found.next, 1.0, 1e-12);
}

/// Distinct codes after each number of sources, in every order of them.
fn every_order(sources: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    fn on(rest: &[usize], seen: Vec<usize>, all: &mut Vec<Vec<usize>>) {
        if rest.is_empty() {
            all.push(seen);
            return;
        }
        for place in 0..rest.len() {
            let mut left = rest.to_vec();
            let mut now = seen.clone();
            now.push(left.remove(place));
            on(&left, now, all);
        }
    }
    let mut orders = Vec::new();
    on(
        &(0..sources.len()).collect::<Vec<_>>(),
        Vec::new(),
        &mut orders,
    );
    let counts = |order: &Vec<usize>| {
        let mut seen = BTreeSet::<usize>::new();
        let count = |place: &usize| {
            seen.extend(&sources[*place]);
            seen.len()
        };
        order.iter().map(count).collect()
    };
    orders.iter().map(counts).collect()
}

fn some(most: usize) -> impl Strategy<Value = Vec<BTreeSet<usize>>> {
    let one = prop::collection::btree_set(0usize..12, 0..6);
    prop::collection::vec(one, 1..=most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_curve_is_the_mean_of_all_orders(sources in some(7)) {
        let Ok(found) = curve(&sources) else {
            prop_assert!(sources.iter().all(BTreeSet::is_empty));
            return Ok(());
        };
        let orders = every_order(&sources);
        for (k, point) in found.points.iter().enumerate() {
            let at: Vec<f64> = orders.iter().map(|order| order[k] as f64).collect();
            let mean = at.iter().sum::<f64>() / at.len() as f64;
            prop_assert!((point.codes - mean).abs() < 1e-9, "{} {mean}", point.codes);
            if let Some(spread) = point.spread {
                let squares: f64 = at.iter().map(|x| (x - mean).powi(2)).sum();
                let expected = (squares / at.len() as f64).sqrt();
                prop_assert!((spread - expected).abs() < 1e-6, "{spread} {expected}");
            }
        }
        // What the last source brought on average is what the next one would.
        if let [.., before, last] = &found.points[..] {
            prop_assert!((last.codes - before.codes - found.next).abs() < 1e-9);
        }
    }

    #[test]
    fn figures_by_recount(
        sources in some(14),
        given in prop::collection::btree_set(0usize..12, 0..4),
        base in 1usize..7,
        run in 1usize..4,
    ) {
        let found = steps(&sources, &given);
        let until = |k: usize| -> BTreeSet<usize> {
            sources[..k].iter().flatten().copied().filter(|c| !given.contains(c)).collect()
        };
        for (k, step) in found.iter().enumerate() {
            prop_assert_eq!(step.cumulative as usize, until(k + 1).len());
            prop_assert_eq!(step.new as usize, until(k + 1).difference(&until(k)).count());
        }
        let new: Vec<u64> = found.iter().map(|step| step.new).collect();
        let Ok(assessed) = assess(&new, Sizes { base, run }) else {
            prop_assert!(sources.len() < base + run || until(base).is_empty());
            return Ok(());
        };
        prop_assert_eq!(assessed.base as usize, until(base).len());
        let brings = |from: usize| until(from + run).len() - until(from).len();
        for (percent, at) in [(5.0, assessed.at_5), (0.0, assessed.at_0)] {
            let limit = percent / 100.0 * until(base).len() as f64 + 1e-9;
            let plain = (base..=sources.len() - run).find(|from| brings(*from) as f64 <= limit);
            prop_assert_eq!(at, plain);
        }
    }
}
