//! What an export says of the agreement of codings that were imported.

use crate::place::Place;
use std::fs;
use std::path::PathBuf;

/// A study with these field notes, in which nobody speaks, and these codings of them.
fn notes(text: &str, codings: &str) -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Notes", "--coder", "ana"]);
    fs::write(place.path("notes.txt"), text).unwrap();
    let table = format!("coder,source,start,end,code\n{codings}");
    fs::write(place.path("pilot.csv"), table).unwrap();
    place.run(&["import", &study, "--coder", "ana", "notes.txt"]);
    place.run(&["import", &study, "--codings", "pilot.csv"]);
    place
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_exported_before() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    place.run(&["export", &study, "--to", "out"]);
    let book = place.path("out/codebook.ron");
    let before: Vec<PathBuf> = crate::place::files_below(&place.path("out"));
    fs::write(&book, "of last week").unwrap();
    let commands: [&[&str]; 2] = [
        &["export", &study, "--to", "out"],
        &[
            "codebook",
            &study,
            "--export",
            "out/codebook.ron",
            "--force",
        ],
    ];
    for args in commands {
        let out = place.with_least_room(1, args).output().unwrap();
        assert_eq!(
            fs::read_to_string(&book).unwrap(),
            "of last week",
            "{args:?}"
        );
        assert_eq!(
            crate::place::files_below(&place.path("out")),
            before,
            "{args:?}"
        );
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(
            said.contains("codebook.ron: could not be written; make room"),
            "{said}"
        );
    }
}

/// The folder of the round, newly exported.
fn exported(place: &Place) -> PathBuf {
    let to = place.path("out");
    place.run(&["export", &place.study_arg(), "--to", to.to_str().unwrap()]);
    to.join("agreement-pilot")
}

fn methods(place: &Place) -> String {
    fs::read_to_string(exported(place).join("methods.md")).unwrap()
}

const THREE: &str = "It rains on the way here.\n\nThe room is full.\n\nNobody wants to begin.\n";

#[test]
fn where_nobody_speaks_no_speech_is_said_to_be_left_out() {
    let place = notes(THREE, "ana,notes,0,25,rain\nben,notes,0,25,rain\n");
    let text = methods(&place);
    assert!(
        text.contains("The unit of agreement was paragraphs: 3 paragraphs,"),
        "{text}"
    );
    assert!(text.contains("resamples of whole paragraphs"), "{text}");
    // Nobody planned what was imported.
    assert!(!text.contains("fixed in the plan"), "{text}");
    assert!(
        !text.contains("interviewer") && !text.contains("turns"),
        "{text}"
    );
}

#[test]
fn what_is_undefined_is_said_in_a_sentence() {
    let place = notes("It rains.\n", "ana,notes,0,9,rain\nben,notes,0,9,rain\n");
    let text = methods(&place);
    assert!(
        text.contains("it is undefined, since only one category in use"),
        "{text}"
    );
    assert!(
        !text.contains("α =") && !text.contains("interval"),
        "{text}"
    );
}

#[test]
fn every_pair_of_coders_has_pictures_of_its_own() {
    let place = notes(
        THREE,
        "ana,notes,0,25,rain\nben,notes,0,25,rain\ncat,notes,27,44,crowd\n",
    );
    let folder = exported(&place);
    for name in ["table", "table-characters", "confusion"] {
        for (a, b) in [("ana", "ben"), ("ana", "cat"), ("ben", "cat")] {
            let file = folder.join(format!("{name}-{a}-{b}.svg"));
            let svg = fs::read_to_string(&file).unwrap();
            assert!(svg.contains(a) && svg.contains(b), "{name} {a} {b}");
        }
        assert!(!folder.join(format!("{name}.svg")).exists());
    }
    let table = fs::read_to_string(folder.join("table-ben-cat.svg")).unwrap();
    assert!(table.contains("agreement, pilot: ben and cat"), "{table}");
    assert!(
        table.contains("only ben") && !table.contains("only ana"),
        "{table}"
    );
}
