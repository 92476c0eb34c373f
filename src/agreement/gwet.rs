//! Gwet's AC1 and AC2.

use super::outcome::{Outcome, Undefined, finite};
use super::percent;
use super::shares::Shares;
use super::table::Table;
use super::uniform::total_apart;
use super::weights::Weights;

/// Gwet's (2008) AC1, or with weights AC2, at most 1. Chance is T / (q(q − 1)) · Σ π_k(1 − π_k),
/// T being the sum of all weights, q the **declared** categories and π_k the category shares. Any
/// number of coders; missing codes allowed. With one of two declared categories in use it is
/// defined, and 1.
///
/// # Errors
/// [`Undefined::OneDeclared`], [`Undefined::NoUnits`], [`Undefined::NothingShared`];
/// [`Undefined::NotANumber`] when the weights' values are not finite.
pub fn ac(table: &Table, weights: Weights<'_>) -> Outcome {
    let agreement = 1.0 - percent::apart(table, weights)?;
    let q = table.categories() as f64;
    if table.categories() < 2 {
        return Err(Undefined::OneDeclared);
    }
    let total = q * q - total_apart(table.categories(), weights);
    let spread = Shares::of(table).apart(Weights::Identity);
    let chance = total / (q * (q - 1.0)) * spread;
    finite((agreement - chance) / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feinstein and Cicchetti's table, where kappa is .32: AC1 by hand is .8107.
    #[test]
    fn stays_high_where_prevalence_is() {
        let t = Table::two_by_two(80, 10, 5, 5);
        let share: f64 = (90.0 + 85.0) / 200.0;
        let chance = 2.0 * share * (1.0 - share);
        let by_hand = (0.85 - chance) / (1.0 - chance);
        assert!((ac(&t, Weights::Identity).unwrap() - by_hand).abs() < 1e-14);
    }

    #[test]
    fn one_of_two_declared_is_defined() {
        let t = Table::two_by_two(0, 0, 0, 9);
        assert_eq!(ac(&t, Weights::Identity), Ok(1.0));
    }
}
