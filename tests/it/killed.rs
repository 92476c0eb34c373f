//! The program killed at random moments while it saves: whatever it said was saved is there, the
//! study can be written, and work goes on.

use crate::place::{Chance, Place, files_below, now};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tandem::model::coding::MemoOn;
use tandem::model::event::{Change, Event};
use tandem::model::ids::EventId;
use tandem::model::view::View;
use tandem::store::{Notice, RealDisk, check};
use uuid::Uuid;

/// How often it is killed; `TANDEM_KILLS` says otherwise.
const KILLS: u64 = 12;

/// Most lines acknowledged before a kill.
const MOST_LINES: u64 = 30;

/// Most microseconds after the last of them.
const MOST_WAIT: u64 = 4000;

/// Coding gestures, a line of keys each.
const GESTURES: [&str; 12] = [
    "s <space> <ret>",
    "s s <space> <ret>",
    ") s <space> hope <ret>",
    "} t <space> <space> <down> <space> <ret>",
    "m a <space> thought 想法 <c-s>",
    "w w m another <ret> line <c-s>",
    "z",
    "z z",
    "Z",
    "u",
    "!",
    "v ) <space> new%d <ret>",
];

fn gesture(chance: &mut Chance, number: u64, place: &Place) -> String {
    if chance.below(12) == 0 {
        let file = place.path(&format!("more{number}.txt"));
        let text = format!("INT: What was the {number}th day like?\n\nP{number}: Long.\n");
        fs::write(&file, text).unwrap();
        return format!("g s i {} <ret> g r", file.display());
    }
    if chance.below(4) == 0 {
        return (*chance.one_of(&["j j j", "}", ") )", "g g", "w w w", "> j", "< j"])).to_owned();
    }
    chance.one_of(&GESTURES).replace("%d", &number.to_string())
}

/// Feeds gestures until nobody reads them any more.
fn feed(mut keys: ChildStdin, mut chance: Chance, round: u64, place: &Place) {
    for number in 0.. {
        let line = gesture(&mut chance, round * 100_000 + number, place);
        if writeln!(keys, "{line}")
            .and_then(|()| keys.flush())
            .is_err()
        {
            return;
        }
    }
}

/// Runs the program until it is killed; gives the events it said were saved.
fn kill_one(place: &Place, round: u64) -> Vec<EventId> {
    let mut chance = Chance(round);
    let study = place.study_arg();
    let args = ["open", &study, "--coder", "ana", "--keys", "-", "--trace"];
    let mut child = place
        .tandem(&args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut keys = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    writeln!(keys, "g r").unwrap();
    let until = chance.below(MOST_LINES);
    let wait = Duration::from_micros(chance.below(MOST_WAIT));
    let gestures = Chance(round ^ 0xC0DE);
    thread::scope(|scope| {
        scope.spawn(|| feed(keys, gestures, round, place));
        let mut saved: Vec<String> = lines.by_ref().take(until as usize).flatten().collect();
        thread::sleep(wait);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), None, "it ended by itself: {status}");
        // What was said before the kill counts, read or not; a line cut short does not.
        saved.extend(lines.map_while(Result::ok));
        saved.iter().filter_map(|line| id(line)).collect()
    })
}

fn id(line: &str) -> Option<EventId> {
    let uuid = Uuid::parse_str(line.strip_prefix("saved ")?).ok()?;
    Some(EventId(uuid))
}

/// The study as it is after a kill: everything said to be saved is there, and it can be written.
fn look_after(place: &Place, saved: &BTreeSet<EventId>, round: u64) -> EventId {
    let (mut store, events, notices) = place.open("ana");
    assert_eq!(store.read_only(), None, "round {round}");
    let here: BTreeSet<EventId> = events.iter().map(|e| e.id).collect();
    let lost: Vec<_> = saved.difference(&here).collect();
    assert!(lost.is_empty(), "round {round}: lost {lost:?}");
    let expected = |n: &Notice| matches!(n, Notice::TornLine { .. });
    assert!(notices.iter().all(expected), "round {round}: {notices:?}");

    let view = View::new(events.iter().cloned(), Some("ana".parse().unwrap()));
    for source in view.sources() {
        let document = store.load_document(&source.id, source.revision).unwrap();
        assert_eq!(document.text.len(), source.chars);
    }
    let memo = Change::MemoWritten {
        of: None,
        round: None,
        on: MemoOn::Study,
        text: format!("after kill {round}"),
        kind: None,
        about: Vec::new(),
    };
    let id = EventId(Uuid::new_v4());
    let appended = store.append(&[(id, memo)], now()).unwrap();
    assert!(follows(&appended[0], &events));
    drop(store);
    let (store, again, _) = place.open("ana");
    assert_eq!(store.read_only(), None, "round {round}");
    assert!(again.iter().any(|e| e.id == id), "round {round}");
    id
}

/// Whether an event comes after all others.
fn follows(event: &Event, all: &[std::sync::Arc<Event>]) -> bool {
    all.iter().all(|e| e.order() < event.order())
}

#[test]
fn what_was_said_to_be_saved_survives_a_kill_at_any_moment() {
    let kills = std::env::var("TANDEM_KILLS").map_or(KILLS, |n| n.parse().unwrap());
    let place = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
    let mut saved = BTreeSet::new();
    for round in 0..kills {
        saved.extend(kill_one(&place, round));
        let memo = look_after(&place, &saved, round);
        saved.insert(memo);
    }
    // A few acts of every round at least: the gestures do change something.
    assert!(saved.len() as u64 > kills * 4, "{} events", saved.len());
    let findings = check(&RealDisk::new(), &place.study(), None, now()).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    let (_, events, _) = place.open("ana");
    eprintln!(
        "{kills} kills: {} events acknowledged, {} in the study, all there",
        saved.len(),
        events.len()
    );
}

/// Runs a subcommand and kills it within so many microseconds; says how it ended.
fn kill_within(place: &Place, args: &[&str], round: u64, most: u64) -> ExitStatus {
    let mut child = place
        .tandem(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_micros(Chance(round).below(most)));
    child.kill().unwrap();
    child.wait().unwrap()
}

/// Killed while it keeps what it made of a study, the program shows the same at the next opening:
/// what was kept is whole, or it is made anew.
#[test]
fn what_is_kept_of_a_study_is_whole_or_made_anew_after_a_kill() {
    let kills = std::env::var("TANDEM_KILLS").map_or(KILLS, |n| n.parse().unwrap());
    let place = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
    let study = place.study_arg();
    let look = ["sources", &study, "--json", "--coder", "ana"];
    let begun = Instant::now();
    let told = place.run(&look);
    let most = begun.elapsed().as_micros() as u64 * 5 / 4;
    let (mut kept, mut lost) = (0, 0);
    for round in 0..kills {
        let views = files_below(&place.path("cache")).into_iter();
        let views = views.filter(|p| p.extension().is_some_and(|e| e == "state" || e == "key"));
        views.for_each(|path| fs::remove_file(path).unwrap());
        kill_within(&place, &look, round, most);
        match files_below(&place.path("cache"))
            .iter()
            .any(|p| p.ends_with("view-0.key"))
        {
            true => kept += 1,
            false => lost += 1,
        }
        assert_eq!(place.run(&look), told, "kill {round}");
        // From what it keeps now, too.
        assert_eq!(place.run(&look), told, "kill {round}");
    }
    eprintln!("{kills} kills: kept at {kept} of them, not yet at {lost}");
}

/// Killed while it makes its index, the program finds all there is the next time: the index is whole,
/// or it is made anew, or it says how much of the study it has searched.
#[test]
fn what_is_found_is_complete_after_a_kill_while_indexing() {
    let kills = std::env::var("TANDEM_KILLS").map_or(KILLS, |n| n.parse().unwrap());
    let place = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
    let study = place.study_arg();
    let look = ["search", &study, "the or 我", "--json", "--sort", "source"];
    let begun = Instant::now();
    let told = place.run(&look);
    let most = begun.elapsed().as_micros() as u64 * 5 / 4;
    assert!(told.contains("\"total\""), "{told}");
    let mut whole = 0;
    for round in 0..kills {
        let index = files_below(&place.path("cache")).into_iter();
        let index = index.filter(|p| p.components().any(|c| c.as_os_str() == "index"));
        let index: Vec<_> = index.collect();
        assert!(!index.is_empty());
        index.iter().for_each(|path| fs::remove_file(path).unwrap());
        whole += u64::from(kill_within(&place, &look, round, most).success());
        assert_eq!(place.run(&look), told, "kill {round}");
    }
    eprintln!("{kills} kills while indexing: {whole} came too late");
}
