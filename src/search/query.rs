//! A query as typed, and the search over turns, memos and codes together, or over segments.

use super::ast::{Expr, Field, Listing, Test};
use super::corpus::Corpus;
use super::error::{QueryError, SearchError};
use super::index::TextIndex;
use super::notes::NotesIndex;
use super::ranking::{At, Ranking};
use super::results::{Coverage, FoundTurns, Order, Results};
use super::segments;
use super::syntax;

/// A query that could be read, in the language of `docs/query.md`.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    expr: Expr,
    listing: Listing,
}

impl Query {
    /// Reads a query; the error names the column where it goes wrong.
    pub fn parse(typed: &str) -> Result<Query, QueryError> {
        syntax::parse(typed).map(|(expr, listing)| Query { expr, listing })
    }

    pub(super) fn expr(&self) -> &Expr {
        &self.expr
    }

    /// What it lists.
    pub fn listing(&self) -> Listing {
        self.listing
    }

    /// Whether it asks what findings make of codings: then the corpus has to say so.
    pub fn asks_for_standings(&self) -> bool {
        let asks =
            |part: &Expr| matches!(part, Expr::Coding(c) if matches!(c.test, Test::Stands(_)));
        self.expr.has(&asks)
    }

    /// Whether it looks at codings: a change of them costs nothing where it does not.
    pub fn needs_codings(&self) -> bool {
        self.listing == Listing::Segments || self.expr.asks_of_codings()
    }

    /// Whether what it finds in texts depends on who asks: on codings they may see, or what they have
    /// marked as finished.
    pub fn depends_on_viewer(&self) -> bool {
        let finished = |part: &Expr| matches!(part, Expr::Leaf(l) if l.field == Field::Finished);
        self.expr.asks_of_codings() || self.expr.has(&finished)
    }

    /// Finds turns, memos and codes, or segments. `limit` bounds how many are listed, the total
    /// counts all. Segments have no relevance: they stand by source and position then.
    pub fn rank(
        &self,
        text: &TextIndex,
        notes: &NotesIndex,
        corpus: &Corpus<'_>,
        order: Order,
        limit: usize,
    ) -> Result<Ranking, SearchError> {
        let current = text.current(corpus.sources);
        if self.listing == Listing::Segments {
            return self.segments(text, corpus, &current, (&order, limit));
        }
        let (turns, (of_turns, turns_total)) =
            text.find(&self.expr, corpus, &current, &order, limit)?;
        let (notes, (of_notes, notes_total)) = notes.find(&self.expr, corpus, &order, limit)?;
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
            notes: Some(notes),
            segments: Vec::new(),
            listed,
            total: turns_total + notes_total,
            coverage: coverage(&current, corpus),
        })
    }

    /// The turns that fit, by source and number; memos and codes are none.
    pub fn turns(
        &self,
        text: &TextIndex,
        corpus: &Corpus<'_>,
    ) -> Result<(FoundTurns, Coverage), SearchError> {
        let current = text.current(corpus.sources);
        let mut found = FoundTurns::new();
        for (source, turn) in text.places(&self.expr, corpus, &current)? {
            let source = corpus.sources[source].id.clone();
            found.entry(source).or_default().insert(turn);
        }
        Ok((found, coverage(&current, corpus)))
    }

    fn segments(
        &self,
        text: &TextIndex,
        corpus: &Corpus<'_>,
        current: &[Option<usize>],
        (order, limit): (&Order, usize),
    ) -> Result<Ranking, SearchError> {
        let found = segments::find(&self.expr, text, corpus, current, (order, limit))?;
        Ok(Ranking {
            turns: text.turns(&self.expr),
            notes: None,
            listed: (0..found.listed.len())
                .map(|n| (0.0, At::Segment(n)))
                .collect(),
            segments: found.listed,
            total: found.total,
            coverage: coverage(current, corpus),
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
        self.rank(text, notes, corpus, order, limit)?.results()
    }
}

fn coverage(current: &[Option<usize>], corpus: &Corpus<'_>) -> Coverage {
    Coverage {
        indexed: current.iter().flatten().count(),
        total: corpus.sources.len(),
    }
}
