//! The text index, open for searching.

use super::ast::Expr;
use super::coded::Coded;
use super::corpus::Corpus;
use super::error::SearchError;
use super::filters::TextTarget;
use super::folder;
use super::grouped::OfTurns;
use super::like::Likes;
use super::locate::Locator;
use super::manifest::Manifest;
use super::paragraphs::cited_at;
use super::plan::{combined, plan, unscored};
use super::reading::{ByPlace, Scored, best};
use super::results::{Coverage, Group, Hit, Order, Place};
use super::schema::{Fields, VERSION, schema, source_term, unplace};
use super::tokenizer::Terms;
use super::turns::{TurnAt, TurnTable, said};
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::model::text::Span;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tantivy::collector::Count;
use tantivy::query::{EmptyQuery, Occur, Query, TermSetQuery};
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument};

/// The index of the sources' turns, open for searching. It is the same for all viewers. The default
/// one holds nothing.
#[derive(Default)]
pub struct TextIndex {
    open: Option<Arc<Open>>,
}

pub(super) struct Open {
    reader: IndexReader,
    pub manifest: Manifest,
    languages: BTreeSet<String>,
    pub fields: Fields,
    /// Where its turns lie, once that was asked.
    table: OnceLock<TurnTable>,
    /// Tells it from every other that this program opened.
    pub number: u64,
}

/// So many were opened.
static OPENED: AtomicU64 = AtomicU64::new(0);

/// Turns that were found, in the index as it was then.
pub(super) struct Turns {
    open: Arc<Open>,
    searcher: Searcher,
    pub locator: Locator,
}

impl TextIndex {
    /// Opens what is in `folder`. Never fails: where there is no index, or a damaged one, nothing
    /// is found, [`TextIndex::coverage`] says so, and [`super::update`] builds it.
    pub fn open(folder: &Path) -> TextIndex {
        folder::open(folder).map_or_else(TextIndex::default, |(index, manifest)| {
            TextIndex::of(&index, manifest)
        })
    }

    /// What [`folder::open`] opened.
    pub(super) fn of(index: &Index, manifest: Manifest) -> TextIndex {
        TextIndex {
            open: Open::new(index, manifest).map(Arc::new),
        }
    }

    /// How many of `sources` it holds as they are now.
    pub fn coverage(&self, sources: &[Source]) -> Coverage {
        Coverage {
            indexed: self.current(sources).iter().flatten().count(),
            total: sources.len(),
        }
    }

    /// Number in the index → index into `sources`, of those it holds as they are now.
    pub(super) fn current(&self, sources: &[Source]) -> Vec<Option<usize>> {
        let open = self.open.as_ref();
        open.map_or_else(Vec::new, |o| o.manifest.current(sources))
    }

    /// What it takes to bring it up to date with `sources`.
    #[cfg(test)]
    pub(super) fn need(&self, sources: &[Source]) -> super::manifest::Need {
        use super::manifest::Need;
        let open = self.open.as_ref();
        open.map_or(Need::Rebuild, |o| o.manifest.need(sources))
    }

    /// Turns that fit, in order with their scores, and how many there are. `current` is
    /// [`TextIndex::current`] of the corpus.
    pub(super) fn find(
        &self,
        expr: &Expr,
        corpus: &Corpus<'_>,
        current: &[Option<usize>],
        order: &Order,
        limit: usize,
    ) -> Result<(Option<Turns>, Scored), SearchError> {
        let Some(mut turns) = self.turns(expr) else {
            return Ok((None, (Vec::new(), 0)));
        };
        let (query, likes) = turns.planned(expr, corpus, current)?;
        turns.locator = Locator::new(expr, turns.open.languages(), &likes);
        let grouped = match order {
            Order::By(group @ (Group::Person | Group::Attribute(_))) => {
                let table = turns.table()?;
                Some((table, OfTurns::new(group, table, corpus, current)))
            }
            _ => None,
        };
        let group = |number: usize, turn: usize| {
            let (table, ranks) = grouped.as_ref()?;
            Some(ranks.rank(number, table.of(number).get(turn)?))
        };
        let ranked = ranked(&turns.searcher, &*query, current, group, order, limit)?;
        drop(grouped);
        Ok((Some(turns), ranked))
    }

    /// All turns that fit, each with the place of its source in the corpus and its number there.
    pub(super) fn places(
        &self,
        expr: &Expr,
        corpus: &Corpus<'_>,
        current: &[Option<usize>],
    ) -> Result<Vec<(usize, usize)>, SearchError> {
        let Some(turns) = self.turns(expr) else {
            return Ok(Vec::new());
        };
        let (query, _) = turns.planned(expr, corpus, current)?;
        let all = turns.searcher.search(&*query, &ByPlace)?.into_iter();
        let place = |(place, _): (u64, DocAddress)| {
            let (number, turn) = unplace(place);
            Some(((*current.get(number)?)?, turn))
        };
        Ok(all.filter_map(place).collect())
    }

    /// What is needed to look hits of a query up, where there is an index.
    pub(super) fn turns(&self, expr: &Expr) -> Option<Turns> {
        let open = self.open.clone()?;
        Some(Turns {
            searcher: open.reader.searcher(),
            locator: Locator::new(expr, open.languages(), &Likes::default()),
            open,
        })
    }
}

impl Open {
    fn new(index: &Index, manifest: Manifest) -> Option<Open> {
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
            languages: manifest.languages(),
            manifest,
            fields: schema().1,
            table: OnceLock::new(),
            number: OPENED.fetch_add(1, Ordering::Relaxed) + 1,
        })
    }

    pub fn languages(&self) -> impl Iterator<Item = &str> + Clone {
        self.languages.iter().map(String::as_str)
    }

    /// By place in the corpus, the number of a source it holds as it is now.
    pub fn numbers(&self, current: &[Option<usize>], corpus: &Corpus<'_>) -> Vec<Option<usize>> {
        let mut numbers = vec![None; corpus.sources.len()];
        for (number, place) in current.iter().enumerate() {
            if let Some(held) = place.and_then(|place| numbers.get_mut(place)) {
                *held = Some(number);
            }
        }
        numbers
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
}

impl Turns {
    /// A query over turns that are there still, and the words chosen for what it is to be like.
    pub fn planned(
        &self,
        expr: &Expr,
        corpus: &Corpus<'_>,
        current: &[Option<usize>],
    ) -> Result<(Box<dyn Query>, Likes), SearchError> {
        let numbers = self.open.numbers(current, corpus);
        let own = corpus.file(expr.asks_of_codings());
        let coded = Coded {
            corpus,
            filed: corpus.kept().unwrap_or(&own),
            table: self.table()?,
            index: self.open.number,
            numbers: &numbers,
        };
        let mut target = self.target(&coded);
        target.choose(expr)?;
        let query = plan(expr, &target)?;
        let likes = target.likes;
        Ok((self.open.without_stale(query, current), likes))
    }

    /// Where the turns lie.
    pub fn table(&self) -> tantivy::Result<&TurnTable> {
        if let Some(table) = self.open.table.get() {
            return Ok(table);
        }
        let table = TurnTable::read(&self.searcher, self.open.manifest.entries.len())?;
        Ok(self.open.table.get_or_init(|| table))
    }

    /// What leaves of a query mean to the index.
    pub fn target<'a>(&'a self, coded: &'a Coded<'a>) -> TextTarget<'a> {
        let languages = self.open.languages().collect();
        let fields = &self.open.fields;
        TextTarget::new(fields, languages, coded, &self.searcher)
    }

    /// The number of a source in the index.
    pub fn number(&self, source: &SourceId) -> Option<usize> {
        let mut entries = self.open.manifest.entries.iter();
        entries.position(|e| e.source == *source)
    }

    /// The language of a source, by its number in the index.
    pub fn language(&self, number: usize) -> &str {
        let entry = self.open.manifest.entries.get(number);
        entry.map_or("", |e| e.language.as_str())
    }

    pub fn open(&self) -> &Open {
        &self.open
    }

    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// What is said in a turn.
    pub fn talk(&self, turn: &TurnAt) -> tantivy::Result<String> {
        said(&self.searcher, &self.open.fields, turn)
    }

    /// Where in its turn a hit is, and the line shown for it.
    pub fn hit(&self, score: f32, at: DocAddress, terms: &mut Terms) -> Result<Hit, SearchError> {
        let Open {
            manifest, fields, ..
        } = &*self.open;
        let fast = self.searcher.segment_reader(at.segment_ord).fast_fields();
        let (number, turn) = unplace(fast.u64("place")?.first(at.doc_id).unwrap_or_default());
        let start = fast.u64("start")?.first(at.doc_id).unwrap_or_default() as u32;
        let source = manifest.entries.get(number);
        let source = source.ok_or_else(|| SearchError::Damaged(format!("source {number}")))?;
        let stored: TantivyDocument = self.searcher.doc(at)?;
        let text = |field| {
            stored
                .get_first(field)
                .and_then(|v| v.as_str())
                .unwrap_or_default()
        };
        let talk = text(fields.talk);
        let found = self.locator.locate(talk, &source.language, terms);
        let chars = |upto: usize| talk[..upto].chars().count() as u32;
        let whole = 0..talk.len();
        let first = found.finds.first().unwrap_or(&whole);
        let span = Span {
            start: start + chars(first.start),
            end: start + chars(first.end),
        };
        let paragraphs = stored.get_first(fields.paragraphs);
        let paragraphs = paragraphs.and_then(|v| v.as_bytes());
        let label = text(fields.label);
        Ok(Hit {
            place: Place::Turn {
                source: source.source.clone(),
                turn,
                paragraph: cited_at(paragraphs.unwrap_or_default(), span.start),
                span,
                speaker: (!label.is_empty()).then(|| label.to_owned()),
            },
            score,
            excerpt: found.excerpt,
            marks: found.marks,
        })
    }
}

fn ranked(
    searcher: &Searcher,
    query: &dyn Query,
    current: &[Option<usize>],
    group: impl Fn(usize, usize) -> Option<usize>,
    order: &Order,
    limit: usize,
) -> Result<Scored, SearchError> {
    match order {
        _ if limit == 0 => Ok((Vec::new(), searcher.search(query, &Count)?)),
        Order::Relevance => {
            let (found, total) = best(searcher, query, limit)?;
            let found = found.into_iter().map(|(score, _, at)| (score, at));
            Ok((found.collect(), total))
        }
        Order::Source | Order::By(_) => {
            // The index numbers sources as they came; they are read in the order of the corpus.
            let mut all = searcher.search(query, &ByPlace)?;
            let rank = |place: u64| {
                let (number, turn) = unplace(place);
                let source = current.get(number).copied().flatten();
                (group(number, turn), source, turn)
            };
            all.sort_by_cached_key(|(place, _)| rank(*place));
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
