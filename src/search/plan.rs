//! From an understood query to one the index can run.

use super::ast::{Coding, Expr, Leaf, Like};
use super::error::QueryError;
use super::needle::Needle;
use super::phrase::{Phrase, Piece};
use super::settled::Settled;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery,
    PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// How many words the beginning of one may stand for inside a phrase.
const EXPANSIONS: u32 = 2_000;

/// An index that can say what a leaf means to it.
pub(super) trait Target {
    fn leaf(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError>;
    fn coding(&self, coding: &Coding) -> Result<Box<dyn Query>, QueryError>;
    fn like(&self, like: &Like) -> Box<dyn Query>;
}

pub(super) fn plan(expr: &Expr, target: &dyn Target) -> Result<Box<dyn Query>, QueryError> {
    let parts = match expr {
        Expr::Leaf(leaf) => return target.leaf(leaf),
        Expr::Coding(coding) => return target.coding(coding),
        Expr::Like(like) => return Ok(target.like(like)),
        Expr::Not(inner) => vec![(Occur::MustNot, plan(inner, target)?)],
        Expr::All(parts) => {
            let part = |part: &Expr| match part {
                Expr::Not(inner) => Ok((Occur::MustNot, plan(inner, target)?)),
                part => Ok((Occur::Must, plan(part, target)?)),
            };
            parts
                .iter()
                .map(part)
                .collect::<Result<Vec<_>, QueryError>>()?
        }
        Expr::Any(parts) => {
            let part = |part: &Expr| Ok((Occur::Should, plan(part, target)?));
            parts
                .iter()
                .map(part)
                .collect::<Result<Vec<_>, QueryError>>()?
        }
    };
    Ok(combined(parts))
}

/// Parts as one query; what only leaves out is taken from everything.
pub(super) fn combined(parts: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    let settle = |(occur, query): (Occur, Box<dyn Query>)| match occur {
        Occur::MustNot => (occur, Box::new(Settled(query)) as Box<dyn Query>),
        _ => (occur, query),
    };
    let mut parts: Vec<_> = parts.into_iter().map(settle).collect();
    if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        parts.push((Occur::Must, unscored(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(parts))
}

pub(super) fn any(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

/// A condition that says nothing about relevance.
pub(super) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

pub(super) fn words(needle: &Needle, field: Field) -> Box<dyn Query> {
    if let Some(near) = &needle.near {
        return near.query(field);
    }
    any(needle.phrases.iter().map(|p| phrase(p, field)).collect())
}

/// A term that is or is not there.
pub(super) fn exactly(field: Field, value: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, value);
    unscored(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
}

fn phrase(phrase: &Phrase, field: Field) -> Box<dyn Query> {
    let term = |piece: &Piece| match piece {
        Piece::Is(text) | Piece::Begins(text) | Piece::Like(text, _) => {
            Term::from_field_text(field, text)
        }
    };
    let terms = || {
        phrase
            .iter()
            .map(|(at, piece)| (*at, term(piece)))
            .collect()
    };
    let open = matches!(phrase.last(), Some((_, Piece::Begins(_))));
    match phrase.as_slice() {
        [] => Box::new(EmptyQuery),
        [(_, Piece::Begins(start))] => Box::new(begins(field, start)),
        [(_, like @ Piece::Like(_, most))] => {
            Box::new(FuzzyTermQuery::new(term(like), *most, true))
        }
        [(_, piece)] => Box::new(TermQuery::new(term(piece), IndexRecordOption::WithFreqs)),
        _ if open => {
            let mut query = PhrasePrefixQuery::new_with_offset(terms());
            query.set_max_expansions(EXPANSIONS);
            Box::new(query)
        }
        _ => Box::new(PhraseQuery::new_with_offset(terms())),
    }
}

/// All terms that begin with `start`: from it up to where its last character would be the next one.
fn begins(field: Field, start: &str) -> RangeQuery {
    let mut end = start.to_owned();
    let mut upper = Bound::Unbounded;
    while let Some(last) = end.pop() {
        if let Some(next) = (u32::from(last) + 1..=0x10_FFFF).find_map(char::from_u32) {
            end.push(next);
            upper = Bound::Excluded(Term::from_field_text(field, &end));
            break;
        }
    }
    RangeQuery::new(Bound::Included(Term::from_field_text(field, start)), upper)
}
