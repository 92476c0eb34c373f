//! Disagreement on who gave a code and who did not, as alpha over codes sums it: observed and
//! expected apart, and one divided by the other at the end.

use super::fourfold::Fourfold;
use std::ops::AddAssign;

/// What alpha is made of, of one code or summed over several counted on the same cells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Disagreement {
    observed: f64,
    expected: f64,
}

impl Disagreement {
    /// Of one code: how many values can be paired, how many of them say “present”, and pairs of
    /// coders who differ, each divided by one less than the coders of its cell.
    pub fn of(values: f64, present: f64, apart: f64) -> Disagreement {
        match values > 1.0 {
            true => Disagreement {
                observed: 2.0 * apart,
                expected: 2.0 * present * (values - present) / (values - 1.0),
            },
            false => Disagreement::default(),
        }
    }

    pub fn of_two(counts: &Fourfold) -> Disagreement {
        let apart = (counts.only_a + counts.only_b) as f64;
        let values = 2.0 * counts.cells() as f64;
        Disagreement::of(values, 2.0 * counts.both as f64 + apart, apart)
    }

    /// 1 − observed / expected; `None` where nothing is expected.
    pub fn alpha(self) -> Option<f64> {
        (self.expected > 0.0).then(|| 1.0 - self.observed / self.expected)
    }
}

impl AddAssign for Disagreement {
    fn add_assign(&mut self, more: Disagreement) {
        self.observed += more.observed;
        self.expected += more.expected;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::alpha::{Level, over};
    use crate::agreement::draws::Draws;
    use crate::agreement::table::Table;
    use proptest::prelude::*;

    fn over_codes(codes: &[Fourfold]) -> Option<f64> {
        let mut all = Disagreement::default();
        codes.iter().for_each(|c| all += Disagreement::of_two(c));
        all.alpha()
    }

    fn one_table(codes: &[Fourfold]) -> f64 {
        let mut all = Fourfold::default();
        for c in codes {
            all.both += c.both;
            all.only_a += c.only_a;
            all.only_b += c.only_b;
            all.neither += c.neither;
        }
        all.alpha().unwrap()
    }

    /// Units set beforehand that a coder gave the codes of a set.
    fn of_sets(units: &[(&str, &str)]) -> Vec<Fourfold> {
        let code = |code: char| {
            let mut counts = Fourfold::default();
            for (a, b) in units {
                counts.add(a.contains(code), b.contains(code), 1);
            }
            counts
        };
        "abc".chars().map(code).collect()
    }

    #[test]
    fn each_code_is_expected_at_its_own_frequency() {
        let mut units = vec![("a", "a"), ("ab", "a"), ("b", "b"), ("c", "b")];
        units.extend([("", ""); 6]);
        let found = over_codes(&of_sets(&units)).unwrap();
        assert!((found - 0.61224).abs() < 5e-6, "{found}");
        assert_eq!(over_codes(&of_sets(&[("", ""), ("", "")])), None);
        assert_eq!(over_codes(&[]), None);
    }

    /// Two coders who never read the text, but know how frequent each code is: one on 40 % of 200
    /// units, nine on 2 %.
    #[test]
    fn coders_who_know_no_more_than_base_rates_have_none() {
        let (mut summed, mut pooled) = (0.0, 0.0);
        for study in 0..200 {
            let mut draws = Draws::new(9, study);
            let mut code = |percent: u64| {
                let mut counts = Fourfold::default();
                for _ in 0..200 {
                    let given = [draws.below(100) < percent, draws.below(100) < percent];
                    counts.add(given[0], given[1], 1);
                }
                counts
            };
            let mut codes = vec![code(40)];
            codes.extend((0..9).map(|_| code(2)));
            summed += over_codes(&codes).unwrap();
            pooled += one_table(&codes);
        }
        let (summed, pooled) = (summed / 200.0, pooled / 200.0);
        assert!(summed.abs() < 0.02, "{summed}");
        assert!((pooled - 0.235).abs() < 0.02, "{pooled}");
    }

    proptest! {
        #[test]
        fn the_sums_are_those_of_alpha_over_tables(
            codes in prop::collection::vec((0..20u64, 0..9u64, 0..9u64), 1..6)
        ) {
            // All codes are decided on in the same units.
            let units = 60;
            let counts: Vec<Fourfold> = codes.iter().map(|(both, only_a, only_b)| Fourfold {
                both: *both,
                only_a: *only_a,
                only_b: *only_b,
                neither: units - both - only_a - only_b,
            }).collect();
            let tables: Vec<Table> = counts.iter().map(Fourfold::table).collect();
            match (over_codes(&counts), over(&tables, Level::Nominal)) {
                (Some(a), Ok(b)) => prop_assert!((a - b).abs() < 1e-12, "{a} {b}"),
                (a, b) => prop_assert!(a.is_none() && b.is_err(), "{a:?} {b:?}"),
            }
            if let ([one], Some(found)) = (&counts[..], over_codes(&counts)) {
                prop_assert!((found - one.alpha().unwrap()).abs() < 1e-12);
            }
        }
    }
}
