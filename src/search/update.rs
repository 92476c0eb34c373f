//! Brings the index up to date: adds what is new, or builds all of it anew when something it holds
//! is gone or has changed. Runs on whatever thread calls it; search goes on meanwhile.

use super::error::SearchError;
use super::folder;
use super::index::TextIndex;
use super::manifest::{Entry, Manifest, Need};
use super::schema::{Fields, place, role_term, schema};
use super::stream::tagged;
use crate::model::source::{Document, Source};
use std::ops::ControlFlow;
use std::path::Path;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// Memory of the one indexing thread.
const HEAP: usize = 50_000_000;

/// Code points of text after which what was read becomes searchable. The next time it takes twice
/// as many, since every time costs a little.
const BATCH: u64 = 4_000_000;

/// Brings the index in `folder` up to date with `sources`.
///
/// `read` gives the text of a source. `progress` is told how many of how many sources are done and
/// can end the work with `Break`: what was done until then is kept and searchable. A first build
/// becomes searchable bit by bit: open the index again meanwhile to see it.
pub fn update<E: std::fmt::Display>(
    folder: &Path,
    sources: &[Source],
    read: impl FnMut(&Source) -> Result<Document, E>,
    progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<TextIndex, SearchError> {
    update_by(BATCH, folder, sources, read, progress)
}

/// The same, searchable after every `batch` code points at first.
pub(super) fn update_by<E: std::fmt::Display>(
    batch: u64,
    folder: &Path,
    sources: &[Source],
    mut read: impl FnMut(&Source) -> Result<Document, E>,
    mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<TextIndex, SearchError> {
    folder::make(folder)?;
    let lock = folder::lock(folder)?;
    let open = folder::open(folder);
    let need = open
        .as_ref()
        .map_or(Need::Rebuild, |(_, manifest)| manifest.need(sources));
    let mut read = |source: &Source| {
        let failed = |e: E| SearchError::Text {
            source_id: source.id.to_string(),
            reason: e.to_string(),
        };
        read(source).map_err(failed)
    };
    match (need, open) {
        (Need::Nothing, _) => {}
        (Need::Add(missing), Some((index, manifest))) => {
            let mut build = Build::new(index, manifest, batch)?;
            build.add_all(sources, &missing, &mut read, &mut progress, &mut |_| Ok(()))?;
            build.finish()?;
        }
        (_, open) => {
            let path = folder::fresh(folder)?;
            let index = Index::create_in_dir(&path, schema().0)?;
            folder::register(&index);
            let all: Vec<usize> = (0..sources.len()).collect();
            let covered = open.map_or(0, |(_, m)| m.current(sources).iter().flatten().count());
            let mut build = Build::new(index, Manifest::empty(), batch)?;
            // Put into use as soon as it covers as much as the one before it.
            let mut in_use = false;
            let mut swap = |manifest: &Manifest| {
                if !in_use && manifest.entries.len() >= covered {
                    in_use = true;
                    folder::swap(folder, &path)?;
                }
                Ok(())
            };
            let outcome = build.add_all(sources, &all, &mut read, &mut progress, &mut swap);
            if let Err(error) = outcome {
                let _ = build.finish();
                return Err(error);
            }
            let manifest = build.finish()?;
            swap(&manifest)?;
        }
    }
    drop(lock);
    Ok(TextIndex::open(folder))
}

type Progress<'a> = &'a mut dyn FnMut(usize, usize) -> ControlFlow<()>;
type Read<'a> = &'a mut dyn FnMut(&Source) -> Result<Document, SearchError>;
type Committed<'a> = &'a mut dyn FnMut(&Manifest) -> Result<(), SearchError>;

/// A writer with what it has written so far.
struct Build {
    writer: IndexWriter,
    fields: Fields,
    manifest: Manifest,
    /// Code points added since the last commit, and how many make the next.
    pending: u64,
    batch: u64,
}

impl Build {
    fn new(index: Index, manifest: Manifest, batch: u64) -> Result<Build, SearchError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(HEAP)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        // A build writes few large segments; only what is added later, bit by bit, is merged.
        if manifest.entries.is_empty() {
            writer.set_merge_policy(Box::new(NoMergePolicy));
        }
        let fields = schema().1;
        Ok(Build {
            writer,
            fields,
            manifest,
            pending: 0,
            batch,
        })
    }

    fn add_all(
        &mut self,
        sources: &[Source],
        which: &[usize],
        read: Read<'_>,
        progress: Progress<'_>,
        committed: Committed<'_>,
    ) -> Result<(), SearchError> {
        for (done, at) in which.iter().enumerate() {
            if progress(done, which.len()).is_break() {
                return self.commit(committed);
            }
            let document = read(&sources[*at])?;
            self.add(&sources[*at], &document)?;
            if self.pending >= self.batch {
                self.batch *= 2;
                self.commit(committed)?;
            }
        }
        self.commit(committed)?;
        // Everything is done: there is nothing left to break off.
        let _ = progress(which.len(), which.len());
        Ok(())
    }

    fn add(&mut self, source: &Source, document: &Document) -> Result<(), SearchError> {
        let number = self.manifest.entries.len();
        for turn in 0..document.structure.turns.len() {
            let entry = self.turn(number, &source.language, document, turn);
            self.writer.add_document(entry)?;
        }
        self.pending += u64::from(document.text.len());
        self.manifest.entries.push(Entry::of(source));
        Ok(())
    }

    fn turn(
        &self,
        number: usize,
        language: &str,
        document: &Document,
        turn: usize,
    ) -> TantivyDocument {
        let (fields, structure) = (&self.fields, &document.structure);
        let t = structure.turns[turn];
        let talk = document.text.slice(crate::model::text::Span {
            start: t.talk,
            end: t.span.end,
        });
        let talk = talk.trim_end();
        let mut entry = TantivyDocument::new();
        entry.add_text(fields.words, tagged(language, talk));
        entry.add_text(fields.talk, talk);
        entry.add_u64(fields.source, number as u64);
        entry.add_u64(fields.place, place(number, turn));
        entry.add_u64(fields.start, u64::from(t.talk));
        entry.add_bytes(
            fields.paragraphs,
            &super::paragraphs::packed(structure, turn),
        );
        if let Some(speaker) = t
            .speaker
            .and_then(|s| structure.speakers.get(usize::from(s)))
        {
            entry.add_text(fields.label, &speaker.label);
            entry.add_text(fields.speaker, tagged("", &speaker.label));
            entry.add_text(fields.role, role_term(speaker.role));
        }
        entry
    }

    fn commit(&mut self, committed: Committed<'_>) -> Result<(), SearchError> {
        let payload = serde_json::to_string(&self.manifest)
            .map_err(|e| SearchError::Damaged(e.to_string()))?;
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.pending = 0;
        committed(&self.manifest)
    }

    /// Lets merges end, so that no thread outlives the call.
    fn finish(self) -> Result<Manifest, SearchError> {
        self.writer.wait_merging_threads()?;
        Ok(self.manifest)
    }
}
