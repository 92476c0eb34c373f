//! Measures that slide a window over the text. Both are errors, 0 for equal segmentations, and
//! take one coder for the reference: of two coders on a par neither is, so prefer
//! [`super::Edits::boundary_similarity`].

use super::super::outcome::{Outcome, Undefined};
use super::Segmentation;

/// Half the mean size of the reference's segments over all texts, rounded half to even, at least
/// 2 units.
///
/// # Errors
/// [`Undefined::NoUnits`].
pub fn size<'a>(references: impl IntoIterator<Item = &'a Segmentation>) -> Result<u32, Undefined> {
    let (mut units, mut segments) = (0u64, 0u64);
    for reference in references {
        units += u64::from(reference.units());
        segments += reference.segments() as u64;
    }
    if segments == 0 {
        return Err(Undefined::NoUnits);
    }
    let half = units as f64 / segments as f64 / 2.0;
    Ok((half.round_ties_even() as u32).max(2))
}

/// P_k: of all pairs of units `window` apart, the share that one segmentation puts into one
/// segment and the other does not. 0 to 1. Pairs are (hypothesis, reference), one for each text.
///
/// Beeferman, Berger and Lafferty 1999, “Statistical models for text segmentation”, Machine
/// Learning 34.
///
/// # Errors
/// [`Undefined::DifferentTexts`]; [`Undefined::ShortTexts`] where no text is longer than the
/// window.
pub fn pk(pairs: &[(&Segmentation, &Segmentation)], window: u32) -> Outcome {
    share(pairs, window, |a, b| (a == 0) != (b == 0))
}

/// WindowDiff: of all windows of `window` places, the share in which the two do not set the same
/// number of boundaries. 0 to 1.
///
/// Pevzner and Hearst 2002, “A critique and improvement of an evaluation metric for text
/// segmentation”, Computational Linguistics 28.
///
/// # Errors
/// As [`pk`].
pub fn windowdiff(pairs: &[(&Segmentation, &Segmentation)], window: u32) -> Outcome {
    share(pairs, window, |a, b| a != b)
}

/// The share of windows whose numbers of boundaries are wrong together.
fn share(
    pairs: &[(&Segmentation, &Segmentation)],
    window: u32,
    wrong: impl Fn(usize, usize) -> bool,
) -> Outcome {
    let (mut errors, mut windows) = (0u64, 0u64);
    for (a, b) in pairs {
        if a.units() != b.units() {
            return Err(Undefined::DifferentTexts);
        }
        for start in 0..a.units().saturating_sub(window) {
            let within = |cut: &Segmentation| {
                let upto = |end: u32| cut.boundaries().partition_point(|at| *at <= end);
                upto(start + window) - upto(start)
            };
            errors += u64::from(wrong(within(a), within(b)));
            windows += 1;
        }
    }
    match windows {
        0 => Err(Undefined::ShortTexts),
        _ => Ok(errors as f64 / windows as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_texts_are_pooled() {
        let (a, b) = (
            Segmentation::of_masses(&[5, 7]),
            Segmentation::of_masses(&[7, 5]),
        );
        let one = pk(&[(&a, &b)], 3).unwrap();
        assert_eq!(pk(&[(&a, &b), (&a, &b)], 3), Ok(one));
        assert_eq!(pk(&[(&a, &b), (&a, &a)], 3), Ok(one / 2.0));
        assert_eq!(size([&a, &b]), Ok(3));
        assert_eq!(windowdiff(&[(&a, &b)], 12), Err(Undefined::ShortTexts));
    }
}
