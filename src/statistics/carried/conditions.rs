//! When something can be said about what one coder coded alone, and when not.

use thiserror::Error;

/// Fewest double-coded sources (or people).
pub const FEWEST_SOURCES: usize = 8;
/// Fewest turns with the code in the double-coded sources, by the coder and as settled.
pub const FEWEST_TURNS: u64 = 10;
/// How many times as many sources may be coded by one as by both where these were not drawn.
pub const MOST_TIMES: u64 = 5;

/// How the double-coded sources were chosen among those of the coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    AtRandom,
    /// Spread evenly over the order of coding.
    Spread,
    /// Otherwise, or nobody said how.
    Other,
}

/// What must be known of both parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conditions {
    pub choice: Choice,
    /// Differences about the code in the double-coded sources that are not settled.
    pub open: u64,
    /// Whether the coder worked alike in both parts: blind and first, no rounds of training, nothing
    /// coded again after talk, and suggestions or searches in both parts or in neither.
    pub alike: bool,
}

/// Why nothing is said. `Display` is a plain sentence for researchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum Silence {
    #[error("too few to say: both coded {found}, and 8 are needed")]
    FewSources { found: usize },
    #[error("too few to say: in what both coded, fewer than 10 turns were given it")]
    FewTurns,
    #[error("differences about it are open in what both coded ({open}); settle them first")]
    Open { open: u64 },
    /// There is nothing to carry over; what was missed where both coded is told instead.
    #[error(
        "alone it was never given; where both coded, {missed} of the {settled} that stand were missed"
    )]
    NoneAlone { missed: u64, settled: u64 },
    #[error(
        "more than 5 times as many were coded by one as by both, and those were not drawn at random"
    )]
    TooManyAlone,
    #[error("what one coded alone was not coded as what both coded, so nothing carries over")]
    NotAlike,
    /// People of one source are not independent of one another.
    #[error("several people share a source, so that only turns can be told of")]
    SharedSource,
    #[error("the counts cannot be: some part is larger than its whole")]
    CannotBe,
}

impl Conditions {
    /// Checks what does not depend on counts of the code: `double` and `alone` are numbers of sources, or
    /// of people.
    pub(super) fn check(&self, double: usize, alone: u64) -> Result<(), Silence> {
        if !self.alike {
            return Err(Silence::NotAlike);
        }
        if self.open > 0 {
            return Err(Silence::Open { open: self.open });
        }
        if double < FEWEST_SOURCES {
            return Err(Silence::FewSources { found: double });
        }
        let many = alone > MOST_TIMES * double as u64;
        match many && self.choice != Choice::AtRandom {
            true => Err(Silence::TooManyAlone),
            false => Ok(()),
        }
    }

    /// Whether the sentence must say “if the rest was coded as the double-coded sources were”.
    pub(super) fn only_if(&self) -> bool {
        self.choice == Choice::Other
    }
}
