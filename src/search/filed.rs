//! The codings of a view in columns: a query asks something of all of them, which in records that lie
//! about in memory takes a hundred times as long.

use super::ast::{Standing, Wanted};
use super::liked::Liked;
use super::turns::TurnTable;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, CodingId, RoundId, SourceId};
use crate::model::source::Source;
use crate::model::text::Span;
use crate::model::view::View;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

/// All codings a viewer may see in the sources of a corpus: by source, then by position, each with a
/// number.
#[derive(Debug, Default)]
pub struct Filed {
    sources: Vec<SourceId>,
    /// The number of the first coding of each source; at the end how many codings there are.
    starts: Vec<usize>,
    /// By coding, the place of its source in the corpus, and its own in the source's list.
    places: Vec<(u32, u32)>,
    pub(super) codes: Column<CodeId>,
    pub(super) coders: Column<CoderId>,
    pub(super) rounds: Column<Option<RoundId>>,
    pub(super) spans: Vec<Span>,
    pub(super) unsure: FixedBitSet,
    /// Ratings of those that have one.
    pub(super) rated: Vec<(usize, i32)>,
    stands: OnceLock<Vec<Option<Standing>>>,
    /// The turns each shares text with, in an index of this number.
    met: Mutex<Option<(u64, Met)>>,
    /// What `like:` stood for in an index of this number, the last first: whoever narrows a query
    /// asks again.
    likes: Mutex<Vec<(u64, Wanted, Arc<Liked>)>>,
}

/// So many of them are kept.
const LIKES: usize = 8;

/// By coding, the turns it shares text with: the first, and the one after the last.
pub(super) type Met = Arc<Vec<(u32, u32)>>;

/// A column whose values are few.
#[derive(Debug)]
pub(super) struct Column<T> {
    pub values: Vec<T>,
    /// By coding, the number of its value.
    pub rows: Vec<u32>,
}

impl<T> Default for Column<T> {
    fn default() -> Column<T> {
        Column {
            values: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl<T> Column<T> {
    /// The codings whose value is so.
    pub fn of(&self, is: impl Fn(&T) -> bool) -> FixedBitSet {
        let wanted: Vec<bool> = self.values.iter().map(is).collect();
        let mut found = FixedBitSet::with_capacity(self.rows.len());
        if wanted.contains(&true) {
            let rows = self.rows.iter().enumerate();
            let rows = rows.filter(|(_, value)| wanted[**value as usize]);
            rows.for_each(|(n, _)| found.insert(n));
        }
        found
    }
}

/// Numbers given to values as they come.
struct Numbers<'c, T>(FxHashMap<&'c T, u32>);

impl<'c, T: Eq + Hash + Clone> Numbers<'c, T> {
    fn add(&mut self, value: &'c T, column: &mut Column<T>) {
        let number = *self.0.entry(value).or_insert_with(|| {
            column.values.push(value.clone());
            column.values.len() as u32 - 1
        });
        column.rows.push(number);
    }
}

impl Filed {
    /// Those of these sources.
    pub fn of(view: &View, sources: &[Source]) -> Filed {
        let mut filed = Filed {
            sources: sources.iter().map(|s| s.id.clone()).collect(),
            ..Filed::default()
        };
        let mut codes = Numbers(FxHashMap::default());
        let mut coders = Numbers(FxHashMap::default());
        let mut rounds = Numbers(FxHashMap::default());
        let mut unsure = Vec::new();
        for (at, source) in (0..).zip(sources) {
            filed.starts.push(filed.spans.len());
            for (place, coding) in view.placed_codings_in(&source.id) {
                let number = filed.spans.len();
                filed.places.push((at, place as u32));
                filed.spans.push(coding.span);
                codes.add(&coding.code, &mut filed.codes);
                coders.add(&coding.coder, &mut filed.coders);
                rounds.add(&coding.round, &mut filed.rounds);
                filed.rated.extend(coding.rating.map(|r| (number, r)));
                if !coding.certain {
                    unsure.push(number);
                }
            }
        }
        let all = filed.spans.len();
        filed.starts.push(all);
        filed.unsure = FixedBitSet::with_capacity(all);
        filed.unsure.extend(unsure);
        filed
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The codings of a source, by its place in the corpus.
    pub(super) fn of_source(&self, place: usize) -> Range<usize> {
        match self.starts.get(place..place + 2) {
            Some([from, to]) => *from..*to,
            _ => 0..0,
        }
    }

    /// The place in the corpus of the source a coding lies in.
    pub(super) fn source(&self, number: usize) -> usize {
        self.places[number].0 as usize
    }

    pub(super) fn coding<'v>(&self, view: &'v View, number: usize) -> Option<&'v Coding> {
        let (source, place) = self.places[number];
        view.coding_at(self.sources.get(source as usize)?, place as usize)
    }

    /// What findings make of each.
    pub(super) fn stands(
        &self,
        view: &View,
        standings: &HashMap<CodingId, Standing>,
    ) -> &[Option<Standing>] {
        self.stands.get_or_init(|| {
            let sources = self.sources.iter();
            let all = sources.flat_map(|id| view.placed_codings_in(id));
            all.map(|(_, c)| standings.get(&c.id).copied()).collect()
        })
    }

    /// The turns each shares text with: `numbers` has the sources' numbers in the index of this one.
    pub(super) fn met(&self, index: u64, table: &TurnTable, numbers: &[Option<usize>]) -> Met {
        // Who broke off while filling it left nothing in it.
        let mut kept = self.met.lock().unwrap_or_else(|e| e.into_inner());
        match &*kept {
            Some((of, met)) if *of == index => met.clone(),
            _ => {
                let met = Arc::new(self.meet(table, numbers));
                *kept = Some((index, met.clone()));
                met
            }
        }
    }

    /// What a `like:` stands for, made once.
    pub(super) fn liked<E>(
        &self,
        index: u64,
        wanted: &Wanted,
        make: impl FnOnce() -> Result<Liked, E>,
    ) -> Result<Arc<Liked>, E> {
        let same = |other: &Wanted| {
            (&other.name, other.open, other.below) == (&wanted.name, wanted.open, wanted.below)
        };
        let kept = || self.likes.lock().unwrap_or_else(|e| e.into_inner());
        let mut all = kept().clone().into_iter();
        if let Some((.., liked)) = all.find(|(of, other, _)| *of == index && same(other)) {
            return Ok(liked);
        }
        let liked = Arc::new(make()?);
        let mut kept = kept();
        kept.insert(0, (index, wanted.clone(), liked.clone()));
        kept.truncate(LIKES);
        Ok(liked)
    }

    /// Whether it is of these sources.
    pub(super) fn is_of(&self, sources: &[Source]) -> bool {
        self.sources.iter().eq(sources.iter().map(|s| &s.id))
    }

    fn meet(&self, table: &TurnTable, numbers: &[Option<usize>]) -> Vec<(u32, u32)> {
        let mut met = vec![(0, 0); self.len()];
        for (place, number) in numbers.iter().enumerate() {
            let Some(number) = number else {
                continue;
            };
            for coding in self.of_source(place) {
                let turns = table.met(*number, self.spans[coding]);
                met[coding] = (turns.start as u32, turns.end as u32);
            }
        }
        met
    }
}
