//! A query as typed, and the search over turns, memos and codes together.

use super::ast::Expr;
use super::corpus::Corpus;
use super::error::{QueryError, SearchError};
use super::index::TextIndex;
use super::notes::NotesIndex;
use super::ranking::{At, Ranking};
use super::results::{Coverage, Order, Results};
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

    /// Finds turns, memos and codes. `order` sorts, `limit` bounds how many are listed, the total
    /// counts all.
    pub fn rank(
        &self,
        text: &TextIndex,
        notes: &NotesIndex,
        corpus: &Corpus<'_>,
        order: Order,
        limit: usize,
    ) -> Result<Ranking, SearchError> {
        let current = text.current(corpus.sources);
        let (turns, (of_turns, turns_total)) =
            text.find(&self.expr, corpus, &current, order, limit)?;
        let (notes, (of_notes, notes_total)) = notes.find(&self.expr, corpus, order, limit)?;
        let of_turns = of_turns
            .into_iter()
            .map(|(score, at)| (score, At::Turn(at)));
        let of_notes = of_notes.into_iter().map(|(score, n)| (score, At::Note(n)));
        let mut listed: Vec<(f32, At)> = of_turns.chain(of_notes).collect();
        if order == Order::Relevance {
            // The sort is stable: equals keep their order, turns before memos and codes.
            listed.sort_by(|a, b| b.0.total_cmp(&a.0));
        }
        listed.truncate(limit);
        Ok(Ranking {
            turns,
            notes,
            listed,
            total: turns_total + notes_total,
            coverage: Coverage {
                indexed: current.iter().flatten().count(),
                total: corpus.sources.len(),
            },
        })
    }

    /// The same with every hit that is listed looked up.
    pub fn search(
        &self,
        text: &TextIndex,
        notes: &NotesIndex,
        corpus: &Corpus<'_>,
        order: Order,
        limit: usize,
    ) -> Result<Results, SearchError> {
        let ranking = self.rank(text, notes, corpus, order, limit)?;
        Ok(Results {
            hits: ranking.hits(0..ranking.listed())?,
            total: ranking.total,
            coverage: ranking.coverage,
        })
    }
}
