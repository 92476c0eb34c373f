//! Cramér's V: how strongly rows and columns of a table go together.

use serde::Serialize;

use super::chi_square::chi_square;
use super::noncentral::chi_square_noncentrality;
use super::{Interval, Undefined};

/// The fewest people an interval is given for.
const FEWEST: u64 = 40;

/// Cramér's V of a table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CramersV {
    /// V, 0 (independent) to 1.
    pub v: f64,
    /// 95 % interval of V in the population, where one is given.
    pub interval: Option<Interval>,
    /// V corrected for bias, 0 to 1.
    pub corrected: f64,
    /// Number of people.
    pub n: u64,
}

impl CramersV {
    /// What the figure assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        "Cramér's V assumes that each person is counted once, in one cell; its interval also assumes the large counts that chi-square does."
    }

    /// The conventions followed, in one sentence, with the reason where there
    /// is no interval.
    pub fn conventions(&self) -> &'static str {
        if self.interval.is_some() {
            "V lies too high in small groups and large tables (the corrected V is Bergsma's); its 95 % interval is by the noncentral chi-square and is approximate."
        } else if self.n < FEWEST {
            "V lies too high in small groups and large tables (the corrected V is Bergsma's); no interval is given below 40 people."
        } else {
            "V lies too high in small groups and large tables (the corrected V is Bergsma's); no interval is given, as V is no larger than chance alone makes it in a table of this size."
        }
    }
}

/// Cramér's V (Cramér 1946, p. 282) of a table with groups in rows. From 40
/// people on with an interval by the noncentral chi-square (Smithson 2003,
/// doi 10.4135/9781412983761), each end λ as √(λ / (n (k − 1))) with k the
/// lesser of rows and columns. V is biased upwards: beside it stands the
/// correction of Bergsma (2013), doi 10.1016/j.jkss.2012.10.002. No interval
/// is given where the bias alone lifts V out of it.
///
/// # Errors
/// As [`chi_square`].
pub fn cramers_v(table: &[Vec<u64>]) -> Result<CramersV, Undefined> {
    let test = chi_square(table)?;
    let n = test.n as f64;
    let (rows, columns) = (table.len() as f64, table[0].len() as f64);
    let scale = n * (rows.min(columns) - 1.0);
    let v = (test.chi_square / scale).sqrt().min(1.0);
    let interval = (test.n >= FEWEST).then(|| {
        let limits = chi_square_noncentrality(test.chi_square, test.df as f64);
        let end = |limit: f64| (limit / scale).sqrt().min(1.0);
        Interval {
            low: end(limits.low),
            high: end(limits.high),
        }
    });
    Ok(CramersV {
        v,
        interval: interval.filter(|found| found.high > 0.0 && found.contains(v)),
        corrected: corrected(test.chi_square / n, n, rows, columns),
        n: test.n,
    })
}

/// Bergsma's V: the chance part is taken off φ² and off the numbers of rows
/// and columns.
fn corrected(phi_square: f64, n: f64, rows: f64, columns: f64) -> f64 {
    let chance = (rows - 1.0) * (columns - 1.0) / (n - 1.0);
    let shrunk = |count: f64| count - (count - 1.0).powi(2) / (n - 1.0);
    let scale = shrunk(rows).min(shrunk(columns)) - 1.0;
    let above = (phi_square - chance).max(0.0);
    if scale > 0.0 {
        (above / scale).sqrt().min(1.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_no_interval_below_40() {
        let small = cramers_v(&[vec![8, 2], vec![1, 5]]).unwrap();
        assert!((small.v - (23104f64 / 3780.0 / 16.0).sqrt()).abs() < 1e-12);
        assert_eq!(small.interval, None);
        assert!(small.conventions().contains("below 40 people"));
        let large = cramers_v(&[vec![24, 6], vec![3, 15]]).unwrap();
        assert!(large.interval.unwrap().contains(large.v) && large.corrected < large.v);
    }

    #[test]
    fn gives_no_interval_where_v_is_all_chance() {
        let even = cramers_v(&[vec![10, 10], vec![10, 10]]).unwrap();
        assert_eq!((even.v, even.corrected), (0.0, 0.0));
        assert_eq!(even.interval, None);
        assert!(even.conventions().contains("no larger than chance"));
    }
}
