//! Agreement on codes, given that two coders marked the same text at all.
//!
//! With three or more coders the published formula leaves open how a mark is paired with itself
//! (b_c), and programs differ. Here it is a mean over pairs of coders, as ℓ*_ck is: the squared
//! length of the mark that lies in *one* other coder's marks, averaged over the other coders. The
//! other reading, the squared length that lies in anybody else's marks, would remove chance
//! pairings from the expectation that no pair of coders contributes to what is observed.

use super::super::outcome::{Outcome, Undefined, finite};
use super::coincidences::Coincidences;

/// cuα: the same code, given that both marked. −1 to 1.
///
/// ```text
/// cuα = 1 − (ℓ* − Σ ℓ*_cc) / (Σ ε* − Σ ε*_cc)
/// ε*_ck = (ℓ*_c ℓ*_k − δ_ck b_c) / (ℓ* − b / ℓ*)
/// ```
///
/// ℓ* are the coincidences without gaps. Every coder has to have marked something: a coder without
/// marks has no part in ℓ*, and the figure would silently be that of the others.
///
/// Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019, 12.6.4.
///
/// # Errors
/// [`Undefined::NoCodings`], [`Undefined::SilentCoder`], [`Undefined::NoSharedText`];
/// [`Undefined::OneCategory`] where one code alone was used on what two coders marked.
pub fn cu_alpha(found: &Coincidences) -> Outcome {
    let total = shared(found)?;
    let expected: f64 = found.both.iter().map(|l| l * (total - l)).sum();
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    let apart: f64 = found.both_apart.iter().sum();
    let own: f64 = found.both_own.iter().sum();
    finite(1.0 - apart * (total - own / total) / expected)
}

/// (k)uα: whether what one coder gave this code, and another marked, too, carries it for both.
/// −1 to 1.
///
/// ```text
/// (k)uα = 1 − ε*_.k (ℓ*_k − ℓ*_kk) / (ℓ*_k (ε*_.k − ε*_kk))
/// ```
///
/// with ℓ* and ε* as for [`cu_alpha`]. Read it beside [`ku_coverage`].
///
/// Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019, 12.6.5.
///
/// # Errors
/// As [`cu_alpha`]; [`Undefined::NotUsed`]; [`Undefined::NeverMet`] where no other coder marked
/// anything on this code's text.
pub fn ku_alpha(found: &Coincidences, code: u32) -> Outcome {
    let value = code as usize + 1;
    if found.length.get(value).is_none_or(|l| *l == 0.0) {
        return Err(Undefined::NotUsed);
    }
    let total = shared(found)?;
    let of_code = found.both[value];
    if of_code == 0.0 {
        return Err(Undefined::NeverMet);
    }
    let others = total - of_code;
    if found
        .both
        .iter()
        .enumerate()
        .all(|(v, l)| v == value || *l == 0.0)
    {
        return Err(Undefined::OneCategory);
    }
    let paired = of_code * total - found.both_own[value];
    finite(1.0 - paired * found.both_apart[value] / (of_code * of_code * others))
}

/// ℓ*_k / ℓ_k: of the text given this code, the share another coder marked, too, whatever the
/// code. 0 to 1. With three or more coders, the mean over the others.
///
/// # Errors
/// [`Undefined::NotUsed`].
pub fn ku_coverage(found: &Coincidences, code: u32) -> Outcome {
    let value = code as usize + 1;
    match found.length.get(value) {
        Some(length) if *length > 0.0 => finite(found.both[value] / length),
        _ => Err(Undefined::NotUsed),
    }
}

/// ℓ*, if every coder marked something and some text was marked by two.
fn shared(found: &Coincidences) -> Outcome {
    if found.unmarked() {
        return Err(Undefined::NoCodings);
    }
    if found.silent {
        return Err(Undefined::SilentCoder);
    }
    match found.both.iter().sum() {
        0.0 => Err(Undefined::NoSharedText),
        total => Ok(total),
    }
}
