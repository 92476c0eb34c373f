//! Coded spreadsheets: from two coders' tables to agreement in two commands.

use super::{ends, json};
use crate::place::Place;
use serde_json::Value;
use std::fs;

fn study(files: &[(&str, String)]) -> (Place, String) {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Coded", "--coder", "ana"]);
    for (name, text) in files {
        fs::write(place.path(name), text).unwrap();
    }
    (place, study)
}

/// A table of twenty invented answers, with the rows (from 1) in which each code applies.
fn table(hope: &[usize], fear: &[usize]) -> String {
    let mut text = "id,answer,age,hope,fear\n".to_owned();
    for row in 1..=20 {
        let hope = usize::from(hope.contains(&row));
        let fear = if fear.contains(&row) { "x" } else { "" };
        let answer = format!("Answer {row} says what somebody thought that day.");
        text.push_str(&format!(
            "{row},\"{answer}\",{},{hope},{fear}\n",
            30 + row % 3
        ));
    }
    text
}

fn pilot() -> (Place, String) {
    study(&[
        (
            "pilot_ana.csv",
            table(&[1, 2, 3, 4, 5, 6, 7, 8], &[16, 17, 18, 19, 20]),
        ),
        (
            "pilot_ben.csv",
            table(&[1, 2, 3, 4, 5, 6, 9], &[17, 18, 19, 20]),
        ),
    ])
}

const BOTH: [&str; 3] = ["--coded", "pilot_ana.csv=ana", "pilot_ben.csv=ben"];

/// Of the 20 rows, ana gave `hope` to 8 and ben to 7, both to 6 (1–6), ana alone to 2 (7, 8), ben
/// alone to 1 (9), neither to 11:
///
///   percent   p_o = (6 + 11) / 20 = 0.85
///   chance    p_e = 8/20 · 7/20 + 12/20 · 13/20 = 0.14 + 0.39 = 0.53
///   kappa     (0.85 − 0.53) / (1 − 0.53) = 0.32 / 0.47 = 0.680851…
///
/// `fear`: ana 5 (16–20), ben 4 (17–20), both 4, ana alone 1, ben alone 0, neither 15:
///
///   percent   p_o = (4 + 15) / 20 = 0.95
///   chance    p_e = 5/20 · 4/20 + 15/20 · 16/20 = 0.05 + 0.60 = 0.65
///   kappa     (0.95 − 0.65) / (1 − 0.65) = 0.30 / 0.35 = 0.857142…
#[test]
fn two_spreadsheets_are_two_commands_from_agreement() {
    let (place, study) = pilot();
    let told = place.run(&[&["import", &study][..], &BOTH].concat());
    assert!(
        told.contains("column answer  the texts: by its title"),
        "{told}"
    );
    assert!(
        told.contains("round “pilot”: 24 codings of ana and ben"),
        "{told}"
    );
    let report = json(&place, &["agree", &study]);
    let round = &report["rounds"][0];
    let units = &round["by_unit"];
    let codes = units["codes"].as_array().unwrap();
    for (code, percent, kappa, counts) in [
        ("hope", 0.85, 0.32 / 0.47, [6, 2, 1, 11]),
        ("fear", 0.95, 0.30 / 0.35, [4, 1, 0, 15]),
    ] {
        let found = codes.iter().find(|c| c["code"] == code).unwrap();
        let pair = &found["pairs"][0];
        let near =
            |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-12;
        assert!(near(&pair["percent"], percent), "{pair}");
        assert!(near(&pair["kappa"], kappa), "{pair}");
        let named =
            ["both", "only_a", "only_b", "neither"].map(|name| pair[name].as_u64().unwrap());
        assert_eq!(named, counts, "{pair}");
    }
    assert_eq!(units["n"], 20);
    let told = place.run(&["reconcile", &study, "--list"]);
    assert!(
        told.contains("only ana") && told.contains("ana hope | ben –"),
        "{told}"
    );
    let screen = place.run(&["open", &study, "--coder", "ana", "--keys", "g d", "--print"]);
    assert!(
        screen.contains("hope") && screen.contains("Answer"),
        "{screen}"
    );
    // The same again adds nothing, and the study is whole.
    let told = place.run(&[&["import", &study][..], &BOTH].concat());
    assert!(
        told.contains("added 0 codings, 24 were here already, 0 refused"),
        "{told}"
    );
    assert!(place.run(&["check", &study]).contains("nothing is broken"));
}

#[test]
fn a_preview_says_what_each_column_is_and_writes_nothing() {
    let (place, study) = pilot();
    let before = place.run(&["sources", &study]);
    let preview = [&["import", &study][..], &BOTH, &["--preview"]].concat();
    let told = place.run(&preview);
    assert!(told.contains("20 texts of 1 source: pilot"), "{told}");
    assert!(told.contains("2 codes: hope, fear"), "{told}");
    let report = json(&place, &[&preview[..], &["--codes", "fear"]].concat());
    assert_eq!(report["codes"], serde_json::json!(["fear"]));
    let columns = report["columns"].as_array().unwrap();
    let is = |name: &str| columns.iter().find(|c| c["column"] == name).unwrap()["is"].clone();
    assert_eq!(
        [is("hope"), is("fear"), is("id")],
        ["attribute", "code", "row"]
    );
    assert_eq!(place.run(&["sources", &study]), before);
    let (_, said) = ends(
        &place.output(&[&preview[..], &["--text", "nothing"]].concat()),
        1,
    );
    assert!(
        said.contains("there is no column “nothing” (there are id, answer, age"),
        "{said}"
    );
}

/// What is wrong is said before anything is written.
#[test]
fn what_cannot_be_done_leaves_the_study_as_it_was() {
    let (place, study) = pilot();
    let before = place.run(&["sources", &study]);
    for (more, part) in [
        (&["--as", "Zoe=zoe"][..], "whom no file knows"),
        (&["--kind", "single"], "exactly one coder"),
    ] {
        let import = [&["import", &study][..], &BOTH, more].concat();
        let (_, said) = ends(&place.output(&import), 1);
        assert!(said.contains(part), "{said}");
    }
    let named = ["import", &study, "--coded", "pilot_ana.csv=Ana Müller"];
    let (_, said) = ends(&place.output(&named), 1);
    assert!(said.contains("cannot be a coder's id"), "{said}");
    assert_eq!(place.run(&["sources", &study]), before);
    assert!(
        place
            .run(&["codebook", &study])
            .contains("the codebook is empty")
    );
}

#[test]
fn one_long_table_has_sources_speakers_attributes_and_labels() {
    let text = "coder,source,speaker,text,site,codes\n\
        ana,P01,I,How was it?,north,\n\
        ana,P01,Rosa,Good mostly.,north,hope; small steps\n\
        ana,P02,Ben,Bad.,south,fear\n\
        ben,P01,I,How was it?,north,\n\
        ben,P01,Rosa,Good mostly.,north,hope\n\
        ben,P02,Ben,Bad.,south,fear\n";
    let (place, study) = study(&[("long.csv", text.to_owned())]);
    let told = place.run(&["import", &study, "--coded", "long.csv"]);
    assert!(
        told.contains("imported 2 sources") && told.contains("2 attributes given"),
        "{told}"
    );
    assert!(told.contains("P01: I 1 turn"), "{told}");
    let told = place.run(&["agree", &study]);
    // What the interviewer asks is no unit.
    assert!(told.contains("2 compared"), "{told}");
    place.run(&["export", &study, "--to", "out"]);
    let sources = fs::read_to_string(place.path("out/sources.csv")).unwrap();
    assert!(
        sources.contains("north") && sources.contains("south"),
        "{sources}"
    );
    let codings = fs::read_to_string(place.path("out/codings.csv")).unwrap();
    assert!(
        codings.contains("Good mostly.") && !codings.contains("Rosa: Good"),
        "{codings}"
    );
}

#[test]
fn what_only_one_has_is_refused_by_row() {
    let (place, study) = study(&[
        (
            "t_ana.csv",
            "text,hope\nThe first answer.,1\nThe second answer.,0\nThe third answer.,NA\n".into(),
        ),
        (
            "t_ben.csv",
            "text,hope\nThe first  answer.,1\nThe 2nd answer.,0\nThe third answer.,0\n".into(),
        ),
    ]);
    let import = [
        "import",
        &study,
        "--coded",
        "t_ana.csv=ana",
        "t_ben.csv=ben",
    ];
    let (told, said) = ends(&place.output(&import), 1);
    assert!(
        told.contains("added 2 codings") && told.contains("4 refused"),
        "{told}"
    );
    assert!(
        said.contains("line 4: of t_ana.csv: “NA” in the column “hope”"),
        "{said}"
    );
    assert!(
        said.contains("of t_ben.csv: “The 2nd answer.” is not among the rows of ana"),
        "{said}"
    );
    let told = place.run(&["agree", &study]);
    assert!(told.contains("1 compared"), "{told}");
}

#[test]
fn paragraphs_stand_for_positions_in_a_table_of_codings() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let table = "coder,source,paragraph,code\nana,P01_interview,3,hope\nben,P01_interview,3–4,hope\nben,P01_interview,9999,hope\n";
    fs::write(place.path("c.csv"), table).unwrap();
    // A table of codings is no source.
    let (_, said) = ends(&place.output(&["import", &study, "c.csv"]), 1);
    assert!(said.contains("--codings"), "{said}");
    let (told, said) = ends(&place.output(&["import", &study, "--codings", "c.csv"]), 1);
    assert!(told.contains("added 2 codings"), "{told}");
    assert!(said.contains("has no paragraph 9999"), "{said}");
    let told = place.run(&["reconcile", &study, "--list"]);
    assert!(told.contains("P01_interview:3"), "{told}");
}
