//! Kappa pooled over codes.

use super::kappa::{cohen, expected};
use super::outcome::{Outcome, Undefined};
use super::percent;
use super::table::Table;

/// Pooled kappa (De Vries, Elliott, Kanouse and Teleki 2008) of two coders over the tables of
/// several codes: observed and expected agreement are averaged over the codes first,
/// (P̄_o − P̄_e) / (1 − P̄_e). Neither the mean of the codes' kappas, which a rare code can upset, nor
/// the kappa of all cells put in one table, which takes all codes for equally frequent. A code
/// that nobody used, or everybody everywhere, changes nothing.
///
/// # Errors
/// [`Undefined::OneCategory`] when every code has one category in use; [`Undefined::NoUnits`]
/// without codes; what a code's own table says if it has no units to compare.
pub fn kappa(codes: &[Table]) -> Outcome {
    let (mut apart, mut beyond) = (0.0, 0.0);
    for table in codes {
        let (same, units) = percent::counts(table)?;
        apart += (units - same) as f64 / units as f64;
        // Exactly nothing where there is nothing to correct.
        if cohen(table) != Err(Undefined::OneCategory) {
            beyond += 1.0 - expected(table)?;
        }
    }
    match (codes.len(), beyond) {
        (0, _) => Err(Undefined::NoUnits),
        (_, 0.0) => Err(Undefined::OneCategory),
        _ => Ok(1.0 - apart / beyond),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_before_the_ratio() {
        let (often, rarely) = (
            Table::two_by_two(40, 5, 5, 50),
            Table::two_by_two(1, 1, 2, 96),
        );
        // P_o .9 and .97; P_e .45² + .55² = .505 and .02 × .03 + .98 × .97 = .9512.
        let (seen, chance) = ((0.9 + 0.97) / 2.0, (0.505 + 0.9512) / 2.0);
        let by_hand = (seen - chance) / (1.0 - chance);
        let found = kappa(&[often.clone(), rarely.clone()]).unwrap();
        assert!((found - by_hand).abs() < 1e-12, "{found} {by_hand}");
        let mean = (cohen(&often).unwrap() + cohen(&rarely).unwrap()) / 2.0;
        assert!((found - mean).abs() > 0.01);
        let unused = Table::two_by_two(0, 0, 0, 100);
        assert_eq!(kappa(&[often, rarely, unused.clone()]), Ok(found));
        assert_eq!(kappa(&[unused]), Err(Undefined::OneCategory));
        assert_eq!(kappa(&[]), Err(Undefined::NoUnits));
    }
}
