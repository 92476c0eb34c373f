//! What may be claimed of a round and its figures: one list, from which the methods paragraph, the
//! minutes, the head of the Agreement screen and `agree` take their sentences.
//!
//! A claim is a sentence with the condition under which it may be said and what it rests on.
//! Nothing is said of a round but by a claim, so that no sentence is true on one screen and false
//! on another. `docs/claims.md` shows the list, and what is said of every kind of round.

mod after;
mod beside;
mod coded;
mod corpus;
mod course;
mod figures;
mod naming;
mod people;
mod ratings;
mod reading;
mod record;

#[cfg(test)]
mod kinds;

pub use after::{after_words, settled_words};
pub use course::{how, is_independent};
pub use figures::{fixed, matched_words};
pub use naming::Naming;
pub use people::by_label;
pub use record::Record;

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

const METHODS: &[Place] = &[Place::Methods];
const SENTENCES: &[Place] = &[Place::Methods, Place::Minutes];
const NOT_IN_MINUTES: &[Place] = &[Place::Methods, Place::Head, Place::Agree];
const NOT_ABOVE: &[Place] = &[Place::Methods, Place::Minutes, Place::Agree];
const EVERYWHERE: &[Place] = &[Place::Methods, Place::Minutes, Place::Head, Place::Agree];

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
    /// All its coders submitted.
    AllSubmitted,
    /// It was closed before they had.
    ClosedEarly,
    /// For training.
    Training,
    /// A place where its coders differ has been ruled on.
    Settled,
    /// None has.
    Unsettled,
    /// Two or more gave a verdict together.
    Met,
    /// It wants no coefficient.
    NoCoefficient,
    /// A coefficient leads.
    Coefficient,
    /// Part of what was submitted has not arrived.
    Missing,
}

/// A sentence, and when it may be said.
pub struct Claim {
    /// What it is called in the list.
    pub name: &'static str,
    /// When it may be said, in words.
    pub condition: &'static str,
    /// What it rests on, in words.
    pub rests_on: &'static str,
    /// What it says of the record.
    pub facts: &'static [Fact],
    /// Where it is said: elsewhere it is not even asked about.
    pub at: &'static [Place],
    /// When it may be said.
    pub may: fn(&Record) -> bool,
    /// What it says there.
    pub says: fn(&Record, Place) -> Vec<String>,
}

/// All claims, in the order in which they are said.
pub fn all() -> impl Iterator<Item = &'static Claim> {
    let lists = [
        reading::SUPERSEDED,
        coded::CLAIMS,
        course::CLAIMS,
        reading::CLAIMS,
        corpus::CLAIMS,
        figures::CLAIMS,
        beside::CLAIMS,
        ratings::CLAIMS,
        people::CLAIMS,
        after::CLAIMS,
        corpus::LEFT_OUT,
    ];
    lists.into_iter().flatten()
}

/// What is said of a record at a place, with the claim it comes from.
pub fn claimed<'r>(
    record: &'r Record,
    place: Place,
) -> impl Iterator<Item = (&'static Claim, String)> + 'r {
    let said = move |claim: &'static Claim| {
        let said = (claim.says)(record, place);
        said.into_iter().map(move |sentence| (claim, sentence))
    };
    let here = move |claim: &&Claim| claim.at.contains(&place) && (claim.may)(record);
    all().filter(here).flat_map(said)
}

/// The same, the sentences alone.
pub fn said(record: &Record, place: Place) -> Vec<String> {
    claimed(record, place).map(|(_, said)| said).collect()
}
