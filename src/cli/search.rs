//! `tandem search DIR QUERY`: turns, memos and codes.

use super::export::write_file;
use super::printing::tell_progress;
use super::session::Session;
use super::study::{StudyArgs, documents};
use super::words::{Words, one_of};
use super::{Out, tell, write_json};
use crate::model::source::Source;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::memos::{memo_json, memo_title};
use crate::report::searched::{notes, participants, standings};
use crate::report::{MOST, Texts, background_json, gathered_files, sources_of};
use crate::search::{
    self, Corpus, Coverage, FoundTurns, Hit, NotesIndex, Order, Place, Query, Results, SearchError,
    Standings, TextIndex,
};
use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct Search {
    #[command(flatten)]
    study: StudyArgs,
    /// Words, "a phrase", or, -not, prefix*, coded:hope by:ana speaker:P01… (docs/query.md)
    #[arg(required = true)]
    query: Vec<String>,
    /// How many hits to print
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Order of the hits
    #[arg(long, value_parser = one_of(ORDERS), default_value = "relevance")]
    sort: Order,
    /// Write all hits to this folder: a table (CSV, workbook), and quotes (Word, web page, Markdown)
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

const ORDERS: Words<Order> = &[
    ("relevance", "", Order::Relevance),
    ("source", "", Order::Source),
];

impl Search {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let typed = self.query.join(" ");
        let query = Query::parse(&typed)?;
        let searching = Searching::new(&session, &view)?;
        if let Some(to) = &self.to {
            let results = searching.find(&query, self.sort, MOST)?;
            let documents = documents(&session, &view, sources_of(&results.hits));
            let texts = Texts::new(&view, &documents);
            let exported = gathered_files(&query, &typed, &results, texts);
            for (name, bytes) in &exported.files {
                let path = to.join(name);
                write_file(&path, bytes)?;
                writeln!(out, "{}", path.shown())?;
            }
            for warning in &exported.warnings {
                tell(&format!("note: {warning}"));
            }
            return Ok(ExitCode::SUCCESS);
        }
        let results = searching.find(&query, self.sort, self.limit)?;
        if self.json {
            let documents = documents(&session, &view, sources_of(&results.hits));
            let texts = Texts::new(&view, &documents);
            write_json(out, &searching.json(&results, texts))?;
            return Ok(ExitCode::SUCCESS);
        }
        for hit in &results.hits {
            writeln!(out, "{}", searching.line(hit))?;
        }
        if results.total > results.hits.len() {
            tell(&format!(
                "{} of {}; --limit {} shows all",
                results.hits.len(),
                query.listing().counted(results.total),
                results.total
            ));
        }
        if results.total == 0 {
            tell("nothing found");
        }
        tell_coverage(results.coverage);
        Ok(ExitCode::SUCCESS)
    }
}

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

    fn standings(&self, query: &Query) -> Option<Standings> {
        let asks = query.asks_for_standings();
        asks.then(|| standings(self.view))
    }

    fn corpus<'s>(&'s self, standings: Option<&'s Standings>) -> Corpus<'s> {
        Corpus {
            sources: self.view.sources(),
            participants: &self.participants,
            view: Some(self.view),
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

    fn json(&self, results: &Results, texts: Texts) -> Value {
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
