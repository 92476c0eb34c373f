//! Nothing acknowledged is ever lost: random crashes, and journals cut at every byte.

use super::arbitrary::memo;
use super::disk::Disk;
use super::line;
use super::memory::Crash;
use super::notice::Notice;
use super::tests::{NOW, Study, id, save};
use crate::model::ids::EventId;
use crate::model::limits;
use std::collections::BTreeSet;
use std::path::Path;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Opens, saves, crashes somewhere, again and again; returns how often a journal was begun.
fn rounds(seed: u64, count: u32, how: Crash) -> usize {
    let study = Study::new(seed);
    let mut dice = Dice(seed);
    let mut acknowledged: BTreeSet<EventId> = BTreeSet::new();
    for round in 0..count {
        let alive = dice.roll(30);
        study.disk.die_after(alive);
        let machine = ["mac", "pc"][dice.roll(8) as usize / 7];
        if let Ok((mut store, events, _)) = study.open_on(machine, "ana") {
            let there: BTreeSet<EventId> = events.iter().map(|e| e.id).collect();
            let lost = acknowledged.difference(&there).count();
            assert_eq!(lost, 0, "seed {seed}, round {round}");
            // What one has been shown of one's own must stay as well.
            if let (None, Some(own)) = (store.read_only(), &store.own) {
                let own = events.iter().filter(|e| e.device == own.name.device);
                acknowledged.extend(own.map(|e| e.id));
            }
            for _ in 0..dice.roll(8) {
                let act: Vec<_> = (0..=dice.roll(4))
                    .map(|n| (id(), memo(&n.to_string())))
                    .collect();
                match store.append(&act, NOW) {
                    Ok(saved) => acknowledged.extend(saved.iter().map(|e| e.id)),
                    Err(_) => assert!(store.read_only().is_some()),
                }
            }
            if dice.roll(3) == 0 {
                store.save_cache();
            }
        }
        match dice.roll(4) {
            0 => study.disk.revive(),
            _ => study.disk.crash(how),
        }
    }
    study.disk.crash(how);
    // Each machine settles what its own crashes left behind.
    drop(study.open_on("pc", "ana").unwrap());
    let (mut store, events, _) = study.open("ana");
    let there: BTreeSet<EventId> = events.iter().map(|e| e.id).collect();
    assert!(acknowledged.is_subset(&there), "seed {seed}");
    assert_eq!(store.read_only(), None, "seed {seed}");
    save(&mut store, "and on");
    study
        .disk
        .list(Path::new("/home/study/journals"))
        .unwrap()
        .len()
}

#[test]
fn random_crashes_lose_nothing_acknowledged() {
    for seed in 0..60 {
        rounds(seed, 12, Crash::Clean);
        rounds(seed, 12, Crash::Torn);
    }
}

#[test]
fn a_journal_cut_anywhere_opens_and_goes_on() {
    let study = Study::new(1);
    let (mut store, ..) = study.open("ana");
    for n in 0..4 {
        save(&mut store, &format!("note {n}"));
    }
    drop(store);
    let folder = Path::new("/home/study/journals");
    let file = folder.join(&study.disk.list(folder).unwrap()[0].name);
    let whole = study.disk.read(&file, limits::JOURNAL).unwrap();
    let ends: Vec<usize> = (0..whole.len()).filter(|i| whole[*i] == b'\n').collect();
    for cut in 0..whole.len() {
        let study = Study::new(1);
        study.disk.meddle(&file, &whole[..cut]);
        let (mut store, events, _) = study.open("ana");
        assert_eq!(events.len(), ends.iter().filter(|e| **e < cut).count());
        assert_eq!(store.read_only(), None);
        save(&mut store, "and on");
        let kept = events.len();
        drop(store);
        assert_eq!(study.open("ana").1.len(), kept + 1, "cut at {cut}");
        assert_eq!(
            study.disk.read(&file, limits::JOURNAL).unwrap(),
            &whole[..cut]
        );
    }
}

#[test]
fn a_line_of_a_machine_with_a_copy_of_this_ones_memory_is_not_taken_for_torn() {
    let study = Study::new(1);
    let (mut store, ..) = study.open("ana");
    let mut event = (*save(&mut store, "a1")).clone();
    let folder = Path::new("/home/study/journals");
    let file = folder.join(&study.disk.list(folder).unwrap()[0].name);
    let before = study.disk.read(&file, limits::JOURNAL).unwrap();
    study.disk.die_after(1);
    let lost = memo(&"long ".repeat(200));
    assert!(store.append(&[(id(), lost)], NOW).is_err());
    drop(store);
    study.disk.revive();
    (event.id, event.seq) = (id(), 2);
    let prev = line::parse(&before[..before.len() - 1]).unwrap().hash;
    let theirs = line::compose(&event, &prev).unwrap().0 + "\n";
    study
        .disk
        .meddle(&file, &[&before[..], theirs.as_bytes()].concat());
    let (mut store, events, notices) = study.open("ana");
    assert_eq!(events.len(), 2);
    assert!(
        matches!(notices[..], [Notice::NewDevice { .. }]),
        "{notices:?}"
    );
    assert_eq!(save(&mut store, "a2").seq, 1);
}

#[test]
fn a_torn_line_of_ones_own_is_set_aside_and_settled_for_all() {
    let mut torn = 0;
    for seed in 0..60 {
        let study = Study::new(seed);
        let (mut store, ..) = study.open("ana");
        save(&mut store, "a1");
        study.disk.die_after(1);
        let act: Vec<_> = (0..3).map(|n| (id(), memo(&n.to_string()))).collect();
        assert!(store.append(&act, NOW).is_err());
        drop(store);
        // The program dies, the system lives: what was written stays.
        study.disk.revive();
        let (mut store, events, notices) = study.open("ana");
        assert_eq!(store.read_only(), None);
        if !notices.is_empty() {
            torn += 1;
            assert!(
                notices[0].to_string().contains("cut off by a crash"),
                "{notices:?}"
            );
            assert!(matches!(
                events.last().unwrap().change,
                crate::model::event::Change::Continued { .. }
            ));
        }
        save(&mut store, "a2");
        drop(store);
        let (_, _, notices) = study.open("ana");
        assert!(notices.is_empty(), "{notices:?}");
        let (_, _, notices) = study.open_on("pc", "bo").unwrap();
        assert!(notices.is_empty(), "{notices:?}");
    }
    assert!(torn > 40, "{torn}");
}
