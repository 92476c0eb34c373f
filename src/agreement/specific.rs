//! Specific agreement: of the times a category was used, how often the other coder agreed.

use super::interval::{How, Interval};
use super::outcome::{Outcome, Undefined};
use super::student::NORMAL;
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

/// The 95 % interval of positive agreement of two coders, if cells were independent of one another:
/// Wilson's (1927) for the share p that both gave of what either gave, turned into 2p / (1 + p).
///
/// # Errors
/// [`Undefined::NotUsed`] when nobody gave it.
pub fn interval(both: u64, either: u64) -> Result<Interval, Undefined> {
    if either == 0 {
        return Err(Undefined::NotUsed);
    }
    let (n, z) = (either as f64, NORMAL);
    let p = both as f64 / n;
    let middle = p + z * z / (2.0 * n);
    let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let end = |end: f64| {
        let p = (end / (1.0 + z * z / n)).clamp(0.0, 1.0);
        2.0 * p / (1.0 + p)
    };
    Ok(Interval {
        low: end(middle - reach),
        high: end(middle + reach),
        how: How::Wilson,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_is_turned_into_positive_agreement() {
        let printed = [
            (5, 10, 0.383, 0.866),
            (10, 20, 0.461, 0.824),
            (20, 40, 0.521, 0.786),
            (15, 17, 0.793, 0.983),
            (5, 5, 0.722, 1.0),
        ];
        for (both, either, low, high) in printed {
            let found = interval(both, either).unwrap();
            assert!(
                (found.low - low).abs() < 6e-4,
                "{both} of {either}: {found:?}"
            );
            assert!(
                (found.high - high).abs() < 6e-4,
                "{both} of {either}: {found:?}"
            );
        }
        assert_eq!(interval(0, 0), Err(Undefined::NotUsed));
    }

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
