//! Percent agreement: how often coders of one unit chose the same.

use super::outcome::{Outcome, Undefined};
use super::pair::Pair;
use super::table::Table;
use super::tally::{ByCoders, tallies};
use super::weights::Weights;

/// Observed agreement, 0 to 1, for any number of coders: over the units that two coders or more
/// coded, the mean share of agreeing pairs of coders (Fleiss 1971; with missing codes, Gwet 2014).
/// For two coders this is the share of units on which they chose the same.
///
/// # Errors
/// [`Undefined::NoUnits`], [`Undefined::NothingShared`].
pub fn agreement(table: &Table) -> Outcome {
    let mut agreeing = ByCoders::default();
    let mut units: u64 = 0;
    for tally in tallies(table).iter().filter(|t| t.coders > 1) {
        let times = u128::from(tally.units);
        agreeing.add(tally.coders, u128::from(tally.agreeing()) * times);
        units += tally.units;
    }
    shared(table, units)?;
    Ok(agreeing.divided(|r| r * (r - 1.0)) / units as f64)
}

/// Units on which two coders chose the same, of the units both coded: the counts to show beside
/// the percentage.
///
/// # Errors
/// [`Undefined::NotTwoCoders`], [`Undefined::NoUnits`], [`Undefined::NothingShared`].
pub fn counts(table: &Table) -> Result<(u64, u64), Undefined> {
    let pair = Pair::of(table)?;
    Ok((pair.agreed(), pair.units))
}

/// Share, 0 to 1, of the units coded by all coders on which all of them chose the same. For more
/// than two coders this is another and lower number than [`agreement`].
///
/// # Errors
/// [`Undefined::NoUnits`], [`Undefined::NothingShared`] when no unit was coded by everybody.
pub fn unanimous(table: &Table) -> Outcome {
    let complete = table.listwise();
    let units = complete.units();
    shared(table, units)?;
    let same = |row: &[Option<u32>]| row.windows(2).all(|w| w[0] == w[1]);
    let agreed = complete.patterns().filter(|(row, _)| same(row));
    let agreed: u64 = agreed.map(|(_, n)| n).sum();
    Ok(agreed as f64 / units as f64)
}

/// Mean over pairs of coders of the share of units both coded on which they chose the same:
/// Holsti's (1969) coefficient of reliability for units set beforehand, 0 to 1.
///
/// # Errors
/// [`Undefined::NoUnits`]; [`Undefined::PairUndefined`] when two coders share no unit.
pub fn holsti(table: &Table) -> Outcome {
    mean_over_pairs(table, agreement)
}

/// Mean of a two-coder figure over all pairs of coders; undefined as soon as one pair is.
pub(super) fn mean_over_pairs(table: &Table, figure: impl Fn(&Table) -> Outcome) -> Outcome {
    let coders = table.coders();
    if table.units() == 0 {
        return Err(Undefined::NoUnits);
    }
    if coders == 2 {
        return figure(table);
    }
    let (mut sum, mut pairs) = (0.0, 0.0);
    for a in 0..coders {
        for b in a + 1..coders {
            sum += figure(&table.pair(a, b)).map_err(|_| Undefined::PairUndefined)?;
            pairs += 1.0;
        }
    }
    if pairs > 0.0 {
        Ok(sum / pairs)
    } else {
        Err(Undefined::NothingShared)
    }
}

/// Observed disagreement, 0 to 1, near misses counted in part: 1 − [`agreement`] when unweighted.
pub(super) fn apart(table: &Table, weights: Weights<'_>) -> Outcome {
    let (mut sum, mut units) = (0.0, 0);
    let mut plain = ByCoders::default();
    for tally in tallies(table).iter().filter(|t| t.coders > 1) {
        units += tally.units;
        if weights == Weights::Identity {
            let pairs = u128::from(tally.pairs() - tally.agreeing());
            plain.add(tally.coders, pairs * u128::from(tally.units));
            continue;
        }
        let mut apart = 0.0;
        for (at, (k, r)) in tally.chosen.iter().enumerate() {
            for (l, s) in &tally.chosen[at + 1..] {
                let weight = weights.apart(*k as usize, *l as usize, table.categories());
                apart += 2.0 * f64::from(*r) * f64::from(*s) * weight;
            }
        }
        sum += apart * tally.units as f64 / tally.pairs() as f64;
    }
    shared(table, units)?;
    Ok((sum + plain.divided(|r| r * (r - 1.0))) / units as f64)
}

/// Passes when `units`, those that count, are not none.
pub(super) fn shared(table: &Table, units: u64) -> Result<(), Undefined> {
    match (units, table.units()) {
        (0, 0) => Err(Undefined::NoUnits),
        (0, _) => Err(Undefined::NothingShared),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_of_seventeen() {
        let t = Table::two_by_two(9, 1, 1, 6);
        assert_eq!(counts(&t), Ok((15, 17)));
        assert_eq!(agreement(&t), Ok(15.0 / 17.0));
        assert_eq!(unanimous(&t), holsti(&t));
    }

    #[test]
    fn three_coders_and_missing_codes() {
        let rows = [
            [Some(0), Some(0), Some(0)],
            [Some(0), Some(0), Some(1)],
            [None, Some(1), Some(1)],
            [None, None, Some(1)],
        ];
        let t = Table::from_rows(2, 3, rows).unwrap();
        assert!((agreement(&t).unwrap() - (1.0 + 1.0 / 3.0 + 1.0) / 3.0).abs() < 1e-15);
        assert_eq!(unanimous(&t), Ok(0.5));
    }

    #[test]
    fn nothing_to_compare_is_undefined() {
        let empty = Table::two_by_two(0, 0, 0, 0);
        assert_eq!(agreement(&empty), Err(Undefined::NoUnits));
        let alone = Table::from_rows(2, 2, [[Some(1), None]]).unwrap();
        assert_eq!(agreement(&alone), Err(Undefined::NothingShared));
        assert_eq!(unanimous(&alone), Err(Undefined::NothingShared));
    }
}
