//! Two coders and one code: the fourfold table, with its figures in closed form, quick enough to
//! be computed for every resample. A test holds them to the coefficients proper.

use crate::agreement::table::Table;

/// Cells by what two coders did with a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fourfold {
    /// Cells (units or characters) both gave it.
    pub both: u64,
    pub only_a: u64,
    pub only_b: u64,
    pub neither: u64,
}

impl Fourfold {
    pub(super) fn add(&mut self, a: bool, b: bool, cells: u64) {
        match (a, b) {
            (true, true) => self.both += cells,
            (true, false) => self.only_a += cells,
            (false, true) => self.only_b += cells,
            (false, false) => self.neither += cells,
        }
    }

    pub fn cells(&self) -> u64 {
        self.either() + self.neither
    }

    pub fn either(&self) -> u64 {
        self.both + self.only_a + self.only_b
    }

    /// As a table: 1 present, 0 absent.
    pub fn table(&self) -> Table {
        Table::two_by_two(self.both, self.only_a, self.only_b, self.neither)
    }

    /// Percent agreement, 0 to 1; `None` where it is undefined, as for all below.
    pub(super) fn percent(&self) -> Option<f64> {
        let cells = self.cells();
        (cells > 0).then(|| (self.both + self.neither) as f64 / cells as f64)
    }

    /// Share of cells that carry the code, mean of the two, and the agreement that the shares of the
    /// two give by chance (`kappa`).
    pub(super) fn prevalence(&self) -> Option<(f64, f64)> {
        let n = self.cells() as f64;
        let (a, b) = (
            (self.both + self.only_a) as f64 / n,
            (self.both + self.only_b) as f64 / n,
        );
        (n > 0.0).then(|| ((a + b) / 2.0, a * b + (1.0 - a) * (1.0 - b)))
    }

    /// Positive specific agreement (`specific`).
    pub(super) fn positive(&self) -> Option<f64> {
        let all = 2 * self.both + self.only_a + self.only_b;
        (all > 0).then(|| 2.0 * self.both as f64 / all as f64)
    }

    pub(super) fn kappa(&self) -> Option<f64> {
        let n = self.cells() as f64;
        let (a, b) = (
            (self.both + self.only_a) as f64,
            (self.both + self.only_b) as f64,
        );
        let beyond = a * (n - b) + b * (n - a);
        let apart = (self.only_a + self.only_b) as f64;
        (beyond > 0.0).then(|| 1.0 - n * apart / beyond)
    }

    /// Krippendorff's alpha of two coders (`alpha`).
    pub(super) fn alpha(&self) -> Option<f64> {
        let n = 2.0 * self.cells() as f64;
        let given = (2 * self.both + self.only_a + self.only_b) as f64;
        let expected = given * (n - given);
        let apart = (self.only_a + self.only_b) as f64;
        (expected > 0.0).then(|| 1.0 - (n - 1.0) * apart / expected)
    }

    pub(super) fn ac1(&self) -> Option<f64> {
        let agreed = self.percent()?;
        let n = 2.0 * self.cells() as f64;
        let given = (2 * self.both + self.only_a + self.only_b) as f64 / n;
        let chance = 2.0 * given * (1.0 - given);
        Some((agreed - chance) / (1.0 - chance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::alpha::{Level, alpha};
    use crate::agreement::outcome::Outcome;
    use crate::agreement::weights::Weights;
    use crate::agreement::{gwet, kappa, percent, specific};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn closed_forms_are_the_coefficients(
            both in 0..40u64, only_a in 0..40u64, only_b in 0..40u64, neither in 0..4000u64
        ) {
            let counts = Fourfold { both, only_a, only_b, neither };
            let table = counts.table();
            let same = |quick: Option<f64>, slow: Outcome| match (quick, slow) {
                (Some(a), Ok(b)) => (a - b).abs() < 1e-12,
                (None, Err(_)) => true,
                _ => false,
            };
            prop_assert!(same(counts.percent(), percent::agreement(&table)));
            prop_assert!(same(counts.positive(), specific::agreement(&table, 1)));
            prop_assert!(same(counts.kappa(), kappa::cohen(&table)));
            prop_assert!(same(counts.alpha(), alpha(&table, Level::Nominal)));
            prop_assert!(same(counts.ac1(), gwet::ac(&table, Weights::Identity)));
        }
    }
}
