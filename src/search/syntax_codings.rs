//! The parts of a query that ask for codings.

use super::ast::{Coding, Expr, Like, Meeting, Standing, Test, Wanted};
use super::compare::Compared;
use super::error::{QueryError, QueryFault};
use super::lexer::Kind;
use super::syntax::Parser;

impl Parser<'_> {
    /// The part that begins with this field, if it asks for codings.
    pub(super) fn coding(&mut self, column: usize, name: &str) -> Result<Option<Expr>, QueryError> {
        let test = match name {
            "coded" => return self.coded(column).map(Some),
            "like" => {
                let wanted = self.wanted(column, name)?;
                self.like = Some(column);
                return Ok(Some(Expr::Like(Like { column, wanted })));
            }
            "by" => Test::By(self.value(column, name)?),
            "round" => {
                let value = self.value(column, name)?;
                Test::Round((value != "none").then_some(value))
            }
            "standing" => {
                let value = self.value(column, name)?;
                let found = Standing::ALL
                    .into_iter()
                    .find(|s| s.word() == value.to_lowercase());
                let unknown = || QueryFault::UnknownStanding(value.clone()).at(column);
                Test::Stands(found.ok_or_else(unknown)?)
            }
            "rating" => {
                let value = self.value(column, name)?;
                let wrong = || QueryFault::NoComparison(value.clone()).at(column);
                Test::Rated(Compared::read(&value).ok_or_else(wrong)?)
            }
            "theme" => Test::Theme(self.value(column, name)?),
            _ => return Ok(None),
        };
        Ok(Some(Expr::Coding(Coding { column, test })))
    }

    fn value(&mut self, column: usize, name: &str) -> Result<String, QueryError> {
        match self.peek() {
            Some(Kind::Word(value) | Kind::Phrase(value)) => {
                let value = value.clone();
                self.take();
                Ok(value)
            }
            _ => Err(QueryFault::NoValue(name.to_owned()).at(column)),
        }
    }

    fn coded(&mut self, column: usize) -> Result<Expr, QueryError> {
        let test = match self.peek() {
            Some(Kind::Star) => {
                self.take();
                Test::Any
            }
            Some(Kind::Open) => {
                self.take();
                return self.meeting(column);
            }
            _ => Test::Coded(self.wanted(column, "coded")?),
        };
        Ok(Expr::Coding(Coding { column, test }))
    }

    /// Two codes in brackets.
    fn meeting(&mut self, column: usize) -> Result<Expr, QueryError> {
        let one = self.wanted(column, "coded")?;
        let sign = match self.take().map(|l| l.kind) {
            Some(Kind::Word(sign)) => sign,
            Some(Kind::And) => "and".to_owned(),
            Some(Kind::Or) => "or".to_owned(),
            _ => return Err(QueryFault::NoMeeting.at(column)),
        };
        let sign = sign.to_lowercase();
        if !["or", "and", "same", "in", "crossing", "near"].contains(&sign.as_str()) {
            return Err(QueryFault::NoMeeting.at(column));
        }
        let other = self.wanted(column, "coded")?;
        let meeting = match sign.as_str() {
            "or" => None,
            "same" => Some(Meeting::Same),
            "in" => Some(Meeting::Inside),
            "crossing" => Some(Meeting::Cross),
            "near" => match self.take().map(|l| l.kind) {
                Some(Kind::Word(turns)) if turns.parse::<u32>().is_ok() => {
                    turns.parse().ok().map(Meeting::Near)
                }
                _ => return Err(QueryFault::NoTurns.at(column)),
            },
            _ => Some(Meeting::Share),
        };
        match self.take().map(|l| l.kind) {
            Some(Kind::Close) => {}
            None => return Err(QueryFault::OpenGroup.at(column)),
            Some(_) => return Err(QueryFault::NoMeeting.at(column)),
        }
        let coding = |test| Expr::Coding(Coding { column, test });
        Ok(match meeting {
            Some(meeting) => coding(Test::Meets(one, meeting, other)),
            None => Expr::Any(vec![coding(Test::Coded(one)), coding(Test::Coded(other))]),
        })
    }

    /// A code, as the value of this field.
    fn wanted(&mut self, column: usize, field: &str) -> Result<Wanted, QueryError> {
        let no_value = || QueryFault::NoValue(field.to_owned()).at(column);
        let first = self.take().ok_or_else(no_value)?;
        let (mut name, mut below) = match first.kind {
            Kind::Word(word) => match word.strip_prefix('=') {
                Some(exact) => (exact.to_owned(), false),
                None => (word, true),
            },
            Kind::Phrase(phrase) => (phrase, true),
            _ => return Err(no_value()),
        };
        if name.is_empty() {
            // `="small steps"`
            name = self.value(column, field)?;
            below = false;
        }
        let mut open = false;
        while self.peek() == Some(&Kind::Star) {
            self.take();
            open = true;
        }
        Ok(Wanted {
            column: first.column,
            name,
            open,
            below,
        })
    }
}
