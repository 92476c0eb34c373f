//! Journals in pieces, what is missing of them, and studies raised from format 1.

use super::arbitrary::memo;
use super::disk::{Access, Disk};
use super::journal::PIECE;
use super::memory::Crash;
use super::notice::Notice;
use super::open_study::Store;
use super::tests::{NOW, Study, id, save};
use super::{check, study};
use crate::model::event::{Change, Event, FORMAT};
use crate::model::ids::SourceId;
use crate::model::limits;
use crate::model::mark::Mark;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const DIR: &str = "/home/study";

/// Saves acts of one event until a piece is closed and the next one begun.
fn fill(store: &mut Store) {
    let number = |store: &Store| store.own.as_ref().map_or(1, |own| own.name.number);
    let before = number(store);
    while number(store) == before {
        save(store, &"long ".repeat(4_000));
    }
}

fn lacking(notices: &[Notice]) -> Vec<PathBuf> {
    let path = |n: &Notice| match n {
        Notice::Lacking { path, .. } => Some(path.clone()),
        _ => None,
    };
    notices.iter().filter_map(path).collect()
}

fn found(study: &Study, state: Option<&str>) -> Vec<String> {
    let state = state.map(Path::new);
    let found = check(&study.disk, Path::new(DIR), state, NOW).unwrap();
    found.iter().map(ToString::to_string).collect()
}

/// Says that all journals went as far as they are here: as a submission or an upgrade does.
fn mark_all(store: &mut Store) {
    let known = store.marks();
    let marked = Change::Upgraded {
        format: FORMAT,
        study: Default::default(),
        structures: Vec::new(),
        known,
    };
    store.append(&[(id(), marked)], NOW).unwrap();
}

#[test]
fn a_piece_is_closed_after_the_act_that_fills_it_and_the_next_goes_on_after_its_last_line() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    fill(&mut ana);
    let act: Vec<_> = (0..5).map(|_| (id(), memo(&"x".repeat(90_000)))).collect();
    ana.append(&act, NOW).unwrap();
    save(&mut ana, "and on");
    let lengths: Vec<u64> = study
        .journals()
        .iter()
        .map(|file| study.disk.length(&study.journal(file)).unwrap())
        .collect();
    assert_eq!(lengths.len(), 3);
    assert!(lengths[0] >= PIECE && lengths[0] < PIECE + 30_000);
    assert!(lengths[1] > 450_000, "an act is never divided");
    drop(ana);
    let (ana, events, notices) = study.open("ana");
    assert!(
        notices.is_empty() && ana.read_only().is_none(),
        "{notices:?}"
    );
    assert!(events.windows(2).all(|e| e[0].seq + 1 == e[1].seq));
    assert_eq!(found(&study, None), Vec::<String>::new());
}

/// Piece 10 comes before piece 9 where names are sorted as they are spelt.
#[test]
fn a_study_of_more_pieces_than_nine_is_whole_and_read_in_their_order() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    for _ in 0..11 {
        fill(&mut ana);
    }
    let marks = ana.marks();
    drop(ana);
    assert_eq!(study.journals().len(), 12);
    assert_eq!(found(&study, None), Vec::<String>::new());
    let (mut ana, events, notices) = study.open("ana");
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(ana.marks(), marks);
    assert!(events.windows(2).all(|e| e[0].seq + 1 == e[1].seq));
    save(&mut ana, "on");
    drop(ana);
    assert_eq!(found(&study, Some("/mac/state")), Vec::<String>::new());
    let names = study.journals();
    let tenth = names.iter().find(|name| name.ends_with(".10.ronl"));
    let tenth = study.journal(tenth.unwrap());
    study.disk.remove(&tenth);
    let told = found(&study, None).join("\n");
    assert!(told.contains(".10.ronl"), "{told}");
    assert_eq!(lacking(&study.open("").2), vec![tenth]);
}

#[test]
fn the_first_line_of_a_piece_names_the_last_whole_one_also_after_a_torn_one() {
    for seed in 0..20 {
        let study = Study::new(seed);
        let (mut ana, ..) = study.open("ana");
        fill(&mut ana);
        study.disk.die_after(seed % 9);
        let _ = ana.append(&[(id(), memo(&"lost ".repeat(500)))], NOW);
        drop(ana);
        study.disk.crash(Crash::Torn);
        let (mut ana, ..) = study.open("ana");
        save(&mut ana, "on");
        drop(ana);
        let found = check(&study.disk, Path::new(DIR), None, NOW).unwrap();
        let left: Vec<String> = found
            .iter()
            .filter(|f| !f.settled && f.trouble != check::Trouble::StillArriving)
            .map(ToString::to_string)
            .collect();
        assert_eq!(left, Vec::<String>::new(), "seed {seed}");
    }
}

/// A crash at every point of the saving that closes a piece and begins the next.
#[test]
fn a_crash_where_a_piece_is_closed_loses_nothing() {
    for alive in 0..25 {
        let study = Study::new(alive);
        let (mut ana, ..) = study.open("ana");
        while ana.own.as_ref().is_none_or(|own| own.length < PIECE) {
            save(&mut ana, &"long ".repeat(4_000));
        }
        let before = study.open("").1.len();
        study.disk.die_after(alive);
        let saved = ana
            .append(&[(id(), memo("first of the next"))], NOW)
            .is_ok();
        drop(ana);
        study.disk.crash(Crash::Torn);
        let (mut ana, events, _) = study.open("ana");
        let is_memo = |e: &&Arc<Event>| !matches!(e.change, Change::Continued { .. });
        let memos = events.iter().filter(is_memo).count();
        assert!(
            memos == before + 1 || !saved && memos == before,
            "{alive}: {memos}"
        );
        save(&mut ana, "on");
        assert!(lacking(&study.open("").2).is_empty(), "{alive}");
    }
}

#[test]
fn lines_cut_before_a_mark_and_journals_taken_away_are_missed_on_a_machine_that_never_saw_them() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open_on("a", "ana").unwrap();
    fill(&mut ana);
    save(&mut ana, "last");
    let (mut bo, ..) = study.open_on("b", "bo").unwrap();
    mark_all(&mut bo);
    drop((ana, bo));
    let whole: Vec<(PathBuf, Vec<u8>)> = study
        .journals()
        .iter()
        .filter(|file| file.starts_with("ana"))
        .map(|file| study.journal(file))
        .map(|path| {
            (
                path.clone(),
                study.disk.read(&path, limits::JOURNAL).unwrap(),
            )
        })
        .collect();
    let missed = |path: &PathBuf| {
        let named = lacking(&study.open_on("new", "").unwrap().2);
        assert!(named.contains(path), "{path:?} in {named:?}");
        let told = found(&study, None).join("\n");
        assert!(told.contains(&path.display().to_string()), "{told}");
    };
    assert_eq!(
        lacking(&study.open_on("new", "").unwrap().2),
        Vec::<PathBuf>::new()
    );
    for (path, bytes) in &whole {
        let mut cut = bytes.len() - 1;
        // Not every line, to keep it short.
        while let Some(end) = bytes[..cut].iter().rposition(|b| *b == b'\n') {
            study.disk.meddle(path, &bytes[..=end]);
            missed(path);
            cut = end.saturating_sub(60_000);
        }
        study.disk.remove(path);
        missed(path);
        study.disk.meddle(path, bytes);
    }
    assert_eq!(found(&study, None), Vec::<String>::new());
}

#[test]
fn lines_nobody_marked_are_missed_on_a_machine_that_had_read_them() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open_on("a", "ana").unwrap();
    for n in 0..6 {
        save(&mut ana, &format!("note {n}"));
    }
    drop(ana);
    let path = study.journal(&study.journals()[0]);
    let bytes = study.disk.read(&path, limits::JOURNAL).unwrap();
    assert!(
        study
            .open_on("b", "")
            .unwrap()
            .2
            .iter()
            .all(|n| matches!(n, Notice::ReadOnly(_)))
    );
    let ends = (0..bytes.len()).filter(|at| bytes[*at] == b'\n');
    for end in ends.clone().take(5) {
        study.disk.meddle(&path, &bytes[..=end]);
        assert_eq!(
            lacking(&study.open_on("b", "").unwrap().2),
            vec![path.clone()]
        );
        assert_eq!(found(&study, Some("/b/state")).len(), 1);
        assert!(lacking(&study.open_on("new", "").unwrap().2).is_empty());
    }
    study.disk.remove(&path);
    assert_eq!(
        lacking(&study.open_on("b", "").unwrap().2),
        vec![path.clone()]
    );
    check::forget(&study.disk, Path::new(DIR), Path::new("/b/state")).unwrap();
    assert!(lacking(&study.open_on("b", "").unwrap().2).is_empty());
}

/// What another machine would find, whatever is flipped in any file of a study.
#[test]
fn a_changed_study_file_and_changed_git_files_are_named() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    ana.append(&[(id(), Change::joined("Ana"))], NOW).unwrap();
    drop(ana);
    assert_eq!(found(&study, None), Vec::<String>::new());
    for (file, from, to) in [
        ("study.ron", "Study", "Stude"),
        ("study.ron", "format:2", "format:0"),
        ("study.ron", "format:2", "format:6"),
        ("study.ron", ")\n", ")\u{b}"),
        (".gitignore", "private", "privatd"),
        (".gitattributes", "-diff", "-dyff"),
    ] {
        let path = Path::new(DIR).join(file);
        let bytes = study.disk.read(&path, limits::JOURNAL).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        study
            .disk
            .meddle(&path, text.replacen(from, to, 1).as_bytes());
        let told = found(&study, None).join("\n");
        assert!(told.contains(file), "{file} {to}: {told}");
        study.disk.meddle(&path, &bytes);
    }
}

fn old_study() -> Study {
    let study = Study::old(1);
    let (mut ana, ..) = study.open("ana");
    save(&mut ana, "before");
    assert_eq!(ana.format(), 1);
    study
}

#[test]
fn until_somebody_asks_a_study_of_format_1_is_written_as_such() {
    let study = old_study();
    let path = study.journal(&study.journals()[0]);
    let text = String::from_utf8(study.disk.read(&path, limits::JOURNAL).unwrap()).unwrap();
    assert!(
        text.starts_with("(id:") && !text.contains("digest"),
        "{text}"
    );
    let ron = study
        .disk
        .read(&Path::new(DIR).join("study.ron"), limits::JOURNAL)
        .unwrap();
    assert!(ron.starts_with(b"(format:1,"));
}

#[test]
fn after_an_upgrade_everybody_goes_on_in_a_further_journal() {
    let study = old_study();
    let (mut bo, ..) = study.open_on("b", "bo").unwrap();
    save(&mut bo, "of format 1");
    let (mut ana, ..) = study.open("ana");
    let upgraded = ana.upgrade(id(), NOW).unwrap();
    assert_eq!((upgraded.len(), upgraded[0].format), (1, 2));
    assert!(ana.upgrade(id(), NOW).unwrap().is_empty());
    let ron = || {
        study
            .disk
            .read(&Path::new(DIR).join("study.ron"), limits::JOURNAL)
            .unwrap()
    };
    assert!(ron().starts_with(b"(format:2,"));
    // Bo hears of it while the study is open.
    bo.arrivals(NOW).unwrap();
    assert_eq!(save(&mut bo, "of format 2").format, 2);
    save(&mut ana, "on");
    drop((ana, bo));
    assert_eq!(study.journals().len(), 4);
    let (ana, events, notices) = study.open("ana");
    assert!(
        notices.is_empty() && ana.read_only().is_none(),
        "{notices:?}"
    );
    let mut formats: Vec<u32> = events.iter().map(|e| e.format).collect();
    formats.sort_unstable();
    assert_eq!(formats, [1, 1, 2, 2, 2]);
    assert_eq!(found(&study, None), Vec::<String>::new());
    // Lines that came before study.ron put it right.
    let old = String::from_utf8(ron())
        .unwrap()
        .replace("format:2", "format:1");
    study
        .disk
        .meddle(&Path::new(DIR).join("study.ron"), old.as_bytes());
    drop(ana);
    let (ana, ..) = study.open("ana");
    assert_eq!((ana.format(), ana.read_only()), (2, None));
    assert!(ron().starts_with(b"(format:2,"));
}

#[test]
fn two_machines_may_upgrade_at_once() {
    let study = old_study();
    let (mut ana, ..) = study.open_on("a", "ana").unwrap();
    let (mut bo, ..) = study.open_on("b", "bo").unwrap();
    ana.upgrade(id(), NOW).unwrap();
    let ron = study
        .disk
        .read(&Path::new(DIR).join("study.ron"), limits::JOURNAL)
        .unwrap();
    bo.upgrade(id(), NOW).unwrap();
    assert_eq!(
        study
            .disk
            .read(&Path::new(DIR).join("study.ron"), limits::JOURNAL)
            .unwrap(),
        ron
    );
    drop((ana, bo));
    let (_, events, notices) = study.open_on("c", "ana").unwrap();
    assert!(notices.is_empty(), "{notices:?}");
    let upgrades = events
        .iter()
        .filter(|e| matches!(e.change, Change::Upgraded { .. }));
    assert_eq!(upgrades.count(), 2);
    assert_eq!(found(&study, None), Vec::<String>::new());
}

#[test]
fn marks_always_carry_what_stands_there() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    let first = save(&mut ana, "a1");
    save(&mut ana, "a2");
    let known = vec![Mark {
        coder: first.coder.clone(),
        device: first.device.clone(),
        seq: 1,
        hash: String::new(),
    }];
    let marked = Change::Upgraded {
        format: 2,
        study: Default::default(),
        structures: Vec::new(),
        known,
    };
    let saved = ana.append(&[(id(), marked)], NOW).unwrap();
    let Change::Upgraded {
        known, study: of, ..
    } = &saved[0].change
    else {
        panic!("another change")
    };
    assert_eq!(known[0].hash.len(), 64);
    assert_eq!(*of, study::digest(ana.info()));
}

#[test]
fn a_structure_recorded_differently_on_two_machines_is_named() {
    let study = old_study();
    let (mut ana, ..) = study.open("ana");
    let source = SourceId::for_file(b"Hi");
    // Its structure is not here yet, so that the event records none, as in older studies.
    let added = super::source::tests::added(&source, "Hi");
    ana.append(&[(id(), added)], NOW).unwrap();
    let structure = ana.layout.structure(&source, 1);
    let folder = ana.layout.source(&source);
    study.disk.create_folder(&folder, Access::Usual).unwrap();
    drop(ana);
    let mut kept = Vec::new();
    for (coder, text) in [("bo", "(speakers:[])"), ("cy", "(speakers: [])")] {
        study.disk.meddle(&structure, text.as_bytes());
        let (mut store, ..) = study.open_on(coder, coder).unwrap();
        mark_all(&mut store);
        let own = store.own.as_ref().unwrap().name.file();
        drop(store);
        let path = study.journal(&own);
        let bytes = study.disk.read(&path, limits::JOURNAL).unwrap();
        study.disk.remove(&path);
        kept.push((path, bytes));
    }
    for (path, bytes) in kept {
        study.disk.meddle(&path, &bytes);
    }
    let told = found(&study, None).join("\n");
    assert!(
        told.contains("two machines recorded it differently"),
        "{told}"
    );
}
