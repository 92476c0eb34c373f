//! The query language, by recursive descent. `docs/query.md` is the grammar and what it means; the
//! parts that ask for codings are read in [`super::syntax_codings`].

use super::ast::{Coding, Ending, Expr, Field, Leaf, Listing, MemoIs, Test};
use super::compare::{Compared, is_comparison};
use super::error::{QueryError, QueryFault};
use super::lexer::{Kind, Lexeme, lexemes};
use super::tokenizer::Terms;
use crate::model::coding::{MemoKind, MemoOn};

/// Brackets and signs deeper than this are a slip of the hand.
const DEEPEST: usize = 40;

/// A query that was read: what must hold, and what it lists.
pub(super) type Parsed = (Expr, Listing);

/// The query as an expression; parts without a letter or digit are left out.
pub(super) fn parse(query: &str) -> Result<Parsed, QueryError> {
    let (expr, listing, is_said) = read(query)?;
    match is_said || finds_something(&expr) {
        true => Ok((expr, listing)),
        false => Err(QueryFault::OnlyNot.at(1)),
    }
}

/// The same of a query that narrows what there is: it need not say what to find.
pub(super) fn parse_scope(query: &str) -> Result<Expr, QueryError> {
    read(query).map(|(expr, ..)| expr)
}

/// What must hold, what is listed, and whether the query says so.
fn read(query: &str) -> Result<(Expr, Listing, bool), QueryError> {
    let lexemes = lexemes(query)?;
    let mut parser = Parser {
        rest: &lexemes,
        depth: 0,
        listing: None,
        like: None,
    };
    if lexemes.is_empty() {
        return Err(QueryFault::Empty.at(1));
    }
    let expr = parser.any()?;
    if let Some(extra) = parser.rest.first() {
        return Err(QueryFault::LooseClose.at(extra.column));
    }
    let said = parser.listing;
    let expr = match (pruned(expr), said) {
        (Some(expr), _) => expr,
        // `list:segments` alone: all of them.
        (None, Some(_)) => Expr::All(Vec::new()),
        (None, None) => return Err(QueryFault::Empty.at(1)),
    };
    let listing = match (parser.like, said) {
        (Some(column), Some(Listing::Segments)) => {
            return Err(QueryFault::LikeListsTurns.at(column));
        }
        (_, Some(said)) => said,
        (None, None) if asks_for_a_coding(&expr) => Listing::Segments,
        _ => Listing::Turns,
    };
    Ok((expr, listing, said.is_some()))
}

pub(super) struct Parser<'a> {
    rest: &'a [Lexeme],
    depth: usize,
    /// What the query says it lists.
    listing: Option<Listing>,
    /// Where a `like:` stands.
    pub(super) like: Option<usize>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<&Kind> {
        self.rest.first().map(|l| &l.kind)
    }

    pub(super) fn take(&mut self) -> Option<Lexeme> {
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
            Kind::Field(name) => self.field(column, &name),
            Kind::Attribute(name) => match self.peek() {
                Some(Kind::Word(_) | Kind::Phrase(_)) => {
                    let value = self.take().map(|l| l.kind);
                    self.leaf(column, Field::Attribute(name), value)
                }
                _ => Err(QueryFault::NoValue(name).at(column)),
            },
            Kind::Word(word) if word == "uncoded" => Ok(Expr::Not(Box::new(any_coding(column)))),
            Kind::Word(word) if word == "unsure" => {
                let test = Test::Unsure;
                Ok(Expr::Coding(Coding { column, test }))
            }
            Kind::Star => Err(QueryFault::LooseStar.at(column)),
            Kind::Tilde(_) => Err(QueryFault::LooseTilde.at(column)),
            Kind::And => Err(QueryFault::NothingBeside("AND").at(column)),
            Kind::Or => Err(QueryFault::NothingBeside("OR").at(column)),
            Kind::Close => Err(QueryFault::LooseClose.at(column)),
            value => self.leaf(column, Field::Anywhere, Some(value)),
        }
    }

    fn field(&mut self, column: usize, name: &str) -> Result<Expr, QueryError> {
        if let Some(coding) = self.coding(column, &name.to_lowercase())? {
            return Ok(coding);
        }
        match self.peek() {
            Some(Kind::Word(word)) if name.eq_ignore_ascii_case("list") => {
                let listing = match word.to_lowercase().as_str() {
                    "turns" => Listing::Turns,
                    "segments" => Listing::Segments,
                    _ => return Err(QueryFault::UnknownListing(word.clone()).at(column)),
                };
                self.take();
                self.listing = Some(listing);
                // It leaves nothing out: pruned like a word without letters.
                Ok(Expr::All(Vec::new()))
            }
            Some(Kind::Word(_) | Kind::Phrase(_)) => {
                let value = self.take().map(|l| l.kind);
                self.leaf(column, Field::named(name), value)
            }
            Some(Kind::Star) if matches!(Field::named(name), Field::Memo | Field::Code) => {
                self.leaf(column, Field::named(name), None)
            }
            _ => Err(QueryFault::NoValue(name.to_owned()).at(column)),
        }
    }

    fn leaf(
        &mut self,
        column: usize,
        field: Field,
        value: Option<Kind>,
    ) -> Result<Expr, QueryError> {
        let is_phrase = matches!(value, Some(Kind::Phrase(_)));
        let mut text = match value {
            Some(Kind::Word(text) | Kind::Phrase(text)) => text,
            _ => String::new(),
        };
        let mut ending = Ending::Whole;
        while let Some(sign @ (Kind::Star | Kind::Tilde(_))) = self.peek().cloned() {
            self.take();
            ending = match (sign, ending) {
                (Kind::Tilde(number), Ending::Whole) if field.is_words() => {
                    near_or_like(number, is_phrase, &text).map_err(|fault| fault.at(column))?
                }
                (Kind::Tilde(_), _) => return Err(QueryFault::LooseTilde.at(column)),
                (_, Ending::Whole | Ending::Open) => Ending::Open,
                _ => return Err(QueryFault::LooseTilde.at(column)),
            };
        }
        let compares = matches!(field, Field::Attribute(_)) && is_comparison(&text) && !is_phrase;
        if compares && Compared::read(&text).is_none() {
            return Err(QueryFault::NoComparison(text).at(column));
        }
        if field == Field::Role {
            text = text.to_lowercase();
        }
        if let Field::MemoIs(what) = field {
            text = memo_value(what, &text, ending).map_err(|fault| fault.at(column))?;
        }
        Ok(Expr::Leaf(Leaf {
            column,
            field,
            text,
            ending,
        }))
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

/// What a memo can be, as it is typed.
fn memo_value(what: MemoIs, typed: &str, ending: Ending) -> Result<String, QueryFault> {
    let (called, known): (_, Vec<&str>) = match what {
        MemoIs::By => return Ok(typed.to_owned()),
        MemoIs::Kind => {
            let kinds = MemoKind::ALL.iter().map(|k| k.word());
            ("kind of memo", kinds.chain(["none"]).collect())
        }
        MemoIs::On => ("thing a memo is on", MemoOn::WORDS.to_vec()),
    };
    let word = typed.to_lowercase();
    match known.contains(&word.as_str()) && ending == Ending::Whole {
        true => Ok(word),
        false => {
            let known = known.into_iter().map(str::to_owned).collect();
            Err(QueryFault::Unknown(called, typed.to_owned(), known))
        }
    }
}

fn one_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

fn any_coding(column: usize) -> Expr {
    let test = Test::Any;
    Expr::Coding(Coding { column, test })
}

/// What a `~` asks for: words near each other in a phrase, else a word like this one.
fn near_or_like(number: Option<u32>, phrase: bool, text: &str) -> Result<Ending, QueryFault> {
    let words = Terms::of(text, "");
    let entries = words.entries();
    let several = entries.iter().any(|e| e.position > 0);
    match (phrase, number) {
        (true, Some(most)) => Ok(Ending::Near(most)),
        (true, None) => Err(QueryFault::NoDistance),
        (false, _) if several => Err(QueryFault::LikeOneWord),
        (false, Some(most @ 1..=2)) => Ok(Ending::Like(most as u8)),
        (false, Some(_)) => Err(QueryFault::LikeDistance),
        (false, None) => match text.chars().count() {
            0..=5 => Ok(Ending::Like(1)),
            _ => Ok(Ending::Like(2)),
        },
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
        coding @ (Expr::Coding(_) | Expr::Like(_)) => Some(coding),
        Expr::Leaf(leaf) => {
            let empty = leaf.field.is_words() && Terms::of(&leaf.text, "").entries().is_empty();
            (!empty || leaf.is_any_note()).then_some(Expr::Leaf(leaf))
        }
    }
}

/// Whether it names anything to find, not only what to leave out.
fn finds_something(expr: &Expr) -> bool {
    match expr {
        Expr::All(parts) => parts.iter().any(finds_something),
        Expr::Any(parts) => parts.iter().all(finds_something),
        Expr::Not(inner) => match &**inner {
            Expr::Not(twice) => finds_something(twice),
            // What nobody coded is something to look for.
            Expr::Coding(coding) => coding.test == Test::Any,
            _ => false,
        },
        Expr::Leaf(_) | Expr::Coding(_) | Expr::Like(_) => true,
    }
}

/// Whether something must be coded for every hit.
fn asks_for_a_coding(expr: &Expr) -> bool {
    match expr {
        Expr::All(parts) => parts.iter().any(asks_for_a_coding),
        Expr::Any(parts) => !parts.is_empty() && parts.iter().all(asks_for_a_coding),
        Expr::Not(inner) => match &**inner {
            Expr::Not(twice) => asks_for_a_coding(twice),
            _ => false,
        },
        Expr::Leaf(_) | Expr::Like(_) => false,
        Expr::Coding(_) => true,
    }
}

#[cfg(test)]
#[path = "syntax_tests.rs"]
mod tests;
