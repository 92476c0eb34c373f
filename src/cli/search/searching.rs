//! The index brought up to date, and hits as lines and as JSON.

use crate::cli::printing::tell_progress;
use crate::cli::session::Session;
use crate::cli::tell;
use crate::model::ids::SourceId;
use crate::model::source::Source;
use crate::model::view::View;
use crate::report::memos::{memo_json, memo_title};
use crate::report::searched::{notes, participants, standings};
use crate::report::{Texts, background_json};
use crate::search::{
    self, Corpus, Coverage, FoundTurns, Hit, NotesIndex, Order, Place, Query, Results, SearchError,
    Standings, TextIndex,
};
use anyhow::Result;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Says so where not all was searched.
pub fn tell_coverage(coverage: Coverage) {
    if !coverage.is_complete() {
        tell(&format!(
            "searched {} of {} sources",
            coverage.indexed, coverage.total
        ));
    }
}

/// Everything a viewer may search.
pub struct Searching<'v> {
    view: &'v View,
    index: TextIndex,
    notes: NotesIndex,
    participants: Vec<(String, Vec<(String, String)>)>,
}

impl<'v> Searching<'v> {
    /// Brings the index up to date, telling how far it is if somebody looks on.
    pub fn new(session: &Session, view: &'v View) -> Result<Searching<'v>> {
        let index = up_to_date(session, view)?;
        let language = view.sources().first().map_or("en", |s| s.language.as_str());
        Ok(Searching {
            view,
            index,
            notes: NotesIndex::build(Arc::new(notes(view)), language)?,
            participants: participants(view),
        })
    }

    /// The hits of a query.
    pub fn find(&self, query: &Query, order: Order, limit: usize) -> Result<Results> {
        let standings = self.standings(query);
        let corpus = self.corpus(standings.as_ref());
        Ok(query.search(&self.index, &self.notes, &corpus, order, limit)?)
    }

    /// The turns a query finds, and how much was searched.
    pub fn turns(&self, query: &Query) -> Result<(FoundTurns, Coverage)> {
        let standings = self.standings(query);
        Ok(query.turns(&self.index, &self.corpus(standings.as_ref()))?)
    }

    /// The sources it finds something in.
    pub fn sources(&self, query: &Query) -> Result<Vec<SourceId>> {
        let standings = self.standings(query);
        let facets = query.facets(&self.index, &self.corpus(standings.as_ref()))?;
        Ok(facets.sources)
    }

    /// What is said where nothing is found, with why where that can be told.
    pub fn nothing(&self, query: &Query, words: &str) -> String {
        match query.hint(&self.corpus(None)) {
            Some(why) => format!("{words}: {why}"),
            None => words.to_owned(),
        }
    }

    fn standings(&self, query: &Query) -> Option<Standings> {
        let asks = query.asks_for_standings();
        asks.then(|| standings(self.view))
    }

    fn corpus<'s>(&'s self, standings: Option<&'s Standings>) -> Corpus<'s> {
        Corpus {
            sources: self.view.sources(),
            participants: &self.participants,
            view: Some(self.view),
            filed: None,
            standings,
        }
    }

    /// `P07_interview:24 P07  the text around it`.
    pub fn line(&self, hit: &Hit) -> String {
        let before = match (&hit.place, hit.place.stretch()) {
            (_, Some(at)) => {
                let name = self.view.source_name(at.source);
                let speaker = at.speaker.map_or(String::new(), |s| format!(" {s}"));
                format!("{name}:{}{speaker}", at.paragraph)
            }
            (Place::Code { .. }, None) => "code".to_owned(),
            (Place::Memo(id), None) => {
                let memo = self.view.memo((*id).into());
                memo.map_or("memo".to_owned(), |memo| memo_title(memo, self.view))
            }
            (_, None) => String::new(),
        };
        let coded = hit.place.coded().map_or(String::new(), |(code, coder)| {
            format!("  {} ({coder})", self.view.codebook().name(code))
        });
        format!("{before}{coded}  {}", hit.excerpt)
    }

    pub fn json(&self, results: &Results, texts: Texts) -> Value {
        json!({
            "total": results.total,
            "sources_searched": results.coverage.indexed,
            "sources": results.coverage.total,
            "hits": results.hits.iter().map(|h| self.hit_json(h, texts)).collect::<Vec<_>>(),
        })
    }

    fn hit_json(&self, hit: &Hit, texts: Texts) -> Value {
        let stretch = hit.place.stretch();
        let mut place = stretch.map_or_else(
            || json!({}),
            |at| {
                json!({
                    "source": self.view.source_name(at.source),
                    "paragraph": at.paragraph,
                    "speaker": at.speaker,
                    "start": at.span.start,
                    "end": at.span.end,
                    "background": background_json(texts, at.source, at.span),
                })
            },
        );
        match &hit.place {
            Place::Turn { .. } => place["in"] = json!("turn"),
            Place::Segment {
                coding,
                code,
                coder,
                ..
            } => {
                place["in"] = json!("segment");
                place["id"] = json!(coding);
                place["code"] = json!(self.view.codebook().name(*code));
                place["coder"] = json!(coder);
            }
            Place::Memo(id) => {
                place = match self.view.memo((*id).into()) {
                    Some(memo) => memo_json(memo, self.view),
                    None => json!({ "id": id }),
                };
                place["in"] = json!("memo");
            }
            Place::Code { id, name } => {
                place = json!({ "in": "code", "id": id, "code": name });
            }
        }
        json!({ "place": place, "excerpt": hit.excerpt, "marks": hit.marks })
    }
}

fn up_to_date(session: &Session, view: &View) -> Result<TextIndex> {
    let folder = session.index_folder();
    let texts = session.store.sources();
    let read = |s: &Source| texts.load(&s.id, s.revision, crate::store::source::Recorded::of(s));
    let progress = |done: usize, total: usize| {
        tell_progress(
            &format!("indexing {done} of {total} sources"),
            done == total,
        );
        ControlFlow::Continue(())
    };
    match search::update(&folder, view.sources(), read, progress) {
        Ok(index) => Ok(index),
        Err(why @ SearchError::Busy { .. }) => {
            tell(&format!("note: {why}"));
            Ok(TextIndex::open(&folder))
        }
        Err(why) => Err(why.into()),
    }
}
