//! Describing the values of one group.

use serde::Serialize;

use super::Undefined;
use super::error::finite;

/// A group as papers print it: how many people, mean and standard deviation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GroupSummary {
    /// Number of people.
    pub n: usize,
    /// Arithmetic mean, in the unit of the values.
    pub mean: f64,
    /// Standard deviation with divisor n − 1, in the unit of the values.
    pub sd: f64,
}

impl GroupSummary {
    /// The summary of `values`, by two passes (mean first), which loses no
    /// digits to a large mean.
    ///
    /// # Errors
    /// [`Undefined::TooFew`] under 3 values, [`Undefined::NotFinite`],
    /// [`Undefined::OutOfRange`] on overflow.
    pub fn of(values: &[f64]) -> Result<Self, Undefined> {
        if values.len() < 3 {
            return Err(Undefined::TooFew);
        }
        let mean = mean(values)?;
        Ok(Self {
            n: values.len(),
            mean,
            sd: deviation(values, mean)?,
        })
    }

    /// Refuses what no group of people can have.
    pub(super) fn check(&self) -> Result<(), Undefined> {
        if self.n < 3 {
            Err(Undefined::TooFew)
        } else if !self.mean.is_finite() || !self.sd.is_finite() {
            Err(Undefined::NotFinite)
        } else if self.sd < 0.0 {
            Err(Undefined::NegativeDeviation)
        } else {
            Ok(())
        }
    }

    /// The squared standard error of the mean.
    pub(super) fn squared_error(&self) -> f64 {
        self.sd * self.sd / self.n as f64
    }
}

/// The summary of one column of values for a table of participants.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Summary {
    /// Number of values (missing ones left out by the caller).
    pub n: usize,
    /// Arithmetic mean, in the unit of the values.
    pub mean: f64,
    /// Standard deviation with divisor n − 1; none for one value.
    pub sd: Option<f64>,
    /// The median.
    pub median: f64,
    /// First quartile, type 7.
    pub lower_quartile: f64,
    /// Third quartile, type 7.
    pub upper_quartile: f64,
    /// The smallest value.
    pub minimum: f64,
    /// The largest value.
    pub maximum: f64,
}

impl Summary {
    /// What the summary assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        "The summary describes the people whose value is known and assumes nothing about others."
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "The standard deviation divides by n − 1; quartiles are of type 7 (as in R and numpy; SPSS prints type 6, which differs in small groups)."
    }
}

/// Describes `values`. Quartiles are of type 7 in Hyndman & Fan (1996),
/// doi 10.1080/00031305.1996.10473566.
///
/// # Errors
/// [`Undefined::Empty`], [`Undefined::NotFinite`], [`Undefined::OutOfRange`].
pub fn summary(values: &[f64]) -> Result<Summary, Undefined> {
    let mean = mean(values)?;
    let sd = if values.len() > 1 {
        Some(deviation(values, mean)?)
    } else {
        None
    };
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(Summary {
        n: sorted.len(),
        mean,
        sd,
        median: quantile(&sorted, 0.5),
        lower_quartile: quantile(&sorted, 0.25),
        upper_quartile: quantile(&sorted, 0.75),
        minimum: quantile(&sorted, 0.0),
        maximum: quantile(&sorted, 1.0),
    })
}

/// The quantile of type 7 of sorted values; `share` from 0 to 1.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * share;
    let (below, above) = (
        sorted[place.floor() as usize],
        sorted[place.ceil() as usize],
    );
    // Weighting both ends instead of adding a part of their difference keeps
    // the result finite for any two finite ends.
    let part = place.fract();
    below * (1.0 - part) + above * part
}

/// The arithmetic mean.
pub(super) fn mean(values: &[f64]) -> Result<f64, Undefined> {
    if values.is_empty() {
        return Err(Undefined::Empty);
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::NotFinite);
    }
    let n = values.len() as f64;
    let rough = finite(values.iter().sum::<f64>() / n)?;
    // The second pass takes back the rounding of the first sum.
    finite(rough + values.iter().map(|value| value - rough).sum::<f64>() / n)
}

/// The standard deviation with divisor n − 1. Values that differ by no more
/// than the rounding of binary fractions (.3 − .2 against .2 − .1) are alike.
fn deviation(values: &[f64], mean: f64) -> Result<f64, Undefined> {
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let sd = finite((squares / (values.len() - 1) as f64).sqrt())?;
    Ok(if sd <= 1e-14 * mean.abs() { 0.0 } else { sd })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_of_eight_are_of_type_7() {
        let values = [41.0, 23.0, 60.0, 31.0, 34.0, 38.0, 52.0, 47.0];
        let found = summary(&values).unwrap();
        assert_eq!((found.n, found.minimum, found.maximum), (8, 23.0, 60.0));
        let quartiles = (found.lower_quartile, found.median, found.upper_quartile);
        assert_eq!(quartiles, (33.25, 39.5, 48.25));
        assert_eq!(found.mean, 40.75);
        assert!((found.sd.unwrap() - 11.9493).abs() < 5e-5);
    }

    #[test]
    fn one_value_has_no_deviation_and_none_has_nothing() {
        let found = summary(&[7.0]).unwrap();
        assert_eq!(
            (found.sd, found.median, found.upper_quartile),
            (None, 7.0, 7.0)
        );
        assert_eq!(summary(&[]), Err(Undefined::Empty));
        assert_eq!(summary(&[1.0, f64::NAN]), Err(Undefined::NotFinite));
        assert_eq!(summary(&[f64::MAX, f64::MAX]), Err(Undefined::OutOfRange));
    }
}
