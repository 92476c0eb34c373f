//! Queries about who speaks and what is known of sources: they narrow what is counted, and need no index.

use super::ast::{Expr, Field, Leaf};
use super::corpus::Corpus;
use super::error::{QueryError, QueryFault};
use super::known::{self, Holds};
use super::people::Person;
use super::syntax;
use crate::model::source::{Source, Speaker};

/// Such a query, in the language of `docs/query.md`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope(Expr);

impl Scope {
    /// Reads one.
    ///
    /// # Errors
    /// Where it cannot be read, or asks for words or codings: the column says where.
    pub fn parse(typed: &str) -> Result<Scope, QueryError> {
        let expr = syntax::parse_scope(typed)?;
        match column_of(&expr, &|part| !is_known(part)) {
            Some(column) => Err(QueryFault::NotKnown.at(column)),
            None => Ok(Scope(expr)),
        }
    }

    /// Reads one that may hold words, too: they stand in rows of a table. `None` where it asks of no field,
    /// and is text then.
    ///
    /// # Errors
    /// As [`Scope::parse`].
    pub fn of_rows(typed: &str) -> Option<Result<Scope, QueryError>> {
        let expr = syntax::parse_scope(typed).ok()?;
        if !expr.has(&is_known) {
            return None;
        }
        let fits = |part: &Expr| {
            is_known(part) || matches!(part, Expr::Leaf(leaf) if leaf.field == Field::Anywhere)
        };
        Some(match column_of(&expr, &|part| !fits(part)) {
            Some(column) => Err(QueryFault::NotKnown.at(column)),
            None => Ok(Scope(expr)),
        })
    }

    /// Its parts that must all hold, each a query of its own.
    pub fn parts(&self) -> Vec<Scope> {
        match &self.0 {
            Expr::All(parts) => parts.iter().cloned().map(Scope).collect(),
            one => vec![Scope(one.clone())],
        }
    }

    /// The query over what is known now.
    ///
    /// # Errors
    /// Where it asks for what is not there.
    pub fn over<'a>(&self, corpus: &Corpus<'a>) -> Result<Scoped<'a>, QueryError> {
        Part::of(&self.0, corpus).map(Scoped)
    }
}

fn is_known(part: &Expr) -> bool {
    matches!(part, Expr::Leaf(leaf) if leaf.field.is_known())
}

/// Where a part that is so begins.
fn column_of(expr: &Expr, is: &dyn Fn(&Expr) -> bool) -> Option<usize> {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().find_map(|part| column_of(part, is)),
        Expr::Not(inner) => column_of(inner, is),
        Expr::Leaf(Leaf { column, .. }) => is(expr).then_some(*column),
        Expr::Coding(coding) => is(expr).then_some(coding.column),
        Expr::Like(like) => is(expr).then_some(like.column),
    }
}

/// The turns of a stretch, by who speaks in them.
#[derive(Clone, Copy, Debug)]
pub enum Stretch<'a> {
    /// Those it shares text with.
    Of(&'a [Option<&'a Speaker>]),
    /// It lies between turns; those of its source.
    Between(&'a [Option<&'a Speaker>]),
}

/// Such a query, its names looked up.
pub struct Scoped<'a>(Part<'a>);

enum Part<'a> {
    All(Vec<Part<'a>>),
    Any(Vec<Part<'a>>),
    Not(Box<Part<'a>>),
    Known(Holds<'a>),
    Says(String),
}

impl Scoped<'_> {
    /// Whether it holds of a source, whoever speaks in it.
    pub fn holds(&self, source: &Source) -> bool {
        self.holds_in_row(source, &|_| false)
    }

    /// Whether it holds of a row about a source; `says` tells whether words stand in it.
    pub fn holds_in_row(&self, source: &Source, says: &dyn Fn(&str) -> bool) -> bool {
        self.0.judged(&|known| known(source, None), says)
    }

    /// The same of a row about a participant, whatever the source they speak in, here `anywhere`.
    pub fn holds_of(&self, who: &str, anywhere: &Source, says: &dyn Fn(&str) -> bool) -> bool {
        let person = Person::named(who);
        let holds = |known: &Holds<'_>| known(anywhere, Some(&person)) && !known(anywhere, None);
        self.0.judged(&holds, says)
    }

    /// Whether it holds of a stretch of a source that shares text with these turns: each part where it
    /// holds for one of them, or for all turns of the source where the stretch shares text with none.
    /// Nobody speaks in a turn without a speaker.
    pub fn holds_in(&self, source: &Source, turns: Stretch<'_>) -> bool {
        let (turns, all) = match turns {
            Stretch::Of(turns) => (turns, false),
            Stretch::Between(turns) => (turns, true),
        };
        let holds = |known: &Holds<'_>| {
            let holds = |who: &Option<&Speaker>| {
                let person = who.map(|s| Person::called(&s.label, Some(s.role), source));
                known(source, person.as_ref())
            };
            match all {
                true => turns.iter().all(holds),
                false => turns.iter().any(holds),
            }
        };
        self.0.judged(&holds, &|_| false)
    }
}

impl<'a> Part<'a> {
    fn of(expr: &Expr, corpus: &Corpus<'a>) -> Result<Part<'a>, QueryError> {
        let each = |parts: &[Expr]| -> Result<Vec<Part<'a>>, QueryError> {
            parts.iter().map(|part| Part::of(part, corpus)).collect()
        };
        Ok(match expr {
            Expr::All(parts) => Part::All(each(parts)?),
            Expr::Any(parts) => Part::Any(each(parts)?),
            Expr::Not(inner) => Part::Not(Box::new(Part::of(inner, corpus)?)),
            Expr::Leaf(leaf) if leaf.field.is_words() => Part::Says(leaf.text.clone()),
            Expr::Leaf(leaf) => Part::Known(known::holds(leaf, corpus)?),
            // None is in a scope.
            Expr::Coding(_) | Expr::Like(_) => Part::Any(Vec::new()),
        })
    }

    fn judged(&self, holds: &dyn Fn(&Holds<'a>) -> bool, says: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Part::All(parts) => parts.iter().all(|part| part.judged(holds, says)),
            Part::Any(parts) => parts.iter().any(|part| part.judged(holds, says)),
            Part::Not(inner) => !inner.judged(holds, says),
            Part::Known(known) => holds(known),
            Part::Says(words) => says(words),
        }
    }
}
