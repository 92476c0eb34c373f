//! What must hold of every data set.

use proptest::collection::vec;
use proptest::prelude::*;

use super::summary::GroupSummary;
use super::{Undefined, chi_square, cramer, effect, fisher, mann_whitney, odds_ratio};
use super::{risk_difference, summary, t, wilcoxon};

/// Answers on a scale, with many ties, or any decimals.
fn values(least: usize) -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![
        vec((0i32..8).prop_map(f64::from), least..20),
        vec(-1e6..1e6f64, least..20),
        vec(
            (-900i32..900).prop_map(|tenths| f64::from(tenths) / 10.0),
            least..60
        ),
    ]
}

fn pairs() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let pair = prop_oneof![
        ((0i32..8).prop_map(f64::from), (0i32..8).prop_map(f64::from)),
        (-1e3..1e3f64, -1e3..1e3f64),
    ];
    vec(pair, 3..60).prop_map(|pairs| pairs.into_iter().unzip())
}

fn square() -> impl Strategy<Value = [[u64; 2]; 2]> {
    [[0u64..15, 0u64..15], [0u64..15, 0u64..15]]
}

fn near(one: f64, two: f64) -> bool {
    (one - two).abs() <= 1e-9 * (1e-3 + one.abs().max(two.abs()))
}

/// Unwraps what is defined; what is not has said why.
macro_rules! defined {
    ($found:expr) => {
        match $found {
            Ok(found) => found,
            Err(_) => return Ok(()),
        }
    };
}

proptest! {
    #[test]
    fn swapping_groups_turns_signs(first in values(3), second in values(3)) {
        for test in [t::student, t::welch] {
            let one = defined!(test(&first, &second));
            let two = test(&second, &first).unwrap();
            prop_assert!(near(one.t, -two.t) && near(one.p, two.p) && near(one.df, two.df));
            prop_assert!(near(one.interval.low, -two.interval.high));
            prop_assert!((0.0..=1.0).contains(&one.p) && one.interval.contains(one.difference));
            prop_assert_eq!(one.p < 0.05, !one.interval.contains(0.0));
        }
        let (one, two) = (
            mann_whitney::mann_whitney(&first, &second).unwrap(),
            mann_whitney::mann_whitney(&second, &first).unwrap(),
        );
        prop_assert_eq!(one.u + two.u, (first.len() * second.len()) as f64);
        prop_assert!(near(one.p, two.p) && near(one.rank_biserial, -two.rank_biserial));
        prop_assert!((0.0..=1.0).contains(&one.p) && one.interval.contains(one.rank_biserial));
        prop_assert!(one.interval.low >= -1.0 && one.interval.high <= 1.0);
    }

    #[test]
    fn u_counts_the_comparisons_won(first in values(3), second in values(3)) {
        let found = defined!(mann_whitney::mann_whitney(&first, &second));
        let score = |one: &f64, two: &f64| if one > two { 1.0 } else if one == two { 0.5 } else { 0.0 };
        let won: f64 = first.iter().flat_map(|one| second.iter().map(move |two| score(one, two))).sum();
        prop_assert_eq!(found.u, won);
    }

    #[test]
    fn swapping_pairs_turns_signs((first, second) in pairs()) {
        let (one, two) = (wilcoxon::wilcoxon(&first, &second), wilcoxon::wilcoxon(&second, &first));
        let (one, two) = (defined!(one), two.unwrap());
        prop_assert_eq!((one.w_plus, one.w_minus, one.p), (two.w_minus, two.w_plus, two.p));
        let used = (one.pairs - one.zeros) as f64;
        prop_assert_eq!(one.w_plus + one.w_minus, used * (used + 1.0) / 2.0);
        prop_assert!((0.0..=1.0).contains(&one.p));
        let (one, two) = (defined!(t::paired(&first, &second)), t::paired(&second, &first).unwrap());
        prop_assert!(near(one.t, -two.t) && near(one.p, two.p));
        prop_assert!(one.interval.contains(one.difference));
    }

    #[test]
    fn fisher_is_the_sum_over_all_tables(table in square()) {
        let found = defined!(fisher::fisher(table));
        let [[a, b], [c, d]] = table;
        let choose = |n: u64, k: u64| (0..k).fold(1u128, |ways, i| ways * u128::from(n - i) / u128::from(i + 1));
        let ways = |x: u64| choose(a + b, x) * choose(c + d, a + c - x);
        let support = (a + c).saturating_sub(c + d)..=(a + b).min(a + c);
        let all: u128 = support.clone().map(ways).sum();
        let tail: u128 = support.map(ways).filter(|&other| other <= ways(a)).sum();
        prop_assert!((found.p - tail as f64 / all as f64).abs() < 1e-12);
        for turned in [[[c, d], [a, b]], [[b, a], [d, c]]] {
            prop_assert!(near(fisher::fisher(turned).unwrap().p, found.p));
        }
    }

    #[test]
    fn odds_ratio_lies_in_its_interval_and_turns_over(table in square()) {
        let one = defined!(odds_ratio::odds_ratio(table));
        let two = odds_ratio::odds_ratio([table[1], table[0]]).unwrap();
        let estimate = one.estimate.unwrap_or(f64::MAX);
        prop_assert!(one.low <= estimate && estimate <= one.high.unwrap_or(f64::MAX));
        match (one.estimate, two.estimate) {
            (Some(one), Some(two)) => prop_assert!(near(one * two, 1.0)),
            (one, two) => prop_assert_eq!(one.or(two), Some(0.0)),
        }
        prop_assert_eq!(one.high.is_none(), two.low == 0.0);
    }

    #[test]
    fn shares_and_tables_stay_in_bounds(table in square()) {
        let found = defined!(risk_difference::risk_difference(table));
        let turned = risk_difference::risk_difference([table[1], table[0]]).unwrap();
        prop_assert!(found.interval.contains(found.difference));
        prop_assert!(near(found.interval.low, -turned.interval.high));
        let rows = table.map(|row| row.to_vec());
        let test = defined!(chi_square::chi_square(&rows));
        let v = cramer::cramers_v(&rows).unwrap();
        prop_assert!((0.0..=1.0).contains(&test.p) && (0.0..=1.0).contains(&v.v));
        prop_assert!((0.0..=1.0).contains(&v.corrected) && v.corrected <= v.v + 1e-12);
        prop_assert!(v.interval.is_none_or(|interval| interval.contains(v.v) && test.n >= 40));
    }

    #[test]
    fn summaries_are_ordered(all in values(1)) {
        let found = summary::summary(&all).unwrap();
        let order = [found.minimum, found.lower_quartile, found.median, found.upper_quartile, found.maximum];
        prop_assert!(order.is_sorted());
        prop_assert_eq!(found.sd.is_none(), all.len() == 1);
    }

    #[test]
    fn no_summary_gives_a_figure_that_is_none(n in 0usize..60, mean: f64, sd: f64, other: f64) {
        let (one, two) = (GroupSummary { n, mean, sd }, GroupSummary { n: 5, mean: other, sd: 1.0 });
        for test in [t::student_from_summary, t::welch_from_summary] {
            if let Ok(found) = test(one, two) {
                let figures = [found.t, found.df, found.p, found.interval.low, found.interval.high];
                prop_assert!(figures.iter().all(|figure| figure.is_finite()));
            }
        }
        if let Ok(found) = effect::hedges_g_from_summary(one, two) {
            prop_assert!(found.d_interval.low.is_finite() && found.d_interval.high.is_finite());
        }
        prop_assert!(n >= 3 || t::welch_from_summary(one, two) == Err(Undefined::TooFew));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn standardised_differences_lie_in_their_intervals(first in values(3), second in values(3)) {
        let one = defined!(effect::hedges_g(&first, &second));
        let two = effect::hedges_g(&second, &first).unwrap();
        prop_assert!(one.d_interval.contains(one.d) && one.g_interval.contains(one.g));
        prop_assert!(near(one.d, -two.d) && near(one.d_interval.low, -two.d_interval.high));
        prop_assert!(one.correction < 1.0);
        let p = t::student(&first, &second).unwrap().p;
        prop_assert_eq!(p < 0.05, !one.d_interval.contains(0.0));
    }
}
