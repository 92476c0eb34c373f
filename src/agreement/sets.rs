//! Several codes on a unit: sets of codes compared as sets.

use super::alpha::by_distance;
use super::outcome::Outcome;
use super::pair::Pair;
use super::units::Sets;

/// How far two sets of codes lie apart, 0 to 1. The empty set is a set: 0 from itself, 1 from any
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetDistance {
    /// 1 − |A∩B| / |A∪B| (Jaccard 1901).
    Jaccard,
    /// 1 − Jaccard's index × monotonicity (Passonneau 2006): 1 for equal sets, 2/3 when one holds the
    /// other, 1/3 when they overlap, 0 when they do not.
    Masi,
}

impl SetDistance {
    /// Distance of two sorted sets without repeats.
    pub fn between(self, a: &[u32], b: &[u32]) -> f64 {
        let index = jaccard(a, b);
        let both = common(a, b);
        match self {
            SetDistance::Jaccard => 1.0 - index,
            SetDistance::Masi if a == b => 0.0,
            SetDistance::Masi if both == 0 => 1.0,
            SetDistance::Masi if both == a.len().min(b.len()) => 1.0 - index * 2.0 / 3.0,
            SetDistance::Masi => 1.0 - index / 3.0,
        }
    }
}

/// Krippendorff's alpha over sets of codes (Passonneau 2006), at most 1, for any number of coders.
///
/// # Errors
/// As for [`super::alpha::alpha`]; [`super::outcome::Undefined::OneCategory`] means that one set is in use.
pub fn alpha(sets: &Sets, distance: SetDistance) -> Outcome {
    by_distance(&sets.table, |k, l| {
        distance.between(&sets.sets[k], &sets.sets[l])
    })
}

/// Mean Jaccard index of two coders' sets over the units both coded, 0 to 1; two empty sets count 1.
///
/// # Errors
/// What [`Pair::of`] says.
pub fn mean_jaccard(sets: &Sets) -> Outcome {
    let pair = Pair::of(&sets.table)?;
    let index =
        |(k, l, n): &(usize, usize, u64)| jaccard(&sets.sets[*k], &sets.sets[*l]) * *n as f64;
    Ok(pair.cells.iter().map(index).sum::<f64>() / pair.units as f64)
}

fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let both = common(a, b);
    match a.len() + b.len() - both {
        0 => 1.0,
        either => both as f64 / either as f64,
    }
}

/// Codes in both of two sorted sets.
fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter()
        .filter(|code| b.binary_search(code).is_ok())
        .count()
}

#[cfg(test)]
mod tests {
    use super::super::outcome::Undefined;
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
    }

    #[test]
    fn one_set_in_use_is_undefined() {
        let row = vec![Some(vec![2, 1]), Some(vec![1, 2])];
        let sets = Sets::from_rows(2, &[row.clone(), row]);
        assert_eq!(alpha(&sets, SetDistance::Masi), Err(Undefined::OneCategory));
        assert_eq!(mean_jaccard(&sets), Ok(1.0));
    }
}
