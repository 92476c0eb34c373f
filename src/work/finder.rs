//! The worker that keeps the index and answers queries.

use super::effect::Tell;
use super::reporting::whole_report;
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::report::memos::memo_title;
use crate::report::searched::standings;
use crate::report::wordlist::query_of_turns;
use crate::report::{Documents, Exported, MOST, Texts, gathered_files, sources_of};
use crate::search::{
    self, Corpus, Coverage, Facets, Filed, FoundTurns, NotesIndex, Order, Place, Query, Ranking,
    TextIndex,
};
use crate::store::Sources;
use crate::work::effect::{Effect, Found, FoundPlace, Known, Outcome, Shown};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::Arc;

/// Hits a screen can list.
const LIMIT: usize = 500;

pub struct Finder {
    folder: PathBuf,
    texts: Sources,
    sources: Vec<Source>,
    names: HashMap<SourceId, String>,
    index: TextIndex,
    coverage: Coverage,
    notes: Option<NotesIndex>,
    /// The latest query's hits, with its number.
    ranking: Option<(u64, Ranking)>,
    /// That query as typed, and what it was asked of.
    asked: Option<(String, Arc<Known>, Order)>,
}

impl Finder {
    /// A worker with the index in `folder`, reading texts from the study.
    pub fn new(folder: PathBuf, texts: Sources) -> Finder {
        Finder {
            folder,
            texts,
            sources: Vec::new(),
            names: HashMap::new(),
            // Opened once it is known what it should hold.
            index: TextIndex::default(),
            coverage: Coverage::default(),
            notes: None,
            ranking: None,
            asked: None,
        }
    }

    /// Performs an effect. `stop` is asked between sources whether something newer waits.
    pub fn perform(&mut self, effect: Effect, answer: Tell<'_>, stop: &mut dyn FnMut() -> bool) {
        match effect {
            Effect::Index(sources) => self.update(sources, answer, stop),
            Effect::Search {
                query,
                serial,
                known,
                order,
                window,
            } => {
                (self.ranking, self.asked) = (None, None);
                let ranking = self.rank(&query, &known, order.clone(), LIMIT);
                self.asked = Some((query, known, order));
                let shown = ranking.and_then(|ranking| {
                    self.ranking = Some((serial, ranking));
                    self.shown(window)
                });
                let found = shown.is_ok();
                self.tell(serial, shown, answer);
                // Counts follow the hits, unless something newer waits.
                if found
                    && !stop()
                    && let Some(facets) = self.facets()
                {
                    answer(Outcome::Facets(serial, Arc::new(facets)));
                }
            }
            Effect::Gather => match self.gather() {
                Ok(exported) => answer(Outcome::Gathered(Box::new(exported))),
                Err(why) => answer(Outcome::Failed(why)),
            },
            Effect::Report(naming, now_ms) => {
                answer(match whole_report(&self.texts, naming, now_ms) {
                    Ok(exported) => Outcome::Gathered(Box::new(exported)),
                    Err(why) => Outcome::Failed(why.to_string()),
                });
            }
            Effect::Count(counting, known) => {
                let turns = self.turns(&counting.query, &known);
                let serial = counting.serial;
                let found = counting.answer(turns);
                let counted = found.map(|found| Outcome::Counted { serial, found });
                counted.into_iter().for_each(answer);
            }
            Effect::Tabulate(tables) => answer(Outcome::Gathered(Box::new(tables.files()))),
            Effect::Window { serial, window } => {
                let shown = self.shown(window);
                self.tell(serial, shown, answer);
            }
            _ => {}
        }
    }

    fn tell(&self, serial: u64, shown: Result<Shown, String>, answer: Tell<'_>) {
        // What is asked of an older query than the latest is waited for by nobody.
        if self.ranking.as_ref().is_none_or(|(of, _)| *of == serial) {
            answer(Outcome::Hits {
                serial,
                shown,
                coverage: (self.coverage.indexed, self.coverage.total),
            });
        }
    }

    fn update(&mut self, sources: Vec<Source>, answer: Tell<'_>, stop: &mut dyn FnMut() -> bool) {
        self.sources = sources;
        let named = self.sources.iter().map(|s| (s.id.clone(), s.name.clone()));
        self.names = named.collect();
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
        self.coverage = self.index.coverage(&self.sources);
        answer(Outcome::Indexed(self.coverage.indexed, self.coverage.total));
    }

    fn rank(
        &mut self,
        typed: &str,
        known: &Known,
        order: Order,
        limit: usize,
    ) -> Result<Ranking, String> {
        let query = Query::parse(typed).map_err(|e| e.to_string())?;
        let notes = match self.notes.take() {
            Some(index) if *index.notes() == known.notes => index,
            _ => {
                let language = self.sources.first().map_or("en", |s| s.language.as_str());
                NotesIndex::build(known.notes.clone(), language).map_err(|e| e.to_string())?
            }
        };
        let notes = self.notes.insert(notes);
        let corpus = corpus(&self.sources, known, &query);
        query
            .rank(&self.index, notes, &corpus, order, limit)
            .map_err(|e| e.to_string())
    }

    /// The turns in which words are counted; nothing where there is no query.
    fn turns(&self, typed: &str, known: &Known) -> Result<Option<FoundTurns>, String> {
        if typed.is_empty() {
            return Ok(None);
        }
        let query = query_of_turns(typed)?;
        let corpus = corpus(&self.sources, known, &query);
        let found = query.turns(&self.index, &corpus);
        let (turns, _) = found.map_err(|e| e.to_string())?;
        Ok(Some(turns))
    }

    /// What the hits of the latest query are made of.
    fn facets(&self) -> Option<Facets> {
        let (typed, known, _) = self.asked.as_ref()?;
        let query = Query::parse(typed).ok()?;
        // Whatever is asked, what is coded in the hits is counted.
        let filed = || Filed::of(&known.view, &self.sources);
        known.filed.get_or_init(filed);
        let corpus = corpus(&self.sources, known, &query);
        query.facets(&self.index, &corpus).ok()
    }

    /// All hits of the latest query as files.
    fn gather(&mut self) -> Result<Exported, String> {
        let Some((typed, known, order)) = self.asked.clone() else {
            return Err("there is no query yet: / writes one".to_owned());
        };
        let query = Query::parse(&typed).map_err(|e| e.to_string())?;
        let ranking = self.rank(&typed, &known, order, MOST)?;
        let results = ranking.results().map_err(|e| e.to_string())?;
        let mut once: Vec<&SourceId> = sources_of(&results.hits).collect();
        once.sort_unstable();
        once.dedup();
        let read = |id: &&SourceId| {
            let source = known.view.source(id)?;
            let recorded = crate::store::source::Recorded::of(source);
            Some(self.texts.load(id, source.revision, recorded))
        };
        let (mut documents, mut unread) = (Documents::new(), Vec::new());
        let loaded: Vec<_> = once.par_iter().map(read).collect();
        for (id, loaded) in once.into_iter().zip(loaded) {
            match loaded {
                Some(Ok(document)) => drop(documents.insert(id.clone(), Arc::new(document))),
                Some(Err(why)) => unread.push(why.to_string()),
                None => {}
            }
        }
        let texts = Texts::new(&known.view, &documents);
        let mut exported = gathered_files(&query, &typed, &results, texts);
        exported.warnings.extend(unread);
        Ok(exported)
    }

    /// A part of the latest query's hits, as the screen shows them.
    fn shown(&self, window: Range<usize>) -> Result<Shown, String> {
        let Some((_, ranking)) = &self.ranking else {
            return Err("the hits are gone: write the query again".to_owned());
        };
        let hits = ranking.hits(window.clone()).map_err(|e| e.to_string())?;
        let nothing = self.asked.as_ref().filter(|_| ranking.total == 0);
        let hint = nothing.and_then(|(typed, known, _)| {
            let query = Query::parse(typed).ok()?;
            query.hint(&corpus(&self.sources, known, &query))
        });
        Ok(Shown {
            hint,
            total: ranking.total,
            listing: ranking.listing(),
            listed: ranking.listed(),
            from: window.start,
            found: hits.into_iter().map(|h| self.found(h)).collect(),
        })
    }

    fn found(&self, hit: search::Hit) -> Found {
        let title = hit.place.stretch().map(|at| {
            let name = self.names.get(at.source);
            let name = name.map_or(at.source.as_str(), String::as_str);
            let speaker = at.speaker.map_or(String::new(), |s| format!("  {s}"));
            let coded = hit.place.coded().zip(self.asked.as_ref());
            let coded = coded.map_or(String::new(), |((code, coder), (_, known, _))| {
                format!("  {} ({coder})", known.view.codebook().name(code))
            });
            format!("{name}:{}{speaker}{coded}", at.paragraph)
        });
        let text = |source, span, coding| FoundPlace::Text {
            source,
            span,
            coding,
        };
        let (place, title) = match hit.place {
            Place::Turn { source, span, .. } => {
                (text(source, span, None), title.unwrap_or_default())
            }
            Place::Segment {
                source,
                span,
                coding,
                ..
            } => (text(source, span, Some(coding)), title.unwrap_or_default()),
            Place::Memo(id) => {
                let view = self.asked.as_ref().map(|(_, known, _)| &known.view);
                let memo = view.and_then(|v| Some((v, v.memo(id.into())?)));
                let title = memo.map_or("memo".to_owned(), |(view, memo)| memo_title(memo, view));
                (FoundPlace::Memo(id.into()), title)
            }
            Place::Code { id, name } => (FoundPlace::Code(id.into()), format!("code {name}")),
        };
        Found {
            place,
            title,
            excerpt: hit.excerpt,
            marks: hit.marks,
        }
    }
}

/// What a query goes by.
fn corpus<'k>(sources: &'k [Source], known: &'k Known, query: &Query) -> Corpus<'k> {
    let asks = query.asks_for_standings();
    let filed = || Filed::of(&known.view, sources);
    Corpus {
        filed: match query.needs_codings() {
            true => Some(known.filed.get_or_init(filed)),
            false => known.filed.get(),
        },
        sources,
        participants: &known.participants,
        view: Some(&known.view),
        standings: asks.then(|| known.standings.get_or_init(|| standings(&known.view))),
    }
}
