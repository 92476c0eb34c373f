//! What a leaf means to the text index. Names, kinds, attributes and roles are looked up on the
//! corpus and become conditions on sources and speakers.

use super::ast::{Coding, Expr, Field, Leaf, Like};
use super::coded::Coded;
use super::error::{QueryError, SearchError};
use super::known;
use super::like::{Likes, Material};
use super::listed::Listed;
use super::needle::Needle;
use super::people::Person;
use super::plan::{Target, any, combined, unscored, words};
use super::schema::{Fields, source_term};
use super::turns::{Speaker, TurnAt};
use super::weighed::Several;
use crate::model::source::Source;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use tantivy::Searcher;
use tantivy::query::{EmptyQuery, Occur, Query, TermSetQuery};

pub(super) struct TextTarget<'a> {
    fields: &'a Fields,
    languages: BTreeSet<&'a str>,
    /// (number in the index, source), present texts only.
    sources: Vec<Numbered<'a>>,
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

    /// Turns where what is known of speakers and sources is so.
    fn known(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        let holds = known::holds(leaf, self.coded.corpus)?;
        let table = self.coded.table;
        let (whole, others): (Vec<Numbered>, Vec<Numbered>) = self
            .sources
            .iter()
            .partition(|(_, source)| holds(source, None));
        let mut any_of: Vec<Box<dyn Query>> = Vec::new();
        if !whole.is_empty() {
            let terms = whole.iter().map(|(n, _)| source_term(self.fields, *n));
            any_of.push(unscored(Box::new(TermSetQuery::new(terms))));
        }
        let others: FxHashMap<usize, &Source> = others.into_iter().collect();
        let theirs = |speaker: &Speaker| {
            let source = others.get(&speaker.source);
            source.is_some_and(|source| holds(source, Some(&Person::of(speaker, source))))
        };
        let theirs: Vec<bool> = table.speakers().iter().map(theirs).collect();
        let found = (0..).zip(&theirs).filter(|(_, is)| **is);
        let here: BTreeSet<usize> = found
            .map(|(n, _): (usize, _)| table.speakers()[n].source)
            .collect();
        if !here.is_empty() {
            let is = |turn: &&TurnAt| turn.speaker.is_some_and(|s| theirs[s as usize]);
            let turns = here.iter().flat_map(|number| table.of(*number));
            any_of.push(Box::new(Listed::of(
                self.searcher,
                turns.filter(is).map(|turn| turn.at),
            )));
        }
        Ok(any(any_of))
    }
}

/// A source with its number in the index.
type Numbered<'a> = (usize, &'a Source);

impl Target for TextTarget<'_> {
    fn leaf(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        match &leaf.field {
            Field::Anywhere | Field::Talk => {
                let needle = Needle::new(leaf, self.languages.iter().copied());
                Ok(words(&needle, self.fields.words))
            }
            Field::Memo | Field::MemoIs(_) | Field::Code => Ok(Box::new(EmptyQuery)),
            _ => self.known(leaf),
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
