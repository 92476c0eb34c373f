//! Welch's t of two means, and Student's of one: the guard beside permutations, and intervals.

use super::Interval;
use crate::statistics::distributions::{t_critical, t_two_sided};

/// A mean and what its square standard error is made of.
#[derive(Clone, Copy, Debug)]
struct Mean {
    n: f64,
    mean: f64,
    /// Sample variance over n.
    square_error: f64,
}

/// A difference in standard errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Student {
    /// None where nothing varies.
    pub(super) t: Option<f64>,
    /// Two-sided, 0 to 1.
    pub(super) p: f64,
    /// 95 %; none where nothing varies, for then there is no standard error.
    pub(super) interval: Option<Interval>,
}

/// Variance below this share of the mean square is rounding.
const ROUNDING: f64 = 1e-12;

fn mean(values: &[f64]) -> Mean {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let about = |from: f64| values.iter().map(|x| (x - from).powi(2)).sum::<f64>();
    let (within, all) = (about(mean), about(0.0));
    let square_error = match within <= ROUNDING * all {
        true => 0.0,
        false => within / (n - 1.0) / n,
    };
    Mean {
        n,
        mean,
        square_error,
    }
}

/// The difference of the means of two groups of at least two, not taken to vary alike (Welch 1947).
pub(super) fn welch(first: &[f64], second: &[f64]) -> Student {
    let (first, second) = (mean(first), mean(second));
    let square_error = first.square_error + second.square_error;
    let part = |m: Mean| m.square_error.powi(2) / (m.n - 1.0);
    let freedom = square_error.powi(2) / (part(first) + part(second));
    student(first.mean - second.mean, square_error, freedom)
}

/// The mean of at least two differences (Student 1908).
pub(super) fn paired(differences: &[f64]) -> Student {
    let found = mean(differences);
    student(found.mean, found.square_error, found.n - 1.0)
}

fn student(difference: f64, square_error: f64, freedom: f64) -> Student {
    if square_error <= 0.0 || !freedom.is_finite() {
        return Student {
            t: None,
            p: if difference == 0.0 { 1.0 } else { 0.0 },
            interval: None,
        };
    }
    let error = square_error.sqrt();
    let t = difference / error;
    let far = t_critical(freedom) * error;
    Student {
        t: Some(t),
        p: t_two_sided(t, freedom),
        interval: Some(Interval {
            low: difference - far,
            high: difference + far,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() < within, "{found} for {expected}");
    }

    /// `scipy.stats.ttest_ind(equal_var=False)` and its `confidence_interval()`.
    #[test]
    fn two_groups_of_four() {
        let found = welch(&[0.10, 0.06, 0.08, 0.04], &[-0.04, 0.0, -0.06, 0.02]);
        near(found.t.unwrap(), 4.024_922_359, 1e-9);
        near(found.p, 0.008_600_8, 5e-8);
        let interval = found.interval.unwrap();
        near(interval.low, 0.033_777_4, 5e-8);
        near(interval.high, 0.146_222_6, 5e-8);
    }

    #[test]
    fn what_does_not_vary_has_no_interval() {
        let apart = welch(&[0.1; 8], &[0.2; 9]);
        assert_eq!((apart.t, apart.p, apart.interval), (None, 0.0, None));
        let alike = welch(&[0.0; 8], &[0.0; 9]);
        assert_eq!((alike.t, alike.p, alike.interval), (None, 1.0, None));
        assert_eq!(paired(&[0.3; 8]).interval, None);
        // One group that does not vary leaves the degrees of freedom of the other.
        let one = welch(&[0.1; 8], &[0.2, 0.3, 0.25, 0.2]);
        assert!(one.interval.is_some_and(|i| i.low.is_finite()));
    }

    /// `scipy.stats.ttest_1samp`.
    #[test]
    fn one_mean() {
        let found = paired(&[0.1, -0.02, 0.08, 0.05, 0.0, 0.11]);
        near(found.t.unwrap(), 2.439_977_125_321_7, 1e-9);
        near(found.p, 0.058_655_362_0, 1e-9);
    }
}
