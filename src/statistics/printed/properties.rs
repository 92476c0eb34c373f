//! Whatever is computed from values that round to the inputs is consistent.

use proptest::prelude::*;

use super::*;
use crate::statistics::summary::GroupSummary;
use crate::statistics::t::{TTest, paired_from_correlation, paired_from_summary};
use crate::statistics::t::{student_from_summary, welch_from_summary};

/// A value and how papers print it.
#[derive(Debug, Clone)]
struct Rounded {
    exact: f64,
    printed: Printed,
}

fn round(exact: f64, decimals: usize) -> Printed {
    format!("{exact:.decimals$}").parse().unwrap()
}

fn rounded(low: f64, high: f64) -> impl Strategy<Value = Rounded> {
    (low..high, 0usize..3).prop_map(|(exact, decimals)| Rounded {
        exact,
        printed: round(exact, decimals),
    })
}

fn claim(found: &TTest, decimals: usize) -> Claim {
    Claim {
        statistic: Some(round(found.t, decimals)),
        df: Some(round(found.df, decimals)),
        p: format!("{:.decimals$}", found.p).parse().ok(),
    }
}

fn group(n: usize, mean: &Rounded, sd: &Rounded) -> (GroupSummary, PrintedGroup) {
    (
        GroupSummary {
            n,
            mean: mean.exact,
            sd: sd.exact,
        },
        PrintedGroup {
            n,
            mean: mean.printed,
            sd: sd.printed,
        },
    )
}

proptest! {
    #[test]
    fn two_groups(
        n in [3usize..40, 3usize..40],
        means in [rounded(-30.0, 30.0), rounded(-30.0, 30.0)],
        sds in [rounded(0.6, 12.0), rounded(0.6, 12.0)],
        decimals in 1usize..5,
    ) {
        let (one, first) = group(n[0], &means[0], &sds[0]);
        let (two, second) = group(n[1], &means[1], &sds[1]);
        let student = student_from_summary(one, two).unwrap();
        let found = check_student(first, second, &claim(&student, decimals)).unwrap();
        prop_assert_eq!(found.verdict(), Verdict::Consistent, "{:?}", found);
        let welch = welch_from_summary(one, two).unwrap();
        let found = check_welch(first, second, &claim(&welch, decimals)).unwrap();
        prop_assert_eq!(found.verdict(), Verdict::Consistent, "{:?}", found);
        prop_assert!(!found.sign_turned);
    }

    #[test]
    fn pairs_of_values(
        n in 3usize..40,
        means in [rounded(-30.0, 30.0), rounded(-30.0, 30.0)],
        sds in [rounded(0.6, 12.0), rounded(0.6, 12.0)],
        r in rounded(-0.9, 0.9),
        decimals in 1usize..5,
    ) {
        let exact = |all: &[Rounded; 2]| [all[0].exact, all[1].exact];
        let printed = |all: &[Rounded; 2]| [all[0].printed, all[1].printed];
        let pairs = PrintedPairs { n, means: printed(&means), sds: printed(&sds), r: r.printed };
        let test = paired_from_correlation(n, exact(&means), exact(&sds), r.exact).unwrap();
        // Where the differences may not spread at all there is no telling.
        if let Ok(found) = check_paired_from_correlation(pairs, &claim(&test, decimals)) {
            prop_assert_eq!(found.verdict(), Verdict::Consistent, "{:?}", found);
        }
        let (mean, sd) = (&means[0], &sds[0]);
        let test = paired_from_summary(GroupSummary { n, mean: mean.exact, sd: sd.exact }).unwrap();
        let differences = PrintedDifference { n, mean: mean.printed, sd: sd.printed };
        let found = check_paired(differences, &claim(&test, decimals)).unwrap();
        prop_assert_eq!(found.verdict(), Verdict::Consistent, "{:?}", found);
    }
}
