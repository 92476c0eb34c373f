use super::*;
use crate::search::manifest::Need;
use crate::search::update::update_by;
use std::fs;
use std::path::PathBuf;

fn three() -> Study {
    Study::new(vec![
        source("a", "en", "P01: The river was high."),
        source("b", "en", "P02: A river of people."),
        source("c", "en", "P03: No water at all."),
    ])
}

/// Files of the index in use.
fn files(study: &Study) -> Vec<PathBuf> {
    let subs = fs::read_dir(study.path())
        .expect("folder")
        .flatten()
        .map(|e| e.path());
    let inside = subs
        .filter(|p| p.is_dir())
        .flat_map(|p| fs::read_dir(p).expect("index").flatten());
    inside.map(|e| e.path()).collect()
}

#[test]
fn a_missing_index_finds_nothing_says_so_and_is_built() {
    let study = three();
    let results = study.results("river", Order::Source);
    assert_eq!(
        (results.total, results.coverage),
        (
            0,
            Coverage {
                indexed: 0,
                total: 3
            }
        )
    );
    assert_eq!(
        TextIndex::open(study.path()).need(&study.sources),
        Need::Rebuild
    );
    assert_eq!(study.update(), 3);
    let results = study.results("river", Order::Source);
    assert_eq!(results.total, 2);
    assert!(results.coverage.is_complete());
    assert_eq!(study.update(), 0, "what is current is left alone");
}

#[test]
fn an_empty_study_is_searched_without_complaint() {
    let study = Study::new(Vec::new());
    assert_eq!(study.update(), 0);
    assert_eq!(study.find("anything"), Vec::<String>::new());
    assert_eq!(TextIndex::open(study.path()).need(&[]), Need::Nothing);
}

#[test]
fn new_sources_are_added_and_found_beside_the_old() {
    let mut study = three();
    let (last, text) = (
        study.sources.pop().expect("c"),
        study.documents.pop().expect("c"),
    );
    study.update();
    study.sources.insert(0, last);
    study.documents.push(text);
    assert_eq!(
        TextIndex::open(study.path()).need(&study.sources),
        Need::Add(vec![0])
    );
    let results = study.results("water OR river", Order::Source);
    assert_eq!((results.total, results.coverage.indexed), (2, 2));
    assert_eq!(study.update(), 1, "only the new one is read");
    assert_eq!(
        study.find("water OR river"),
        ["c:1", "a:1", "b:1"],
        "in the order given"
    );
}

#[test]
fn a_changed_or_removed_source_rebuilds_and_is_not_found_meanwhile() {
    let mut study = three();
    study.update();
    (study.sources[0], study.documents[0]) = source("a", "en", "P01: The bank was high.");
    assert_eq!(
        study.find("river"),
        ["b:1"],
        "a hit never points into another text"
    );
    assert_eq!(
        TextIndex::open(study.path())
            .coverage(&study.sources)
            .indexed,
        2
    );
    assert_eq!(study.update(), 3);
    assert_eq!(study.find("bank"), ["a:1"]);
    study.sources.remove(1);
    assert_eq!(study.find("river"), Vec::<String>::new());
    assert_eq!(study.update(), 2);
    let left = files(&study)
        .iter()
        .filter_map(|f| fs::read(f).ok())
        .any(|b| b.windows(6).any(|w| w == b"people"));
    assert!(!left, "no text of a removed source stays behind");
}

#[test]
fn another_language_is_another_index() {
    let mut study = three();
    study.update();
    study.sources[2].language = "de".into();
    assert_eq!(study.update(), 3);
}

#[test]
fn damage_is_noticed_and_repaired() {
    let study = three();
    for nth in 0.. {
        study.update();
        let mut all = files(&study);
        all.sort();
        let Some(victim) = all.get(nth) else { break };
        let mut bytes = fs::read(victim).expect("index file");
        let name = victim.display().to_string();
        if name.contains("lock") {
            continue;
        }
        let middle = bytes.len() / 3;
        if let Some(byte) = bytes.get_mut(middle) {
            *byte ^= 0xFF;
        }
        fs::write(victim, &bytes).expect("damage");
        fs::write(victim, &bytes).expect("damage");
        let broken = TextIndex::open(study.path());
        assert!(
            broken.need(&study.sources) == Need::Rebuild || study.find("river").len() == 2,
            "{name}"
        );
        study.update();
        assert_eq!(study.find("river"), ["a:1", "b:1"], "{name}");
        fs::write(victim, b"").ok();
        fs::remove_file(victim).ok();
        study.update();
        assert_eq!(study.find("river"), ["a:1", "b:1"], "{name} removed");
    }
    fs::write(study.path().join("current"), "text-99\n../..").expect("pointer");
    assert_eq!(study.update(), 3);
    assert_eq!(study.find("river").len(), 2);
}

#[test]
fn breaking_off_keeps_what_was_done() {
    let study = three();
    let give = |s: &Source| {
        Ok::<_, Infallible>(
            study
                .documents
                .iter()
                .find(|d| d.source == s.id)
                .expect("text")
                .clone(),
        )
    };
    let mut seen = Vec::new();
    let stop = |done, total| {
        seen.push((done, total));
        if done == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let index = update(study.path(), &study.sources, give, stop).expect("update");
    assert_eq!(seen, [(0, 3), (1, 3), (2, 3)]);
    assert_eq!(index.need(&study.sources), Need::Add(vec![2]));
    assert_eq!(study.find("river"), ["a:1", "b:1"]);
    assert_eq!(study.update(), 1, "the next update goes on from there");
}

#[test]
fn a_text_that_cannot_be_read_is_named_and_the_old_index_stays() {
    let mut study = three();
    study.update();
    (study.sources[0], study.documents[0]) = source("a", "en", "P01: The bank was high.");
    let fail = |s: &Source| {
        if s.id.as_str() == "c" {
            Err("gone")
        } else {
            Ok(study.documents[0].clone())
        }
    };
    let error = update(study.path(), &study.sources, fail, |_, _| {
        ControlFlow::Continue(())
    })
    .expect_err("no text");
    assert!(error.to_string().contains("text of c"), "{error}");
    assert_eq!(study.find("river"), ["b:1"]);
}

#[test]
fn one_update_at_a_time() {
    let study = three();
    let give = |s: &Source| {
        let inner = update(
            study.path(),
            &study.sources,
            |_| Err("never asked"),
            |_, _| ControlFlow::Continue(()),
        );
        assert!(matches!(inner, Err(SearchError::Busy { .. })), "{inner:?}");
        Ok::<_, Infallible>(
            study
                .documents
                .iter()
                .find(|d| d.source == s.id)
                .expect("text")
                .clone(),
        )
    };
    update(study.path(), &study.sources, give, |_, _| {
        ControlFlow::Continue(())
    })
    .expect("update");
    assert_eq!(study.find("river"), ["a:1", "b:1"]);
}

#[cfg(unix)]
#[test]
fn the_folder_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let study = three();
    fs::set_permissions(study.path(), fs::Permissions::from_mode(0o755)).expect("mode");
    study.update();
    let mode = fs::metadata(study.path())
        .expect("folder")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_first_build_becomes_searchable_bit_by_bit() {
    let long = "P01: The river was high.\n".repeat(100);
    let mut study = three();
    let (mut first, document) = source("long", "en", &long);
    first.name = "Long one".into();
    study.sources.insert(0, first);
    study.documents.insert(0, document);
    let give = |s: &Source| {
        Ok::<_, Infallible>(
            study
                .documents
                .iter()
                .find(|d| d.source == s.id)
                .expect("text")
                .clone(),
        )
    };
    let mut seen = Vec::new();
    let look = |done, _| {
        seen.push((
            done,
            TextIndex::open(study.path())
                .coverage(&study.sources)
                .indexed,
        ));
        ControlFlow::Continue(())
    };
    update_by(1_000, study.path(), &study.sources, give, look).expect("update");
    assert_eq!(seen, [(0, 0), (1, 1), (2, 1), (3, 1), (4, 4)]);
}

#[test]
fn what_scores_the_same_stands_in_reading_order_however_the_index_came_to_be() {
    let turns = |n: usize| vec!["P: A river here."; n].join("\n");
    let study = Study::new(vec![
        source("a", "en", &turns(1)),
        source("b", "en", &turns(2)),
        source("c", "en", &turns(4)),
    ]);
    let give = |s: &Source| {
        let document = study.documents.iter().find(|d| d.source == s.id);
        Ok::<_, Infallible>(document.expect("text").clone())
    };
    // Each in a part of its own, the largest of which the library asks first.
    let go_on = |_, _| ControlFlow::Continue(());
    for upto in 1..=3 {
        update_by(1, study.path(), &study.sources[..upto], give, go_on).expect("update");
    }
    let found = |order| {
        let place = |hit: Hit| match hit.place {
            Place::Turn { source, turn, .. } => (source.to_string(), turn),
            _ => unreachable!("there are no notes"),
        };
        let hits = study.results("river", order).hits;
        hits.into_iter().map(place).collect::<Vec<_>>()
    };
    let by_score = found(Order::Relevance);
    assert_eq!(by_score, found(Order::Source));
    assert_eq!(by_score.len(), 7);
}

#[test]
fn hits_looked_up_later_are_those_that_were_found() {
    let mut study = three();
    study.update();
    let all = study.results("river OR water", Order::Relevance).hits;
    let (text, notes) = (
        TextIndex::open(study.path()),
        NotesIndex::build(Default::default(), "en").expect("notes"),
    );
    let corpus = Corpus {
        sources: &study.sources,
        participants: &[],
        ..Corpus::default()
    };
    let query = Query::parse("river OR water").expect("a query");
    let ranking = query
        .rank(&text, &notes, &corpus, Order::Relevance, 10)
        .expect("hits");
    (study.sources[0], study.documents[0]) = source("a", "en", "P01: Nothing of it.");
    study.update();
    for from in 0..4 {
        for to in from..5 {
            let part = ranking.hits(from..to).expect("hits");
            assert_eq!(part, all[from.min(3)..to.min(3)], "{from}..{to}");
        }
    }
}
