//! Segments: the codings a query lists.

use super::ast::{Expr, Field, Leaf};
use super::coded::Coded;
use super::corpus::Corpus;
use super::error::SearchError;
use super::filed::Filed;
use super::filters::TextTarget;
use super::grouped::{OfTurns, ranks};
use super::index::{TextIndex, Turns};
use super::needle::Needle;
use super::plan::{Target, plan};
use super::reading::ByPlace;
use super::results::{Group, Order};
use super::tokenizer::Terms;
use super::turns::{TurnSet, TurnTable};
use crate::model::coding::Coding;
use crate::model::ids::CodeId;
use fixedbitset::FixedBitSet;
use rayon::prelude::*;
use std::ops::Range;

/// Codings that fit, in order, and how many there are.
#[derive(Default)]
pub(super) struct Segments {
    pub listed: Vec<Coding>,
    pub total: usize,
}

/// Finds the codings of which all this holds, so many of them at most. `current` is
/// [`TextIndex::current`] of the corpus.
pub(super) fn find(
    expr: &Expr,
    text: &TextIndex,
    corpus: &Corpus<'_>,
    current: &[Option<usize>],
    (order, limit): (&Order, usize),
) -> Result<Segments, SearchError> {
    let own = corpus.file(true);
    let Some(view) = corpus.view else {
        return Ok(Segments::default());
    };
    let filed = corpus.kept().unwrap_or(&own);
    let marked = marked(expr, text, (corpus, filed), current)?;
    let mut found: Vec<usize> = match order {
        Order::By(_) => marked.ones().collect(),
        _ => marked.ones().take(limit).collect(),
    };
    if let Order::By(group) = order {
        let turns = text.turns(expr);
        put_together(&mut found, group, turns.as_ref(), (corpus, filed, current))?;
    }
    let listed = found.into_iter().take(limit);
    Ok(Segments {
        total: marked.count_ones(..),
        listed: listed
            .filter_map(|n| filed.coding(view, n).cloned())
            .collect(),
    })
}

/// Puts segments together; those of a group stay as they stood.
fn put_together(
    found: &mut [usize],
    group: &Group,
    turns: Option<&Turns>,
    (corpus, filed, current): (&Corpus<'_>, &Filed, &[Option<usize>]),
) -> Result<(), SearchError> {
    let Some(view) = corpus.view else {
        return Ok(());
    };
    match (group, turns) {
        (Group::Code, _) => {
            let name = |code: &CodeId| Some(view.codebook().name(*code).to_owned());
            let ranks = ranks(filed.codes.values.iter().map(name).collect());
            found.sort_by_key(|n| ranks[filed.codes.rows[*n] as usize]);
        }
        (Group::Coder, _) => {
            let coders = filed.coders.values.iter();
            let ranks = ranks(coders.map(|c| Some(c.to_string())).collect());
            found.sort_by_key(|n| ranks[filed.coders.rows[*n] as usize]);
        }
        (_, None) => {}
        (group, Some(turns)) => {
            let table = turns.table()?;
            let ranks = OfTurns::new(group, table, corpus, current);
            let numbers = turns.open().numbers(current, corpus);
            let rank = |n: usize| {
                let number = (*numbers.get(filed.source(n))?)?;
                let first = table.met(number, filed.spans[n]).start;
                Some(ranks.rank(number, table.of(number).get(first)?))
            };
            found.sort_by_cached_key(|n| rank(*n).unwrap_or(usize::MAX));
        }
    }
    Ok(())
}

/// All codings that fit, by number.
pub(super) fn marked(
    expr: &Expr,
    text: &TextIndex,
    (corpus, filed): (&Corpus<'_>, &Filed),
    current: &[Option<usize>],
) -> Result<FixedBitSet, SearchError> {
    let turns = text.turns(expr);
    let numbers = turns.as_ref().map(|t| t.open().numbers(current, corpus));
    let numbers = numbers.unwrap_or_else(|| vec![None; corpus.sources.len()]);
    let none = TurnTable::default();
    let table = turns.as_ref().map_or(Ok(&none), Turns::table)?;
    let coded = Coded {
        corpus,
        filed,
        table,
        index: turns.as_ref().map_or(0, |t| t.open().number),
        numbers: &numbers,
    };
    let target = turns.as_ref().map(|t| t.target(&coded));
    let reading = Reading {
        coded: &coded,
        index: turns.as_ref().zip(target.as_ref()),
    };
    reading.among(expr, coded.all())
}

/// So many codings are read by one core before another is asked for help.
const MANY: usize = 100;

/// What a query reads.
struct Reading<'a> {
    coded: &'a Coded<'a>,
    /// None where there is no index yet: then words are found nowhere.
    index: Option<(&'a Turns, &'a TextTarget<'a>)>,
}

impl Reading<'_> {
    /// Those among some codings of which this holds.
    fn among(&self, expr: &Expr, mut among: FixedBitSet) -> Result<FixedBitSet, SearchError> {
        match expr {
            Expr::All(parts) => {
                // What is quick to tell comes first; all parts are asked, for one may be at fault.
                let mut parts: Vec<&Expr> = parts.iter().collect();
                parts.sort_by_key(|part| effort(part));
                for part in parts {
                    among = self.among(part, among)?;
                }
            }
            Expr::Any(parts) => {
                let mut any = FixedBitSet::with_capacity(among.len());
                for part in parts {
                    any.union_with(&self.among(part, among.clone())?);
                }
                among = any;
            }
            Expr::Not(inner) => {
                let holds = self.among(inner, among.clone())?;
                among.difference_with(&holds);
            }
            Expr::Coding(coding) => among.intersect_with(&self.coded.marked(coding)?),
            Expr::Leaf(leaf) => among = self.leaf(leaf, among)?,
            // A query with it lists turns.
            Expr::Like(_) => among.clear(),
        }
        Ok(among)
    }

    fn leaf(&self, leaf: &Leaf, mut among: FixedBitSet) -> Result<FixedBitSet, SearchError> {
        let Some((turns, target)) = self.index else {
            among.clear();
            return Ok(among);
        };
        let query = plan(&Expr::Leaf(leaf.clone()), target as &dyn Target)?;
        let places = turns.searcher().search(&*query, &ByPlace)?;
        let set = TurnSet::of(turns.table()?, places.into_iter().map(|(place, _)| place));
        let met = self.coded.met();
        let turns_of = |n: usize| met[n].0 as usize..met[n].1 as usize;
        let number = |n: usize| self.coded.numbers[self.coded.filed.source(n)];
        match leaf.field {
            Field::Anywhere | Field::Talk => {
                let has = |n: &usize| number(*n).is_some_and(|at| set.has_any(at, turns_of(*n)));
                let possible: Vec<usize> = among.ones().filter(has).collect();
                let needle = Needle::new(leaf, turns.open().languages());
                let says = |terms: &mut Terms, n: usize| {
                    Ok((n, self.says((&set, &needle), (n, turns_of(n)), terms)?))
                };
                let found: Result<Vec<(usize, bool)>, SearchError> = possible
                    .into_par_iter()
                    .with_min_len(MANY)
                    .map_init(Terms::default, says)
                    .collect();
                among.clear();
                among.extend(found?.into_iter().filter(|(_, says)| *says).map(|(n, _)| n));
            }
            // Memos and codes are no text of a segment.
            Field::Memo | Field::MemoIs(_) | Field::Code => among.clear(),
            _ => {
                let holds = |n: &usize| {
                    let turns = turns_of(*n);
                    number(*n).is_some_and(|at| match turns.is_empty() {
                        // It lies between turns: what holds for all of its source holds there.
                        true => set.has_all(at),
                        false => set.has_any(at, turns),
                    })
                };
                let found: Vec<usize> = among.ones().filter(holds).collect();
                among.clear();
                among.extend(found);
            }
        }
        Ok(among)
    }

    /// Whether words stand in the text of a segment itself.
    fn says(
        &self,
        (set, needle): (&TurnSet, &Needle),
        (coding, met): (usize, Range<usize>),
        terms: &mut Terms,
    ) -> Result<bool, SearchError> {
        let source = self.coded.filed.source(coding);
        let (Some((turns, _)), Some(number)) = (self.index, self.coded.numbers[source]) else {
            return Ok(false);
        };
        let stretch = self.coded.filed.spans[coding];
        let of_source = self.coded.table.of(number);
        for turn in met {
            if !set.has(number, turn) {
                continue;
            }
            let (turn, span) = (&of_source[turn], of_source[turn].span);
            if stretch.start <= span.start && span.end <= stretch.end {
                return Ok(true);
            }
            let talk = turns.talk(turn)?;
            terms.read(&talk, 0, turns.language(number));
            let point = |byte: usize| turn.talk + talk[..byte].chars().count() as u32;
            let within = |bytes: &Range<usize>| {
                stretch.start <= point(bytes.start) && point(bytes.end) <= stretch.end
            };
            if needle.stands_in(terms, &within) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// How much it takes to tell whether a part holds: codings are in columns, words stand in texts.
fn effort(part: &Expr) -> u8 {
    match part {
        Expr::Coding(_) => 0,
        Expr::Leaf(leaf) => match leaf.field {
            Field::Anywhere | Field::Talk => 3,
            _ => 1,
        },
        _ => 2,
    }
}
