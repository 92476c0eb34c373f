//! The words by which turns resemble what is coded with a code, or what is said at a place, for
//! `like:hope` and `like:"P07:24"`.

use super::ast::{Ending, Expr, Like};
use super::coded::{Coded, codes};
use super::error::{QueryFault, SearchError};
use super::liked::Liked;
use super::listed::Listed;
use super::loose::{Loose, names_source};
use super::paragraphs::has;
use super::schema::Fields;
use super::tokenizer::{Entry, Sort, Terms};
use super::turns::{TurnAt, said};
use super::weighed::Weighed;
use crate::model::source::Source;
use crate::model::text::Span;
use fixedbitset::FixedBitSet;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, SegmentReader, TantivyDocument, Term};

/// Words that are kept of what is coded with a code.
const KEPT: usize = 25;

/// A word that stands in more than one of so many turns is no help. In interviews nearly no word stands in
/// half of the turns, but what every sentence is made of stands in a third.
const COMMON: u64 = 4;

/// Sources that are read by one core before another is asked for help.
const SHARE: usize = 10;

/// What every `like:` of a query stands for, by the column it begins at.
#[derive(Debug, Default)]
pub(super) struct Likes(BTreeMap<usize, Arc<Liked>>);

/// What words are chosen from.
pub(super) struct Material<'a> {
    pub coded: &'a Coded<'a>,
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
}

impl Likes {
    /// Of a query.
    pub fn of(expr: &Expr, from: &Material<'_>) -> Result<Likes, SearchError> {
        let mut likes = Likes::default();
        likes.add(expr, from)?;
        Ok(likes)
    }

    pub fn get(&self, like: &Like) -> Option<&Liked> {
        self.0.get(&like.column).map(Arc::as_ref)
    }

    fn add(&mut self, expr: &Expr, from: &Material<'_>) -> Result<(), SearchError> {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => {
                parts.iter().try_for_each(|part| self.add(part, from))
            }
            Expr::Not(inner) => self.add(inner, from),
            Expr::Like(like) => {
                let coded = from.coded;
                let liked = coded
                    .filed
                    .liked(coded.index, &like.wanted, || from.liked(like))?;
                self.0.insert(like.column, liked);
                Ok(())
            }
            Expr::Leaf(_) | Expr::Coding(_) => Ok(()),
        }
    }
}

/// What turns are to resemble.
enum Wished {
    /// These codings.
    Coded(FixedBitSet),
    /// The turn with the paragraph that is cited so, in sources of this name.
    Place(Loose, String),
}

/// Stretches of a source, by turn.
type Stretches = BTreeMap<usize, Vec<Span>>;

impl Material<'_> {
    fn liked(&self, like: &Like) -> Result<Liked, SearchError> {
        let name = &like.wanted.name;
        let nothing = || QueryFault::NothingLike(name.clone()).at(like.column);
        let view = self.coded.corpus.view.ok_or_else(nothing)?;
        let count = match (codes(view.codebook(), &like.wanted), name.rsplit_once(':')) {
            (Ok(codes), _) => {
                let coded = self.coded.with_codes(&codes);
                if coded.is_clear() {
                    return Err(nothing().into());
                }
                self.count(&Wished::Coded(coded))?
            }
            (Err(unknown), Some((source, cited))) => {
                let source = Loose::new(source, Ending::Whole);
                let count = self.count(&Wished::Place(source, cited.to_owned()))?;
                if count.turns.is_empty() {
                    return Err(unknown.into());
                }
                count
            }
            (Err(unknown), None) => return Err(unknown.into()),
        };
        Ok(Liked {
            words: self.best(&count)?,
            turns: Listed::of(self.searcher, count.turns),
        })
    }

    /// Counts the words of what is to be resembled.
    fn count(&self, wished: &Wished) -> Result<Count, SearchError> {
        let coded = self.coded;
        let read = coded.numbers.par_iter().enumerate().with_min_len(SHARE);
        let read = read.try_fold(Count::default, |mut count, (place, number)| {
            let Some(number) = *number else {
                return Ok(count);
            };
            let source = &coded.corpus.sources[place];
            for (turn, mut spans) in self.stretches(wished, (place, number), source)? {
                let turn = &coded.table.of(number)[turn];
                let talk = said(self.searcher, self.fields, turn)?;
                spans.sort_unstable_by_key(|span| span.start);
                count.terms.read(&talk, 0, &source.language);
                count.add(turn, &talk, &spans);
            }
            Ok::<_, SearchError>(count)
        });
        read.try_reduce(Count::default, |a, b| Ok(a.with(b)))
    }

    /// Where in a source that is.
    fn stretches(
        &self,
        wished: &Wished,
        (place, number): (usize, usize),
        source: &Source,
    ) -> tantivy::Result<Stretches> {
        let (table, mut found) = (self.coded.table, Stretches::new());
        match wished {
            Wished::Coded(coded) => {
                for n in self
                    .coded
                    .filed
                    .of_source(place)
                    .filter(|n| coded.contains(*n))
                {
                    let span = self.coded.filed.spans[n];
                    for turn in table.met(number, span) {
                        found.entry(turn).or_default().push(span);
                    }
                }
            }
            Wished::Place(name, cited) if names_source(source, name) => {
                for (turn, at) in table.of(number).iter().enumerate() {
                    let stored: TantivyDocument = self.searcher.doc(at.at)?;
                    let paragraphs = stored.get_first(self.fields.paragraphs);
                    let paragraphs = paragraphs.and_then(|v| v.as_bytes());
                    if paragraphs.is_some_and(|all| has(all, cited)) {
                        found.insert(turn, vec![at.span]);
                    }
                }
            }
            Wished::Place(..) => {}
        }
        Ok(found)
    }

    /// The words that are most more common in the segments than elsewhere.
    fn best(&self, count: &Count) -> tantivy::Result<Vec<Weighed>> {
        let share = count.length as f64 / self.length()? as f64;
        let mut words: Vec<(&str, u64)> = count.words().collect();
        words.sort_unstable_by_key(|(word, held)| (Reverse(*held), *word));
        let mut best: Vec<(f64, &str)> = Vec::new();
        for (word, held) in words {
            let weight = |all: u64| weight(held, all as f64 * share);
            // No word that as few turns hold, or fewer, can weigh more.
            let least = best.get(KEPT - 1).map(|(least, _)| *least);
            if least.is_some_and(|least| least > weight(held)) {
                break;
            }
            let term = Term::from_field_text(self.fields.words, word);
            let all = self.searcher.doc_freq(&term)?;
            let weight = weight(all);
            if all > held && COMMON * all <= self.searcher.num_docs() && weight > 0.0 {
                let at = best.partition_point(|(before, _)| *before >= weight);
                best.insert(at, (weight, word));
                best.truncate(KEPT);
            }
        }
        let most = best.first().map_or(1.0, |(most, _)| *most);
        let weighed = |(weight, word): &(f64, &str)| Weighed {
            word: (*word).to_owned(),
            weight: (weight / most) as f32,
        };
        Ok(best.iter().map(weighed).collect())
    }

    /// How long all turns are together, as the index counts.
    fn length(&self) -> tantivy::Result<u64> {
        let parts = self.searcher.segment_readers().iter();
        let length =
            |part: &SegmentReader| Ok(part.inverted_index(self.fields.words)?.total_num_tokens());
        parts.map(length).sum()
    }
}

/// What a word says that so many turns hold inside the segments, where so many would by chance: the
/// log-likelihood by which corpus linguistics finds key words. Nothing where it is not more common there.
fn weight(held: u64, expected: f64) -> f64 {
    let held = held as f64;
    match held > expected {
        true => held * (held / expected).ln() - (held - expected),
        false => 0.0,
    }
}

/// The words of segments.
#[derive(Default)]
struct Count {
    /// By word: the turns that hold it inside a segment.
    held: FxHashMap<String, u64>,
    /// How long the segments are together, as the index counts.
    length: u64,
    /// The turns the segments share text with.
    turns: Vec<DocAddress>,
    terms: Terms,
}

impl Count {
    /// Adds a turn: `terms` has read what is said in it, of which these stretches, by where they begin, are
    /// segments.
    fn add(&mut self, turn: &TurnAt, talk: &str, spans: &[Span]) {
        // Terms and stretches are walked side by side: a turn may be a megabyte long.
        let mut spans = spans.iter().peekable();
        let (mut reach, mut byte, mut from) = (0, 0, turn.talk);
        let long = |bytes: Range<usize>| talk[bytes].chars().count() as u32;
        let inside = |entry: &&Entry| {
            from += long(byte..entry.bytes.start);
            byte = entry.bytes.start;
            while let Some(span) = spans.next_if(|span| span.start <= from) {
                reach = span.end.max(reach);
            }
            from + long(entry.bytes.clone()) <= reach
        };
        let inside: Vec<&Entry> = self.terms.entries().iter().filter(inside).collect();
        self.length += inside.len() as u64;
        let words: BTreeSet<&str> = words(&inside).map(|e| self.terms.term(e)).collect();
        for word in words {
            match self.held.get_mut(word) {
                Some(held) => *held += 1,
                None => drop(self.held.insert(word.to_owned(), 1)),
            }
        }
        self.turns.push(turn.at);
    }

    fn with(mut self, other: Count) -> Count {
        for (word, held) in other.held {
            *self.held.entry(word).or_default() += held;
        }
        self.length += other.length;
        self.turns.extend(other.turns);
        self
    }

    fn words(&self) -> impl Iterator<Item = (&str, u64)> {
        self.held.iter().map(|(word, held)| (word.as_str(), *held))
    }
}

/// What counts as a word: the stem where there is one, and two characters of a script without spaces.
fn words<'e>(entries: &'e [&Entry]) -> impl Iterator<Item = &'e Entry> {
    entries.iter().enumerate().filter_map(|(at, entry)| {
        let stem = entries.get(at + 1).is_some_and(|e| e.sort == Sort::Stem);
        match entry.sort {
            Sort::Word if stem => None,
            Sort::One => None,
            Sort::Word | Sort::Stem | Sort::Pair => Some(*entry),
        }
    })
}
