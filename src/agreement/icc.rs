//! The intraclass correlation for absolute agreement, two-way: cases and coders both drawn from
//! many (McGraw and Wong 1996; Shrout and Fleiss 1979 call it ICC(2,1)).

use super::interval::{How, Interval};
use super::outcome::{Outcome, Undefined, finite};
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

/// Fewest cases it is told of.
pub const FEWEST_CASES: u64 = 10;

/// The mean squares of ratings, each case rated by every coder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Icc {
    cases: f64,
    coders: f64,
    between_cases: f64,
    between_coders: f64,
    rest: f64,
}

impl Icc {
    /// From the ratings of cases, each with how often it came up: one value a coder.
    ///
    /// # Errors
    /// [`Undefined::FewCases`] below [`FEWEST_CASES`], [`Undefined::CasesAlike`] where cases do not
    /// differ.
    pub fn of(cases: &[(Vec<f64>, u64)]) -> Result<Icc, Undefined> {
        let found = Icc::of_any(cases).ok_or(Undefined::FewCases)?;
        match found.cases < FEWEST_CASES as f64 {
            true => Err(Undefined::FewCases),
            false if found.between_cases <= 0.0 => Err(Undefined::CasesAlike),
            false => Ok(found),
        }
    }

    /// Of any number of cases from two on.
    fn of_any(cases: &[(Vec<f64>, u64)]) -> Option<Icc> {
        let n: f64 = cases.iter().map(|(_, times)| *times as f64).sum();
        let k = cases.first()?.0.len() as f64;
        if n < 2.0 || k < 2.0 {
            return None;
        }
        let sum = |of: &dyn Fn(&[f64]) -> f64| -> f64 {
            cases
                .iter()
                .map(|(row, times)| of(row) * *times as f64)
                .sum()
        };
        let mean = sum(&|row| row.iter().sum()) / (n * k);
        let square = |x: f64| x * x;
        let all = sum(&|row| row.iter().map(|x| square(x - mean)).sum());
        let of_cases = k * sum(&|row| square(row.iter().sum::<f64>() / k - mean));
        let of_coders: f64 = (0..k as usize)
            .map(|coder| n * square(sum(&|row| row[coder]) / n - mean))
            .sum();
        Some(Icc {
            cases: n,
            coders: k,
            between_cases: of_cases / (n - 1.0),
            between_coders: of_coders / (k - 1.0),
            rest: ((all - of_cases - of_coders) / ((n - 1.0) * (k - 1.0))).max(0.0),
        })
    }

    /// ICC(A,1): of one coder's ratings, which is what findings rest on where one coder rated the
    /// rest, or ratings were settled. A negative value stands as it is.
    pub fn single(&self) -> Outcome {
        let (n, k) = (self.cases, self.coders);
        let coders = k * (self.between_coders - self.rest) / n;
        finite(
            (self.between_cases - self.rest)
                / (self.between_cases + (k - 1.0) * self.rest + coders),
        )
    }

    /// The 95 % interval of ICC(A,1), by F with Satterthwaite's degrees of freedom. It takes cases
    /// for independent of one another.
    ///
    /// # Errors
    /// [`Undefined::RatedAlike`] where no case was rated apart, [`Undefined::NotANumber`] where it has
    /// none for another reason.
    pub fn interval(&self) -> Result<Interval, Undefined> {
        let (n, k) = (self.cases, self.coders);
        let (cases, coders, rest) = (self.between_cases, self.between_coders, self.rest);
        let rho = self.single()?;
        if 1.0 - rho < 1e-12 {
            return Err(Undefined::RatedAlike);
        }
        let a = k * rho / (n * (1.0 - rho));
        let b = 1.0 + k * rho * (n - 1.0) / (n * (1.0 - rho));
        let (x, y) = (a * coders, b * rest);
        let freedom = (x + y) * (x + y) / (x * x / (k - 1.0) + y * y / ((n - 1.0) * (k - 1.0)));
        let quantile = |one: f64, other: f64| {
            let f = FisherSnedecor::new(one, other).map_err(|_| Undefined::NotANumber)?;
            finite(f.inverse_cdf(0.975))
        };
        let (low, high) = (quantile(n - 1.0, freedom)?, quantile(freedom, n - 1.0)?);
        let within = k * coders + (k * n - k - n) * rest;
        Ok(Interval {
            low: finite(n * (cases - low * rest) / (low * within + n * cases))?,
            high: finite(n * (high * cases - rest) / (within + n * high * cases))?,
            how: How::Satterthwaite,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows<const K: usize>(all: &[[i32; K]]) -> Vec<(Vec<f64>, u64)> {
        let row = |row: &[i32; K]| (row.map(f64::from).to_vec(), 1);
        all.iter().map(row).collect()
    }

    /// Two coders who never differ: the figure is one, and the reason why it has no interval is true.
    #[test]
    fn cases_that_all_are_rated_alike_have_no_interval() {
        let cases: Vec<[i32; 2]> = (0..12).map(|n| [n % 5, n % 5]).collect();
        let icc = Icc::of(&rows(&cases)).unwrap();
        near(icc.single().unwrap(), 1.0, 1e-12);
        assert_eq!(icc.interval(), Err(Undefined::RatedAlike));
    }

    fn near(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() < within, "{found} for {expected}");
    }

    /// `pingouin.intraclass_corr`, rows ICC(A,1) and ICC(A,k); further digits by hand.
    #[test]
    fn twelve_cases_of_two_coders() {
        let cases = [
            [1, 1],
            [2, 3],
            [3, 3],
            [4, 4],
            [2, 2],
            [5, 4],
            [3, 2],
            [4, 5],
            [1, 2],
            [5, 5],
            [2, 2],
            [3, 4],
        ];
        let icc = Icc::of(&rows(&cases)).unwrap();
        near(icc.between_cases, 3.363636, 5e-7);
        near(icc.between_coders, 0.166667, 5e-7);
        near(icc.rest, 0.257576, 5e-7);
        near(icc.single().unwrap(), 0.8613445, 1e-7);
        let interval = icc.interval().unwrap();
        near(interval.low, 0.5994949, 1e-7);
        near(interval.high, 0.9576287, 1e-7);
    }

    /// Shrout and Fleiss 1979, six cases of four judges.
    #[test]
    fn shrout_and_fleiss() {
        let cases = [
            [9, 2, 5, 8],
            [6, 1, 3, 2],
            [8, 4, 6, 8],
            [7, 1, 2, 6],
            [10, 5, 6, 9],
            [6, 2, 4, 7],
        ];
        assert_eq!(Icc::of(&rows(&cases)), Err(Undefined::FewCases));
        let icc = Icc::of_any(&rows(&cases)).unwrap();
        near(icc.single().unwrap(), 0.28976, 5e-6);
        let one = icc.interval().unwrap();
        for (found, printed) in [(one.low, 0.02), (one.high, 0.76)] {
            near(found, printed, 0.005);
        }
    }

    /// B one point above A always, cut off at 5: a difference of the coders is no agreement.
    #[test]
    fn a_coder_who_is_always_higher_costs_agreement() {
        let cases = [1, 2, 3, 4, 2, 5, 3, 4, 1, 5, 2, 3].map(|a| [a, (a + 1).min(5)]);
        let icc = Icc::of(&rows(&cases)).unwrap();
        near(icc.single().unwrap(), 0.785, 5e-4);
        let interval = icc.interval().unwrap();
        near(interval.low, -0.06, 0.005);
        near(interval.high, 0.96, 0.005);
    }

    #[test]
    fn what_does_not_vary_has_none() {
        let alike = vec![(vec![3.0, 3.0], 12)];
        assert_eq!(Icc::of(&alike), Err(Undefined::CasesAlike));
        assert_eq!(Icc::of(&[]), Err(Undefined::FewCases));
        // Often is as single, one after another.
        let twice = Icc::of(&[(vec![1.0, 2.0], 6), (vec![4.0, 4.0], 6)]).unwrap();
        let mut each = vec![(vec![1.0, 2.0], 1); 6];
        each.extend(vec![(vec![4.0, 4.0], 1); 6]);
        assert_eq!(Icc::of(&each).unwrap(), twice);
        // Coders who never differ: 1, and an interval of 1, or none.
        let same = rows(&[1, 2, 3, 4, 5, 1, 2, 3, 4, 5].map(|a| [a, a]));
        assert_eq!(Icc::of(&same).unwrap().single(), Ok(1.0));
        let interval = Icc::of(&same).unwrap().interval();
        assert!(
            interval.is_err() || interval.is_ok_and(|i| i.low == 1.0),
            "{interval:?}"
        );
    }
}
