//! The difference of two shares of people.

use serde::Serialize;

use super::chi_square::LARGEST;
use super::distributions::Z;
use super::{Interval, Undefined};

/// The difference of two shares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RiskDifference {
    /// The two shares, 0 to 1.
    pub shares: [f64; 2],
    /// First share less second, −1 to 1.
    pub difference: f64,
    /// 95 % interval of the difference.
    pub interval: Interval,
}

impl RiskDifference {
    /// What the figure assumes, in one sentence.
    pub fn assumptions(&self) -> &'static str {
        "The risk difference assumes that people are independent of each other and that each is counted once."
    }

    /// The conventions followed, in one sentence.
    pub fn conventions(&self) -> &'static str {
        "The risk difference is the first share less the second; its 95 % interval is Newcombe's, from the two Wilson intervals, without continuity correction."
    }
}

/// The risk difference of a table with groups in rows and “yes”, “no” in
/// columns, with the interval of Newcombe (1998), method 10,
/// doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
///
/// # Errors
/// [`Undefined::TooFew`] under 3 people in a group, [`Undefined::OutOfRange`]
/// over a million people. A column may be empty.
pub fn risk_difference(table: [[u64; 2]; 2]) -> Result<RiskDifference, Undefined> {
    if table.iter().flatten().any(|&count| count > LARGEST) {
        return Err(Undefined::OutOfRange);
    }
    if table.iter().any(|[yes, no]| yes + no < 3) {
        return Err(Undefined::TooFew);
    }
    let shares = table.map(|[yes, no]| yes as f64 / (yes + no) as f64);
    let [first, second] = table.map(|[yes, no]| wilson(yes as f64, (yes + no) as f64));
    let difference = shares[0] - shares[1];
    let below = (shares[0] - first.low).hypot(second.high - shares[1]);
    let above = (first.high - shares[0]).hypot(shares[1] - second.low);
    let interval = Interval {
        low: (difference - below).max(-1.0),
        high: (difference + above).min(1.0),
    };
    Ok(RiskDifference {
        shares,
        difference,
        interval,
    })
}

/// The interval of one share by Wilson (1927), doi 10.2307/2276774.
fn wilson(yes: f64, n: f64) -> Interval {
    let no = n - yes;
    let middle = (yes + Z * Z / 2.0) / (n + Z * Z);
    let half = Z * (yes * no / n + Z * Z / 4.0).sqrt() / (n + Z * Z);
    let share = yes / n;
    // At a share of 0 or 1 that end is the share itself; rounding may miss it.
    Interval {
        low: (middle - half).clamp(0.0, share),
        high: (middle + half).clamp(share, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_example_of_newcombe() {
        // Newcombe 1998, table II, method 10: 56/70 less 48/80.
        let found = risk_difference([[56, 14], [48, 32]]).unwrap();
        assert!((found.difference - 0.2).abs() < 1e-12);
        assert!((found.interval.low - 0.0524).abs() < 5e-5);
        assert!((found.interval.high - 0.3339).abs() < 5e-5);
        // 10/10 less 0/10.
        let extreme = risk_difference([[10, 0], [0, 10]]).unwrap();
        assert!((extreme.interval.low - 0.6075).abs() < 5e-5);
        assert_eq!(extreme.interval.high, 1.0);
    }

    #[test]
    fn refuses_groups_of_two() {
        assert_eq!(risk_difference([[2, 0], [5, 5]]), Err(Undefined::TooFew));
        assert_eq!(
            risk_difference([[u64::MAX, 1], [5, 5]]),
            Err(Undefined::OutOfRange)
        );
    }
}
