//! Tables of codings.

use super::{ends, json};
use crate::place::Place;
use std::fs;

const TABLE: &str = "coder,source,start,end,code,memo\n\
    ana,P01_interview,0,40,hope,a first thought\n\
    ana,P01_interview,100,150,small steps,\n\
    ben,P01_interview,0,40,hope,\n\
    ben,P01_interview,100,150,Weather,\n\
    ben,P02_interview,5,25,hope,\n";

fn study(table: &str) -> (Place, String) {
    let place = Place::with_sources(&["P01_interview.txt", "P02_interview.txt"]);
    fs::write(place.path("pilot.csv"), table).unwrap();
    let study = place.study_arg();
    (place, study)
}

#[test]
fn codings_become_a_round_that_can_be_compared_at_once() {
    let (place, study) = study(TABLE);
    let import = ["import", &study, "--codings", "pilot.csv"];
    let told = place.run(&import);
    assert!(told.contains("added 5 codings"), "{told}");
    assert!(
        told.contains("round “pilot”: 5 codings of ana and ben"),
        "{told}"
    );
    assert!(
        told.contains("codes added to the codebook: Weather"),
        "{told}"
    );
    let told = place.run(&["agree", &study]);
    assert!(
        told.contains("of 3 places coded by either (ana 2, ben 3 codings) 1 matched, 33.3 %"),
        "{told}"
    );
    let told = place.run(&["reconcile", &study, "--list"]);
    assert!(told.contains("P01_interview:1"), "{told}");
    assert!(told.contains("ana small steps | ben Weather"), "{told}");
    // The same file again, from anybody's machine.
    let told = place.run(&import);
    assert!(
        told.contains("added 0 codings, 5 were here already"),
        "{told}"
    );
    let other = ["import", &study, "--coder", "cat", "--codings", "pilot.csv"];
    let told = place.run(&other);
    assert!(
        told.contains("added 0 codings, 5 were here already"),
        "{told}"
    );
}

#[test]
fn new_rows_of_a_round_that_is_over_make_a_further_round() {
    let (place, study) = study(TABLE);
    place.run(&["import", &study, "--codings", "pilot.csv"]);
    let more = format!("{TABLE}ana,P02_interview,5,25,hope,\n");
    fs::write(place.path("pilot.csv"), more).unwrap();
    let report = json(&place, &["import", &study, "--codings", "pilot.csv"]);
    assert_eq!(
        (&report["added"], &report["already_here"]),
        (&1.into(), &5.into())
    );
    assert_eq!(report["rounds"][0]["round"], "pilot (2)");
    let told = place.run(&["import", &study, "--codings", "pilot.csv"]);
    assert!(
        told.contains("added 0 codings, 6 were here already"),
        "{told}"
    );
    let told = place.run(&["check", &study]);
    assert!(told.contains("nothing is broken"), "{told}");
}

#[test]
fn rows_are_refused_one_by_one_with_line_and_reason() {
    let (place, study) = study(
        "coder,source,start,end,code,round\n\
        ana,P01_interview,0,40,hope,one\n\
        ana,P99_interview,0,40,hope,one\n\
        ana,P01_interview,0,4000000,hope,one\n\
        Ana B,P01_interview,0,40,hope,one\n\
        ben,P01_interview,0,40,hope,two\n\
        ben,P01_interview,40,40,hope,two\n",
    );
    let import = ["import", &study, "--codings", "pilot.csv"];
    let (told, said) = ends(&place.output(&import), 1);
    assert!(
        told.contains("added 2 codings, 0 were here already, 4 refused"),
        "{told}"
    );
    for (line, reason) in [
        (3, "there is no source “P99_interview”"),
        (4, "it ends at 4000000"),
        (
            5,
            "cannot be a coder's id: use 1 to 32 of the characters a–z, 0–9 and -, or say whose it is: --as \"Ana B=ana-b\"",
        ),
        (7, "covers nothing"),
    ] {
        let refused = format!("refused: line {line}: ");
        let found = said.lines().find(|l| l.starts_with(&refused));
        assert!(found.is_some_and(|l| l.contains(reason)), "{said}");
    }
    let (told, _) = ends(&place.output(&[&import[..], &["--json"]].concat()), 1);
    let report: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(report["refused"].as_array().map(Vec::len), Some(4));
}

/// Nor by who is to judge it, who sees none of its sources' past meanwhile.
#[test]
fn an_adjudicator_of_a_blind_round_imports_nothing_about_its_sources() {
    let table = "coder,source,start,end,code,round\neve,P01_interview,0,40,hope,other\n";
    let (place, study) = study(table);
    let new = [
        "round", "new", &study, "--name", "Pilot", "--coders", "ana,ben",
    ];
    let more = [
        "--sources",
        "P01_interview",
        "--adjudicator",
        "cat",
        "--newcomers",
    ];
    place.run(&[&new[..], &more].concat());
    place.first_here("cat");
    let import = ["import", &study, "--codings", "pilot.csv", "--coder", "cat"];
    for _ in 0..2 {
        let (told, said) = ends(&place.output(&import), 1);
        assert!(told.contains("added 0 codings"), "{told}");
        assert!(said.contains("line 2: its round is blind"), "{said}");
    }
}

#[test]
fn nothing_is_imported_into_a_blind_round_and_the_answer_never_changes() {
    let table = "coder,source,start,end,code,round\n\
        ben,P01_interview,0,40,hope,Pilot\n\
        ben,P02_interview,50,90,Weather,other\n\
        ben,P01_interview,50,90,hope,other\n";
    let (place, study) = study(table);
    let sources = "P01_interview";
    let new = [
        "round",
        "new",
        &study,
        "--name",
        "Pilot",
        "--sources",
        sources,
    ];
    place.run(&[&new[..], &["--coders", "ana,ben"]].concat());
    let import = ["import", &study, "--codings", "pilot.csv"];
    let (told, before) = ends(&place.output(&import), 1);
    assert!(told.contains("added 0 codings"), "{told}");
    // Under another name it would show what ben thinks of a source he codes blind.
    assert!(
        before.contains("lines 2, 4: its round is blind"),
        "{before}"
    );
    assert!(
        before.contains("line 3: there is no code “Weather”"),
        "{before}"
    );
    place.first_here("ben");
    place.run(&[
        "round",
        "finish",
        &study,
        "--coder",
        "ben",
        "--round",
        "Pilot",
        "P01_interview",
    ]);
    place.run(&[
        "round", "submit", &study, "--coder", "ben", "--round", "Pilot",
    ]);
    let args = [&import[..], &["--coder", "ana"]].concat();
    let (_, after) = ends(&place.output(&args), 1);
    assert_eq!(before, after);
    let told = place.run(&["round", "status", &study]);
    assert!(!told.contains("imported"), "{told}");
}

/// What coders rated and where they were unsure comes back from a file as it was written into one.
#[test]
fn ratings_and_doubts_make_the_round_trip() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let codebook = "(format: 1, name: \"F\", codes: [(name: \"fit\", kind: Rated([(0, \"no\"), (1, \"partly\"), (2, \"yes\")]))])";
    fs::write(place.path("fit.ron"), codebook).unwrap();
    let rated = place.path("rated").to_str().unwrap().to_owned();
    let fit = place.path("fit.ron").to_str().unwrap().to_owned();
    place.run(&[
        "new",
        &rated,
        "--name",
        "F",
        "--coder",
        "ana",
        "--codebook",
        &fit,
    ]);
    let text = crate::place::example("sample_transcripts/P01_interview.txt");
    place.run(&["import", &rated, &text]);
    let table = "coder,source,start,end,code,round,rating,certain,mood\n\
        ana,P01_interview,700,740,fit,r,2,yes,\nben,P01_interview,700,740,fit,r,1,no,\n\
        ana,P01_interview,100,150,fit,r,0,,\nben,P01_interview,100,150,fit,r,0,,\n\
        ana,P01_interview,200,240,fit,r,7,,\nana,P01_interview,200,240,hope,r,1,,\n";
    fs::write(place.path("rated.csv"), table).unwrap();
    // Some were refused: the program says so in its end, too.
    let (told, _) = ends(
        &place.output(&["import", &rated, "--codings", "rated.csv", "--json"]),
        1,
    );
    let report: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (&report["added"], &report["columns_passed_over"][0]),
        (&4.into(), &"mood".into())
    );
    let refused: Vec<&str> = (0..2)
        .filter_map(|n| report["refused"][n]["reason"].as_str())
        .collect();
    assert!(
        refused[0].contains("not on the scale of “fit”: 0, 1, 2"),
        "{refused:?}"
    );
    assert!(refused[1].contains("no rated code"), "{refused:?}");
    let compared = json(&place, &["agree", &rated]);
    let pair = &compared["rounds"][0]["rated"][0]["by_unit"]["pairs"][0];
    assert_eq!(
        (&pair["n"], &pair["percent"]),
        (&2.into(), &0.5.into()),
        "{compared}"
    );
    // Out by the export, and into another study.
    place.run(&["export", &rated, "--to", "out"]);
    let written = fs::read_to_string(place.path("out/codings.csv")).unwrap();
    assert!(written.contains(",fit,,r,1,no,"), "{written}");
    let again = place.path("again").to_str().unwrap().to_owned();
    place.run(&[
        "new",
        &again,
        "--name",
        "G",
        "--coder",
        "ana",
        "--codebook",
        &fit,
    ]);
    place.run(&["import", &again, &text]);
    let report = json(&place, &["import", &again, "--codings", "out/codings.csv"]);
    assert_eq!(report["columns_passed_over"], serde_json::json!([]));
    let compared = json(&place, &["agree", &again]);
    let there = &compared["rounds"][0]["rated"][0]["by_unit"]["pairs"][0];
    assert_eq!(there["cells"], pair["cells"]);
    // Differing ratings are a difference to settle; a consensus has the rating that stands.
    let ratings = |keys: &str| -> Vec<String> {
        place.run(&["open", &again, "--coder", "ana", "--keys", keys]);
        let file = place.path("consensus.csv");
        place.run(&[
            "reconcile",
            &again,
            "--force",
            "--consensus",
            "consensus.csv",
        ]);
        let mut rows = csv::Reader::from_path(file).unwrap();
        rows.records().map(|r| r.unwrap()[7].to_owned()).collect()
    };
    assert_eq!(ratings("g d"), ["0"]);
    let list = json(&place, &["reconcile", &again, "--list"]);
    assert_eq!(list["rounds"][0]["items"][1]["kind"], "rating", "{list}");
    assert_eq!(ratings("g d w <down> <tab> <ret> b"), ["0", "1"]);
}
