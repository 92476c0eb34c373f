//! What would turn one segmentation into the other.

use std::ops::AddAssign;

use super::super::outcome::{Outcome, Undefined};
use super::Segmentation;

/// How many boundaries two coders share, and the edits between the others: a boundary only one
/// has is added, or moved (a transposition) where the other has one nearby. With boundaries of a
/// single kind nothing can be substituted.
///
/// Fournier 2013, “Evaluating text segmentation using boundary edit distance”, ACL.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Edits {
    /// Boundaries both have.
    pub matches: u64,
    /// Boundaries only one has, with none of the other's near.
    pub additions: u64,
    /// Pairs of boundaries fewer than `reach` units apart.
    pub transpositions: u64,
    /// Σ of distance / reach over the transpositions: what they cost.
    pub moved: f64,
    /// Places where a boundary could stand.
    pub places: u64,
}

impl Edits {
    /// Between two segmentations of one text. Boundaries of different coders fewer than `reach`
    /// units apart may be one boundary, moved; 2, the usual value, allows one unit. Nearest pairs
    /// are taken first, from left to right, each boundary once.
    ///
    /// # Errors
    /// [`Undefined::DifferentTexts`] where the two do not have the same number of units.
    pub fn between(a: &Segmentation, b: &Segmentation, reach: u32) -> Result<Edits, Undefined> {
        if a.units != b.units {
            return Err(Undefined::DifferentTexts);
        }
        let has = |list: &Segmentation, at: &u32| list.boundaries.binary_search(at).is_ok();
        let matches = a.boundaries.iter().filter(|at| has(b, at)).count();
        let own_a = a.boundaries.iter().filter(|at| !has(b, at));
        let own_b = b.boundaries.iter().filter(|at| !has(a, at));
        let mut left: Vec<(u32, bool)> = own_a.map(|at| (*at, true)).collect();
        left.extend(own_b.map(|at| (*at, false)));
        left.sort_unstable();
        let mut found = Edits {
            matches: matches as u64,
            places: u64::from(a.units.saturating_sub(1)),
            ..Edits::default()
        };
        for distance in 1..reach.min(a.units) {
            let before = left.len();
            left = without_pairs(&left, distance);
            let pairs = (before - left.len()) / 2;
            found.transpositions += pairs as u64;
            found.moved += pairs as f64 * f64::from(distance) / f64::from(reach);
        }
        found.additions = left.len() as u64;
        Ok(found)
    }

    /// B = (matches + Σ (1 − distance / reach)) / (matches + transpositions + additions): of the
    /// boundaries either set, the share both did, nearly equal ones counting in part. 0 to 1.
    ///
    /// # Errors
    /// [`Undefined::NoBoundaries`].
    pub fn boundary_similarity(self) -> Outcome {
        match self.matches + self.transpositions + self.additions {
            0 => Err(Undefined::NoBoundaries),
            all => {
                let near = self.transpositions as f64 - self.moved;
                Ok((self.matches as f64 + near) / all as f64)
            }
        }
    }

    /// S = 1 − (additions + Σ distance / reach) / places where a boundary could stand. 0 to 1, and
    /// high wherever boundaries are rare: prefer [`Edits::boundary_similarity`].
    ///
    /// Fournier and Inkpen 2012, “Segmentation similarity and agreement”, NAACL.
    ///
    /// # Errors
    /// [`Undefined::NoUnits`] where no boundary could stand.
    pub fn segmentation_similarity(self) -> Outcome {
        match self.places {
            0 => Err(Undefined::NoUnits),
            places => Ok(1.0 - (self.additions as f64 + self.moved) / places as f64),
        }
    }
}

impl AddAssign for Edits {
    fn add_assign(&mut self, other: Edits) {
        self.matches += other.matches;
        self.additions += other.additions;
        self.transpositions += other.transpositions;
        self.moved += other.moved;
        self.places += other.places;
    }
}

/// What is left of one-sided boundaries once those of different coders exactly `distance` apart
/// are paired.
fn without_pairs(left: &[(u32, bool)], distance: u32) -> Vec<(u32, bool)> {
    let mut paired = vec![false; left.len()];
    for (i, (at, whose)) in left.iter().enumerate() {
        let other = left.binary_search(&(at + distance, !whose));
        if let (false, Ok(j)) = (paired[i], other)
            && !paired[j]
        {
            (paired[i], paired[j]) = (true, true);
        }
    }
    let rest = left.iter().zip(paired).filter(|(_, paired)| !paired);
    rest.map(|(boundary, _)| *boundary).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(a: &[u32], b: &[u32], reach: u32) -> Edits {
        let (a, b) = (Segmentation::of_masses(a), Segmentation::of_masses(b));
        Edits::between(&a, &b, reach).unwrap()
    }

    #[test]
    fn the_nearest_pair_first() {
        // 4 | 6, 7: with reach 4, 4–6 is nearer than 4–7.
        let found = edits(&[4, 6], &[6, 1, 3], 4);
        assert_eq!((found.transpositions, found.additions), (1, 1));
        assert_eq!(found.moved, 0.5);
    }

    #[test]
    fn each_boundary_moves_once() {
        // 4 and 6 are both one unit from 5.
        let found = edits(&[4, 2, 4], &[5, 5], 2);
        assert_eq!((found.transpositions, found.additions), (1, 1));
    }

    #[test]
    fn texts_that_differ_are_not_compared() {
        let (a, b) = (Segmentation::of_masses(&[4]), Segmentation::of_masses(&[5]));
        assert_eq!(Edits::between(&a, &b, 2), Err(Undefined::DifferentTexts));
        let none = Edits::between(&a, &a, 2).unwrap();
        assert_eq!(none.boundary_similarity(), Err(Undefined::NoBoundaries));
    }
}
