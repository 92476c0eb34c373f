//! A query as typed, and the search over turns, memos and codes together.

use super::ast::Expr;
use super::corpus::Corpus;
use super::error::{QueryError, SearchError};
use super::index::TextIndex;
use super::notes::NotesIndex;
use super::results::{Order, Results};
use super::syntax;

/// A query that could be read. `words "a phrase" OR NOT -word prefix* (…)`, and fields:
/// `speaker:P01 source:P07 kind:interview is:participant code:… memo:… text:… arm:smcm`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    expr: Expr,
}

impl Query {
    /// Reads a query; the error names the column where it goes wrong.
    pub fn parse(typed: &str) -> Result<Query, QueryError> {
        syntax::parse(typed).map(|expr| Query { expr })
    }

    /// Searches turns, memos and codes. `order` sorts, `limit` bounds what is handed back, the
    /// total counts all.
    pub fn search(
        &self,
        text: &TextIndex,
        notes: &NotesIndex,
        corpus: &Corpus<'_>,
        order: Order,
        limit: usize,
    ) -> Result<Results, SearchError> {
        let (turns, of_turns) = text.find(&self.expr, corpus, order, limit)?;
        let (others, of_notes) = notes.find(&self.expr, corpus, order, limit)?;
        let mut hits = turns;
        hits.extend(others);
        if order == Order::Relevance {
            // The sort is stable: equals keep their order, turns before memos and codes.
            hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        }
        hits.truncate(limit);
        Ok(Results {
            hits,
            total: of_turns + of_notes,
            coverage: text.coverage(corpus.sources),
        })
    }
}
