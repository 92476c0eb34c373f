//! How far two sets of codes lie apart.

/// A distance of two sets of codes, 0 to 1, out of three numbers alone: how many codes they have
/// in common and how large each is. Sets without a common code are 1 apart. The empty set is a
/// set: 0 from itself, 1 from any other, unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetDistance {
    /// 1 − |A∩B| / |A∪B| (Jaccard 1901).
    Jaccard,
    /// 1 − Jaccard's index × monotonicity (Passonneau 2006): 1 for equal sets, 2/3 when one holds the
    /// other, 1/3 when they overlap, 0 when they do not.
    Masi,
    /// 1 − 2·|A∩B| / (|A| + |B|) (Dice 1945).
    Dice,
    /// 1 − monotonicity alone, without Jaccard's index, as one program has it. There every set
    /// holds the empty one, which so is 1/3 from any other.
    Monotonicity,
    /// (1 − Jaccard's index) × (1 − monotonicity), what the same program calls MASI; the empty set
    /// likewise.
    MasiOfDifferences,
}

impl SetDistance {
    /// Distance of two sorted sets without repeats.
    pub fn between(self, a: &[u32], b: &[u32]) -> f64 {
        1.0 - self.alike(common(a, b), a.len(), b.len())
    }

    /// 1 − the distance of a set of `a` codes from one of `b` codes that have `both` in common:
    /// exactly 1 for equal sets, exactly 0 for two that hold codes and share none.
    pub(super) fn alike(self, both: usize, a: usize, b: usize) -> f64 {
        if both == a && both == b {
            return 1.0;
        }
        let index = both as f64 / (a + b - both) as f64;
        let monotonicity = if both == a.min(b) {
            2.0 / 3.0
        } else {
            1.0 / 3.0
        };
        match self {
            _ if both == 0 && a.min(b) > 0 => 0.0,
            SetDistance::Jaccard => index,
            SetDistance::Masi => index * monotonicity,
            SetDistance::Dice => 2.0 * both as f64 / (a + b) as f64,
            SetDistance::Monotonicity => monotonicity,
            SetDistance::MasiOfDifferences => 1.0 - (1.0 - index) * (1.0 - monotonicity),
        }
    }
}

/// Codes in both of two sorted sets.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut other, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(at), b.get(other)) {
        at += usize::from(x <= y);
        other += usize::from(y <= x);
        both += usize::from(x == y);
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let masi = |a: &[u32], b: &[u32]| SetDistance::Masi.between(a, b);
        assert_eq!(masi(&[], &[]), 0.0);
        assert_eq!(masi(&[], &[1]), 1.0);
        assert_eq!(masi(&[1], &[2]), 1.0);
        assert!((masi(&[1], &[1, 2]) - 2.0 / 3.0).abs() < 1e-15);
        assert!((masi(&[1, 3], &[1, 2]) - 8.0 / 9.0).abs() < 1e-15);
        assert_eq!(SetDistance::Jaccard.between(&[1], &[1, 2]), 0.5);
        assert!((SetDistance::Dice.between(&[1], &[1, 2]) - 1.0 / 3.0).abs() < 1e-15);
        assert!((SetDistance::Monotonicity.between(&[1, 3], &[1, 2]) - 2.0 / 3.0).abs() < 1e-15);
        let product = SetDistance::MasiOfDifferences.between(&[1], &[1, 2]);
        assert!((product - 0.5 / 3.0).abs() < 1e-15);
        assert!((SetDistance::MasiOfDifferences.between(&[], &[1]) - 1.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn what_is_common() {
        assert_eq!(common(&[1, 4, 9], &[0, 1, 9, 12]), 2);
        assert_eq!(common(&[], &[3]), 0);
    }
}
