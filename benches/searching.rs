//! Building the index, and queries.

use crate::meter::{Many, Spent, cpu, figure, floor, heading, many, measure, shown};
use crate::workload::Workload;
use std::ops::ControlFlow;
use std::path::Path;
use tandem::model::source::{Document, Source};
use tandem::model::view::View;
use tandem::search::{self, Corpus, NotesIndex, Order, Query, TextIndex};
use tandem::store::Sources;
use tandem::store::source::Recorded;
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{Index, IndexWriter, TantivyDocument};

const QUERIES: [(&str, &str); 7] = [
    ("rare word", "clinic"),
    ("common word", "the"),
    ("two words", "trust family"),
    ("phrase", "\"waiting list for the clinic\""),
    ("phrase of common words", "\"and you to a\""),
    ("prefix", "hosp*"),
    ("word of one speaker", "speaker:P0007 family"),
];

/// Measures them.
pub fn bench(workload: &Workload) {
    let (store, events, _) = workload.open("ana");
    let texts = store.sources();
    let view = View::new(events, None);
    let sources = view.sources().to_vec();
    let documents: Vec<Document> = sources.iter().map(|s| load(&texts, s)).collect();

    heading("indexing (CPU time of all threads)");
    let raw = raw_index(&workload.beside("raw"), &documents);
    floor("tantivy by turn with its plain tokenizer", raw.cpu);
    let folder = workload.beside("fresh-index");
    let (index, spent) = measure(|| build(&folder, &sources, &texts));
    figure("index of all turns", spent.cpu, raw.cpu);
    println!(
        "  {:<58} {:>10}",
        "the same on the clock",
        shown(spent.wall)
    );
    let (_, again) = measure(|| build(&folder, &sources, &texts));
    figure(
        "brought up to date when nothing changed",
        again.cpu,
        raw.cpu,
    );

    heading("queries (CPU time)");
    let lower: Vec<String> = documents
        .iter()
        .map(|d| d.text.as_str().to_lowercase())
        .collect();
    let scan = scan(&lower);
    floor(
        "finding a word in all texts in memory, lower-cased before",
        scan,
    );
    let notes = NotesIndex::build(Vec::new(), "en").expect("an empty index");
    let corpus = Corpus {
        sources: &sources,
        participants: &[],
    };
    for (name, typed) in QUERIES {
        let mut all = Many::default();
        let mut found = 0;
        for _ in 0..100 {
            let begun = cpu();
            let query = match Query::parse(typed) {
                Ok(query) => query,
                Err(e) => panic!("{typed}: {e}"),
            };
            let results = query.search(&index, &notes, &corpus, Order::Relevance, 500);
            found = results.expect("results").total;
            all.push(cpu() - begun);
        }
        many(&format!("{name}: {typed} finds {found}"), &all, scan);
    }
}

fn load(texts: &Sources, source: &Source) -> Document {
    texts
        .load(&source.id, source.revision, Recorded::of(source))
        .expect("a text")
}

fn build(folder: &Path, sources: &[Source], texts: &Sources) -> TextIndex {
    let read = |s: &Source| texts.load(&s.id, s.revision, Recorded::of(s));
    search::update(folder, sources, read, |_, _| ControlFlow::Continue(())).expect("an index")
}

/// What indexing costs at least: every turn, one field, the library's own tokenizer, one thread.
fn raw_index(folder: &Path, documents: &[Document]) -> Spent {
    std::fs::create_dir_all(folder).expect("a folder");
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let (_, spent) = measure(|| {
        let index = Index::create_in_dir(folder, schema.build()).expect("an index");
        let mut writer: IndexWriter = index
            .writer_with_num_threads(1, 50_000_000)
            .expect("a writer");
        for document in documents {
            for turn in &document.structure.turns {
                let mut entry = TantivyDocument::new();
                entry.add_text(body, document.text.slice(turn.span));
                writer.add_document(entry).expect("a turn");
            }
        }
        writer.commit().expect("the index on the disk");
        writer.wait_merging_threads().expect("merged");
    });
    spent
}

fn scan(lower: &[String]) -> std::time::Duration {
    let mut all = Many::default();
    for _ in 0..20 {
        let begun = cpu();
        let found: usize = lower.iter().map(|t| t.matches("hospital").count()).sum();
        std::hint::black_box(found);
        all.push(cpu() - begun);
    }
    all.percentile(50)
}
