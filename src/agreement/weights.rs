//! How far two categories lie apart, for coefficients that count near misses in part.

/// Disagreement weights over the declared scale, 0 on the diagonal and 1 for its two ends
/// (agreement weight is 1 minus this). Cohen 1968; Fleiss and Cohen 1973.
///
/// Linear and quadratic use **ranks** over the declared scale, which is what ordered codes have;
/// the `…On` forms use the values given, one for each declared category.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weights<'a> {
    /// Any disagreement counts in full.
    Identity,
    /// Distance in ranks.
    Linear,
    /// Squared distance in ranks.
    Quadratic,
    /// Distance of values.
    LinearOn(&'a [f64]),
    /// Squared distance of values.
    QuadraticOn(&'a [f64]),
}

impl Weights<'_> {
    /// How much choosing `k` against `l` disagrees, 0 to 1, on a scale of `categories`.
    pub fn apart(self, k: usize, l: usize, categories: usize) -> f64 {
        let ranks = || (k.abs_diff(l) as f64, categories.saturating_sub(1) as f64);
        let values = |v: &[f64]| {
            let low = v.iter().copied().fold(f64::INFINITY, f64::min);
            let high = v.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            match (v.get(k), v.get(l)) {
                (Some(a), Some(b)) => ((a - b).abs(), high - low),
                _ => (f64::NAN, 1.0),
            }
        };
        let share = |(distance, range): (f64, f64)| {
            if distance == 0.0 {
                0.0
            } else {
                distance / range
            }
        };
        match self {
            Weights::Identity => f64::from(u8::from(k != l)),
            Weights::Linear => share(ranks()),
            Weights::Quadratic => share(ranks()).powi(2),
            Weights::LinearOn(v) => share(values(v)),
            Weights::QuadraticOn(v) => share(values(v)).powi(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_values() {
        assert_eq!(Weights::Identity.apart(0, 2, 3), 1.0);
        assert_eq!(Weights::Linear.apart(0, 1, 3), 0.5);
        assert_eq!(Weights::Quadratic.apart(1, 0, 3), 0.25);
        assert_eq!(Weights::LinearOn(&[0.0, 1.0, 5.0]).apart(0, 1, 3), 0.2);
        assert_eq!(Weights::Linear.apart(0, 0, 1), 0.0);
    }
}
