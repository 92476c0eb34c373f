//! The odds ratio of a two-by-two table, conditional on its margins.

use serde::Serialize;

use super::Undefined;
use super::hypergeometric::Tables;
use super::root::turning_point_near;

/// The conditional odds ratio of a two-by-two table with groups in rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OddsRatio {
    /// The conditional maximum-likelihood estimate, ≥ 0; none where it grows
    /// without bound because a cell is zero.
    pub estimate: Option<f64>,
    /// The lower end of the exact 95 % interval, ≥ 0.
    pub low: f64,
    /// The upper end; none where it grows without bound.
    pub high: Option<f64>,
}

impl OddsRatio {
    /// What the figure assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        "The odds ratio assumes that each person is counted once, in one cell, and takes the totals of rows and columns as given."
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "The odds ratio is the conditional maximum-likelihood one (as R prints it; the product of the diagonals differs a little), its 95 % interval exact with 2.5 % a side."
    }
}

/// The conditional maximum-likelihood odds ratio (Fisher 1935,
/// doi 10.2307/2342435) with the exact interval of Cornfield (1956), 2.5 % a
/// side.
///
/// # Errors
/// As [`super::fisher::fisher`].
pub fn odds_ratio(table: [[u64; 2]; 2]) -> Result<OddsRatio, Undefined> {
    let tables = Tables::of(table)?;
    let solve = |reached: &dyn Fn(f64) -> bool| turning_point_near(0.0, 2.0, reached).exp();
    // Rows and columns all above zero, so that no more than one of the two
    // ends is met.
    let estimate = if tables.at_least() {
        Some(0.0)
    } else if tables.at_most() {
        None
    } else {
        Some(solve(&|log_odds| {
            tables.mean(log_odds) >= tables.first_cell()
        }))
    };
    let low = if tables.at_least() {
        0.0
    } else {
        solve(&|log_odds| tables.upper_tail(log_odds) >= 0.025)
    };
    let high = (!tables.at_most()).then(|| solve(&|log_odds| tables.lower_tail(log_odds) <= 0.025));
    Ok(OddsRatio {
        estimate,
        low,
        high,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_reference_table() {
        let found = odds_ratio([[8, 2], [1, 5]]).unwrap();
        assert!((found.estimate.unwrap() - 15.4658).abs() < 5e-5);
        assert!((found.low - 1.0088).abs() < 5e-5);
        assert!((found.high.unwrap() - 1059.64).abs() < 5e-3);
    }

    #[test]
    fn has_no_upper_end_where_a_cell_is_zero() {
        let found = odds_ratio([[5, 0], [2, 4]]).unwrap();
        assert_eq!((found.estimate, found.high), (None, None));
        assert!(found.low > 0.0);
        let turned = odds_ratio([[0, 5], [4, 2]]).unwrap();
        assert_eq!((turned.estimate, turned.low), (Some(0.0), 0.0));
        assert!((turned.high.unwrap() * found.low - 1.0).abs() < 1e-12);
    }
}
