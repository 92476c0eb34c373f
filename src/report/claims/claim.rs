//! A claim, and where it is said.

use super::record::Record;

/// Where something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The paragraph for the methods section of a paper.
    Methods,
    /// The minutes of a reconciliation, beside the figures.
    Minutes,
    /// The lines above the tables of the Agreement screen.
    Head,
    /// What `agree` adds to the figures.
    Agree,
}

pub(super) const METHODS: &[Place] = &[Place::Methods];
pub(super) const SENTENCES: &[Place] = &[Place::Methods, Place::Minutes];
pub(super) const NOT_IN_MINUTES: &[Place] = &[Place::Methods, Place::Head, Place::Agree];
pub(super) const NOT_ABOVE: &[Place] = &[Place::Methods, Place::Minutes, Place::Agree];
pub(super) const EVERYWHERE: &[Place] =
    &[Place::Methods, Place::Minutes, Place::Head, Place::Agree];

/// What a claim says of the record, so that claims can be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Nobody saw another's codings of the round before they had submitted.
    Blind,
    /// Its coders could see each other's codings.
    Open,
    /// They began with nothing.
    Blank,
    /// They began from codings there were.
    Begun,
    /// Nobody had coded its sources where the others could see it.
    Unseen,
    /// Somebody had.
    Seen,
    /// It was planned here before anything was coded in it.
    Planned,
    /// It was coded elsewhere.
    Imported,
    AllSubmitted,
    /// It was closed before they had.
    ClosedEarly,
    Training,
    /// A place where its coders differ has been ruled on.
    Settled,
    /// None has.
    Unsettled,
    /// Two or more gave a verdict together.
    Met,
    /// It wants no coefficient.
    NoCoefficient,
    Coefficient,
    /// Part of what was submitted has not arrived.
    Missing,
    /// A reviewer has judged codes.
    Reviewed,
    /// A reviewer has judged none.
    NotReviewed,
}

/// A sentence, and when it may be said.
pub struct Claim {
    pub name: &'static str,
    /// When it may be said, in words.
    pub condition: &'static str,
    pub rests_on: &'static str,
    pub facts: &'static [Fact],
    /// Where it is said: elsewhere it is not even asked about.
    pub at: &'static [Place],
    pub may: fn(&Record) -> bool,
    pub says: fn(&Record, Place) -> Vec<String>,
}
