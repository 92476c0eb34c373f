//! A closed interval.

use serde::Serialize;

/// A closed interval in the unit of the figure it belongs to; `low ≤ high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Whether `value` lies inside, ends counted in.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether the two share a point. Ends that meet but for rounding in the
    /// last binary digits count as meeting.
    pub fn meets(&self, other: &Interval) -> bool {
        let slack = 1e-12 * (1.0 + self.low.abs().max(self.high.abs()));
        self.low <= other.high + slack && other.low <= self.high + slack
    }

    /// The magnitudes of the values inside.
    pub(super) fn magnitudes(&self) -> Interval {
        let (low, high) = (self.low.abs(), self.high.abs());
        let least = if self.contains(0.0) {
            0.0
        } else {
            low.min(high)
        };
        Interval {
            low: least,
            high: low.max(high),
        }
    }

    /// The interval mirrored at zero.
    pub(super) fn mirrored(&self) -> Interval {
        Interval {
            low: -self.high,
            high: -self.low,
        }
    }

    /// The smallest interval that holds all of `values`.
    pub(super) fn hull(values: impl IntoIterator<Item = f64>) -> Option<Interval> {
        values
            .into_iter()
            .fold(None, |hull: Option<Interval>, value| {
                let hull = hull.unwrap_or(Interval {
                    low: value,
                    high: value,
                });
                Some(Interval {
                    low: hull.low.min(value),
                    high: hull.high.max(value),
                })
            })
    }
}
