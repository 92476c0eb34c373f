//! What the hits of a query are made of: how many people and sources they come from, and how many of
//! them each narrower query would list.

use super::ast::Ending;
use super::fold::folded;
use super::loose::Loose;
use super::people::{Attributes, Person};
use super::schema::role_term;
use crate::model::ids::SourceId;
use crate::model::source::Source;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Of each sort at most so many are listed: those with most hits.
const MOST: usize = 20;

/// What a query can be narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    Source,
    /// Who speaks, told apart by source where only a label tells: counted, never asked for.
    Person,
    Participant,
    Role,
    Code,
    Coder,
    /// By its name.
    Attribute(String),
}

/// A narrower query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    pub sort: Sort,
    /// The value: a name.
    pub value: String,
    /// Turns or segments it would list.
    pub hits: usize,
}

/// What the hits of a query are made of; memos and codes are not counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Turns or segments.
    pub hits: usize,
    /// Participants who speak in them.
    pub people: usize,
    /// Sources they lie in, in the order of the corpus.
    pub sources: Vec<SourceId>,
    /// By sort, most hits first. Left out is what narrows nothing, for all hits have it, and what the
    /// language cannot ask for.
    pub all: Vec<Facet>,
}

/// Values that hits can have, each with a number.
#[derive(Default)]
pub(super) struct Values {
    all: Vec<(Sort, String)>,
    numbers: FxHashMap<(Sort, String), u32>,
}

impl Values {
    pub fn number(&mut self, sort: Sort, value: &str) -> u32 {
        let next = self.all.len() as u32;
        let key = (sort, value.to_owned());
        *self.numbers.entry(key).or_insert_with_key(|key| {
            self.all.push(key.clone());
            next
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    fn attributes(&mut self, all: &[(String, String)]) -> Vec<u32> {
        let number =
            |(key, value): &(String, String)| self.number(Sort::Attribute(key.clone()), value);
        all.iter().map(number).collect()
    }

    /// What holds where this speaker of a source talks.
    pub fn of(
        &mut self,
        person: &Person<'_>,
        source: &Source,
        attributes: &Attributes<'_>,
    ) -> Vec<u32> {
        let mut values = Vec::new();
        if let Some(who) = person.told_apart(source) {
            values.push(self.number(Sort::Person, &who));
        }
        if let Some(name) = person.participant() {
            values.push(self.number(Sort::Participant, name));
        }
        if let Some(role) = person.role() {
            values.push(self.number(Sort::Role, role_term(role)));
        }
        if let Some(name) = person.with_attributes() {
            let of = attributes.get(name).copied().unwrap_or_default();
            values.extend(self.attributes(of));
        }
        values
    }

    pub fn of_source(&mut self, source: &Source) -> Vec<u32> {
        let mut values = self.attributes(&source.attributes);
        values.push(self.number(Sort::Source, &source.name));
        values
    }

    /// The values a narrower query by this one finds, too: `arm:control` finds “control group”.
    fn found_by(&self, number: u32, folded: &[String]) -> Vec<u32> {
        let (sort, value) = &self.all[number as usize];
        let loose = Loose::new(value, Ending::Whole);
        let fits = |((other, _), stored): &(&(Sort, String), &String)| match (sort, other) {
            (Sort::Attribute(key), Sort::Attribute(of)) => {
                loose.fits_folded(stored) && Loose::new(key, Ending::Whole).fits(of)
            }
            (Sort::Source | Sort::Participant, other) => sort == other && loose.fits_folded(stored),
            _ => false,
        };
        let all = (0..).zip(self.all.iter().zip(folded));
        let found = all.filter(|(_, value)| fits(value));
        let mut found: Vec<u32> = found.map(|(n, _)| n).chain([number]).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Values of a source's turns that all of them have.
pub(super) fn common(mut turns: impl Iterator<Item = Vec<u32>>) -> Vec<u32> {
    let first = turns.next().unwrap_or_default();
    turns.fold(first, |mut common, turn| {
        common.retain(|value| turn.contains(value));
        common
    })
}

/// Hits by their values, counted.
#[derive(Default)]
pub(super) struct Counted {
    /// Values that hits have together, each once, and how many hits have these.
    together: Vec<(Vec<u32>, usize)>,
    /// By value: hits that have it.
    by_value: Vec<usize>,
    hits: usize,
}

impl Counted {
    /// So many hits, none of which is looked at yet.
    pub fn of(hits: usize) -> Counted {
        Counted {
            hits,
            ..Counted::default()
        }
    }

    pub fn push(&mut self, mut values: Vec<u32>, hits: usize) {
        values.sort_unstable();
        values.dedup();
        for value in &values {
            self.add(*value, hits);
        }
        self.together.push((values, hits));
    }

    pub fn add(&mut self, value: u32, hits: usize) {
        let at = value as usize;
        if self.by_value.len() <= at {
            self.by_value.resize(at + 1, 0);
        }
        self.by_value[at] += hits;
    }

    pub fn facets(&self, values: &Values) -> Facets {
        let mut by_sort: BTreeMap<&Sort, Vec<usize>> = BTreeMap::new();
        for (number, hits) in self.by_value.iter().enumerate() {
            if *hits > 0 {
                let (sort, _) = &values.all[number];
                by_sort.entry(sort).or_default().push(number);
            }
        }
        let people = by_sort.get(&Sort::Person).map_or(0, Vec::len);
        let mut all = Vec::new();
        let folded: Vec<String> = values.all.iter().map(|(_, value)| folded(value)).collect();
        for numbers in by_sort.into_values() {
            let mut facets: Vec<Facet> = self.most(numbers, values, &folded);
            facets.retain(|f| f.hits < self.hits && f.clause().is_some());
            facets.sort_by_key(|f| std::cmp::Reverse(f.hits));
            all.extend(facets);
        }
        Facets {
            hits: self.hits,
            people,
            sources: Vec::new(),
            all,
        }
    }

    /// Those with most hits, with what a narrower query by each would list.
    fn most(&self, mut numbers: Vec<usize>, values: &Values, folded: &[String]) -> Vec<Facet> {
        numbers.sort_by(|a, b| {
            let name = |n: usize| &values.all[n].1;
            self.by_value[*b]
                .cmp(&self.by_value[*a])
                .then_with(|| name(*a).cmp(name(*b)))
        });
        numbers.truncate(MOST);
        let facet = |number: usize| {
            let (sort, value) = values.all[number].clone();
            Facet {
                hits: self.with_any(&values.found_by(number as u32, folded)),
                sort,
                value,
            }
        };
        numbers.into_iter().map(facet).collect()
    }

    /// Hits that have one of these values at least: of codes and coders, one alone.
    fn with_any(&self, wanted: &[u32]) -> usize {
        if let [number] = wanted {
            return self.by_value[*number as usize];
        }
        let has = |values: &[u32]| values.iter().any(|value| wanted.contains(value));
        let hits = self.together.iter().filter(|(values, _)| has(values));
        hits.map(|(_, hits)| hits).sum()
    }
}
