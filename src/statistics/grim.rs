//! GRIM: whether a printed mean of whole numbers can be a mean of so many.

use serde::Serialize;

use super::Undefined;
use super::printed::Printed;

/// The result of GRIM for the number of people given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Grim {
    /// How many whole numbers the mean is over: people × items.
    pub values: u64,
    /// What was found.
    pub verdict: GrimVerdict,
}

/// Whether the mean can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GrimVerdict {
    /// A total that gives the mean.
    Possible {
        /// The total of all whole numbers nearest to the printed mean.
        total: i64,
    },
    /// No total gives the mean.
    Impossible,
    /// So many values that every mean of these decimals is possible.
    CannotBeTested,
}

impl Grim {
    /// What GRIM assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        "GRIM assumes that every value is a whole number and that nobody's value is missing; it is not for standard deviations, per cents of words or times."
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "A mean counts as possible if a total rounds to it either way; it can be tested only where people × items are fewer than the decimals tell apart."
    }
}

/// GRIM (Brown & Heathers 2017, doi 10.1177/1948550616673876) of a mean over
/// `people` and `items` whole numbers each (1 for a single count). All is done
/// in whole numbers, so that no rounding of ours decides.
///
/// # Errors
/// [`Undefined::Empty`] without people or items, [`Undefined::OutOfRange`] over
/// a million values.
pub fn grim(mean: Printed, people: u64, items: u64) -> Result<Grim, Undefined> {
    let values = people.checked_mul(items).ok_or(Undefined::OutOfRange)?;
    if values == 0 {
        return Err(Undefined::Empty);
    }
    if values > super::chi_square::LARGEST {
        return Err(Undefined::OutOfRange);
    }
    let (count, units, scale) = (
        i128::from(values),
        i128::from(mean.units()),
        i128::from(mean.scale()),
    );
    if count >= scale {
        return Ok(Grim {
            values,
            verdict: GrimVerdict::CannotBeTested,
        });
    }
    // Twice the scale makes half a unit of the last digit a whole number.
    let double = 2 * scale;
    let total = (2 * units * count + scale).div_euclid(double);
    let distance = (double * total - 2 * units * count).abs();
    let verdict = match i64::try_from(total) {
        Ok(total) if distance <= count => GrimVerdict::Possible { total },
        _ => GrimVerdict::Impossible,
    };
    Ok(Grim { values, verdict })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mean: &str, people: u64, items: u64) -> GrimVerdict {
        grim(mean.parse().unwrap(), people, items).unwrap().verdict
    }

    #[test]
    fn agrees_with_the_published_examples() {
        assert_eq!(check("5.19", 28, 1), GrimVerdict::Impossible);
        assert_eq!(check("5.18", 28, 1), GrimVerdict::Possible { total: 145 });
        assert_eq!(check("3.45", 20, 1), GrimVerdict::Possible { total: 69 });
        assert_eq!(check("4.29", 7, 1), GrimVerdict::Possible { total: 30 });
        assert_eq!(check("4.29", 8, 1), GrimVerdict::Impossible);
        assert_eq!(check("8.43", 7, 1), GrimVerdict::Possible { total: 59 });
        assert_eq!(check("8.43", 6, 1), GrimVerdict::Impossible);
        assert_eq!(check("52.0", 12, 1), GrimVerdict::CannotBeTested);
        assert_eq!(check("5.19", 28, 4), GrimVerdict::CannotBeTested);
    }

    #[test]
    fn agrees_with_trying_every_whole_number() {
        for (decimals, scale) in [(1u32, 10i64), (2, 100), (3, 1000)] {
            for people in 1..40i64.min(scale) {
                for units in -150..150i64 {
                    let sign = if units < 0 { "−" } else { "" };
                    let size = units.abs();
                    let width = decimals as usize;
                    let text = format!("{sign}{}.{:0width$}", size / scale, size % scale);
                    // |total/people − units/scale| ≤ 1/(2 scale), in whole numbers.
                    let fits =
                        |total: &i64| (2 * scale * total - 2 * units * people).abs() <= people;
                    let possible = (-1000..1000).any(|total| fits(&total));
                    let found = check(&text, people as u64, 1);
                    assert_eq!(
                        found != GrimVerdict::Impossible,
                        possible,
                        "{text} {people}"
                    );
                    if let GrimVerdict::Possible { total } = found {
                        assert!(fits(&total));
                    }
                }
            }
        }
    }

    #[test]
    fn refuses_nothing_and_too_much() {
        let mean = "5.19".parse().unwrap();
        assert_eq!(grim(mean, 0, 3), Err(Undefined::Empty));
        assert_eq!(grim(mean, u64::MAX, 3), Err(Undefined::OutOfRange));
    }
}
