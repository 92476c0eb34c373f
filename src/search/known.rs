//! What a part of a query about speakers and sources means: one rule, whoever asks it of what.

use super::ast::{Ending, Field, Leaf};
use super::coded::rounds;
use super::compare::{Compared, is_comparison};
use super::corpus::Corpus;
use super::error::{QueryError, QueryFault};
use super::loose::{Loose, names_source};
use super::people::Person;
use crate::model::ids::{CoderId, SourceId};
use crate::model::source::{Source, SourceKind, SpeakerRole};
use crate::model::view::View;
use std::collections::{BTreeSet, HashSet};

/// Whether it holds where somebody speaks in a source, or nobody does: what holds then holds for all of
/// the source.
pub(super) type Holds<'a> = Box<dyn Fn(&Source, Option<&Person<'_>>) -> bool + 'a>;

impl Field {
    /// Whether it asks who speaks or what is known of a source, not what is said or written.
    pub(super) fn is_known(&self) -> bool {
        !self.is_words() && !matches!(self, Field::MemoIs(_))
    }
}

/// What a leaf of such a field means.
///
/// # Errors
/// Where it asks for what is not there.
pub(super) fn holds<'a>(leaf: &Leaf, corpus: &Corpus<'a>) -> Result<Holds<'a>, QueryError> {
    let value = Loose::new(&leaf.text, leaf.ending);
    Ok(match &leaf.field {
        Field::Speaker => Box::new(move |_, who| {
            who.is_some_and(|who| {
                value.fits(who.label) || who.set_as().is_some_and(|p| value.fits(p))
            })
        }),
        Field::Participant => Box::new(move |_, who| {
            let participant = who.and_then(Person::participant);
            participant.is_some_and(|p| value.fits(p))
        }),
        Field::Role => {
            let asked = role(leaf)?;
            Box::new(move |_, who| who.and_then(Person::role) == Some(asked))
        }
        Field::Source => Box::new(move |source, _| names_source(source, &value)),
        Field::Kind => kind(leaf, value)?,
        Field::Language => language(leaf, corpus)?,
        Field::Finished => finished(leaf, corpus)?,
        Field::Within => within(leaf, corpus)?,
        Field::Attribute(key) => attribute(key, leaf, corpus)?,
        Field::Anywhere | Field::Talk | Field::Memo | Field::MemoIs(_) | Field::Code => {
            Box::new(|_, _| false)
        }
    })
}

fn role(leaf: &Leaf) -> Result<SpeakerRole, QueryError> {
    // Read in lower case.
    let starts = |word: &str| !leaf.text.is_empty() && word.starts_with(&leaf.text);
    if starts("participant") {
        Ok(SpeakerRole::Participant)
    } else if starts("interviewer") || starts("moderator") {
        Ok(SpeakerRole::Interviewer)
    } else {
        Err(QueryFault::UnknownIs(leaf.text.clone()).at(leaf.column))
    }
}

fn kind<'a>(leaf: &Leaf, value: Loose) -> Result<Holds<'a>, QueryError> {
    let typed = leaf.text.to_lowercase().replace(['-', '_', ' '], "");
    let names =
        move |kind: SourceKind| value.fits(kind.word()) || kind.word().replace(' ', "") == typed;
    if !SourceKind::ALL.into_iter().any(&names) {
        return Err(QueryFault::UnknownKind(leaf.text.clone()).at(leaf.column));
    }
    Ok(Box::new(move |source, _| names(source.kind)))
}

fn language<'a>(leaf: &Leaf, corpus: &Corpus<'a>) -> Result<Holds<'a>, QueryError> {
    let wanted = leaf.text.to_lowercase();
    let is = move |tag: &str| {
        let tag = tag.to_lowercase();
        let rest = tag.strip_prefix(&wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let known: BTreeSet<&str> = corpus.sources.iter().map(|s| s.language.as_str()).collect();
    if !known.iter().any(|tag| is(tag)) {
        let known = known.into_iter().map(str::to_owned).collect();
        return Err(QueryFault::Unknown("language", leaf.text.clone(), known).at(leaf.column));
    }
    Ok(Box::new(move |source, _| is(&source.language)))
}

/// Sources the viewer has marked as finished in a round, or has not.
fn finished<'a>(leaf: &Leaf, corpus: &Corpus<'a>) -> Result<Holds<'a>, QueryError> {
    let wanted = match leaf.text.to_lowercase().as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            let known = vec!["finished:yes".to_owned(), "finished:no".to_owned()];
            let typed = leaf.text.clone();
            return Err(QueryFault::Unknown("state", typed, known).at(leaf.column));
        }
    };
    let viewer = corpus.view.and_then(|view| Some((view, view.viewer()?)));
    let of = |(view, viewer): (&'a View, &'a CoderId)| {
        let rounds = view.rounds().iter();
        rounds.filter_map(move |r| r.finished.get(viewer)).flatten()
    };
    let marked: HashSet<&SourceId> = viewer.into_iter().flat_map(of).collect();
    Ok(Box::new(move |source, _| {
        marked.contains(&source.id) == wanted
    }))
}

/// Sources of the rounds of this name.
fn within<'a>(leaf: &Leaf, corpus: &Corpus<'a>) -> Result<Holds<'a>, QueryError> {
    let Some(view) = corpus.view else {
        return Ok(Box::new(|_, _| false));
    };
    let rounds = rounds(view, &leaf.text).map_err(|fault| fault.at(leaf.column))?;
    let rounds = rounds.iter().filter_map(|id| view.round(*id));
    let sources: HashSet<&SourceId> = rounds.flat_map(|r| &r.plan.sources).collect();
    Ok(Box::new(move |source, _| sources.contains(&source.id)))
}

/// Sources with this value, and turns of participants who have it.
fn attribute<'a>(key: &str, leaf: &Leaf, corpus: &Corpus<'a>) -> Result<Holds<'a>, QueryError> {
    check_attribute(key, leaf, corpus)?;
    let (key, fits) = (Loose::new(key, Ending::Whole), fitting(leaf));
    let has =
        move |all: &[(String, String)]| all.iter().any(|(k, stored)| key.fits(k) && fits(stored));
    let people = corpus.participants.iter().filter(|(_, all)| has(all));
    let people: HashSet<&str> = people.map(|(who, _)| who.as_str()).collect();
    Ok(Box::new(move |source, who| {
        let theirs = who.and_then(Person::with_attributes);
        theirs.is_some_and(|who| people.contains(who)) || has(&source.attributes)
    }))
}

/// Whether a stored value is what a part asks for.
pub(super) fn fitting(leaf: &Leaf) -> impl Fn(&str) -> bool + use<> {
    let value = Loose::new(&leaf.text, leaf.ending);
    let compared = Some(&leaf.text).filter(|t| is_comparison(t));
    let compared = compared.and_then(|typed| Compared::read(typed));
    move |stored: &str| match &compared {
        Some(compared) => compared.holds(stored),
        None => value.fits(stored),
    }
}

/// What is set for sources and people, with names as they were given.
pub(super) fn attributes<'c>(corpus: &Corpus<'c>) -> impl Iterator<Item = &'c (String, String)> {
    let of_sources = corpus.sources.iter().map(|s| &s.attributes);
    let all = of_sources.chain(corpus.participants.iter().map(|(_, a)| a));
    all.flatten()
}

/// Refuses an attribute nobody has, naming those there are: it is a slip, or meant as words.
pub(super) fn check_attribute(
    key: &str,
    leaf: &Leaf,
    corpus: &Corpus<'_>,
) -> Result<(), QueryError> {
    let names: BTreeSet<&str> = attributes(corpus).map(|(k, _)| k.as_str()).collect();
    let wanted = Loose::new(key, Ending::Whole);
    if names.iter().any(|n| wanted.fits(n)) {
        return Ok(());
    }
    let known = names.into_iter().map(str::to_owned).collect();
    Err(QueryFault::UnknownField(key.to_owned(), known).at(leaf.column))
}
