//! What may be claimed of a round and its figures: one list, from which the methods paragraph, the
//! minutes, the head of the Agreement screen and `agree` take their sentences.
//!
//! A claim is a sentence with the condition under which it may be said and what it rests on.
//! Nothing is said of a round but by a claim, so that no sentence is true on one screen and false
//! on another. `docs/claims.md` shows the list, and what is said of every kind of round.

mod after;
mod beside;
mod claim;
mod coded;
mod corpus;
mod course;
mod figures;
mod naming;
mod people;
mod ratings;
mod reading;
mod record;
mod reviewed;
mod searched;

#[cfg(test)]
mod kinds;

pub use after::{after_words, settled_words};
pub use claim::{Claim, Fact, Place};
pub use course::{how, is_independent};
pub use figures::{fixed, matched_words};
pub use naming::Naming;
pub use people::counted_by_label;
pub use record::Record;

/// All claims, in the order in which they are said.
pub fn all() -> impl Iterator<Item = &'static Claim> {
    let lists = [
        reading::SUPERSEDED,
        coded::CLAIMS,
        course::CLAIMS,
        reading::CLAIMS,
        searched::CLAIMS,
        corpus::CLAIMS,
        reviewed::CLAIMS,
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

pub fn said(record: &Record, place: Place) -> Vec<String> {
    claimed(record, place).map(|(_, said)| said).collect()
}
