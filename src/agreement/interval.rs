//! The 95 % interval of a figure, and how it was got.

use super::outcome::Undefined;

/// Below this many resamples that had a figure, their 2.5th percentile is no percentile.
const ENOUGH: usize = 40;

/// Where a figure may well lie, with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end, in the unit of the figure.
    pub low: f64,
    pub high: f64,
    pub how: How,
}

/// How an interval was got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Figure ± 1.96 standard errors.
    Normal,
    /// Figure ± standard errors as Student's t has them for the number of units, cut off at 1.
    Student,
    /// By F with Satterthwaite's degrees of freedom (McGraw and Wong 1996).
    Satterthwaite,
    /// Wilson's, as if what is counted were independent of one another.
    Wilson,
    /// The 2.5th and the 97.5th percentile of the figure over resamples (Efron 1979).
    Resampled(Resamples),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resamples {
    pub of: Drawn,
    pub replicates: u32,
    /// In how many of them the figure was undefined; they are left out.
    pub undefined: u32,
    /// The seed that gives the same interval again.
    pub seed: u64,
}

/// What a resample draws, with replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    Sources,
    Turns,
    Units,
    /// Cases: sources, or sources that share attributes.
    Cases,
    /// Disagreements of pairs of codes, the expected disagreement held fixed (Krippendorff).
    Disagreements,
}

impl Drawn {
    /// Its word in reports for programs.
    pub fn word(self) -> &'static str {
        match self {
            Drawn::Sources => "sources",
            Drawn::Turns => "turns",
            Drawn::Units => "units",
            Drawn::Cases => "cases",
            Drawn::Disagreements => "disagreements",
        }
    }
}

impl Interval {
    /// The middle 95 % of a figure's values over resamples; `values` holds those of the resamples
    /// that had one, in any order. Between two values a percentile is interpolated.
    ///
    /// # Errors
    /// [`Undefined::FewResamples`] when fewer than 40 had one.
    pub fn of_resamples(mut values: Vec<f64>, how: Resamples) -> Result<Interval, Undefined> {
        if values.len() < ENOUGH {
            return Err(Undefined::FewResamples);
        }
        values.sort_unstable_by(f64::total_cmp);
        Ok(Interval {
            low: percentile(&values, 0.025),
            high: percentile(&values, 0.975),
            how: How::Resampled(how),
        })
    }
}

/// The value below which a share of the sorted values lies.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    let (low, high) = (sorted[below], sorted[above]);
    low + (high - low) * (place - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOW: Resamples = Resamples {
        of: Drawn::Units,
        replicates: 41,
        undefined: 0,
        seed: 1,
    };

    #[test]
    fn the_middle_of_the_resamples() {
        let values: Vec<f64> = (0..=40).rev().map(f64::from).collect();
        let interval = Interval::of_resamples(values, HOW).unwrap();
        assert_eq!((interval.low, interval.high), (1.0, 39.0));
        let few = Interval::of_resamples(vec![0.5; 39], HOW);
        assert_eq!(few, Err(Undefined::FewResamples));
    }
}
