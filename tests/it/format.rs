//! Studies of the format before: read as they were, raised when somebody asks, and never another
//! figure for it.

use crate::place::{Place, files_below, now, text};
use std::fs;
use std::path::{Path, PathBuf};
use tandem::store::{RealDisk, check};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

/// What `agree` printed for it then.
fn agrees_as_before(place: &Place) {
    let study = place.study_arg();
    let told = place.run(&["agree", &study, "--coder", "ana"]);
    assert_eq!(told, fs::read_to_string(data("study-1-agree.txt")).unwrap());
    let told = place.run(&["agree", &study, "--coder", "ana", "--json"]);
    assert_eq!(
        told,
        fs::read_to_string(data("study-1-agree.json")).unwrap()
    );
}

#[test]
fn a_study_of_format_1_agrees_byte_for_byte_as_it_did_and_keeps_its_files() {
    let place = Place::format_1();
    let before: Vec<_> = files_below(&place.study());
    agrees_as_before(&place);
    for file in before {
        let name = file.file_name().unwrap().to_str().unwrap();
        if name.starts_with(".git") {
            continue;
        }
        let there = fs::read(&file).unwrap();
        let was = data("study-1").join(file.strip_prefix(place.study()).unwrap());
        assert_eq!(there, fs::read(was).unwrap(), "{}", file.display());
    }
}

#[test]
fn the_upgrade_changes_no_figure_and_later_roles_change_none_either() {
    let place = Place::format_1();
    let study = place.study_arg();
    let journals = || files_below(&place.study().join("journals"));
    let before: Vec<Vec<u8>> = journals().iter().map(|j| fs::read(j).unwrap()).collect();
    let told = place.run(&["upgrade", &study, "--coder", "ana"]);
    assert!(told.contains("format 1 to format 2"), "{told}");
    let told = place.run(&["upgrade", &study, "--coder", "ana"]);
    assert!(told.contains("nothing to do"), "{told}");
    let ron = fs::read_to_string(place.study().join("study.ron")).unwrap();
    assert!(ron.starts_with("(format:2,"), "{ron}");
    let after: Vec<Vec<u8>> = journals().iter().map(|j| fs::read(j).unwrap()).collect();
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|j| after.contains(j)));
    agrees_as_before(&place);
    // Everybody becomes an interviewer in the first source.
    let (mut store, events, _) = place.open("ana");
    let view = tandem::model::view::View::new(events, Some("ana".parse().unwrap()));
    let source = view.source_named("P01_interview").unwrap();
    let document = store.load_document(&source.id, 1).unwrap();
    for speaker in &document.structure.speakers {
        let setting = tandem::model::source::SpeakerSetting {
            label: speaker.label.clone(),
            role: tandem::model::source::SpeakerRole::Interviewer,
            participant: None,
        };
        let set = tandem::model::event::Change::SpeakerSet {
            source: source.id.clone(),
            setting,
            replaces: Vec::new(),
        };
        let id = tandem::model::ids::EventId(uuid::Uuid::new_v4());
        store.append(&[(id, set)], now()).unwrap();
    }
    drop(store);
    agrees_as_before(&place);
    let out = place.run(&["agree", &study, "--coder", "ana", "--speakers", "present"]);
    assert_ne!(out, fs::read_to_string(data("study-1-agree.txt")).unwrap());
    let told = text(&place.output(&["check", &study]).stdout);
    assert!(told.contains("nothing is broken"), "{told}");
}

/// What `check` names in a study, by file.
fn named(place: &Place, state: Option<&Path>) -> Vec<(PathBuf, String)> {
    match check(&RealDisk::new(), &place.study(), state, now()) {
        Ok(found) => found
            .into_iter()
            .map(|f| (f.path.clone(), f.to_string()))
            .collect(),
        // A study file that cannot be read at all.
        Err(e) => vec![(place.study().join("study.ron"), e.to_string())],
    }
}

#[test]
fn the_structures_of_before_are_recorded_by_the_next_plan() {
    let place = Place::format_1();
    let study = place.study_arg();
    let uncovered = |place: &Place| {
        let named = named(place, None);
        let words = |(_, words): &&(PathBuf, String)| words.contains("nothing records yet");
        named.iter().filter(words).count()
    };
    assert_eq!(uncovered(&place), 8);
    let told = place.run(&["check", &study]);
    assert!(told.contains("nothing is broken"), "{told}");
    let args = [
        "round",
        "new",
        &study,
        "--coder",
        "ana",
        "--name",
        "Next",
        "--sources",
        "P01_interview",
        "--coders",
        "ana,ben",
    ];
    place.run(&args);
    assert_eq!(uncovered(&place), 7);
    let source = place
        .study()
        .join("sources/p01-interview-01f22b3a/r1.structure.ron");
    let bytes = fs::read(&source).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    fs::write(&source, text.replacen("Participant", "Interviewer", 1)).unwrap();
    assert!(named(&place, None).iter().any(|(path, _)| *path == source));
    let (store, ..) = place.open("ana");
    let id = tandem::model::ids::SourceId("p01-interview-01f22b3a".into());
    let refused = store.load_document(&id, 1).unwrap_err().to_string();
    assert!(refused.contains("r1.structure.ron"), "{refused}");
}

/// Whatever bit is flipped in whatever file: texts, structures, journals with their last lines, the
/// study file, git's files.
#[test]
fn every_flipped_bit_of_the_worked_example_is_found_and_named() {
    let place = Place::empty();
    place.run(&["demo", &place.study_arg()]);
    assert_eq!(named(&place, None), []);
    let files: Vec<PathBuf> = files_below(&place.study())
        .into_iter()
        .filter(|f| !f.starts_with(place.study().join("private")))
        .collect();
    let mut dice: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut roll = |below: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % below as u64) as usize
    };
    for n in 0..90 {
        let file = &files[n % files.len()];
        let bytes = fs::read(file).unwrap();
        let mut flipped = bytes.clone();
        // Every other time near the end, where no later line speaks of it.
        let from = if n % 2 == 0 {
            0
        } else {
            bytes.len().saturating_sub(300)
        };
        let at = from + roll(bytes.len() - from);
        flipped[at] ^= 1 << roll(8);
        fs::write(file, &flipped).unwrap();
        let found = named(&place, None);
        assert!(
            found.iter().any(|(path, _)| path == file),
            "byte {at} of {}: {found:?}",
            file.display()
        );
        fs::write(file, &bytes).unwrap();
    }
}
