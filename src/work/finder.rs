//! The worker that keeps the index and answers queries.

use super::effect::Tell;
use crate::model::source::Source;
use crate::search::{self, Corpus, Note, NotesIndex, Order, Place, Query, TextIndex};
use crate::store::Sources;
use crate::work::effect::{Effect, Found, FoundPlace, Outcome, SearchOrder};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// Hits handed to a screen.
const LIMIT: usize = 500;

pub struct Finder {
    folder: PathBuf,
    texts: Sources,
    sources: Vec<Source>,
    index: TextIndex,
    notes: Option<(u64, NotesIndex)>,
}

impl Finder {
    /// A worker with the index in `folder`, reading texts from the study.
    pub fn new(folder: PathBuf, texts: Sources) -> Finder {
        let index = TextIndex::open(&folder);
        Finder {
            folder,
            texts,
            sources: Vec::new(),
            index,
            notes: None,
        }
    }

    /// Performs an effect. `stop` is asked between sources whether something newer waits.
    pub fn perform(&mut self, effect: Effect, answer: Tell<'_>, stop: &mut dyn FnMut() -> bool) {
        match effect {
            Effect::Index(sources) => self.update(sources, answer, stop),
            Effect::Search {
                query,
                serial,
                notes,
                participants,
                order,
            } => {
                let result = self.find(&query, &notes, &participants, order);
                let coverage = self.index.coverage(&self.sources);
                let (hits, total) = match result {
                    Ok((hits, total)) => (Ok(hits), total),
                    Err(why) => (Err(why), 0),
                };
                let coverage = (coverage.indexed, coverage.total);
                answer(Outcome::Hits {
                    serial,
                    hits,
                    total,
                    coverage,
                });
            }
            _ => {}
        }
    }

    fn update(&mut self, sources: Vec<Source>, answer: Tell<'_>, stop: &mut dyn FnMut() -> bool) {
        self.sources = sources;
        let texts = self.texts.clone();
        let read =
            |s: &Source| texts.load(&s.id, s.revision, crate::store::source::Recorded::of(s));
        let progress = |done, total| {
            answer(Outcome::Indexed(done, total));
            if stop() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        match search::update(&self.folder, &self.sources, read, progress) {
            Ok(index) => self.index = index,
            Err(e) => {
                self.index = TextIndex::open(&self.folder);
                answer(Outcome::Note(e.to_string()));
            }
        }
        let coverage = self.index.coverage(&self.sources);
        answer(Outcome::Indexed(coverage.indexed, coverage.total));
    }

    fn find(
        &mut self,
        typed: &str,
        notes: &(u64, Arc<Vec<Note>>),
        participants: &[(String, Vec<(String, String)>)],
        order: SearchOrder,
    ) -> Result<(Vec<Found>, usize), String> {
        let query = Query::parse(typed).map_err(|e| e.to_string())?;
        if self
            .notes
            .as_ref()
            .is_none_or(|(version, _)| *version != notes.0)
        {
            let language = self.sources.first().map_or("en", |s| s.language.as_str());
            let index = NotesIndex::build(notes.1.to_vec(), language).map_err(|e| e.to_string())?;
            self.notes = Some((notes.0, index));
        }
        let Some((_, index)) = &self.notes else {
            return Ok((Vec::new(), 0));
        };
        let corpus = Corpus {
            sources: &self.sources,
            participants,
        };
        let order = match order {
            SearchOrder::Relevance => Order::Relevance,
            SearchOrder::Source => Order::Source,
        };
        let results = query
            .search(&self.index, index, &corpus, order, LIMIT)
            .map_err(|e| e.to_string())?;
        let hits = results
            .hits
            .into_iter()
            .map(|h| self.found(h, &notes.1))
            .collect();
        Ok((hits, results.total))
    }

    fn found(&self, hit: search::Hit, notes: &[Note]) -> Found {
        let (place, title) = match hit.place {
            Place::Turn {
                source,
                paragraph,
                span,
                speaker,
                ..
            } => {
                let name = self.sources.iter().find(|s| s.id == source);
                let name = name.map_or(source.as_str(), |s| s.name.as_str()).to_owned();
                let speaker = speaker.map_or(String::new(), |s| format!("  {s}"));
                (
                    FoundPlace::Text(source, span),
                    format!("{name}:{paragraph}{speaker}"),
                )
            }
            Place::Memo(id) => (FoundPlace::Memo(id.into()), "memo".to_owned()),
            Place::Code(id) => {
                let name = notes
                    .iter()
                    .find(|n| n.id == id)
                    .map_or("", |n| n.title.as_str());
                (FoundPlace::Code(id.into()), format!("code {name}"))
            }
        };
        Found {
            place,
            title,
            excerpt: hit.excerpt,
            marks: hit.marks,
        }
    }
}
