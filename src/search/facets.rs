//! What the hits of a query are made of: how many people and sources they come from, and how many of
//! them each narrower query would list.

use super::ast::{Ending, Listing};
use super::coded::Coded;
use super::corpus::Corpus;
use super::error::SearchError;
use super::fold::folded;
use super::index::TextIndex;
use super::loose::Loose;
use super::people::{Attributes, Person, attributes};
use super::query::Query;
use super::reading::ByPlace;
use super::schema::{role_term, unplace};
use super::segments;
use super::turns::{TurnAt, TurnSet};
use crate::model::ids::SourceId;
use crate::model::source::Source;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Of each sort at most so many are listed: those with most hits.
const MOST: usize = 20;

/// What a query can be narrowed by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    Source,
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

impl Query {
    /// What all its hits are made of.
    pub fn facets(&self, text: &TextIndex, corpus: &Corpus<'_>) -> Result<Facets, SearchError> {
        let current = text.current(corpus.sources);
        let Some(turns) = text.turns(self.expr()) else {
            return Ok(Facets::default());
        };
        let numbers = turns.open().numbers(&current, corpus);
        let own = corpus.file(true);
        let coded = Coded {
            corpus,
            filed: corpus.filed.unwrap_or(&own),
            table: turns.table()?,
            index: turns.open().number,
            numbers: &numbers,
        };
        let mut met = Met::new(&coded);
        if self.listing() == Listing::Turns {
            let (query, _) = turns.planned(self.expr(), corpus, &current)?;
            let found = turns.searcher().search(&*query, &ByPlace)?;
            met.turns(found.into_iter().map(|(place, _)| place));
        } else {
            met.segments(&segments::marked(
                self.expr(),
                text,
                (corpus, coded.filed),
                &current,
            )?);
        }
        Ok(met.facets(&current))
    }
}

/// Hits as they are counted: by who speaks in them, and by what is coded there.
struct Met<'a> {
    coded: &'a Coded<'a>,
    values: Values,
    /// By speaker of the table, hits in turns of theirs; by source of the index, in nobody's.
    by_speaker: Vec<usize>,
    of_nobody: Vec<usize>,
    /// By source of the index, hits that lie in several turns or between them.
    elsewhere: FxHashMap<(usize, Range<usize>), usize>,
    /// By value, hits that are coded so.
    by_code: BTreeMap<u32, usize>,
    hits: usize,
}

impl<'a> Met<'a> {
    fn new(coded: &'a Coded<'a>) -> Met<'a> {
        let sources = coded.table.len();
        Met {
            by_speaker: vec![0; coded.table.speakers().len()],
            of_nobody: vec![0; sources],
            values: Values::default(),
            elsewhere: FxHashMap::default(),
            by_code: BTreeMap::new(),
            hits: 0,
            coded,
        }
    }

    fn add(&mut self, number: usize, turns: Range<usize>) {
        self.hits += 1;
        match (turns.len(), self.coded.table.of(number).get(turns.start)) {
            (1, Some(turn)) => match turn.speaker {
                Some(speaker) => self.by_speaker[speaker as usize] += 1,
                None => self.of_nobody[number] += 1,
            },
            _ => *self.elsewhere.entry((number, turns)).or_default() += 1,
        }
    }

    /// Counts turns, by place in the index, with what is coded in them.
    fn turns(&mut self, places: impl Iterator<Item = u64>) {
        let (coded, mut set) = (self.coded, TurnSet::of(self.coded.table, []));
        for place in places {
            let (number, turn) = unplace(place);
            set.insert(number, turn);
            self.add(number, turn..turn + 1);
        }
        let (filed, met) = (coded.filed, coded.met());
        let (codes, coders) = self.coding_values();
        let most = codes
            .iter()
            .chain(&coders)
            .max()
            .map_or(0, |most| *most as usize + 1);
        let mut hits = vec![0; most];
        // Codings stand by where they begin: up to where a value was counted is where the next
        // coding that has it goes on.
        let mut upto = vec![0; most];
        for (place, number) in coded.numbers.iter().enumerate() {
            let Some(number) = number else {
                continue;
            };
            upto.fill(0);
            for n in filed.of_source(place) {
                let (from, to) = (met[n].0 as usize, met[n].1 as usize);
                for value in [
                    codes[filed.codes.rows[n] as usize],
                    coders[filed.coders.rows[n] as usize],
                ] {
                    let value = value as usize;
                    hits[value] += set.count(*number, from.max(upto[value])..to);
                    upto[value] = to.max(upto[value]);
                }
            }
        }
        self.keep(hits);
    }

    /// Counts segments, by number.
    fn segments(&mut self, marked: &FixedBitSet) {
        let (coded, met) = (self.coded, self.coded.met());
        let (filed, (codes, coders)) = (coded.filed, self.coding_values());
        let most = codes
            .iter()
            .chain(&coders)
            .max()
            .map_or(0, |most| *most as usize + 1);
        let mut hits = vec![0; most];
        for n in marked.ones() {
            if let Some(number) = coded.numbers[filed.source(n)] {
                self.add(number, met[n].0 as usize..met[n].1 as usize);
                hits[codes[filed.codes.rows[n] as usize] as usize] += 1;
                hits[coders[filed.coders.rows[n] as usize] as usize] += 1;
            }
        }
        self.keep(hits);
    }

    fn keep(&mut self, hits: Vec<usize>) {
        let hits = (0..).zip(hits).filter(|(_, hits)| *hits > 0);
        self.by_code = hits.collect();
    }

    /// The values codings have, by number of their code and of their coder.
    fn coding_values(&mut self) -> (Vec<u32>, Vec<u32>) {
        let Some(view) = self.coded.corpus.view else {
            return (Vec::new(), Vec::new());
        };
        let (filed, values) = (self.coded.filed, &mut self.values);
        let codes = filed.codes.values.iter();
        let codes = codes.map(|code| values.number(Sort::Code, view.codebook().name(*code)));
        let codes = codes.collect();
        let coders = filed.coders.values.iter();
        let coders = coders.map(|coder| values.number(Sort::Coder, coder.as_str()));
        (codes, coders.collect())
    }

    fn facets(mut self, current: &[Option<usize>]) -> Facets {
        let (table, corpus) = (self.coded.table, self.coded.corpus);
        let source = |number: usize| Some(&corpus.sources[(*current.get(number)?)?]);
        let attributes = attributes(corpus);
        let mut counted = Counted {
            hits: self.hits,
            ..Counted::default()
        };
        let mut places = BTreeSet::new();
        let mut who: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut values = std::mem::take(&mut self.values);
        let mut said = |values: &mut Values, number: u32| -> Vec<u32> {
            let speaker = &table.speakers()[number as usize];
            let of = |values: &mut Values| {
                let source = source(speaker.source);
                source.map_or_else(Vec::new, |s| {
                    values.of(&Person::of(speaker, s), &attributes)
                })
            };
            who.entry(number).or_insert_with(|| of(values)).clone()
        };
        let speakers = (0..).zip(&self.by_speaker).map(|(speaker, hits)| {
            (
                table.speakers()[speaker as usize].source,
                Some(speaker),
                *hits,
            )
        });
        let nobody = self.of_nobody.iter().enumerate();
        let nobody = nobody.map(|(number, hits)| (number, None, *hits));
        for (number, speaker, hits) in speakers.chain(nobody).filter(|(.., hits)| *hits > 0) {
            let Some(source) = source(number) else {
                continue;
            };
            places.extend(current[number]);
            let mut here = values.of_source(source);
            here.extend(speaker.into_iter().flat_map(|s| said(&mut values, s)));
            counted.push(here, hits);
        }
        for ((number, turns), hits) in &self.elsewhere {
            let Some(source) = source(*number) else {
                continue;
            };
            places.extend(current[*number]);
            let all = table.of(*number);
            let mut of =
                |turn: &TurnAt| turn.speaker.map_or_else(Vec::new, |s| said(&mut values, s));
            let mut here: Vec<u32> = match turns.is_empty() {
                false => all[turns.clone()].iter().flat_map(&mut of).collect(),
                // Between turns stands what holds for all of them.
                true => common(all.iter().map(of)),
            };
            here.extend(values.of_source(source));
            counted.push(here, *hits);
        }
        for (value, hits) in self.by_code {
            counted.add(value, hits);
        }
        let sources = places
            .into_iter()
            .map(|place| corpus.sources[place].id.clone());
        Facets {
            sources: sources.collect(),
            ..counted.facets(&values)
        }
    }
}

/// Values that hits can have, each with a number.
#[derive(Default)]
struct Values {
    all: Vec<(Sort, String)>,
    numbers: FxHashMap<(Sort, String), u32>,
}

impl Values {
    fn number(&mut self, sort: Sort, value: &str) -> u32 {
        let next = self.all.len() as u32;
        let key = (sort, value.to_owned());
        *self.numbers.entry(key).or_insert_with_key(|key| {
            self.all.push(key.clone());
            next
        })
    }

    fn attributes(&mut self, all: &[(String, String)]) -> Vec<u32> {
        let number =
            |(key, value): &(String, String)| self.number(Sort::Attribute(key.clone()), value);
        all.iter().map(number).collect()
    }

    /// What holds where this speaker talks.
    fn of(&mut self, person: &Person<'_>, attributes: &Attributes<'_>) -> Vec<u32> {
        let mut values = Vec::new();
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

    fn of_source(&mut self, source: &Source) -> Vec<u32> {
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
fn common(mut turns: impl Iterator<Item = Vec<u32>>) -> Vec<u32> {
    let first = turns.next().unwrap_or_default();
    turns.fold(first, |mut common, turn| {
        common.retain(|value| turn.contains(value));
        common
    })
}

/// Hits by their values, counted.
#[derive(Default)]
struct Counted {
    /// Values that hits have together, each once, and how many hits have these.
    together: Vec<(Vec<u32>, usize)>,
    /// By value: hits that have it.
    by_value: Vec<usize>,
    hits: usize,
}

impl Counted {
    fn push(&mut self, mut values: Vec<u32>, hits: usize) {
        values.sort_unstable();
        values.dedup();
        for value in &values {
            self.add(*value, hits);
        }
        self.together.push((values, hits));
    }

    fn add(&mut self, value: u32, hits: usize) {
        let at = value as usize;
        if self.by_value.len() <= at {
            self.by_value.resize(at + 1, 0);
        }
        self.by_value[at] += hits;
    }

    fn facets(&self, values: &Values) -> Facets {
        let mut by_sort: BTreeMap<&Sort, Vec<usize>> = BTreeMap::new();
        for (number, hits) in self.by_value.iter().enumerate() {
            if *hits > 0 {
                let (sort, _) = &values.all[number];
                by_sort.entry(sort).or_default().push(number);
            }
        }
        let people = by_sort.get(&Sort::Participant).map_or(0, Vec::len);
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
