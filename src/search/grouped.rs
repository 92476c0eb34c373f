//! Hits put together by code, coder, person or the value of an attribute.

use super::corpus::Corpus;
use super::people::{Person, attributes};
use super::results::Group;
use super::turns::{TurnAt, TurnTable};
use crate::model::natural::natural;
use std::collections::HashMap;

/// Where turns stand, by person or by an attribute, in the order people count; those without a name
/// or a value come last.
pub(super) struct OfTurns {
    speakers: Vec<usize>,
    /// By source, where nobody speaks.
    sources: Vec<usize>,
}

impl OfTurns {
    /// `current` is the place in the corpus of each source of the index.
    pub fn new(
        group: &Group,
        table: &TurnTable,
        corpus: &Corpus<'_>,
        current: &[Option<usize>],
    ) -> OfTurns {
        let attributes = attributes(corpus);
        let value = |key: &str, of: &[(String, String)]| {
            let mut of = of.iter().filter(|(name, _)| name == key);
            of.next().map(|(_, value)| value.clone())
        };
        let of_source = |number: usize| {
            let source = corpus.sources.get((*current.get(number)?)?)?;
            match group {
                Group::Attribute(key) => value(key, &source.attributes),
                _ => None,
            }
        };
        let speakers = table.speakers().iter().map(|speaker| {
            let source = corpus.sources.get((*current.get(speaker.source)?)?)?;
            let person = Person::of(speaker, source);
            match group {
                Group::Attribute(key) => {
                    let who = person.with_attributes();
                    let of = who.and_then(|who| attributes.get(who).copied());
                    let theirs = of.and_then(|of| value(key, of));
                    theirs.or_else(|| of_source(speaker.source))
                }
                _ => person.participant().map(str::to_owned),
            }
        });
        let names = speakers.chain((0..current.len()).map(of_source));
        let mut speakers = ranks(names.collect());
        let sources = speakers.split_off(table.speakers().len());
        OfTurns { speakers, sources }
    }

    /// Where a turn of a source of the index stands.
    pub fn rank(&self, number: usize, turn: &TurnAt) -> usize {
        let rank = match turn.speaker {
            Some(speaker) => self.speakers.get(speaker as usize),
            None => self.sources.get(number),
        };
        rank.copied().unwrap_or(usize::MAX)
    }
}

/// Of each name its place among them, equals at one; none stands last.
pub(super) fn ranks(names: Vec<Option<String>>) -> Vec<usize> {
    let mut sorted: Vec<&String> = names.iter().flatten().collect();
    sorted.sort_by(|a, b| natural(a, b));
    sorted.dedup();
    let places: HashMap<&String, usize> = sorted.into_iter().zip(0..).collect();
    let place = |name: &Option<String>| name.as_ref().map_or(usize::MAX, |name| places[name]);
    names.iter().map(place).collect()
}
