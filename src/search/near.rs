//! Words near each other, in any order.

use super::listed::Docs;
use super::phrase::{Phrase, Piece, occurrences};
use super::tokenizer::Terms;
use std::collections::BTreeMap;
use std::ops::Range;
use tantivy::postings::Postings;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Words of which each occurs, with at most so many others between the first and the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub most: u32,
    pub parts: Vec<Part>,
}

/// One of the words, in all its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    phrases: Vec<Phrase>,
    /// Positions it takes: more than one where it is written in characters.
    width: usize,
    /// How often it was asked for.
    times: usize,
}

impl Part {
    pub fn new(phrases: Vec<Phrase>, width: usize) -> Part {
        Part {
            phrases,
            width,
            times: 1,
        }
    }
}

impl Near {
    /// Adds a word; one that is there already has to occur once more.
    pub fn add(&mut self, part: Part) {
        if part.phrases.is_empty() {
            return;
        }
        match self.parts.iter_mut().find(|p| p.phrases == part.phrases) {
            Some(same) => same.times += 1,
            None => self.parts.push(part),
        }
    }

    /// Where the words stand that are near each other, in bytes.
    pub fn find(&self, terms: &Terms) -> Vec<Range<usize>> {
        let bytes = self.bytes(terms, &|_| true);
        let places = places(&bytes);
        let mut found = Vec::new();
        for start in starts(&places) {
            for (part, at) in self.window(&places, start).into_iter().flatten() {
                found.extend(bytes[part].get(&at).cloned());
            }
        }
        found
    }

    /// Whether all of them stand near each other in a part of a text.
    pub fn stands_in(&self, terms: &Terms, within: &dyn Fn(&Range<usize>) -> bool) -> bool {
        self.holds(&places(&self.bytes(terms, within)))
    }

    /// By word: where it stands, first by position and then in bytes.
    fn bytes(&self, terms: &Terms, within: &dyn Fn(&Range<usize>) -> bool) -> Vec<Stands> {
        let of = |part: &Part| -> Stands {
            let all = part.phrases.iter().flat_map(|p| occurrences(p, terms));
            all.filter(|(_, bytes)| within(bytes)).collect()
        };
        self.parts.iter().map(of).collect()
    }

    /// Whether the words stand near each other somewhere, by the places of each in order.
    fn holds(&self, places: &[Vec<usize>]) -> bool {
        let mut starts = starts(places);
        starts.any(|start| self.window(places, start).is_some())
    }

    /// The words from this place on, each as early as can be, if they are near enough: pairs of word
    /// and place.
    fn window(&self, places: &[Vec<usize>], start: usize) -> Option<Vec<(usize, usize)>> {
        let (mut taken, mut end, mut own) = (Vec::new(), start, 0);
        for (part, (wanted, places)) in self.parts.iter().zip(places).enumerate() {
            let from = places.partition_point(|at| *at < start);
            let here = places.get(from..from + wanted.times)?;
            let last = here.last()?;
            end = end.max(last + wanted.width);
            own += wanted.width * wanted.times;
            taken.extend(here.iter().map(|at| (part, *at)));
        }
        let between = (end - start).saturating_sub(own);
        (between <= self.most as usize).then_some(taken)
    }

    /// The query an index is asked.
    pub fn query(&self, field: Field) -> Box<dyn Query> {
        Box::new(NearQuery {
            near: self.clone(),
            field,
        })
    }
}

/// Where a word stands: bytes by position.
type Stands = BTreeMap<usize, Range<usize>>;

fn places(bytes: &[Stands]) -> Vec<Vec<usize>> {
    bytes.iter().map(|b| b.keys().copied().collect()).collect()
}

/// Places where a window can begin.
fn starts(places: &[Vec<usize>]) -> impl Iterator<Item = usize> {
    let mut all: Vec<usize> = places.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
}

/// The query of words near each other. The library's phrases with slop count moves, not words.
#[derive(Clone, Debug)]
struct NearQuery {
    near: Near,
    field: Field,
}

impl Query for NearQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

type Places = BTreeMap<DocId, Vec<usize>>;

impl NearQuery {
    /// Where a word stands, by document.
    fn places(&self, reader: &SegmentReader, part: &Part) -> tantivy::Result<Places> {
        let mut all = Places::new();
        for phrase in &part.phrases {
            for (doc, places) in self.of_phrase(reader, phrase)? {
                all.entry(doc).or_default().extend(places);
            }
        }
        for places in all.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        Ok(all)
    }

    fn of_phrase(&self, reader: &SegmentReader, phrase: &Phrase) -> tantivy::Result<Places> {
        let mut found: Option<Places> = None;
        for (offset, piece) in phrase {
            let Piece::Is(text) = piece else {
                return Ok(Places::new());
            };
            let here = self.of_term(reader, text, *offset)?;
            found = Some(match found {
                None => here,
                Some(before) => both(before, &here),
            });
        }
        Ok(found.unwrap_or_default())
    }

    /// Where a phrase would begin whose term this is.
    fn of_term(
        &self,
        reader: &SegmentReader,
        text: &str,
        offset: usize,
    ) -> tantivy::Result<Places> {
        let term = Term::from_field_text(self.field, text);
        let index = reader.inverted_index(self.field)?;
        let mut places = Places::new();
        let postings = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
        let Some(mut postings) = postings else {
            return Ok(places);
        };
        let mut positions = Vec::new();
        while postings.doc() != TERMINATED {
            postings.positions(&mut positions);
            let begins = positions
                .iter()
                .filter_map(|at| (*at as usize).checked_sub(offset));
            places.insert(postings.doc(), begins.collect());
            postings.advance();
        }
        Ok(places)
    }
}

fn both(mut one: Places, other: &Places) -> Places {
    one.retain(|doc, places| {
        let other = other.get(doc).map_or(&[][..], Vec::as_slice);
        places.retain(|at| other.contains(at));
        !places.is_empty()
    });
    one
}

impl Weight for NearQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut all = Vec::new();
        for part in &self.near.parts {
            all.push(self.places(reader, part)?);
        }
        let mut docs = Vec::new();
        if let Some((first, others)) = all.split_first() {
            for (doc, places) in first {
                let of_others = others.iter().map(|o| o.get(doc).cloned());
                let places: Option<Vec<Vec<usize>>> = std::iter::once(Some(places.clone()))
                    .chain(of_others)
                    .collect();
                if places.is_some_and(|places| self.near.holds(&places)) {
                    docs.push(*doc);
                }
            }
        }
        Ok(Box::new(ConstScorer::new(Docs::new(docs.into()), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words near each other", 1.0))
    }
}
