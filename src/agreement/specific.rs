//! Specific agreement: of the times a category was used, how often the other coder agreed.

use super::outcome::{Outcome, Undefined};
use super::table::Table;
use super::tally::tallies;

/// Agreement specific to `category`, 0 to 1 (Cicchetti and Feinstein 1990; for two coders
/// Dice 1945): 2·both / (2·both + only A + only B); for more coders the share of pairs of coders,
/// one of whom chose the category, in which the other did too. For presence tables category 1 gives
/// positive, category 0 negative agreement.
///
/// # Errors
/// [`Undefined::NotUsed`] when nobody chose it in a unit that two coders coded.
pub fn agreement(table: &Table, category: u32) -> Outcome {
    let (mut agreeing, mut all) = (0u128, 0u128);
    for tally in tallies(table) {
        let found = tally.chosen.iter().find(|(c, _)| *c == category);
        if let Some((_, chose)) = found {
            let each = u128::from(*chose) * u128::from(tally.units);
            agreeing += each * u128::from(chose - 1);
            all += each * u128::from(tally.coders - 1);
        }
    }
    if all == 0 {
        return Err(Undefined::NotUsed);
    }
    Ok(agreeing as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_of_either() {
        let t = Table::two_by_two(9, 1, 1, 6);
        assert_eq!(agreement(&t, 1), Ok(0.9));
        assert_eq!(agreement(&t, 0), Ok(12.0 / 14.0));
    }

    #[test]
    fn unused_is_undefined() {
        let t = Table::two_by_two(0, 0, 0, 6);
        assert_eq!(agreement(&t, 1), Err(Undefined::NotUsed));
    }
}
