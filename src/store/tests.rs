//! The store as its callers use it, over a disk in memory.

use super::arbitrary::memo;
use super::disk::Disk;
use super::memory::{Crash, MemoryDisk};
use super::open::Opened;
use super::open_study::Store;
use super::places::Places;
use super::{Notice, ReadOnly, StoreError, check, create};
use crate::model::event::{Change, Event};
use crate::model::ids::EventId;
use crate::model::limits;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

const DIR: &str = "/home/study";
pub(super) const NOW: u64 = 1_800_000_000_000;

/// A study on a disk that can crash, and the machines that open it.
pub(super) struct Study {
    pub(super) disk: MemoryDisk,
}

impl Study {
    pub(super) fn new(seed: u64) -> Study {
        let disk = MemoryDisk::new(seed);
        create(&disk, Path::new(DIR), "Study", Uuid::from_u128(1)).unwrap();
        Study { disk }
    }

    /// A study of format 1.
    pub(super) fn old(seed: u64) -> Study {
        let disk = MemoryDisk::new(seed);
        let id = Uuid::from_u128(1);
        super::study::create_in_format(&disk, Path::new(DIR), "Study", id, 1).unwrap();
        Study { disk }
    }

    /// Opens it on machine `machine` (its own state and cache).
    pub(super) fn open_on(&self, machine: &str, coder: &str) -> Result<Opened, StoreError> {
        let places = Places {
            state: PathBuf::from(format!("/{machine}/state")),
            cache: PathBuf::from(format!("/{machine}/cache")),
            seed: None,
        };
        let coder = (!coder.is_empty()).then(|| coder.parse().unwrap());
        Store::open(
            Arc::new(self.disk.clone()),
            Path::new(DIR),
            places,
            coder,
            NOW,
        )
    }

    pub(super) fn open(&self, coder: &str) -> Opened {
        self.open_on("mac", coder).unwrap()
    }

    pub(super) fn journals(&self) -> Vec<String> {
        let listed = self.disk.list(Path::new("/home/study/journals")).unwrap();
        listed.into_iter().map(|e| e.name).collect()
    }

    pub(super) fn journal(&self, file: &str) -> PathBuf {
        Path::new(DIR).join("journals").join(file)
    }

    /// Changes the only journal's bytes from outside.
    pub(super) fn meddle(&self, with: impl FnOnce(String) -> String) {
        let path = self.journal(&self.journals()[0]);
        let text = String::from_utf8(self.disk.read(&path, limits::JOURNAL).unwrap()).unwrap();
        self.disk.meddle(&path, with(text).as_bytes());
    }
}

pub(super) fn id() -> EventId {
    EventId(Uuid::new_v4())
}

pub(super) fn save(store: &mut Store, text: &str) -> Arc<Event> {
    store.append(&[(id(), memo(text))], NOW).unwrap().remove(0)
}

fn texts(events: &[Arc<Event>]) -> Vec<&str> {
    let text = |e: &'_ Arc<Event>| match &e.change {
        Change::MemoWritten { .. } => true,
        _ => e.seq == 0,
    };
    let memos = events.iter().filter(|e| text(e));
    memos
        .map(|e| match &e.change {
            Change::MemoWritten { text, .. } => text.as_str(),
            _ => "",
        })
        .collect()
}

#[test]
fn what_was_saved_is_there_when_opened_again() {
    let study = Study::new(1);
    let (mut store, events, notices) = study.open("ana");
    assert!(events.is_empty() && notices.is_empty(), "{notices:?}");
    let first = save(&mut store, "one\n“two” \u{2028}\0");
    let act = [(id(), memo("b")), (id(), memo("c"))];
    let both = store.append(&act, NOW).unwrap();
    assert_eq!((both[0].act, both[1].act), (Some(act[0].0), Some(act[0].0)));
    assert_eq!((first.seq, both[1].seq), (1, 3));
    assert!(first.clock < both[0].clock && both[0].clock < both[1].clock);
    drop(store);
    for _ in 0..2 {
        let (store, events, notices) = study.open("ana");
        assert!(notices.is_empty(), "{notices:?}");
        assert_eq!(events, [first.clone(), both[0].clone(), both[1].clone()]);
        store.save_cache();
    }
    assert_eq!(study.journals().len(), 1);
}

#[test]
fn an_id_is_saved_once() {
    let study = Study::new(1);
    let (mut store, ..) = study.open("ana");
    let saved = save(&mut store, "a");
    let again = store.append(&[(saved.id, memo("b"))], NOW);
    assert!(matches!(again, Err(StoreError::SameEvent(_))));
    let twice = id();
    let again = store.append(&[(twice, memo("b")), (twice, memo("c"))], NOW);
    assert!(matches!(again, Err(StoreError::SameEvent(_))));
    save(&mut store, "c");
    assert_eq!(store.own.as_ref().unwrap().seq, 2);
}

#[test]
fn without_a_coder_or_the_lock_it_is_read_only() {
    let study = Study::new(1);
    let (mut store, _, notices) = study.open("");
    assert_eq!(notices, [Notice::ReadOnly(ReadOnly::NoCoder)]);
    assert!(store.append(&[(id(), memo("a"))], NOW).is_err());
    let (mut ana, ..) = study.open("ana");
    let (mut second, _, notices) = study.open("ana");
    assert!(
        notices[0].to_string().contains("another window of ana"),
        "{}",
        notices[0]
    );
    assert!(second.append(&[(id(), memo("a"))], NOW).is_err());
    save(&mut ana, "from the first window");
    assert_eq!(
        texts(&second.arrivals(NOW).unwrap().events),
        ["from the first window"]
    );
    drop(ana);
    assert!(study.open("ana").0.read_only().is_none());
}

#[test]
fn two_coders_work_in_one_folder() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open_on("a", "ana").unwrap();
    let (mut bo, ..) = study.open_on("b", "bo").unwrap();
    save(&mut ana, "a1");
    let arrived = bo.arrivals(NOW).unwrap();
    assert_eq!(texts(&arrived.events), ["a1"]);
    assert!(arrived.notices.is_empty(), "{:?}", arrived.notices);
    assert!(bo.arrivals(NOW).unwrap().events.is_empty());
    save(&mut bo, "b1");
    assert_eq!(texts(&ana.arrivals(NOW).unwrap().events), ["b1"]);
    save(&mut ana, "a2");
    // Each stamp follows what its maker had seen.
    let (_, events, _) = study.open_on("c", "cy").unwrap();
    assert_eq!(texts(&events), ["a1", "b1", "a2"]);
}

#[test]
fn a_line_still_arriving_is_read_when_it_is_complete() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    save(&mut ana, "a1");
    save(&mut ana, "a2");
    let file = study.journal(&study.journals()[0]);
    let whole = study.disk.read(&file, limits::JOURNAL).unwrap();
    study.disk.meddle(&file, &whole[..whole.len() - 9]);
    let (mut bo, events, notices) = study.open_on("b", "bo").unwrap();
    assert_eq!(texts(&events), ["a1"]);
    assert!(matches!(notices[..], [Notice::StillArriving { .. }]));
    save(&mut bo, "b1");
    study.disk.meddle(&file, &whole);
    let arrived = bo.arrivals(NOW).unwrap();
    assert_eq!(texts(&arrived.events), ["a2"]);
    assert!(arrived.notices.is_empty(), "{:?}", arrived.notices);
}

#[test]
fn a_foreign_tail_means_a_new_device() {
    let study = Study::new(1);
    let (mut store, ..) = study.open("ana");
    save(&mut store, "a1");
    save(&mut store, "a2");
    drop(store);
    study.meddle(|text| format!("{}\n", text.lines().next().unwrap()));
    let (mut store, events, notices) = study.open("ana");
    assert_eq!(texts(&events), ["a1"]);
    assert!(
        matches!(notices[0], Notice::NewDevice { .. }),
        "{notices:?}"
    );
    let saved = save(&mut store, "a3");
    assert_eq!(saved.seq, 1);
    assert_eq!(study.journals().len(), 2);
}

#[test]
fn a_journal_changed_while_it_is_open_is_left_alone() {
    let study = Study::new(1);
    let (mut store, ..) = study.open("ana");
    save(&mut store, "a1");
    save(&mut store, "a2");
    study.meddle(|text| format!("{}\n", text.lines().next().unwrap()));
    save(&mut store, "a3");
    assert_eq!(study.journals().len(), 2);
    let arrived = store.arrivals(NOW).unwrap();
    let new_device = |n: &Notice| matches!(n, Notice::NewDevice { .. });
    assert!(
        arrived.notices.iter().any(new_device),
        "{:?}",
        arrived.notices
    );
    save(&mut store, "a4");
    assert_eq!(texts(&study.open("").1), ["a1", "a3", "a4"]);
}

#[test]
fn a_break_in_the_middle_makes_it_read_only_until_it_is_repaired() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open_on("a", "ana").unwrap();
    for n in 1..=5 {
        save(&mut ana, &format!("secret {n}"));
    }
    drop(ana);
    study.meddle(|text| {
        text.replacen("secret 3", "SECRET 3", 1)
            .replacen("(v:", "(?:", 1)
    });
    let (mut bo, events, notices) = study.open_on("b", "bo").unwrap();
    assert_eq!(events.len(), 4);
    assert!(
        notices
            .iter()
            .all(|n| !n.to_string().to_lowercase().contains("secret"))
    );
    assert!(matches!(
        bo.read_only(),
        Some(ReadOnly::Broken { line: 1, .. })
    ));
    assert!(matches!(bo.repair(NOW), Err(StoreError::NothingToRepair)));
    assert!(bo.append(&[(id(), memo("b"))], NOW).is_err());

    let (mut ana, ..) = study.open_on("a", "ana").unwrap();
    assert!(ana.append(&[(id(), memo("b"))], NOW).is_err());
    let continued = ana.repair(NOW).unwrap();
    let lines: Vec<_> = continued
        .iter()
        .map(|e| match &e.change {
            Change::Continued {
                from_line, to_line, ..
            } => (*from_line, *to_line),
            _ => (0, 0),
        })
        .collect();
    assert_eq!(lines, [(1, 1), (3, 3)]);
    assert_eq!(save(&mut ana, "after").seq, 8);
    drop(ana);
    let arrived = bo.arrivals(NOW).unwrap();
    assert!(
        arrived.notices.contains(&Notice::WritableAgain),
        "{:?}",
        arrived.notices
    );
    save(&mut bo, "b");
    let (ana, events, notices) = study.open_on("a", "ana").unwrap();
    assert!(
        ana.read_only().is_none() && notices.is_empty(),
        "{notices:?}"
    );
    assert_eq!(texts(&events).len(), 6);
}

#[test]
fn copies_are_read_once_and_reported() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    save(&mut ana, "a1");
    let file = study.journals()[0].clone();
    let early = study
        .disk
        .read(&study.journal(&file), limits::JOURNAL)
        .unwrap();
    save(&mut ana, "a2");
    let late = study
        .disk
        .read(&study.journal(&file), limits::JOURNAL)
        .unwrap();
    drop(ana);
    let stem = file.strip_suffix(".ronl").unwrap();
    study.disk.meddle(&study.journal(&file), &early);
    let copy = study.journal(&format!("{stem} (conflicted copy 2026-01-02).ronl"));
    study.disk.meddle(&copy, &late);
    let (mut ana, events, notices) = study.open("ana");
    assert_eq!(texts(&events), ["a1", "a2"]);
    assert!(
        notices.contains(&Notice::ConflictedCopy { path: copy }),
        "{notices:?}"
    );
    save(&mut ana, "a3");
    assert!(ana.read_only().is_none());
}

#[test]
fn of_two_events_with_one_id_the_first_counts() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    save(&mut ana, "the first");
    let file = study.journals()[0].clone();
    let text = String::from_utf8(
        study
            .disk
            .read(&study.journal(&file), limits::JOURNAL)
            .unwrap(),
    )
    .unwrap();
    let copy = study.journal(&format!("A copy of {file}"));
    study
        .disk
        .meddle(&copy, text.replace("the first", "changed").as_bytes());
    let (_, events, notices) = study.open("");
    assert_eq!(texts(&events), ["the first"]);
    assert!(notices.contains(&Notice::SameId { path: copy }));
}

#[test]
fn unknown_kinds_survive_a_reopening_and_the_cache() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    let raw = "Dreamt(of:Some(\"a house\"),deep:7)";
    let change = Change::Unknown {
        kind: "Dreamt".into(),
        raw: raw.into(),
    };
    ana.append(&[(id(), change.clone())], NOW).unwrap();
    ana.save_cache();
    drop(ana);
    let (_, events, _) = study.open("ana");
    assert_eq!(events[0].change, change);
}

#[test]
fn a_newer_format_is_opened_to_read() {
    let study = Study::new(1);
    let path = Path::new(DIR).join("study.ron");
    let text = String::from_utf8(study.disk.read(&path, limits::JOURNAL).unwrap()).unwrap();
    let newer = text.replace("format:2", "format:3,theme:\"dark\"");
    study.disk.meddle(&path, newer.as_bytes());
    let (_, _, notices) = study.open("ana");
    assert_eq!(
        notices,
        [Notice::ReadOnly(ReadOnly::NewerFormat { found: 3 })]
    );
}

#[test]
fn a_clock_a_day_ahead_is_flagged_and_not_adopted() {
    let study = Study::new(1);
    let (mut ana, ..) = study.open("ana");
    let far = NOW + 2 * 24 * 60 * 60 * 1000;
    ana.append(&[(id(), memo("a1"))], far).unwrap();
    let (mut bo, _, notices) = study.open_on("b", "bo").unwrap();
    assert!(
        matches!(notices[..], [Notice::ClockAhead { .. }]),
        "{notices:?}"
    );
    assert_eq!(save(&mut bo, "b1").clock.ms, NOW);
}

#[test]
fn a_failed_write_acknowledges_nothing_and_ends_saving() {
    let study = Study::new(3);
    let (mut ana, ..) = study.open("ana");
    save(&mut ana, "a1");
    study.disk.die_after(1);
    let failed = ana.append(&[(id(), memo("a2"))], NOW).unwrap_err();
    assert!(
        failed.to_string().contains("could not be written"),
        "{failed}"
    );
    assert!(matches!(
        ana.read_only(),
        Some(ReadOnly::WriteFailed { .. })
    ));
    drop(ana);
    study.disk.crash(Crash::Clean);
    let (mut ana, events, _) = study.open("ana");
    assert_eq!(texts(&events), ["a1"]);
    save(&mut ana, "a3");
}

/// Lines are made some at a time on several cores, and are one chain.
#[test]
fn an_act_of_many_lines_is_whole() {
    let study = Study::new(6);
    let (mut ana, ..) = study.open("ana");
    let many: Vec<_> = (0..5_000).map(|n| (id(), memo(&n.to_string()))).collect();
    let saved = ana.append(&many, NOW).unwrap();
    save(&mut ana, "one more");
    drop(ana);
    let (_, events, notices) = study.open_on("fresh", "bo").unwrap();
    assert_eq!(notices, []);
    assert_eq!(events.len(), saved.len() + 1);
    assert!(events.iter().zip(&saved).all(|(read, saved)| read == saved));
    let found = check(&study.disk, Path::new("/home/study"), None, NOW);
    assert_eq!(found.unwrap(), []);
}

#[test]
fn the_cache_gives_what_the_journals_give() {
    let study = Study::new(5);
    let (mut ana, ..) = study.open("ana");
    for n in 0..400 {
        save(&mut ana, &format!("note {n} {}", "x".repeat(200)));
    }
    drop(ana);
    let (_, parsed, _) = study.open_on("fresh", "").unwrap();
    study.open_on("used", "").unwrap();
    let (mut ana, cached, _) = study.open_on("used", "ana").unwrap();
    assert_eq!(cached, parsed);
    save(&mut ana, "one more");
    drop(ana);
    let (_, cached, notices) = study.open_on("used", "ana").unwrap();
    let (_, parsed, _) = study.open_on("fresher", "").unwrap();
    assert_eq!(cached, parsed);
    assert!(notices.is_empty());
}
