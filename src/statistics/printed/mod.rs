//! Recomputing printed figures. What is printed is rounded, so what comes out
//! is a range, and the verdict asks whether the printed figure meets it.
//!
//! A figure is never called wrong: it is consistent with the inputs printed,
//! not consistent with them, or it cannot be tested.

mod counts;
mod degrees;
mod means;
mod number;
mod pairs;
mod statistic;
mod verdict;

#[cfg(test)]
mod properties;

pub use counts::{check_chi_square, check_fisher};
pub use degrees::degrees_of_freedom;
pub use means::{PrintedGroup, check_student, check_welch};
pub use number::{NotPrinted, Printed, PrintedP};
pub use pairs::{PrintedDifference, PrintedPairs, check_paired, check_paired_from_correlation};
pub use statistic::{check_p_of_chi_square, check_p_of_t};
pub use verdict::{Claim, Part, Recomputed, Verdict};
