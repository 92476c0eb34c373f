//! Which sources were read to the end for a code: where nobody looked for it, “not coded” says nothing.

use crate::model::ids::{CodeId, CoderId, RoundId, SourceId};
use crate::model::layer::{Basis, Layer};
use crate::model::round::{Round, RoundKind};
use crate::model::view::View;
use std::collections::HashSet;

/// With which codes at hand each source was read to the end.
pub(super) struct Read {
    /// The codes of each codebook that was used, as they are called now.
    books: Vec<HashSet<CodeId>>,
    /// By place of the source in the view: the book it was read with; none where it was not.
    of_source: Vec<Option<usize>>,
}

impl Read {
    pub fn of(view: &View, layer: &Layer) -> Read {
        let mut read = Read {
            books: Vec::new(),
            of_source: Vec::with_capacity(layer.basis.len()),
        };
        let mut known: Vec<(Option<RoundId>, usize)> = Vec::new();
        for (source, basis) in &layer.basis {
            let at = view.source(source);
            let finished = |coder: Option<&CoderId>| {
                let mut rounds = view.rounds().iter().rev();
                let is = |round: &&Round| {
                    let is_asked = |who: &CoderId| coder.is_none_or(|coder| coder == who);
                    let mut marked = round.finished.iter();
                    marked.any(|(who, done)| is_asked(who) && done.contains(source))
                        || said_in_file(view, round)
                            .any(|(who, done)| is_asked(who) && done.contains(source))
                };
                rounds.find(is)
            };
            let waits = layer.waiting.iter().any(|(id, _)| id == source);
            let with = match basis {
                Basis::Consensus(round) | Basis::PartConsensus(round, _) => Some(Some(*round)),
                Basis::Coder(coder) => match finished(Some(coder)) {
                    Some(round) => Some(Some(round.id)),
                    // Outside rounds nobody marks a source as finished: it was, as far as it was read.
                    None => at
                        .is_some_and(|s| view.reached(coder, source) >= s.paragraphs)
                        .then_some(None),
                },
                Basis::Uncoded if waits => None,
                Basis::Uncoded => finished(None).map(|round| Some(round.id)),
            };
            let book = with.map(|round| {
                if let Some((_, book)) = known.iter().find(|(of, _)| *of == round) {
                    return *book;
                }
                read.books.push(codes(view, round));
                known.push((round, read.books.len() - 1));
                read.books.len() - 1
            });
            read.of_source.push(book);
        }
        read
    }

    /// By source: whether it was read with all of these codes at hand.
    pub fn with(&self, codes: &[CodeId]) -> Vec<bool> {
        let has: Vec<bool> = self
            .books
            .iter()
            .map(|book| codes.iter().all(|code| book.contains(code)))
            .collect();
        let of = |book: &Option<usize>| book.is_some_and(|book| has[book]);
        self.of_source.iter().map(of).collect()
    }
}

/// Who read what by the file of an imported round, where nobody could mark anything.
fn said_in_file<'v>(
    view: &View,
    round: &'v Round,
) -> impl Iterator<Item = (&'v CoderId, &'v Vec<SourceId>)> {
    let counts = round.plan.kind == RoundKind::Imported && view.replaced_by(round.id).is_none();
    let all = round.submitted.iter().filter(move |_| counts);
    all.map(|(who, sent)| (who, &sent.finished))
}

/// The codes that stood in the codebook of a round, or stand in it now.
fn codes(view: &View, round: Option<RoundId>) -> HashSet<CodeId> {
    let now = view.codebook();
    let resolved = |id: CodeId| now.resolve(id);
    match round.and_then(|id| view.round(id)) {
        Some(round) => view
            .codebook_of(round)
            .active()
            .map(|c| resolved(c.id))
            .collect(),
        None => now.active().map(|c| resolved(c.id)).collect(),
    }
}
