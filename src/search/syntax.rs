//! The query language, by recursive descent:
//!
//! ```text
//! any   := all { OR all }
//! all   := part { [AND] part }
//! part  := { NOT | - } ( "(" any ")" | [field:] ( word | "phrase" ) [*] )
//! ```

use super::ast::{Ending, Expr, Field, Leaf};
use super::error::{QueryError, QueryFault};
use super::lexer::{Kind, Lexeme, lexemes};
use super::tokenizer::Terms;

/// Brackets and signs deeper than this are a slip of the hand.
const DEEPEST: usize = 40;

/// The query as an expression; parts without a letter or digit are left out.
pub(super) fn parse(query: &str) -> Result<Expr, QueryError> {
    let lexemes = lexemes(query)?;
    let mut parser = Parser {
        rest: &lexemes,
        depth: 0,
    };
    if lexemes.is_empty() {
        return Err(QueryFault::Empty.at(1));
    }
    let expr = parser.any()?;
    if let Some(extra) = parser.rest.first() {
        return Err(QueryFault::LooseClose.at(extra.column));
    }
    let expr = pruned(expr).ok_or_else(|| QueryFault::Empty.at(1))?;
    if finds_something(&expr) {
        Ok(expr)
    } else {
        Err(QueryFault::OnlyNot.at(1))
    }
}

struct Parser<'a> {
    rest: &'a [Lexeme],
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.rest.first().map(|l| &l.kind)
    }

    fn take(&mut self) -> Option<Lexeme> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first.clone())
    }

    fn any(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.all()?];
        while self.peek() == Some(&Kind::Or) {
            let column = self.take().map_or(1, |l| l.column);
            if self.ends_here() {
                return Err(QueryFault::NothingBeside("OR").at(column));
            }
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Expr::Any))
    }

    fn all(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.part()?];
        loop {
            if self.peek() == Some(&Kind::And) {
                let column = self.take().map_or(1, |l| l.column);
                if self.ends_here() {
                    return Err(QueryFault::NothingBeside("AND").at(column));
                }
            } else if self.ends_here() {
                return Ok(one_or(parts, Expr::All));
            }
            parts.push(self.part()?);
        }
    }

    fn ends_here(&self) -> bool {
        matches!(self.peek(), None | Some(Kind::Or | Kind::And | Kind::Close))
    }

    fn part(&mut self) -> Result<Expr, QueryError> {
        let Some(Lexeme { column, kind }) = self.take() else {
            return Err(QueryFault::Empty.at(1));
        };
        match kind {
            Kind::Not => {
                if self.ends_here() {
                    return Err(QueryFault::NothingToLeaveOut.at(column));
                }
                let part = self.deeper(column, Parser::part)?;
                Ok(Expr::Not(Box::new(part)))
            }
            Kind::Open => {
                if self.peek() == Some(&Kind::Close) {
                    return Err(QueryFault::EmptyGroup.at(column));
                }
                if self.peek().is_none() {
                    return Err(QueryFault::OpenGroup.at(column));
                }
                let group = self.deeper(column, Parser::any)?;
                match self.take() {
                    Some(Lexeme {
                        kind: Kind::Close, ..
                    }) => Ok(group),
                    _ => Err(QueryFault::OpenGroup.at(column)),
                }
            }
            Kind::Field(name) => match self.peek() {
                Some(Kind::Word(_) | Kind::Phrase(_)) => {
                    let value = self.take().map(|l| l.kind);
                    Ok(self.leaf(column, Field::named(&name), value))
                }
                _ => Err(QueryFault::NoValue(name).at(column)),
            },
            Kind::Star => Err(QueryFault::LooseStar.at(column)),
            Kind::And => Err(QueryFault::NothingBeside("AND").at(column)),
            Kind::Or => Err(QueryFault::NothingBeside("OR").at(column)),
            Kind::Close => Err(QueryFault::LooseClose.at(column)),
            value => Ok(self.leaf(column, Field::Anywhere, Some(value))),
        }
    }

    fn leaf(&mut self, column: usize, field: Field, value: Option<Kind>) -> Expr {
        let text = match value {
            Some(Kind::Word(text) | Kind::Phrase(text)) => text,
            _ => String::new(),
        };
        let mut ending = Ending::Whole;
        while self.peek() == Some(&Kind::Star) {
            self.take();
            ending = Ending::Open;
        }
        Expr::Leaf(Leaf {
            column,
            field,
            text,
            ending,
        })
    }

    fn deeper(
        &mut self,
        column: usize,
        parse: fn(&mut Self) -> Result<Expr, QueryError>,
    ) -> Result<Expr, QueryError> {
        if self.depth == DEEPEST {
            return Err(QueryFault::TooDeep.at(column));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }
}

fn one_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

/// The expression without leaves that hold no word (`…`, `!`).
fn pruned(expr: Expr) -> Option<Expr> {
    let keep = |parts: Vec<Expr>| {
        let kept: Vec<Expr> = parts.into_iter().filter_map(pruned).collect();
        (!kept.is_empty()).then_some(kept)
    };
    match expr {
        Expr::All(parts) => keep(parts).map(|p| one_or(p, Expr::All)),
        Expr::Any(parts) => keep(parts).map(|p| one_or(p, Expr::Any)),
        Expr::Not(inner) => pruned(*inner).map(|e| Expr::Not(Box::new(e))),
        Expr::Leaf(leaf) => {
            let empty = leaf.field.is_words() && Terms::of(&leaf.text, "").entries().is_empty();
            (!empty).then_some(Expr::Leaf(leaf))
        }
    }
}

/// Whether it names anything to find, not only what to leave out.
fn finds_something(expr: &Expr) -> bool {
    match expr {
        Expr::All(parts) => parts.iter().any(finds_something),
        Expr::Any(parts) => parts.iter().all(finds_something),
        Expr::Not(inner) => matches!(**inner, Expr::Not(ref twice) if finds_something(twice)),
        Expr::Leaf(_) => true,
    }
}

#[cfg(test)]
#[path = "syntax_tests.rs"]
mod tests;
