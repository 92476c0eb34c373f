//! Studies of the format before: read as they were, raised when somebody asks, and never another
//! figure for it.

use crate::place::{Place, files_below, now, text};
use std::fs;
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

/// The worked example as a program that knew only format 1 wrote it.
fn old_study() -> Place {
    let place = Place::empty();
    let from = data("study-1");
    for file in files_below(&from) {
        let to = place.study().join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, to).unwrap();
    }
    place
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
    let place = old_study();
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
    let place = old_study();
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
