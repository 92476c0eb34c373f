//! Finding where a monotone condition turns.

/// The point between `low` and `high` at which `reached` turns from false to
/// true. Halving goes on until the two ends are neighbours in floating point,
/// so the answer is as exact as the condition.
pub(super) fn turning_point(mut low: f64, mut high: f64, reached: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if reached(middle) {
            high = middle
        } else {
            low = middle
        }
    }
    low + (high - low) / 2.0
}

/// As [`turning_point`], but the ends are sought first, going outwards from
/// `start` in steps that double.
pub(super) fn turning_point_near(start: f64, step: f64, reached: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (start - step, start + step);
    let mut stride = step;
    for _ in 0..60 {
        stride *= 2.0;
        let (too_high, too_low) = (reached(low), !reached(high));
        if too_high {
            (low, high) = (low - stride, low);
        } else if too_low {
            (low, high) = (high, high + stride);
        } else {
            break;
        }
    }
    turning_point(low, high, reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_square_root_from_near_and_far() {
        let root = |start| turning_point_near(start, 0.1, |x| x > 0.0 && x * x >= 2.0);
        for start in [-50.0, 1.4, 900.0] {
            assert!((root(start) - 2f64.sqrt()).abs() < 1e-15);
        }
    }
}
