use super::*;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

fn interviews() -> Study {
    let mut study = Study::new(vec![
        source(
            "P01 interview",
            "en",
            "I: What helped?\nP01: My case workers walked with me, small steps, one by one.\nI: And hope?\nP01: I hoped, but recovery took time.",
        ),
        source(
            "P02 interview",
            "en",
            "I: What helped?\nP02: Nobody walked. I recovered alone, without hope.\nP02: The step was too big for me. The step!",
        ),
    ]);
    study.notes = vec![
        note(
            NoteKind::Memo,
            7,
            "",
            "The steps she names are always small. Doubt about hope.",
        ),
        note(
            NoteKind::Code,
            8,
            "small steps",
            "A goal is broken into parts that are done one at a time.",
        ),
        note(
            NoteKind::Code,
            9,
            "hope",
            "The teller expects something good.",
        ),
    ];
    study
}

static STUDY: LazyLock<Study> = LazyLock::new(|| {
    let study = interviews();
    study.update();
    study
});

#[test]
fn words_phrases_signs_and_prefixes_find_what_they_say() {
    for (query, want) in [
        ("walk", &["p01-interview:2", "p02-interview:2"][..]),
        ("\"case worker\"", &["p01-interview:2"]),
        ("\"case work*\"", &["p01-interview:2"]),
        ("\"worker case\"", &[]),
        ("small step", &["p01-interview:2", "memo 7", "code 8"]),
        ("recover*", &["p01-interview:4", "p02-interview:2"]),
        ("recovery", &["p01-interview:4"]),
        ("walk NOT nobody", &["p01-interview:2"]),
        ("walk -nobody", &["p01-interview:2"]),
        ("text:hope -(recovered OR and)", &["p01-interview:4"]),
        (
            "nobody OR \"one by one\"",
            &["p01-interview:2", "p02-interview:2"],
        ),
        (
            "text:step (big OR small)",
            &["p01-interview:2", "p02-interview:3"],
        ),
        ("memo:hope", &["memo 7"]),
        ("code:hope", &["code 9"]),
        ("code:\"a goal\"", &["code 8"]),
        ("nothing-of-the-kind", &[]),
    ] {
        assert_eq!(STUDY.find(query), want, "{query}");
    }
}

#[test]
fn a_hit_covers_what_matched_and_its_excerpt_marks_it() {
    let results = STUDY.results("\"small step\" worker text:walk*", Order::Source);
    assert_eq!(results.total, 1);
    let hit = &results.hits[0];
    assert_eq!(STUDY.covered(hit), "workers");
    let cut =
        |(a, b): &(usize, usize)| hit.excerpt.chars().skip(*a).take(b - a).collect::<String>();
    let marks: Vec<String> = hit.marks.iter().map(cut).collect();
    assert_eq!(marks, ["workers", "walked", "small steps"]);
    assert_eq!(
        hit.excerpt,
        "My case workers walked with me, small steps, one by one."
    );
    let Place::Turn {
        turn,
        paragraph,
        ref speaker,
        ..
    } = hit.place
    else {
        panic!("a turn");
    };
    assert_eq!(
        (turn, paragraph.number, speaker.as_deref()),
        (1, 2, Some("P01"))
    );
}

#[test]
fn exact_and_frequent_matches_come_first_and_the_limit_bounds_only_the_list() {
    let results = STUDY.results("text:step", Order::Relevance);
    assert_eq!(STUDY.covered(&results.hits[0]), "step");
    let text = TextIndex::open(STUDY.path());
    let notes = NotesIndex::build(Arc::new(STUDY.notes.clone()), "en").expect("notes");
    let corpus = Corpus {
        sources: &STUDY.sources,
        participants: &[],
        ..Corpus::default()
    };
    let query = Query::parse("hope").expect("query");
    for order in [Order::Relevance, Order::Source] {
        let some = query
            .search(&text, &notes, &corpus, order, 2)
            .expect("search");
        assert_eq!((some.hits.len(), some.total), (2, 5));
    }
    let none = query
        .search(&text, &notes, &corpus, Order::Relevance, 0)
        .expect("search");
    assert_eq!((none.hits.len(), none.total), (0, 5));
}

#[test]
fn a_viewer_finds_only_the_notes_and_sources_handed_over() {
    let text = TextIndex::open(STUDY.path());
    let none = NotesIndex::build(Arc::default(), "en").expect("notes");
    let corpus = Corpus {
        sources: &STUDY.sources[1..],
        participants: &[],
        ..Corpus::default()
    };
    let results = Query::parse("hope")
        .expect("query")
        .search(&text, &none, &corpus, Order::Source, 9)
        .expect("search");
    assert_eq!(results.total, 1);
    assert_eq!(
        results.coverage,
        Coverage {
            indexed: 1,
            total: 1
        }
    );
}

proptest! {
    #[test]
    fn any_query_is_answered_or_refused(query in "\\PC{0,30}") {
        ask(&query);
    }

    #[test]
    fn any_mix_of_signs_is_answered_or_refused(query in "[ahope\"()*: \\-ORNT復元:is]{0,24}") {
        ask(&query);
    }
}

static OPEN: LazyLock<(TextIndex, NotesIndex)> = LazyLock::new(|| {
    let notes = NotesIndex::build(Arc::new(STUDY.notes.clone()), "en").expect("notes");
    (TextIndex::open(STUDY.path()), notes)
});

fn ask(query: &str) {
    let (text, notes) = &*OPEN;
    let corpus = Corpus {
        sources: &STUDY.sources,
        participants: &[],
        ..Corpus::default()
    };
    if let Ok(query) = Query::parse(query) {
        let found = query.search(text, notes, &corpus, Order::Relevance, 50);
        assert!(
            matches!(found, Ok(_) | Err(SearchError::Query(_))),
            "{found:?}"
        );
    }
}
