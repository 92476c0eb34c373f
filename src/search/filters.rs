//! What a leaf means to the text index. Names, kinds, attributes and roles are looked up on the
//! corpus and become conditions on sources and speakers.

use super::ast::{Coding, Ending, Expr, Field, Leaf, Like};
use super::coded::{Coded, rounds};
use super::compare::{Compared, is_comparison};
use super::corpus::Corpus;
use super::error::{QueryError, QueryFault, SearchError};
use super::like::{Likes, Material};
use super::listed::Listed;
use super::loose::{Loose, names_source};
use super::needle::Needle;
use super::plan::{Target, any, combined, exactly, unscored, words};
use super::schema::{Fields, role_term, source_term};
use super::weighed::Several;
use crate::model::ids::SourceId;
use crate::model::source::{Source, SourceKind, SpeakerRole, SpeakerSetting};
use std::collections::BTreeSet;
use tantivy::Searcher;
use tantivy::query::{EmptyQuery, Occur, Query, TermSetQuery};

pub(super) struct TextTarget<'a> {
    fields: &'a Fields,
    languages: BTreeSet<&'a str>,
    /// (number in the index, source), present texts only.
    sources: Vec<(usize, &'a Source)>,
    coded: &'a Coded<'a>,
    searcher: &'a Searcher,
    /// What every `like:` of the query stands for.
    pub likes: Likes,
}

impl<'a> TextTarget<'a> {
    /// Over an index with sources in these languages.
    pub fn new(
        fields: &'a Fields,
        languages: BTreeSet<&'a str>,
        coded: &'a Coded<'a>,
        searcher: &'a Searcher,
    ) -> TextTarget<'a> {
        let sources = coded.numbers.iter().zip(coded.corpus.sources);
        let mut sources: Vec<(usize, &Source)> = sources
            .filter_map(|(number, source)| Some(((*number)?, source)))
            .collect();
        sources.sort_unstable_by_key(|(number, _)| *number);
        TextTarget {
            fields,
            languages,
            sources,
            coded,
            searcher,
            likes: Likes::default(),
        }
    }

    /// Chooses the words of every `like:` of a query, before that is planned.
    pub fn choose(&mut self, expr: &Expr) -> Result<(), SearchError> {
        let from = Material {
            coded: self.coded,
            searcher: self.searcher,
            fields: self.fields,
        };
        self.likes = Likes::of(expr, &from)?;
        Ok(())
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
        // Read in lower case.
        let starts = |word: &str| !leaf.text.is_empty() && word.starts_with(&leaf.text);
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

    /// Turns of whoever is this participant: as set, else by the label of a speaker who asks nothing.
    fn participant(&self, leaf: &Leaf, value: &Loose) -> Box<dyn Query> {
        let is = |s: &SpeakerSetting| s.participant.as_deref().is_some_and(|p| value.fits(p));
        let other = |s: &SpeakerSetting| {
            s.role == SpeakerRole::Interviewer || s.participant.is_some() && !is(s)
        };
        let label = words(&Needle::new(leaf, []), self.fields.speaker);
        let set =
            self.of_settings(|s| s.role == SpeakerRole::Participant && s.participant.is_none());
        let mut participants = vec![exactly(
            self.fields.role,
            role_term(SpeakerRole::Participant),
        )];
        participants.extend(set);
        let mut by_label = vec![
            (Occur::Must, unscored(label)),
            (Occur::Must, any(participants)),
        ];
        let others = self.of_settings(other).into_iter();
        by_label.extend(others.map(|q| (Occur::MustNot, q)));
        let mut turns = self.of_settings(|s| is(s) && s.role == SpeakerRole::Participant);
        turns.push(combined(by_label));
        any(turns)
    }

    fn language(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        let wanted = leaf.text.to_lowercase();
        let is = |tag: &str| {
            let tag = tag.to_lowercase();
            let rest = tag.strip_prefix(&wanted);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let known: BTreeSet<&str> = self
            .sources
            .iter()
            .map(|(_, s)| s.language.as_str())
            .collect();
        if !known.iter().any(|tag| is(tag)) {
            let known = known.into_iter().map(str::to_owned).collect();
            return Err(QueryFault::Unknown("language", leaf.text.clone(), known).at(leaf.column));
        }
        Ok(self.of_sources(|s| is(&s.language)))
    }

    /// Sources the viewer has marked as finished in a round, or has not.
    fn finished(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        let wanted = match leaf.text.to_lowercase().as_str() {
            "yes" => true,
            "no" => false,
            _ => {
                let known = vec!["finished:yes".to_owned(), "finished:no".to_owned()];
                let typed = leaf.text.clone();
                return Err(QueryFault::Unknown("state", typed, known).at(leaf.column));
            }
        };
        let view = self.coded.corpus.view;
        let own = |s: &Source| {
            let viewer = view?.viewer()?;
            let mut rounds = view?.rounds().iter();
            Some(rounds.any(|r| {
                r.finished
                    .get(viewer)
                    .is_some_and(|all| all.contains(&s.id))
            }))
        };
        Ok(self.of_sources(|s| own(s).unwrap_or(false) == wanted))
    }

    /// Sources of the rounds of this name.
    fn within(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        let Some(view) = self.coded.corpus.view else {
            return Ok(Box::new(EmptyQuery));
        };
        let rounds = rounds(view, &leaf.text).map_err(|fault| fault.at(leaf.column))?;
        let rounds = rounds.iter().filter_map(|id| view.round(*id));
        let sources: BTreeSet<&SourceId> = rounds.flat_map(|r| &r.plan.sources).collect();
        Ok(self.of_sources(|s| sources.contains(&s.id)))
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

    fn attribute(&self, key: &str, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        check_attribute(key, leaf, self.coded.corpus)?;
        let fits = fitting(leaf);
        let has = |attributes: &[(String, String)]| has_attribute(attributes, key, &fits);
        let people: BTreeSet<&str> = self
            .coded
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
            Field::Memo | Field::MemoIs(_) | Field::Code => Ok(Box::new(EmptyQuery)),
            Field::Speaker => Ok(self.speaker(leaf, &value)),
            Field::Source => Ok(self.of_sources(|s| names_source(s, &value))),
            Field::Kind => self.kind(leaf, &value),
            Field::Role => self.role(leaf),
            Field::Participant => Ok(self.participant(leaf, &value)),
            Field::Language => self.language(leaf),
            Field::Finished => self.finished(leaf),
            Field::Within => self.within(leaf),
            Field::Attribute(key) => self.attribute(key, leaf),
        }
    }

    /// Turns that codings share text with.
    fn coding(&self, asked: &Coding) -> Result<Box<dyn Query>, QueryError> {
        let (coded, met) = (self.coded, self.coded.met());
        let turns = |n: usize| {
            let number = coded.numbers[coded.filed.source(n)];
            let turns = number.map_or(&[][..], |number| coded.table.of(number));
            turns.get(met[n].0 as usize..met[n].1 as usize)
        };
        let marked = coded.marked(asked)?;
        let found = marked
            .ones()
            .filter_map(turns)
            .flatten()
            .map(|turn| turn.at);
        Ok(Box::new(Listed::of(self.searcher, found)))
    }

    /// Turns that hold words of what is coded so, and in which nothing is.
    fn like(&self, like: &Like) -> Box<dyn Query> {
        let Some(liked) = self.likes.get(like) else {
            return Box::new(EmptyQuery);
        };
        let several = Several {
            field: self.fields.words,
            words: liked.words.clone(),
            least: liked.least(),
        };
        combined(vec![
            (Occur::Must, Box::new(several)),
            (Occur::MustNot, Box::new(liked.turns.clone())),
        ])
    }
}

/// Whether a stored value is what a part asks for.
pub(super) fn fitting(leaf: &Leaf) -> impl Fn(&str) -> bool {
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

fn has_attribute(attributes: &[(String, String)], key: &str, fits: &dyn Fn(&str) -> bool) -> bool {
    let key = Loose::new(key, Ending::Whole);
    attributes.iter().any(|(k, v)| key.fits(k) && fits(v))
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
