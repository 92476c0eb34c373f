//! Building the index, and queries.

use crate::meter::{Many, Spent, amount, cpu, figure, floor, heading, keep, lines, measure, shown};
use crate::workload::Workload;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use tandem::model::source::{Document, Source};
use tandem::model::view::View;
use tandem::search::{self, Corpus, Filed, NotesIndex, Order, Query, TextIndex};
use tandem::store::Sources;
use tandem::store::source::Recorded;
use tantivy::collector::TopDocs;
use tantivy::query::{PhrasePrefixQuery, QueryParser};
use tantivy::schema::{Field, STORED, Schema, TEXT};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

/// What is asked, and what comes nearest to it where there are words only.
const QUERIES: [(&str, &str, &str); 10] = [
    ("rare word", "clinic", "clinic"),
    ("common word", "the", "the"),
    ("two words", "trust family", "trust family"),
    ("either word", "trust OR family", "trust OR family"),
    ("two common words", "of the", "of the"),
    (
        "phrase",
        "\"waiting list for the clinic\"",
        "\"waiting list for the clinic\"",
    ),
    ("two common words as a phrase", "\"of the\"", "\"of the\""),
    (
        "phrase of common words",
        "\"and you to a\"",
        "\"and you to a\"",
    ),
    ("prefix", "hosp*", "hosp*"),
    ("word of one speaker", "speaker:P0007 family", "family"),
];

/// Hits the screen can list, and those it asks for with the query: two pages of it.
const LISTED: usize = 500;
const SHOWN: usize = 54;

/// Measures them.
pub fn bench(workload: &Workload) {
    let (store, events, _) = workload.open("ana");
    let texts = store.sources();
    let view = View::new(events, None);
    let sources = view.sources().to_vec();
    let documents: Vec<Document> = sources.iter().map(|s| load(&texts, s)).collect();

    heading("indexing (CPU time of all threads)");
    let (raw, least) = Raw::index(&workload.beside("raw"), &documents);
    drop(documents);
    floor("tantivy by turn with its plain tokenizer", least.cpu);
    floor("the same on the clock, on one thread", least.wall);
    let folder = workload.beside("fresh-index");
    let (index, spent) = measure(|| build(&folder, &sources, &texts));
    figure("index of all turns, texts read", spent.cpu, least.cpu);
    figure("the same on the clock", spent.wall, least.wall);
    let (ours, theirs) = (bytes(&folder), bytes(&workload.beside("raw")));
    amount(
        "bytes on the disk: ours, tantivy's",
        &format!("{ours}, {theirs}"),
    );
    let (_, again) = measure(|| build(&folder, &sources, &texts));
    figure(
        "brought up to date when nothing changed",
        again.cpu,
        least.cpu,
    );

    heading("queries, the first hits with excerpts as the screen shows them (CPU time)");
    let notes = NotesIndex::build(Arc::default(), "en").expect("an empty index");
    let corpus = Corpus {
        sources: &sources,
        participants: &[],
        ..Corpus::default()
    };
    for (name, typed, plain) in QUERIES {
        let mut total = 0;
        let ours = often(|| {
            let query = Query::parse(typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
            let found = query.rank(&index, &notes, &corpus, Order::Relevance, LISTED);
            let found = found.expect("results");
            std::hint::black_box(found.hits(0..SHOWN).expect("hits"));
            total = found.total;
        });
        let least = often(|| raw.best(plain)).percentile(50);
        amount(
            &format!("floor: tantivy alone, its best 50 of {plain}"),
            &shown(least),
        );
        lines(&format!("{name}: {typed} finds {total}"), &ours, least);
        let cell = format!("{total}: {} ({})", ours.shown(), shown(least));
        keep(
            &format!("`{typed}`"),
            &cell,
            ours.percentile(50).as_secs_f64(),
        );
    }
    over_codings(&index, &notes, &view);
    counted(&index, &view);
}

/// Queries that ask for codings, beside a look at every coding.
fn over_codings(index: &TextIndex, notes: &NotesIndex, view: &View) {
    heading("queries over codings, the first hits with excerpts (CPU time)");
    let filed = Filed::of(view, view.sources());
    let corpus = Corpus {
        sources: view.sources(),
        view: Some(view),
        filed: Some(&filed),
        ..Corpus::default()
    };
    let least = often(|| {
        std::hint::black_box(view.codings().map(|c| c.span.len()).max());
    });
    floor("a look at every coding", least.percentile(50));
    let ours = often(|| {
        std::hint::black_box(Filed::of(view, view.sources()));
    });
    lines(
        "all codings put in columns, once a change",
        &ours,
        least.percentile(50),
    );
    keep(
        "codings put in columns",
        &ours.shown(),
        ours.percentile(50).as_secs_f64(),
    );
    let names: Vec<&str> = view.codebook().active().map(|c| c.name.as_str()).collect();
    let (one, other) = (names[0], names[1]);
    for typed in [
        format!("coded:\"{one}\""),
        format!("coded:\"{one}\" family"),
        format!("coded:(\"{one}\" and \"{other}\")"),
        format!("like:\"{one}\""),
        format!("coded:\"{one}\" by:ana -by:ben speaker:P0007"),
        "uncoded family".to_owned(),
        "unsure or rating:>0".to_owned(),
    ] {
        let query = Query::parse(&typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
        // What resembles a code is of use only with the best first.
        let order = match typed.starts_with("like:") {
            true => Order::Relevance,
            false => Order::Source,
        };
        let mut total = 0;
        let ours = often(|| {
            let found = query.rank(index, notes, &corpus, order.clone(), LISTED);
            let found = found.expect("results");
            std::hint::black_box(found.hits(0..SHOWN).expect("hits"));
            total = found.total;
        });
        let said = typed.replace(one, "A").replace(other, "B");
        let name = format!("{said} finds {total}");
        lines(&name, &ours, least.percentile(50));
        let again = match typed.starts_with("like:") {
            true => ", again",
            false => "",
        };
        let cell = format!("{total}: {}", ours.shown());
        let value = ours.percentile(50).as_secs_f64();
        keep(&format!("`{said}`{again}"), &cell, value);
        if typed.starts_with("like:") {
            let first = Corpus {
                filed: None,
                ..corpus
            };
            let ours = often(|| {
                let found = query.rank(index, notes, &first, order.clone(), LISTED);
                std::hint::black_box(found.expect("results").listed());
            });
            lines(
                &format!("{said} for the first time"),
                &ours,
                least.percentile(50),
            );
            let value = ours.percentile(50).as_secs_f64();
            keep(
                &format!("`{said}`, the first time"),
                &format!("{total}: {}", ours.shown()),
                value,
            );
        }
    }
}

/// Whom and what all hits come from, beside a look at every turn's source and speaker.
fn counted(index: &TextIndex, view: &View) {
    heading("what all hits of a query are made of (CPU time)");
    let people = view.participants().iter();
    let people = people.map(|(who, all)| (who.clone(), all.clone().into_iter().collect()));
    let people: Vec<(String, Vec<(String, String)>)> = people.collect();
    let filed = Filed::of(view, view.sources());
    let corpus = Corpus {
        sources: view.sources(),
        participants: &people,
        view: Some(view),
        filed: Some(&filed),
        ..Corpus::default()
    };
    let code = view.codebook().active().next().map(|c| c.name.clone());
    let code = code.unwrap_or_default();
    let all = Query::parse("role:participant or role:interviewer").expect("a query");
    let least = often(|| {
        std::hint::black_box(all.turns(index, &corpus).expect("turns").0.len());
    });
    floor("all turns, listed", least.percentile(50));
    for typed in [
        "clinic".to_owned(),
        "the".to_owned(),
        format!("coded:\"{code}\""),
    ] {
        let query = Query::parse(&typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
        let mut hits = 0;
        let ours = often(|| hits = query.facets(index, &corpus).expect("counts").hits);
        let typed = typed.replace(&code, "A");
        lines(&format!("{typed} has {hits}"), &ours, least.percentile(50));
        let cell = format!("{hits}: {}", ours.shown());
        let name = format!("`{typed}`, its people, sources, codes");
        keep(&name, &cell, ours.percentile(50).as_secs_f64());
    }
}

/// Measures something a hundred times.
fn often(mut work: impl FnMut()) -> Many {
    let mut all = Many::default();
    for _ in 0..100 {
        let begun = cpu();
        work();
        all.push(cpu() - begun);
    }
    all
}

/// Bytes of all files in a folder.
fn bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries
        .map(|e| match e.metadata() {
            Ok(what) if what.is_dir() => bytes(&e.path()),
            Ok(what) => what.len(),
            Err(_) => 0,
        })
        .sum()
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

/// What indexing and searching cost at least: every turn, one field, the library's own tokenizer,
/// one thread.
struct Raw {
    searcher: Searcher,
    body: Field,
    parser: QueryParser,
}

impl Raw {
    fn index(folder: &Path, documents: &[Document]) -> (Raw, Spent) {
        std::fs::create_dir_all(folder).expect("a folder");
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", TEXT | STORED);
        let (index, spent) = measure(|| {
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
            index
        });
        let mut parser = QueryParser::for_index(&index, vec![body]);
        parser.set_conjunction_by_default();
        let searcher = index.reader().expect("a reader").searcher();
        let raw = Raw {
            searcher,
            body,
            parser,
        };
        (raw, spent)
    }

    fn best(&self, typed: &str) {
        let query = match typed.strip_suffix('*') {
            Some(start) => {
                let term = Term::from_field_text(self.body, start);
                Box::new(PhrasePrefixQuery::new(vec![term]))
            }
            None => self.parser.parse_query(typed).expect("a query"),
        };
        let best = TopDocs::with_limit(50).order_by_score();
        let found = self.searcher.search(&query, &best).expect("hits");
        std::hint::black_box(found);
    }
}
