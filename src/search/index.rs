//! The text index, open for searching.

use super::ast::Expr;
use super::corpus::Corpus;
use super::error::SearchError;
use super::filters::TextTarget;
use super::folder;
use super::locate::Locator;
use super::manifest::Manifest;
use super::paragraphs::cited_at;
use super::plan::{combined, plan, unscored};
use super::reading::ByPlace;
use super::results::{Coverage, Hit, Order, Place};
use super::schema::{Fields, VERSION, schema, source_term, unplace};
use crate::model::source::Source;
use crate::model::text::Span;
use std::path::Path;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{EmptyQuery, Occur, Query, TermSetQuery};
use tantivy::schema::Value;
use tantivy::{DocAddress, IndexReader, ReloadPolicy, Searcher, TantivyDocument};

/// The index of the sources' turns, open for searching. It is the same for all viewers.
pub struct TextIndex {
    open: Option<Open>,
}

struct Open {
    reader: IndexReader,
    manifest: Manifest,
    fields: Fields,
}

impl TextIndex {
    /// Opens what is in `folder`. Never fails: where there is no index, or a damaged one, nothing
    /// is found, [`TextIndex::coverage`] says so, and [`super::update`] builds it.
    pub fn open(folder: &Path) -> TextIndex {
        TextIndex {
            open: Open::new(folder),
        }
    }

    /// How many of `sources` it holds as they are now.
    pub fn coverage(&self, sources: &[Source]) -> Coverage {
        let indexed = self
            .open
            .as_ref()
            .map_or(0, |o| o.manifest.current(sources).iter().flatten().count());
        Coverage {
            indexed,
            total: sources.len(),
        }
    }

    /// What it takes to bring it up to date with `sources`.
    #[cfg(test)]
    pub(super) fn need(&self, sources: &[Source]) -> super::manifest::Need {
        use super::manifest::Need;
        let open = self.open.as_ref();
        open.map_or(Need::Rebuild, |o| o.manifest.need(sources))
    }

    /// Turns that fit, and how many there are.
    pub(super) fn find(
        &self,
        expr: &Expr,
        corpus: &Corpus<'_>,
        order: Order,
        limit: usize,
    ) -> Result<(Vec<Hit>, usize), SearchError> {
        let Some(open) = &self.open else {
            return Ok((Vec::new(), 0));
        };
        let current = open.manifest.current(corpus.sources);
        let target = TextTarget::new(&open.fields, &open.manifest, &current, corpus);
        let query = open.without_stale(plan(expr, &target)?, &current);
        let searcher = open.reader.searcher();
        let (found, total) = ranked(&searcher, &*query, &current, order, limit)?;
        let locator = Locator::new(expr, &open.manifest.languages());
        let hit = |(score, at)| open.hit(&searcher, &locator, score, at, &current, corpus);
        let hits = found
            .into_iter()
            .map(hit)
            .collect::<Result<Vec<Option<Hit>>, SearchError>>()?;
        Ok((hits.into_iter().flatten().collect(), total))
    }
}

impl Open {
    fn new(folder: &Path) -> Option<Open> {
        let (index, manifest) = folder::open(folder)?;
        if manifest.version != VERSION {
            return None;
        }
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .ok()?;
        Some(Open {
            reader,
            manifest,
            fields: schema().1,
        })
    }

    /// Leaves out turns of sources that are gone, hidden, or indexed in an older version of their
    /// text: a hit must never point into another text.
    fn without_stale(&self, query: Box<dyn Query>, current: &[Option<usize>]) -> Box<dyn Query> {
        let gone = current.iter().enumerate().filter(|(_, at)| at.is_none());
        let terms: Vec<_> = gone
            .map(|(number, _)| source_term(&self.fields, number))
            .collect();
        if terms.is_empty() {
            return query;
        }
        if terms.len() == current.len() {
            return Box::new(EmptyQuery);
        }
        let gone = unscored(Box::new(TermSetQuery::new(terms)));
        combined(vec![(Occur::Must, query), (Occur::MustNot, gone)])
    }

    fn hit(
        &self,
        searcher: &Searcher,
        locator: &Locator,
        score: f32,
        at: DocAddress,
        current: &[Option<usize>],
        corpus: &Corpus<'_>,
    ) -> Result<Option<Hit>, SearchError> {
        let fast = searcher.segment_reader(at.segment_ord).fast_fields();
        let (number, turn) = unplace(fast.u64("place")?.first(at.doc_id).unwrap_or_default());
        let start = fast.u64("start")?.first(at.doc_id).unwrap_or_default() as u32;
        let Some(source) = current
            .get(number)
            .copied()
            .flatten()
            .map(|i| &corpus.sources[i])
        else {
            return Ok(None);
        };
        let stored: TantivyDocument = searcher.doc(at)?;
        let text = |field| {
            stored
                .get_first(field)
                .and_then(|v| v.as_str())
                .unwrap_or_default()
        };
        let talk = text(self.fields.talk);
        let found = locator.locate(talk, &source.language);
        let chars = |upto: usize| talk[..upto].chars().count() as u32;
        let whole = 0..talk.len();
        let first = found.finds.first().unwrap_or(&whole);
        let span = Span {
            start: start + chars(first.start),
            end: start + chars(first.end),
        };
        let paragraphs = stored
            .get_first(self.fields.paragraphs)
            .and_then(|v| v.as_bytes());
        let label = text(self.fields.label);
        Ok(Some(Hit {
            place: Place::Turn {
                source: source.id.clone(),
                turn,
                paragraph: cited_at(paragraphs.unwrap_or_default(), span.start),
                span,
                speaker: (!label.is_empty()).then(|| label.to_owned()),
            },
            score,
            excerpt: found.excerpt,
            marks: found.marks,
        }))
    }
}

type Ranked = (Vec<(f32, DocAddress)>, usize);

fn ranked(
    searcher: &Searcher,
    query: &dyn Query,
    current: &[Option<usize>],
    order: Order,
    limit: usize,
) -> Result<Ranked, SearchError> {
    match order {
        _ if limit == 0 => Ok((Vec::new(), searcher.search(query, &Count)?)),
        Order::Relevance => {
            let top = TopDocs::with_limit(limit).order_by_score();
            Ok(searcher.search(query, &(top, Count))?)
        }
        Order::Source => {
            // The index numbers sources as they came; they are read in the order of the corpus.
            let mut all = searcher.search(query, &ByPlace)?;
            let rank = |place: u64| {
                let (number, turn) = unplace(place);
                (current.get(number).copied().flatten(), turn)
            };
            all.sort_unstable_by_key(|(place, _)| rank(*place));
            let total = all.len();
            all.truncate(limit);
            Ok((all.into_iter().map(|(_, at)| (0.0, at)).collect(), total))
        }
    }
}

impl std::fmt::Debug for TextIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sources = self.open.as_ref().map(|o| o.manifest.entries.len());
        f.debug_struct("TextIndex")
            .field("sources", &sources)
            .finish()
    }
}
