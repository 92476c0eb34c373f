//! What the hits of a query are made of: how many people and sources they come from, and how many of
//! them each narrower query would list.

use super::ast::{Ending, Listing};
use super::corpus::Corpus;
use super::error::SearchError;
use super::fold::folded;
use super::index::{TextIndex, Turns};
use super::loose::Loose;
use super::people::{Attributes, Person, attributes};
use super::query::Query;
use super::reading::ByPlace;
use super::schema::{role_term, unplace};
use super::segments;
use super::turns::TurnTable;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::source::Source;
use crate::model::view::View;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
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

/// A hit: the number of its source in the index, and the turns it lies in.
struct Met<'c> {
    source: usize,
    turns: Range<usize>,
    coding: Option<&'c Coding>,
}

impl Query {
    /// What all its hits are made of.
    pub fn facets(&self, text: &TextIndex, corpus: &Corpus<'_>) -> Result<Facets, SearchError> {
        let current = text.current(corpus.sources);
        let Some(turns) = text.turns(self.expr()) else {
            return Ok(Facets::default());
        };
        let table = turns.table()?;
        let hits = self.met(text, corpus, (&turns, &current))?;
        let source = |number: usize| corpus.sources.get((*current.get(number)?)?);
        let mut by_source: BTreeMap<usize, Vec<&Met<'_>>> = BTreeMap::new();
        for hit in &hits {
            by_source.entry(hit.source).or_default().push(hit);
        }
        let mut values = Values::default();
        let attributes = attributes(corpus);
        let speakers = table.speakers().iter();
        let who: Vec<Vec<u32>> = speakers
            .map(|speaker| match source(speaker.source) {
                Some(of) if by_source.contains_key(&speaker.source) => {
                    values.of(&Person::of(speaker, of), &attributes)
                }
                _ => Vec::new(),
            })
            .collect();
        let mut counted = Counted::default();
        for (number, hits) in &by_source {
            let Some(source) = source(*number) else {
                continue;
            };
            let of_source = values.of_source(source);
            let coded = values.of_codings((corpus.view, source), (table, *number), hits);
            let turns = table.of(*number);
            for (hit, coded) in hits.iter().zip(coded) {
                let said = |turn: usize| -> &[u32] {
                    let speaker = turns[turn].speaker;
                    speaker.map_or(&[], |s| &who[s as usize])
                };
                let mut here: Vec<u32> = match hit.turns.is_empty() {
                    false => hit.turns.clone().flat_map(said).copied().collect(),
                    // Between turns stands what holds for all of them.
                    true => common((0..turns.len()).map(said)),
                };
                here.extend(&of_source);
                here.extend(coded);
                counted.push(here);
            }
        }
        let mut places: Vec<usize> = by_source.keys().filter_map(|n| *current.get(*n)?).collect();
        places.sort_unstable();
        let sources = places.iter().map(|at| corpus.sources[*at].id.clone());
        Ok(Facets {
            sources: sources.collect(),
            ..counted.facets(&values)
        })
    }

    fn met<'c>(
        &self,
        text: &TextIndex,
        corpus: &Corpus<'c>,
        (turns, current): (&Turns, &[Option<usize>]),
    ) -> Result<Vec<Met<'c>>, SearchError> {
        if self.listing() == Listing::Turns {
            let (query, _) = turns.planned(self.expr(), corpus, current)?;
            let met = |(place, _)| {
                let (source, turn) = unplace(place);
                Met {
                    source,
                    turns: turn..turn + 1,
                    coding: None,
                }
            };
            let found = turns.searcher().search(&*query, &ByPlace)?;
            return Ok(found.into_iter().map(met).collect());
        }
        let numbers = turns.open().numbers(current, corpus);
        let table = turns.table()?;
        let met = |coding: &'c Coding| {
            let source = *numbers.get(&coding.source)?;
            Some(Met {
                source,
                turns: table.met(source, coding.span),
                coding: Some(coding),
            })
        };
        let found = segments::all(self.expr(), text, corpus, current)?;
        Ok(found.into_iter().filter_map(met).collect())
    }
}

/// Values that hits can have, each with a number.
#[derive(Default)]
struct Values {
    all: Vec<(Sort, String)>,
    numbers: FxHashMap<(Sort, String), u32>,
    codes: FxHashMap<CodeId, u32>,
    coders: FxHashMap<CoderId, u32>,
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

    fn of_coding(&mut self, coding: &Coding, view: &View) -> [u32; 2] {
        let code = match self.codes.get(&coding.code) {
            Some(number) => *number,
            None => self.number(Sort::Code, view.codebook().name(coding.code)),
        };
        let coder = match self.coders.get(&coding.coder) {
            Some(number) => *number,
            None => self.number(Sort::Coder, coding.coder.as_str()),
        };
        self.codes.insert(coding.code, code);
        self.coders.insert(coding.coder.clone(), coder);
        [code, coder]
    }

    /// By hit of a source: what is coded there.
    fn of_codings(
        &mut self,
        (view, source): (Option<&View>, &Source),
        (table, number): (&TurnTable, usize),
        hits: &[&Met<'_>],
    ) -> Vec<Vec<u32>> {
        let mut values = vec![Vec::new(); hits.len()];
        let Some(view) = view else {
            return values;
        };
        let mut by_turn: FxHashMap<usize, usize> = FxHashMap::default();
        for (nth, hit) in hits.iter().enumerate() {
            match hit.coding {
                Some(coding) => values[nth].extend(self.of_coding(coding, view)),
                None => drop(by_turn.insert(hit.turns.start, nth)),
            }
        }
        if by_turn.is_empty() {
            return values;
        }
        for coding in view.codings_in(&source.id) {
            for turn in table.met(number, coding.span) {
                if let Some(nth) = by_turn.get(&turn) {
                    let of = self.of_coding(coding, view);
                    values[*nth].extend(of);
                }
            }
        }
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
fn common<'t>(mut turns: impl Iterator<Item = &'t [u32]>) -> Vec<u32> {
    let first = turns.next().unwrap_or_default().to_vec();
    turns.fold(first, |mut common, turn| {
        common.retain(|value| turn.contains(value));
        common
    })
}

/// Hits with their values, counted.
#[derive(Default)]
struct Counted {
    /// The values of one hit after those of another, each once a hit.
    values: Vec<u32>,
    ends: Vec<usize>,
    /// By value: hits that have it.
    hits: Vec<usize>,
}

impl Counted {
    fn push(&mut self, mut values: Vec<u32>) {
        values.sort_unstable();
        values.dedup();
        for value in &values {
            let at = *value as usize;
            if self.hits.len() <= at {
                self.hits.resize(at + 1, 0);
            }
            self.hits[at] += 1;
        }
        self.values.extend(values);
        self.ends.push(self.values.len());
    }

    fn facets(&self, values: &Values) -> Facets {
        let of = |number: usize| &values.all[number].0;
        let met = |sort: Sort| {
            let hits = self.hits.iter().enumerate();
            hits.filter(|(n, hits)| **hits > 0 && *of(*n) == sort)
                .count()
        };
        let mut by_sort: BTreeMap<&Sort, Vec<usize>> = BTreeMap::new();
        for (number, hits) in self.hits.iter().enumerate() {
            if *hits > 0 {
                by_sort.entry(of(number)).or_default().push(number);
            }
        }
        let mut all = Vec::new();
        let folded: Vec<String> = values.all.iter().map(|(_, value)| folded(value)).collect();
        for numbers in by_sort.into_values() {
            let mut facets: Vec<Facet> = self.most(numbers, values, &folded);
            facets.retain(|f| f.hits < self.ends.len() && f.clause().is_some());
            facets.sort_by_key(|f| std::cmp::Reverse(f.hits));
            all.extend(facets);
        }
        Facets {
            hits: self.ends.len(),
            people: met(Sort::Participant),
            sources: Vec::new(),
            all,
        }
    }

    /// Those with most hits, with what a narrower query by each would list.
    fn most(&self, mut numbers: Vec<usize>, values: &Values, folded: &[String]) -> Vec<Facet> {
        numbers.sort_by(|a, b| {
            let name = |n: usize| &values.all[n].1;
            self.hits[*b]
                .cmp(&self.hits[*a])
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

    /// Hits that have one of these values at least.
    fn with_any(&self, wanted: &[u32]) -> usize {
        if let [number] = wanted {
            return self.hits[*number as usize];
        }
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let hits = begins.zip(&self.ends);
        let has = |(from, to): &(usize, &usize)| {
            let mut here = self.values[*from..**to].iter();
            here.any(|value| wanted.contains(value))
        };
        hits.filter(has).count()
    }
}
