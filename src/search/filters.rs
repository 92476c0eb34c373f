//! What a leaf means to the text index. Names, kinds, attributes and roles are looked up on the
//! corpus and become conditions on sources and speakers.

use super::ast::{Ending, Field, Leaf};
use super::corpus::Corpus;
use super::error::{QueryError, QueryFault};
use super::loose::Loose;
use super::needle::Needle;
use super::plan::{Target, any, combined, exactly, unscored, words};
use super::schema::{Fields, role_term, source_term};
use crate::model::source::{Source, SourceKind, SpeakerRole, SpeakerSetting};
use std::collections::BTreeSet;
use tantivy::query::{EmptyQuery, Occur, Query, TermSetQuery};

pub(super) struct TextTarget<'a> {
    fields: &'a Fields,
    languages: BTreeSet<&'a str>,
    /// (number in the index, source), present texts only.
    sources: Vec<(usize, &'a Source)>,
    corpus: &'a Corpus<'a>,
}

impl<'a> TextTarget<'a> {
    /// Over an index with sources in these languages, of which `current` says where on the corpus
    /// each is.
    pub fn new(
        fields: &'a Fields,
        languages: BTreeSet<&'a str>,
        current: &[Option<usize>],
        corpus: &'a Corpus<'a>,
    ) -> TextTarget<'a> {
        let in_corpus =
            |(number, at): (usize, &Option<usize>)| Some((number, &corpus.sources[(*at)?]));
        TextTarget {
            fields,
            languages,
            sources: current.iter().enumerate().filter_map(in_corpus).collect(),
            corpus,
        }
    }

    fn of_sources(&self, fits: impl Fn(&Source) -> bool) -> Box<dyn Query> {
        let numbers = self.sources.iter().filter(|(_, s)| fits(s));
        let terms: Vec<_> = numbers
            .map(|(number, _)| source_term(self.fields, *number))
            .collect();
        if terms.is_empty() {
            return Box::new(EmptyQuery);
        }
        unscored(Box::new(TermSetQuery::new(terms)))
    }

    /// Turns of the speakers that were set by hand and for whom `fits` holds, source by source.
    fn of_settings(&self, fits: impl Fn(&SpeakerSetting) -> bool) -> Vec<Box<dyn Query>> {
        let mut turns = Vec::new();
        for (number, source) in &self.sources {
            for setting in source.speakers.iter().filter(|s| fits(s)) {
                let of_source = TermSetQuery::new([source_term(self.fields, *number)]);
                turns.push(combined(vec![
                    (Occur::Must, unscored(Box::new(of_source))),
                    (Occur::Must, exactly(self.fields.label, &setting.label)),
                ]));
            }
        }
        turns
    }

    fn speaker(&self, leaf: &Leaf, value: &Loose) -> Box<dyn Query> {
        let label = words(&Needle::new(leaf, []), self.fields.speaker);
        let mut turns =
            self.of_settings(|s| s.participant.as_deref().is_some_and(|p| value.fits(p)));
        turns.push(unscored(label));
        any(turns)
    }

    fn role(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        let value = leaf.text.to_lowercase();
        let starts = |word: &str| !value.is_empty() && word.starts_with(&value);
        let (role, other) = if starts("participant") {
            (SpeakerRole::Participant, SpeakerRole::Interviewer)
        } else if starts("interviewer") || starts("moderator") {
            (SpeakerRole::Interviewer, SpeakerRole::Participant)
        } else {
            return Err(QueryFault::UnknownIs(leaf.text.clone()).at(leaf.column));
        };
        let parsed = exactly(self.fields.role, role_term(role));
        let mut as_parsed = vec![(Occur::Must, parsed)];
        as_parsed.extend(
            self.of_settings(|s| s.role == other)
                .into_iter()
                .map(|q| (Occur::MustNot, q)),
        );
        let mut turns = self.of_settings(|s| s.role == role);
        turns.push(combined(as_parsed));
        Ok(any(turns))
    }

    fn kind(&self, leaf: &Leaf, value: &Loose) -> Result<Box<dyn Query>, QueryError> {
        let typed = leaf.text.to_lowercase().replace(['-', '_', ' '], "");
        let names =
            |kind: SourceKind| value.fits(kind.word()) || kind.word().replace(' ', "") == typed;
        if !SourceKind::ALL.into_iter().any(names) {
            return Err(QueryFault::UnknownKind(leaf.text.clone()).at(leaf.column));
        }
        Ok(self.of_sources(|s| names(s.kind)))
    }

    fn attribute(
        &self,
        key: &str,
        leaf: &Leaf,
        value: &Loose,
    ) -> Result<Box<dyn Query>, QueryError> {
        check_attribute(key, leaf, self.corpus)?;
        let has = |attributes: &[(String, String)]| has_attribute(attributes, key, value);
        let people: BTreeSet<&str> = self
            .corpus
            .participants
            .iter()
            .filter(|(_, a)| has(a))
            .map(|(p, _)| p.as_str())
            .collect();
        let mut turns = vec![self.of_sources(|s| has(&s.attributes))];
        if !people.is_empty() {
            turns.push(self.of_people(&people));
        }
        Ok(any(turns))
    }

    /// Turns of these participants: by label, unless the label was set to be somebody else.
    fn of_people(&self, people: &BTreeSet<&str>) -> Box<dyn Query> {
        let is = |s: &SpeakerSetting| {
            s.participant
                .as_deref()
                .map_or(people.contains(s.label.as_str()), |p| people.contains(p))
        };
        let labels = any(people
            .iter()
            .map(|p| exactly(self.fields.label, p))
            .collect());
        let mut by_label = vec![(Occur::Must, labels)];
        let not_them = |s: &SpeakerSetting| {
            people.contains(s.label.as_str()) && (!is(s) || s.role == SpeakerRole::Interviewer)
        };
        by_label.extend(
            self.of_settings(not_them)
                .into_iter()
                .map(|q| (Occur::MustNot, q)),
        );
        let mut turns = self.of_settings(|s| is(s) && s.role == SpeakerRole::Participant);
        turns.push(combined(by_label));
        any(turns)
    }
}

impl Target for TextTarget<'_> {
    fn leaf(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        let value = Loose::new(&leaf.text, leaf.ending);
        match &leaf.field {
            Field::Anywhere | Field::Talk => {
                let needle = Needle::new(leaf, self.languages.iter().copied());
                Ok(words(&needle, self.fields.words))
            }
            Field::Memo | Field::Code => Ok(Box::new(EmptyQuery)),
            Field::Speaker => Ok(self.speaker(leaf, &value)),
            Field::Source => Ok(self.of_sources(|s| names_source(s, &value))),
            Field::Kind => self.kind(leaf, &value),
            Field::Is => self.role(leaf),
            Field::Attribute(key) => self.attribute(key, leaf, &value),
        }
    }
}

/// Whether a value names a source, by what it is cited as or by its id.
pub(super) fn names_source(source: &Source, value: &Loose) -> bool {
    value.fits(&source.name) || value.fits(source.id.as_str())
}

fn has_attribute(attributes: &[(String, String)], key: &str, value: &Loose) -> bool {
    let key = Loose::new(key, Ending::Whole);
    attributes.iter().any(|(k, v)| key.fits(k) && value.fits(v))
}

/// Refuses an attribute nobody has, naming those there are: it is a slip, or meant as words.
pub(super) fn check_attribute(
    key: &str,
    leaf: &Leaf,
    corpus: &Corpus<'_>,
) -> Result<(), QueryError> {
    let of_sources = corpus.sources.iter().map(|s| &s.attributes);
    let all = of_sources.chain(corpus.participants.iter().map(|(_, a)| a));
    let names: BTreeSet<&str> = all.flatten().map(|(k, _)| k.as_str()).collect();
    let wanted = Loose::new(key, Ending::Whole);
    if names.iter().any(|n| wanted.fits(n)) {
        return Ok(());
    }
    let known = names.into_iter().map(str::to_owned).collect();
    Err(QueryFault::UnknownField(key.to_owned(), known).at(leaf.column))
}
