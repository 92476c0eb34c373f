//! What was made of sources; corrections, repairs, and taking a source out.

use super::{ends, json};
use crate::place::Place;
use std::fs;

const TALK: &str = "I: Shall we begin?\n\nB: Yes, teh night was long.\n\nNote: he laughs.\n\nI: And then?\n\nB: We went home.\n\nNote: a pause.\n";

/// A study with one interview, and its file.
fn study() -> (Place, String, String) {
    let place = Place::with_sources(&[]);
    let study = place.study_arg();
    let file = place.path("P07.txt").to_str().unwrap().to_owned();
    fs::write(&file, TALK).unwrap();
    let told = place.run(&["import", &study, "--coder", "ana", &file]);
    let made = "P07: I 2 turns, B 2; not taken as speakers: “Note” (2); 2 lines of nobody";
    assert!(told.contains(made), "{told}");
    (place, study, file)
}

fn coded(place: &Place, study: &str) {
    let table = place.path("codings.csv");
    // “night”, and “he laughs”.
    fs::write(
        &table,
        "coder,source,start,end,code\nana,P07,32,37,hope\nana,P07,55,64,fear\n",
    )
    .unwrap();
    let table = table.to_str().unwrap();
    place.run(&["import", study, "--coder", "ana", "--codings", table]);
}

#[test]
fn a_corrected_file_corrects_its_source_and_lists_codings_without_their_text() {
    let (place, study, file) = study();
    coded(&place, &study);
    let corrected = TALK
        .replace("teh", "the")
        .replace("Note: he laughs.\n\n", "");
    let corrected = format!("{corrected}\nB: New.\n");
    fs::write(&file, &corrected).unwrap();
    // Nobody can be asked here.
    let args = [
        "import",
        &study,
        "--coder",
        "ana",
        "--same-name",
        "correct",
        &file,
    ];
    let told = place.run(&args);
    assert!(told.contains("P07: corrected in"), "{told}");
    assert!(told.contains("the text of 1 coding is gone"), "{told}");
    let again = place.run(&args);
    assert!(again.contains("already here"), "{again}");
    let made = json(&place, &["sources", &study, "--coder", "ana"]);
    assert_eq!(made["sources"][0]["turns"], 5);
    let listed = made["corrected_codings"].as_array().unwrap();
    assert_eq!(listed.len(), 1, "{made}");
    assert_eq!(
        (listed[0]["code"].as_str(), &listed[0]["gone"]),
        (Some("fear"), &true.into())
    );
    let found = json(&place, &["search", &study, "--coder", "ana", "night"]);
    assert!(found.to_string().contains("\"paragraph\":2"), "{found}");
    let exported = place.path("exported");
    place.run(&[
        "export",
        &study,
        "--coder",
        "ana",
        "--to",
        exported.to_str().unwrap(),
    ]);
    let table = fs::read_to_string(exported.join("codings.csv")).unwrap();
    assert!(
        table.contains("night") && !table.contains("fear"),
        "{table}"
    );
    assert!(place.run(&["check", &study]).contains("nothing is broken"));
}

#[test]
fn who_speaks_is_said_and_previewed() {
    let (place, study, _) = study();
    let repair = |more: &[&str]| {
        let args = [
            "sources", "repair", &study, "--coder", "ana", "--source", "P07",
        ];
        [&args[..], more]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let run = |more: &[&str]| {
        let args = repair(more);
        place.run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let before = place.run(&["sources", &study, "--coder", "ana"]);
    let told = run(&["--speaker", "Note", "--preview"]);
    assert!(
        told.contains("would be: P07: I 2 turns, B 2, Note 2"),
        "{told}"
    );
    assert_eq!(place.run(&["sources", &study, "--coder", "ana"]), before);
    assert!(run(&["--rename", "B=Ben"]).contains("Ben 2"));
    assert!(run(&["--say", "3=Rosa"]).contains("Rosa 1"));
    assert!(run(&["--nobody", "4-5"]).contains("P07: I 1 turn, Ben 1, Rosa 1"));
    let args = repair(&["--say", "99=Rosa"]);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (_, said) = ends(&place.output(&args), 1);
    assert!(said.contains("there is no paragraph “99”"), "{said}");
}

#[test]
fn a_source_is_taken_out_and_brought_back() {
    let (place, study, file) = study();
    coded(&place, &study);
    let named = |what| ["sources", what, &study, "--coder", "ana", "--source", "P07"];
    let (_, said) = ends(&place.output(&named("remove")), 1);
    assert!(said.contains("On “P07” hang 2 codings"), "{said}");
    place.run(&[&named("remove")[..], &["--yes"]].concat());
    let gone = json(&place, &["sources", &study, "--coder", "ana"]);
    assert_eq!(
        (
            gone["sources"].as_array().unwrap().len(),
            &gone["taken_out"][0]
        ),
        (0, &"P07".into())
    );
    place.run(&named("restore"));
    let told = place.run(&["sources", &study, "--coder", "ana"]);
    assert!(told.contains("P07: I 2 turns"), "{told}");
    place.run(&[&named("remove")[..], &["--yes"]].concat());
    let told = place.run(&["import", &study, "--coder", "ana", &file]);
    assert!(told.contains("is a source again"), "{told}");
}
