//! Segments: the codings a query lists.

use super::ast::{Expr, Field, Leaf};
use super::coded::{Coded, Fits};
use super::corpus::Corpus;
use super::error::SearchError;
use super::filters::TextTarget;
use super::index::{TextIndex, Turns};
use super::needle::Needle;
use super::plan::{Target, plan};
use super::reading::ByPlace;
use super::tokenizer::Terms;
use super::turns::{TurnSet, TurnTable};
use crate::model::coding::Coding;
use crate::model::ids::SourceId;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// Codings that fit, by source and position, and how many there are.
pub(super) struct Segments {
    pub listed: Vec<Coding>,
    pub total: usize,
}

/// What has to hold of a coding.
enum Holds<'a> {
    All(Vec<Holds<'a>>),
    Any(Vec<Holds<'a>>),
    Not(Box<Holds<'a>>),
    Coding(Fits<'a>),
    /// A turn it shares text with is among these.
    Turns(TurnSet),
    /// Words that stand in its text: in one of these turns, if at all.
    Words(TurnSet, Needle),
    Never,
}

/// Finds the codings of which all this holds, so many of them at most. `current` is
/// [`TextIndex::current`] of the corpus.
pub(super) fn find(
    expr: &Expr,
    text: &TextIndex,
    corpus: &Corpus<'_>,
    current: &[Option<usize>],
    limit: usize,
) -> Result<Segments, SearchError> {
    let found = all(expr, text, corpus, current)?;
    Ok(Segments {
        total: found.len(),
        listed: found.into_iter().take(limit).cloned().collect(),
    })
}

/// All of them.
pub(super) fn all<'c>(
    expr: &Expr,
    text: &TextIndex,
    corpus: &Corpus<'c>,
    current: &[Option<usize>],
) -> Result<Vec<&'c Coding>, SearchError> {
    let Some(view) = corpus.view else {
        return Ok(Vec::new());
    };
    let turns = text.turns(expr);
    let numbers = turns
        .as_ref()
        .map_or_else(HashMap::new, |t| t.open().numbers(current, corpus));
    let none = TurnTable::default();
    let table = turns.as_ref().map_or(Ok(&none), Turns::table)?;
    let coded = Coded {
        corpus,
        table,
        numbers: &numbers,
    };
    let target = turns
        .as_ref()
        .map(|t| t.target(corpus, &numbers))
        .transpose()?;
    let reading = Reading {
        coded: &coded,
        index: turns.as_ref().zip(target.as_ref()),
    };
    let holds = reading.holds(expr)?;
    let all: Vec<&'c Coding> = corpus
        .sources
        .iter()
        .flat_map(|s| view.codings_in(&s.id))
        .collect();
    let fits = |terms: &mut Terms, coding: &Coding| reading.fits(&holds, coding, terms);
    let found: Result<Vec<bool>, SearchError> = all
        .par_iter()
        .with_min_len(MANY)
        .map_init(Terms::default, |terms, coding| fits(terms, coding))
        .collect();
    let found = all.iter().zip(found?).filter(|(_, fits)| *fits);
    Ok(found.map(|(coding, _)| *coding).collect())
}

/// So many codings are looked at by one core before another is asked for help.
const MANY: usize = 1_000;

/// What a query reads.
struct Reading<'a> {
    coded: &'a Coded<'a>,
    /// None where there is no index yet: then words are found nowhere.
    index: Option<(&'a Turns, &'a TextTarget<'a>)>,
}

impl<'a> Reading<'a> {
    fn holds(&self, expr: &Expr) -> Result<Holds<'a>, SearchError> {
        let each = |parts: &[Expr]| -> Result<Vec<Holds<'a>>, SearchError> {
            parts.iter().map(|p| self.holds(p)).collect()
        };
        Ok(match expr {
            Expr::All(parts) => Holds::All(each(parts)?),
            Expr::Any(parts) => Holds::Any(each(parts)?),
            Expr::Not(inner) => Holds::Not(Box::new(self.holds(inner)?)),
            Expr::Coding(coding) => Holds::Coding(self.coded.fits(coding)?),
            Expr::Leaf(leaf) => self.leaf(leaf)?,
            // A query with it lists turns.
            Expr::Like(_) => Holds::Never,
        })
    }

    fn leaf(&self, leaf: &Leaf) -> Result<Holds<'a>, SearchError> {
        let Some((turns, target)) = self.index else {
            return Ok(Holds::Never);
        };
        let query = plan(&Expr::Leaf(leaf.clone()), target as &dyn Target)?;
        let places = turns.searcher().search(&*query, &ByPlace)?;
        let set = TurnSet::of(turns.table()?, places.into_iter().map(|(place, _)| place));
        Ok(match leaf.field {
            Field::Anywhere | Field::Talk => {
                Holds::Words(set, Needle::new(leaf, turns.open().languages()))
            }
            // Memos and codes are no text of a segment.
            Field::Memo | Field::MemoIs(_) | Field::Code => Holds::Never,
            _ => Holds::Turns(set),
        })
    }

    fn fits(
        &self,
        holds: &Holds<'_>,
        coding: &Coding,
        terms: &mut Terms,
    ) -> Result<bool, SearchError> {
        Ok(match holds {
            Holds::All(parts) => {
                for part in parts {
                    if !self.fits(part, coding, terms)? {
                        return Ok(false);
                    }
                }
                true
            }
            Holds::Any(parts) => {
                for part in parts {
                    if self.fits(part, coding, terms)? {
                        return Ok(true);
                    }
                }
                false
            }
            Holds::Not(inner) => !self.fits(inner, coding, terms)?,
            Holds::Coding(fits) => fits(coding),
            Holds::Turns(set) => self.number(&coding.source).is_some_and(|number| {
                let met = self.coded.table.met(number, coding.span);
                match met.is_empty() {
                    // It lies between turns: what holds for all of its source holds there.
                    true => set.has_all(number),
                    false => set.has_any(number, met),
                }
            }),
            Holds::Words(set, needle) => self.says(set, needle, coding, terms)?,
            Holds::Never => false,
        })
    }

    fn number(&self, source: &SourceId) -> Option<usize> {
        self.coded.numbers.get(source).copied()
    }

    /// Whether words stand in the text of a segment itself.
    fn says(
        &self,
        set: &TurnSet,
        needle: &Needle,
        coding: &Coding,
        terms: &mut Terms,
    ) -> Result<bool, SearchError> {
        let (Some((turns, _)), Some(number)) = (self.index, self.number(&coding.source)) else {
            return Ok(false);
        };
        let of_source = self.coded.table.of(number);
        for turn in self.coded.table.met(number, coding.span) {
            if !set.has(number, turn) {
                continue;
            }
            let (turn, span) = (&of_source[turn], of_source[turn].span);
            if coding.span.start <= span.start && span.end <= coding.span.end {
                return Ok(true);
            }
            let talk = turns.talk(turn)?;
            terms.read(&talk, 0, turns.language(number));
            let point = |byte: usize| turn.talk + talk[..byte].chars().count() as u32;
            let within = |bytes: &Range<usize>| {
                coding.span.start <= point(bytes.start) && point(bytes.end) <= coding.span.end
            };
            if needle.stands_in(terms, &within) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
