//! Memos and codes, indexed in memory from what the viewer may see and nothing else: the index is
//! made anew for each viewer and never written to disk.

use super::ast::{Coding, Expr, Field as In, Leaf, Like, MemoIs};
use super::coded::coder;
use super::corpus::Corpus;
use super::error::{QueryError, SearchError};
use super::folder;
use super::known::check_attribute;
use super::like::Likes;
use super::locate::Locator;
use super::loose::{Loose, names_source};
use super::needle::Needle;
use super::plan::{Target, any, combined, exactly, plan, words};
use super::reading::{Ranked, best};
use super::results::{Hit, Order, Place};
use super::schema::terms;
use super::stream::tagged;
use super::tokenizer::Terms;
use crate::model::coding::MemoKind;
use crate::model::ids::{CoderId, EventId, SourceId};
use std::sync::Arc;
use tantivy::query::{BoostQuery, EmptyQuery, Occur, Query};
use tantivy::schema::{FAST, Field, STRING, Schema};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    Memo,
    /// A code with its definition, criteria and examples.
    Code,
}

/// A memo or a code as handed over by whoever knows what the viewer may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    pub id: EventId,
    /// A code's name; empty for memos.
    pub title: String,
    /// The memo, or what is written about the code.
    pub text: String,
    /// The source a memo is about, if it is about one.
    pub source: Option<SourceId>,
    /// Nothing of a code.
    pub memo: Option<MemoFacts>,
}

/// What is known of a memo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoFacts {
    pub kind: Option<MemoKind>,
    /// What kind of thing it is on, in a word.
    pub on: &'static str,
    pub by: CoderId,
}

pub struct NotesIndex {
    notes: Arc<Vec<Note>>,
    language: String,
    reader: IndexReader,
    fields: Fields,
}

#[derive(Clone, Copy)]
struct Fields {
    title: Field,
    text: Field,
    kind: Field,
    source: Field,
    /// What is known of a memo, as terms.
    facts: Field,
    /// Its number among the notes.
    place: Field,
}

/// Notes that were searched, and what for.
pub(super) struct Notes {
    notes: Arc<Vec<Note>>,
    language: String,
    locator: Locator,
}

impl NotesIndex {
    pub fn build(notes: Arc<Vec<Note>>, language: &str) -> Result<NotesIndex, SearchError> {
        let mut schema = Schema::builder();
        let fields = Fields {
            title: schema.add_text_field("title", terms()),
            text: schema.add_text_field("text", terms()),
            kind: schema.add_text_field("kind", STRING),
            source: schema.add_text_field("source", STRING),
            facts: schema.add_text_field("facts", STRING),
            place: schema.add_u64_field("place", FAST),
        };
        let index = Index::create_in_ram(schema.build());
        folder::register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
        for (number, note) in notes.iter().enumerate() {
            let mut entry = TantivyDocument::new();
            entry.add_text(fields.title, tagged(language, &note.title));
            entry.add_text(fields.text, tagged(language, &note.text));
            entry.add_text(fields.kind, kind_term(note.kind));
            entry.add_u64(fields.place, number as u64);
            if let Some(source) = &note.source {
                entry.add_text(fields.source, source.as_str());
            }
            for fact in note.memo.iter().flat_map(MemoFacts::terms) {
                entry.add_text(fields.facts, fact);
            }
            writer.add_document(entry)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(NotesIndex {
            notes,
            language: language.to_owned(),
            reader,
            fields,
        })
    }

    /// What is searched.
    pub fn notes(&self) -> &Arc<Vec<Note>> {
        &self.notes
    }

    /// Numbers of notes that fit, in order with their scores, and how many there are.
    pub(super) fn find(
        &self,
        expr: &Expr,
        corpus: &Corpus<'_>,
        order: &Order,
        limit: usize,
    ) -> Result<(Notes, Ranked<(f32, usize)>), SearchError> {
        let index = self;
        let query = plan(expr, &NotesTarget { index, corpus })?;
        let notes = Notes {
            notes: self.notes.clone(),
            language: self.language.clone(),
            locator: Locator::new(
                expr,
                std::iter::once(self.language.as_str()),
                &Likes::default(),
            ),
        };
        if self.notes.is_empty() {
            return Ok((notes, (Vec::new(), 0)));
        }
        let (found, total) = best(&self.reader.searcher(), &*query, self.notes.len())?;
        let found = found.into_iter();
        let mut found: Vec<(f32, usize)> = found.map(|(s, n, _)| (s, n as usize)).collect();
        if *order != Order::Relevance {
            found.sort_by_key(|(_, number)| *number);
        }
        found.truncate(limit);
        Ok((notes, (found, total)))
    }
}

impl Notes {
    /// The line shown for a note.
    pub fn hit(&self, score: f32, number: usize, terms: &mut Terms) -> Hit {
        let note = &self.notes[number];
        let whole = match note.title.as_str() {
            "" => note.text.clone(),
            title => format!("{title}: {}", note.text),
        };
        let found = self.locator.locate(&whole, &self.language, terms);
        let place = match note.kind {
            NoteKind::Memo => Place::Memo(note.id),
            NoteKind::Code => Place::Code {
                id: note.id,
                name: note.title.clone(),
            },
        };
        Hit {
            place,
            score,
            excerpt: found.excerpt,
            marks: found.marks,
        }
    }
}

impl MemoFacts {
    fn terms(&self) -> [String; 3] {
        let kind = self.kind.map_or("none", |kind| kind.word());
        [
            fact_term(MemoIs::Kind, kind),
            fact_term(MemoIs::On, self.on),
            fact_term(MemoIs::By, self.by.as_str()),
        ]
    }
}

fn fact_term(what: MemoIs, value: &str) -> String {
    format!("{what:?}:{value}")
}

fn kind_term(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Memo => "memo",
        NoteKind::Code => "code",
    }
}

struct NotesTarget<'a> {
    index: &'a NotesIndex,
    corpus: &'a Corpus<'a>,
}

impl NotesTarget<'_> {
    fn words(&self, leaf: &Leaf) -> Box<dyn Query> {
        let needle = Needle::new(leaf, [self.index.language.as_str()]);
        // A code is more likely meant by its name than by a word of its definition.
        let title = BoostQuery::new(words(&needle, self.index.fields.title), 2.0);
        any(vec![
            Box::new(title),
            words(&needle, self.index.fields.text),
        ])
    }

    fn of_kind(&self, kind: NoteKind, leaf: &Leaf) -> Box<dyn Query> {
        let kind = exactly(self.index.fields.kind, kind_term(kind));
        match leaf.is_any_note() {
            true => kind,
            false => combined(vec![(Occur::Must, kind), (Occur::Must, self.words(leaf))]),
        }
    }

    fn of_fact(&self, what: MemoIs, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        let value = match (what, self.corpus.view) {
            (MemoIs::By, Some(view)) => {
                let by = coder(view, &leaf.text).map_err(|fault| fault.at(leaf.column))?;
                by.to_string()
            }
            _ => leaf.text.clone(),
        };
        Ok(exactly(self.index.fields.facts, &fact_term(what, &value)))
    }

    fn of_sources(&self, value: &Loose) -> Box<dyn Query> {
        let named = self
            .corpus
            .sources
            .iter()
            .filter(|s| names_source(s, value));
        any(named
            .map(|s| exactly(self.index.fields.source, s.id.as_str()))
            .collect())
    }
}

impl Target for NotesTarget<'_> {
    fn leaf(&self, leaf: &Leaf) -> Result<Box<dyn Query>, QueryError> {
        match &leaf.field {
            In::Anywhere => Ok(self.words(leaf)),
            In::Memo => Ok(self.of_kind(NoteKind::Memo, leaf)),
            In::MemoIs(what) => self.of_fact(*what, leaf),
            In::Code => Ok(self.of_kind(NoteKind::Code, leaf)),
            In::Source => Ok(self.of_sources(&Loose::new(&leaf.text, leaf.ending))),
            In::Attribute(key) => {
                check_attribute(key, leaf, self.corpus)?;
                Ok(Box::new(EmptyQuery))
            }
            // Who speaks and what kind of source it is are questions about turns.
            In::Talk | In::Speaker | In::Participant | In::Kind | In::Role => {
                Ok(Box::new(EmptyQuery))
            }
            In::Language | In::Finished | In::Within => Ok(Box::new(EmptyQuery)),
        }
    }

    fn coding(&self, _: &Coding) -> Result<Box<dyn Query>, QueryError> {
        Ok(Box::new(EmptyQuery))
    }

    fn like(&self, _: &Like) -> Box<dyn Query> {
        Box::new(EmptyQuery)
    }
}

impl std::fmt::Debug for NotesIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NotesIndex")
            .field("notes", &self.notes.len())
            .finish()
    }
}
