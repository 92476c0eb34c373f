//! What a coefficient answers: a finite number, or the reason why there is none.

use thiserror::Error;

/// A finite figure, or why there is none. Never NaN, never infinite.
pub type Outcome = Result<f64, Undefined>;

/// Why a figure is undefined. `Display` is a plain sentence for researchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum Undefined {
    #[error("there are no units to compare")]
    NoUnits,
    /// Units exist, but none carries two coders' decisions.
    #[error("no unit was coded by two coders")]
    NothingShared,
    /// Chance agreement is complete: there is nothing to correct.
    #[error("only one category in use")]
    OneCategory,
    /// A coefficient over declared categories needs two of them.
    #[error("only one category is declared")]
    OneDeclared,
    /// The figure is about one category, and nobody used it.
    #[error("nobody used this code")]
    NotUsed,
    /// Neither coder marked anything.
    #[error("neither coder coded anything")]
    NoCodings,
    /// A figure for two coders was asked of another number.
    #[error("this figure compares exactly two coders")]
    NotTwoCoders,
    /// A figure for yes or no was asked of another number of categories.
    #[error("this figure needs exactly two categories")]
    NotTwoCategories,
    /// A mean over pairs of coders, one of which has no figure.
    #[error("one pair of coders has no figure of its own")]
    PairUndefined,
    /// One value per character was asked for, and a coder gave some characters two codes.
    #[error("a coder gave the same text two codes, so a character has no single value")]
    Overlapping,
    /// Unitizing was asked for, and marks of one coder overlap.
    #[error("a coder's own marks overlap, and this figure is for marks that do not")]
    OwnOverlap,
    /// Whether text was marked cannot differ where all of it is.
    #[error("all text is marked, so there is no unmarked text to tell apart")]
    NoGaps,
    /// The figure compares codes on text two coders marked, and one of the coders marked nothing.
    #[error("one of the coders marked nothing")]
    SilentCoder,
    /// No stretch of text was marked by two coders.
    #[error("no text was marked by two coders")]
    NoSharedText,
    /// The best alignment of three or more coders is out of reach.
    #[error("the marks of these coders overlap in too many ways to find their best alignment")]
    TooTangled,
    /// Codes were to be compared on aligned units.
    #[error("no two coders' marks are aligned")]
    NoneAligned,
    /// Two segmentations are not of one text.
    #[error("the two segmentations are not of the same length")]
    DifferentTexts,
    #[error("neither coder set a boundary")]
    NoBoundaries,
    /// A window does not fit into any text.
    #[error("no text is longer than the window")]
    ShortTexts,
    /// A code's text was marked by nobody else.
    #[error("no other coder marked anything where this code was used")]
    NeverMet,
    /// A standard error needs two units at least.
    #[error("too few units for a standard error")]
    TooFewUnits,
    /// A resample of one thing is that thing again.
    #[error("there are fewer than two to resample from")]
    FewToResample,
    /// Hardly any resample had a figure of its own.
    #[error("hardly any resample had a figure")]
    FewResamples,
    /// A code was used, but nowhere in what is compared.
    #[error("all codings of it lie outside what is compared here")]
    Outside,
    #[error("fewer than 10 cases were rated by both")]
    FewCases,
    /// Ratings that do not differ between cases.
    #[error("the cases do not differ")]
    CasesAlike,
    /// Rated codes have no scale in common.
    #[error("the codes are rated on different scales")]
    DifferentScales,
    /// An interval takes cases for independent that lie in one source.
    #[error("several cases lie in one source, so they are not independent of one another")]
    CasesNested,
    /// By character: what was marked is mostly one stretch.
    #[error("one stretch of text is more than half of what was marked")]
    OnePlaceCarries,
    /// By character: what was marked lies mostly in one source.
    #[error("one source holds more than half of what was marked")]
    OneSourceCarries,
    /// The formula is for units that were all coded by the same number of coders.
    #[error("some units were coded by fewer coders than others")]
    UnequalCoders,
    /// A standard error was asked of units that hang together.
    #[error("characters are not independent of one another")]
    NotIndependent,
    /// Presence is kept as one bit a coder.
    #[error("more than 64 coders cannot be compared at once")]
    TooManyCoders,
    /// Spread has an interval; there is none where nobody differs.
    #[error("every case was rated alike")]
    RatedAlike,
    /// A scale value or a distance was not a finite number, or what is divided by is nothing.
    #[error("the formula comes to no number here")]
    NotANumber,
}

pub(super) fn finite(value: f64) -> Outcome {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Undefined::NotANumber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_never_nan() {
        assert_eq!(finite(0.5), Ok(0.5));
        assert_eq!(finite(f64::NAN), Err(Undefined::NotANumber));
        assert_eq!(finite(f64::INFINITY), Err(Undefined::NotANumber));
    }

    #[test]
    fn reasons_are_sentences() {
        assert_eq!(
            Undefined::OneCategory.to_string(),
            "only one category in use"
        );
    }
}
