//! Why there is no comparison, or none of one code.

use thiserror::Error;

/// Why two groups are not compared. `Display` is a plain sentence for researchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum NoComparison {
    #[error("too few to tell: fewer than 8 people in a group were coded by both")]
    FewPeople,
    /// People of one source were exchanged as one.
    #[error("too few to tell: fewer than 8 sources in a group were coded by both")]
    FewSources,
    /// Nearly all exchanges are ruled out by the strata.
    #[error("too few to tell: within the strata, no result could have come out below p = .05")]
    NothingToExchange,
    #[error("people of one source are in both groups, so the source cannot be compared as a whole")]
    SourceInBothGroups,
    #[error("people of one source are in different strata, so it cannot be compared as a whole")]
    SourceInTwoStrata,
    #[error("not everybody has a count for every code")]
    CodesDiffer,
    #[error("somebody has more turns with a code than turns")]
    MoreThanTurns,
    #[error("the code named in the plan is not among the codes")]
    NoSuchCode,
}

/// Why a code is not tested. `Display` is a plain sentence for researchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum NotTested {
    /// With so few, hardly any difference could be noticed. `found` have one.
    #[error(
        "too few to tell: the coders differ about it in {found} of those compared, and 8 are needed"
    )]
    FewDifferences { found: usize },
    #[error("the plan named another code beforehand, and only that one is tested")]
    NotNamed,
    /// Fisher's test takes people for independent of one another.
    #[error("several people share a source, so they are not independent of one another")]
    SharedSource,
    /// Only one table has these totals.
    #[error("too few people were given it by one coder only")]
    OneTable,
}
