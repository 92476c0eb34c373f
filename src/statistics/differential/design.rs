//! What is compared: two groups, or one with itself.

use super::exchange::Exchange;
use super::largest::Rows;
use super::welch::{Student, paired, welch};

pub(super) enum Design {
    /// Which units are in the first of two groups.
    Groups(Vec<bool>),
    /// So many units at two values of an attribute.
    Twice(usize),
}

impl Design {
    /// Units of the first and of the second group.
    pub(super) fn sizes(&self) -> [usize; 2] {
        match self {
            Design::Groups(first) => {
                let n = first.iter().filter(|first| **first).count();
                [n, first.len() - n]
            }
            Design::Twice(n) => [*n; 2],
        }
    }

    /// What is exchanged, and the units that are chosen as observed.
    pub(super) fn exchange(&self, strata: &[u32]) -> (Exchange, Vec<usize>) {
        match self {
            Design::Groups(first) => {
                let chosen = self.chosen();
                let observed = (0..first.len()).filter(|i| chosen[*i]).collect();
                (Exchange::of_labels(&chosen, strata), observed)
            }
            Design::Twice(n) => (Exchange::Signs(*n), Vec::new()),
        }
    }

    /// The smaller group is the one added up, because that is quicker; |t| is the same.
    fn chosen(&self) -> Vec<bool> {
        let [first, second] = self.sizes();
        match self {
            Design::Groups(groups) => groups.iter().map(|g| *g == (first <= second)).collect(),
            Design::Twice(_) => Vec::new(),
        }
    }

    pub(super) fn rows(&self, differences: &[Vec<f64>]) -> Rows {
        match self {
            Design::Groups(_) => {
                let [first, second] = self.sizes();
                Rows::of_groups(differences, first.min(second))
            }
            Design::Twice(_) => Rows::of_signs(differences),
        }
    }

    /// First group less second; of one compared with itself, the mean of its differences.
    pub(super) fn mean(&self, values: &[f64]) -> f64 {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        match self {
            Design::Groups(first) => {
                let [first, second] = split(values, first);
                mean(&first) - mean(&second)
            }
            Design::Twice(_) => mean(values),
        }
    }

    pub(super) fn test(&self, values: &[f64]) -> Student {
        match self {
            Design::Groups(first) => {
                let [first, second] = split(values, first);
                welch(&first, &second)
            }
            Design::Twice(_) => paired(values),
        }
    }
}

fn split(values: &[f64], first: &[bool]) -> [Vec<f64>; 2] {
    let of = |group: bool| {
        let inside = values.iter().zip(first).filter(|(_, f)| **f == group);
        inside.map(|(x, _)| *x).collect()
    };
    [of(true), of(false)]
}
