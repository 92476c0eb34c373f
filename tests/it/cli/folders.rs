//! Importing folders.

use super::{ends, json};
use crate::place::{Place, now};
use std::fs;
use std::sync::Arc;
use tandem::model::mint::Mint;
use tandem::model::view::View;
use tandem::work::Desk;
use tandem::work::SameName;
use tandem::work::effect::{Effect, Outcome, Stop};

fn study(files: &[&str]) -> (Place, String) {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Folders", "--coder", "ana"]);
    for (n, file) in files.iter().enumerate() {
        let path = place.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("Anna: hello {n}\n\nBea: hello {n}\n")).unwrap();
    }
    (place, study)
}

#[test]
fn a_folder_is_taken_in_with_those_below_it() {
    let files = [
        "all/wave1/p01.txt",
        "all/wave2/p01.txt",
        "all/p2.md",
        "all/~$p2.md",
        "all/.DS_Store",
        "all/a.mp3",
    ];
    let (place, study) = study(&files);
    let told = place.run(&["import", &study, "all"]);
    assert!(told.contains("imported 3 of 3 files"), "{told}");
    assert!(
        told.contains("wave1/p01: ") && told.contains("wave2/p01: "),
        "{told}"
    );
    assert!(told.contains("all: left out a.mp3: only .txt"), "{told}");
    assert!(!told.contains("~$") && !told.contains("DS_Store"), "{told}");
    let report = json(&place, &["import", &study, "all"]);
    assert_eq!(report["already_here"].as_array().map(Vec::len), Some(3));
    let told = place.run(&["search", &study, "source:wave2/p01 hello"]);
    assert!(told.starts_with("wave2/p01:1"), "{told}");
    place.run(&["export", &study, "--to", "out"]);
}

#[test]
fn where_nothing_is_to_be_had_it_says_so() {
    let (place, study) = study(&["files/~$p1.docx"]);
    let (told, _) = ends(&place.output(&["import", &study, "files"]), 1);
    assert!(told.contains("files: the folder is empty"), "{told}");
    let told = place.run(&["import", &study, "files/~$p1.docx"]);
    assert!(told.contains("passed over, this is a lock file"), "{told}");
}

#[test]
fn an_import_that_is_stopped_leaves_whole_sources() {
    let (place, _) = study(&["all/a.txt", "all/b.txt", "all/c.txt"]);
    let (store, events, _) = place.open("ana");
    let view = View::new(events, Some("ana".parse().unwrap()));
    let (memory, exports) = (place.path("memory"), place.path("out"));
    let mut desk = Desk::new(store, memory, exports, None, Mint::new(3, now()));
    let stop = Stop::default();
    let mut said = Vec::new();
    let from = vec![place.path("all")];
    desk.perform(
        Effect::Import(from, Arc::new(view), SameName::Ask, stop.clone()),
        now(),
        &mut |outcome| {
            // Esc comes while the first is read.
            stop.say();
            said.push(outcome);
        },
    );
    let Some(Outcome::Imported(told)) = said.last() else {
        panic!("{said:?}");
    };
    assert_eq!(
        told.done[..2],
        ["imported 1 source", "stopped: 2 files not looked at"]
    );
    drop(desk);
    let study = place.study_arg();
    assert!(place.run(&["check", &study]).contains("nothing is broken"));
    assert!(
        place
            .run(&["import", &study, "all"])
            .contains("imported 2 of 3 files")
    );
}
