//! Brings the index up to date: adds what is new, or builds all of it anew when something it holds
//! is gone or has changed. Runs on whatever thread calls it; search goes on meanwhile.

use super::error::SearchError;
use super::folder;
use super::index::TextIndex;
use super::manifest::{Entry, Manifest, Need};
use super::schema::{Fields, place, role_term, schema};
use super::stream::tagged;
use crate::model::source::{Document, Source};
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::path::Path;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// Memory of all indexing threads, and how many there are at most.
const HEAP: usize = 100_000_000;
const THREADS: usize = 4;

/// Sources for which another thread is worth its while.
const SHARE: usize = 20;

/// Code points of text after which what was read becomes searchable. The next time it takes four
/// times as many, since every time costs a little.
const BATCH: u64 = 4_000_000;

/// Brings the index in `folder` up to date with `sources`.
///
/// `read` gives the text of a source, of several at once. `progress` is told how many of how many sources are done and
/// can end the work with `Break`: what was done until then is kept and searchable. A first build
/// becomes searchable bit by bit: open the index again meanwhile to see it.
pub fn update<E: std::fmt::Display>(
    folder: &Path,
    sources: &[Source],
    read: impl Fn(&Source) -> Result<Document, E> + Sync,
    progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<TextIndex, SearchError> {
    update_by(BATCH, folder, sources, read, progress)
}

/// The same, searchable after every `batch` code points at first.
pub(super) fn update_by<E: std::fmt::Display>(
    batch: u64,
    folder: &Path,
    sources: &[Source],
    read: impl Fn(&Source) -> Result<Document, E> + Sync,
    mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<TextIndex, SearchError> {
    folder::make(folder)?;
    let lock = folder::lock(folder)?;
    let open = folder::open(folder);
    let need = open
        .as_ref()
        .map_or(Need::Rebuild, |(_, manifest)| manifest.need(sources));
    let read = |source: &Source| {
        let failed = |e: E| SearchError::Text {
            source_id: source.id.to_string(),
            reason: e.to_string(),
        };
        read(source).map_err(failed)
    };
    match (need, open) {
        // Opening it once more would check every byte of it once more.
        (Need::Nothing, Some((index, manifest))) => return Ok(TextIndex::of(&index, manifest)),
        (Need::Add(missing), Some((index, manifest))) => {
            let mut build = Build::new(index, manifest, missing.len(), batch)?;
            build.add_all(sources, &missing, &read, &mut progress, &mut |_| Ok(()))?;
            build.finish()?;
        }
        (_, open) => {
            let path = folder::fresh(folder)?;
            let index = Index::create_in_dir(&path, schema().0)?;
            folder::register(&index);
            let all: Vec<usize> = (0..sources.len()).collect();
            let covered = open.map_or(0, |(_, m)| m.current(sources).iter().flatten().count());
            let mut build = Build::new(index, Manifest::empty(), all.len(), batch)?;
            // Put into use as soon as it covers as much as the one before it.
            let mut in_use = false;
            let mut swap = |manifest: &Manifest| {
                if !in_use && manifest.entries.len() >= covered {
                    in_use = true;
                    folder::swap(folder, &path)?;
                }
                Ok(())
            };
            let outcome = build.add_all(sources, &all, &read, &mut progress, &mut swap);
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
type Read<'a> = &'a (dyn Fn(&Source) -> Result<Document, SearchError> + Sync);
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
    /// A writer that is to add so many sources.
    fn new(
        index: Index,
        manifest: Manifest,
        sources: usize,
        batch: u64,
    ) -> Result<Build, SearchError> {
        let threads = rayon::current_num_threads().min(THREADS);
        let threads = threads.min(1 + sources / SHARE);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(HEAP / threads.max(2))
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
        // Texts are read on all cores, a few sources ahead of the writer.
        let first = self.manifest.entries.len();
        let numbered: Vec<(usize, &Source)> = (first..)
            .zip(which.iter().map(|at| &sources[*at]))
            .collect();
        for ahead in numbered.chunks(4 * rayon::current_num_threads()) {
            let turns = ahead.par_iter().map(|(number, source)| {
                read(source).map(|document| turns(self.fields, *number, source, &document))
            });
            let turns: Vec<Result<Vec<TantivyDocument>, SearchError>> = turns.collect();
            for ((number, source), turns) in ahead.iter().zip(turns) {
                if progress(number - first, which.len()).is_break() {
                    return self.commit(committed);
                }
                self.add(source, turns?)?;
                if self.pending >= self.batch {
                    self.batch *= 4;
                    self.commit(committed)?;
                }
            }
        }
        self.commit(committed)?;
        // Everything is done: there is nothing left to break off.
        let _ = progress(which.len(), which.len());
        Ok(())
    }

    fn add(&mut self, source: &Source, turns: Vec<TantivyDocument>) -> Result<(), SearchError> {
        for turn in turns {
            self.writer.add_document(turn)?;
        }
        self.pending += u64::from(source.chars);
        self.manifest.entries.push(Entry::of(source));
        Ok(())
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

/// The turns of a source as the index takes them.
fn turns(
    fields: Fields,
    number: usize,
    source: &Source,
    document: &Document,
) -> Vec<TantivyDocument> {
    let turns = 0..document.structure.turns.len();
    turns
        .map(|turn| entry(fields, number, &source.language, document, turn))
        .collect()
}

fn entry(
    fields: Fields,
    number: usize,
    language: &str,
    document: &Document,
    turn: usize,
) -> TantivyDocument {
    let structure = &document.structure;
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
    entry.add_u64(fields.from, u64::from(t.span.start));
    entry.add_u64(fields.to, u64::from(t.span.end));
    entry.add_bytes(
        fields.paragraphs,
        &super::paragraphs::packed(structure, turn),
    );
    if let Some(speaker) = t
        .speaker
        .and_then(|s| structure.speakers.get(usize::from(s)))
    {
        entry.add_text(fields.label, &speaker.label);
        entry.add_text(fields.role, role_term(speaker.role));
    }
    entry
}
