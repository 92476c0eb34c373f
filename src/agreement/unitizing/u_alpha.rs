//! Agreement on the whole continuum, gaps included.

use super::super::outcome::{Outcome, Undefined, finite};
use super::coincidences::Coincidences;
use super::sections::GAP;

/// uα: where, and what. −1 to 1, 1 when all coders' texts carry the same values everywhere.
///
/// ```text
/// uα = 1 − (ℓ − Σ ℓ_cc) / (Σ ε − Σ ε_cc)      ε_ck = ℓ (ℓ_c ℓ_k − δ_ck a_c) / (ℓ² − a)
/// ```
///
/// which, with only what is off the diagonal written out, is
/// 1 − (ℓ² − a) · Σ_c Σ_{k≠c} ℓ_ck / (ℓ · Σ_c ℓ_c (ℓ − ℓ_c)). Gaps are values like any other: long
/// stretches nobody marked count as agreement, corrected for chance. Two equal marks and one mark
/// over the same text agree: boundaries between marks of one code are not compared.
///
/// Krippendorff, Mathet, Bouvry and Widlöcher 2016.
///
/// # Errors
/// [`Undefined::NoCodings`]; [`Undefined::OneCategory`] where all text carries one code.
pub fn u_alpha(found: &Coincidences) -> Outcome {
    let total: f64 = found.length.iter().sum();
    let expected = found.length.iter().map(|l| l * (total - l)).sum();
    over(found, found.apart.iter().sum(), expected)
}

/// |uα (“alpha binary”): whether the same text was marked, whatever the code. −1 to 1.
///
/// ```text
/// |uα = 1 − (ℓ_φ − ℓ_φφ) / (ε_φ − ε_φφ)
/// ```
///
/// with ε as for [`u_alpha`] and φ the gap.
///
/// # Errors
/// [`Undefined::NoCodings`]; [`Undefined::NoGaps`] where all text is marked.
pub fn u_alpha_binary(found: &Coincidences) -> Outcome {
    let total: f64 = found.length.iter().sum();
    let gaps = found.length.first().copied().unwrap_or(0.0);
    if !found.unmarked() && gaps == 0.0 {
        return Err(Undefined::NoGaps);
    }
    let apart = found.apart.get(GAP).copied().unwrap_or(0.0);
    over(found, apart, gaps * (total - gaps))
}

/// 1 − observed / expected, where `expected` lacks the factor ℓ / (ℓ² − a).
fn over(found: &Coincidences, apart: f64, expected: f64) -> Outcome {
    if found.unmarked() {
        return Err(Undefined::NoCodings);
    }
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    let total: f64 = found.length.iter().sum();
    finite(1.0 - apart * (total - found.own / total) / expected)
}
