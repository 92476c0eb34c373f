//! The hits of a query counted by who speaks in them and what is coded there.

use super::ast::Listing;
use super::coded::Coded;
use super::corpus::Corpus;
use super::error::SearchError;
use super::facets::{Counted, Facets, Sort, Values, common};
use super::index::TextIndex;
use super::people::{Person, attributes};
use super::query::Query;
use super::reading::ByPlace;
use super::schema::unplace;
use super::segments;
use super::turns::{TurnAt, TurnSet};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

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
            filed: corpus.kept().unwrap_or(&own),
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
        let mut hits = vec![0; self.values.len()];
        // Codings stand by where they begin: up to where a value was counted is where the next
        // coding that has it goes on.
        let mut upto = vec![0; hits.len()];
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
        let mut hits = vec![0; self.values.len()];
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
        let mut counted = Counted::of(self.hits);
        let mut places = BTreeSet::new();
        let mut who: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut values = std::mem::take(&mut self.values);
        let mut said = |values: &mut Values, number: u32| -> Vec<u32> {
            let speaker = &table.speakers()[number as usize];
            let of = |values: &mut Values| {
                let source = source(speaker.source);
                source.map_or_else(Vec::new, |s| {
                    values.of(&Person::of(speaker, s), s, &attributes)
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
