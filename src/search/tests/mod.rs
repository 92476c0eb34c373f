//! A small study to search, and what every test does with it.

mod cases;
mod chinese;
mod fields;
mod language;
mod lifecycle;
mod like;
mod oracle;
mod queries;

use super::*;
use crate::model::ids::{Digest, EventId, SourceId};
use crate::model::source::{
    Document, Paragraph, Source, SourceKind, Speaker, SpeakerRole, Structure, Turn,
};
use crate::model::text::{Span, Text};
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

/// A source and its text: one line a turn, `Speaker: talk`; `I` is the interviewer.
pub(super) fn source(name: &str, language: &str, text: &str) -> (Source, Document) {
    let id = SourceId(name.to_lowercase().replace(' ', "-").into());
    let mut structure = Structure::default();
    let mut at = 0;
    for line in text.lines() {
        let len = line.chars().count() as u32;
        let label = line.split_once(": ").map(|(label, _)| label);
        let speaker = label.map(|label| {
            let known = structure.speakers.iter().position(|s| s.label == label);
            known.unwrap_or_else(|| {
                let role = if label == "I" {
                    SpeakerRole::Interviewer
                } else {
                    SpeakerRole::Participant
                };
                structure.speakers.push(Speaker {
                    label: label.to_owned(),
                    role,
                });
                structure.speakers.len() - 1
            }) as u16
        });
        let span = Span {
            start: at,
            end: at + len,
        };
        let talk = at + label.map_or(0, |l| l.chars().count() as u32 + 2);
        let number = structure.turns.len() as u32;
        structure.turns.push(Turn {
            speaker,
            span,
            talk,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: number + 1,
            letter: 0,
            span,
            turn: number,
        });
        at += len + 1;
    }
    let source = Source {
        structure: Digest::default(),
        id: id.clone(),
        added: EventId(Uuid::from_u128(1)),
        name: name.to_owned(),
        kind: SourceKind::Interview,
        language: language.to_owned(),
        revision: 1,
        chars: at,
        paragraphs: structure.paragraphs.len() as u32,
        text: Digest::of(text.as_bytes()),
        attributes: Vec::new(),
        speakers: Vec::new(),
        called: Vec::new(),
        corrections: Vec::new(),
        corrected_at: Vec::new(),
        made_of: Vec::new(),
        apart: None,
    };
    let document = Document {
        source: id,
        earlier: Vec::new(),
        revision: 1,
        text: Text::new(text.to_owned()),
        structure,
    };
    (source, document)
}

/// Sources with an index of them in a folder of its own.
pub(super) struct Study {
    pub folder: TempDir,
    pub sources: Vec<Source>,
    pub documents: Vec<Document>,
    pub notes: Vec<Note>,
    pub participants: Vec<(String, Vec<(String, String)>)>,
}

impl Study {
    pub fn new(sources: Vec<(Source, Document)>) -> Study {
        let (sources, documents) = sources.into_iter().unzip();
        let folder = tempfile::tempdir().expect("temporary folder");
        Study {
            folder,
            sources,
            documents,
            notes: Vec::new(),
            participants: Vec::new(),
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Brings the index up to date; how many sources were read for it.
    pub fn update(&self) -> usize {
        let read = AtomicUsize::new(0);
        let give = |source: &Source| {
            read.fetch_add(1, Ordering::Relaxed);
            let document = self.documents.iter().find(|d| d.source == source.id);
            Ok::<_, Infallible>(document.expect("a text for every source").clone())
        };
        update(self.path(), &self.sources, give, |_, _| {
            ControlFlow::Continue(())
        })
        .expect("update");
        read.into_inner()
    }

    pub fn results(&self, query: &str, order: Order) -> Results {
        self.ask(&TextIndex::open(self.path()), query, order)
    }

    /// The same with an index that is open already.
    pub fn ask(&self, text: &TextIndex, query: &str, order: Order) -> Results {
        let notes =
            NotesIndex::build(std::sync::Arc::new(self.notes.clone()), "en").expect("notes");
        let corpus = Corpus {
            sources: &self.sources,
            participants: &self.participants,
            ..Corpus::default()
        };
        let query = Query::parse(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        let results = query
            .search(text, &notes, &corpus, order, 1_000)
            .expect("search");
        same_turns(&results, query.turns(text, &corpus).expect("turns"));
        results
    }

    /// What is found, in reading order: `source:paragraph`, `memo N`, `code N`.
    pub fn find(&self, query: &str) -> Vec<String> {
        let show = |hit: &Hit| match &hit.place {
            Place::Turn {
                source, paragraph, ..
            } => format!("{source}:{paragraph}"),
            Place::Segment { coding, .. } => format!("segment {coding}"),
            Place::Memo(id) => format!("memo {}", id.0.as_u128()),
            Place::Code { id, .. } => format!("code {}", id.0.as_u128()),
        };
        self.results(query, Order::Source)
            .hits
            .iter()
            .map(show)
            .collect()
    }

    /// The text a hit's span covers.
    pub fn covered(&self, hit: &Hit) -> String {
        let Place::Turn { source, span, .. } = &hit.place else {
            return String::new();
        };
        let document = self.documents.iter().find(|d| d.source == *source);
        document.map_or_else(String::new, |d| d.text.slice(*span).to_owned())
    }
}

/// The turns of a query alone are those it lists.
fn same_turns(results: &Results, (turns, coverage): (FoundTurns, Coverage)) {
    let listed = results.hits.iter().filter_map(|hit| match &hit.place {
        Place::Turn { source, turn, .. } => Some((source.clone(), *turn)),
        _ => None,
    });
    let mut found = FoundTurns::new();
    for (source, turn) in listed {
        found.entry(source).or_default().insert(turn);
    }
    assert_eq!((found, results.coverage), (turns, coverage));
}

pub(super) fn note(kind: NoteKind, number: u128, title: &str, text: &str) -> Note {
    Note {
        kind,
        id: EventId(Uuid::from_u128(number)),
        title: title.to_owned(),
        text: text.to_owned(),
        source: None,
        memo: None,
    }
}
