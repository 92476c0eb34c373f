//! Codes mapped to a framework, as two coders do it: on the command line and on the screen.

use crate::place::{Place, example as shipped};
use crate::reconcile_screen::{LEAST, example, open, press, screen};
use serde_json::Value;
use std::fs;

/// The worked example with a framework, and a blind mapping of ana and ben in which ben has mapped
/// two codes.
pub fn blind() -> Place {
    let place = example();
    let book = shipped("codebooks/cfir.ron");
    run(&place, "ana", &["add", "STUDY", &book]);
    run(
        &place,
        "ana",
        &[
            "open",
            "STUDY",
            "--name",
            "Mapping 1",
            "--coders",
            "ana,ben",
        ],
    );
    run(&place, "ben", &["map", "STUDY", "hope", "Culture"]);
    run(
        &place,
        "ben",
        &["map", "STUDY", "own goal", "Innovation Design", "Culture"],
    );
    place
}

/// Ana maps two codes as well, one otherwise, and both submit.
pub fn submit_both(place: &Place) {
    run(place, "ana", &["map", "STUDY", "hope", "Culture"]);
    run(place, "ana", &["map", "STUDY", "own goal", "--none"]);
    for coder in ["ana", "ben"] {
        run(place, coder, &["submit", "STUDY"]);
    }
}

fn run(place: &Place, coder: &str, args: &[&str]) -> String {
    let study = place.study_arg();
    let args: Vec<&str> = args
        .iter()
        .map(|a| if *a == "STUDY" { &study } else { *a })
        .collect();
    let all = [
        &["framework"][..],
        &args,
        &["--coder", coder, "--first-here"],
    ];
    place.run(&all.concat())
}

fn json(place: &Place, args: &[&str]) -> Value {
    serde_json::from_str(&run(place, "ana", args)).unwrap()
}

#[test]
fn two_map_apart_settle_what_differs_and_read_what_constructs_hold() {
    let place = blind();
    let told = run(&place, "ana", &["agree", "STUDY"]);
    assert!(
        told.contains("blind; ana and ben have not submitted yet"),
        "{told}"
    );
    assert!(!told.contains("Culture"), "{told}");
    let listed = run(&place, "ana", &["list", "STUDY"]);
    assert!(listed.contains("ben: not submitted"), "{listed}");
    submit_both(&place);
    let told = run(&place, "ana", &["agree", "STUDY"]);
    for part in [
        "own goal: differs",
        "ana: no construct fits",
        "ben: Innovation Design; Culture",
        "1 of 2 alike",
        "too few for a figure",
        "not looked at by both apart",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let args = [
        "settle",
        "STUDY",
        "own goal",
        "ben",
        "--reason",
        "it is theirs",
    ];
    let told = run(&place, "ana", &args);
    assert!(told.contains("proposed by ana"), "{told}");
    let told = run(&place, "ben", &["settle", "STUDY", "own goal", "assent"]);
    assert!(
        told.contains("settled") && told.contains("it is theirs"),
        "{told}"
    );
    let mapping = json(&place, &["agree", "STUDY", "--json"]);
    let codes = mapping["codes"].as_array().unwrap();
    let goal = codes.iter().find(|c| c["code"] == "own goal").unwrap();
    assert_eq!(goal["stands"].as_array().unwrap().len(), 2);
    assert_eq!(goal["mapped"][0]["apart"], true);
    // In sight now: said, and in no figure.
    let told = run(&place, "ana", &["map", "STUDY", "small steps", "Culture"]);
    assert!(told.contains("in sight of the other's"), "{told}");
    let again = json(&place, &["agree", "STUDY", "--json"]);
    assert_eq!(
        again["agreement"][0]["by_construct"],
        mapping["agreement"][0]["by_construct"]
    );
    assert_eq!(again["agreement"][0]["in_sight"][0], "small steps");
    let study = place.study_arg();
    let args = [
        "matrix",
        &study,
        "--rows",
        "constructs",
        "--by",
        "site x role",
        "--json",
    ];
    let matrix: Value = serde_json::from_str(&place.run(&args)).unwrap();
    let rows = matrix["rows"].as_array().unwrap();
    let row = |name: &str| rows.iter().find(|r| r["name"] == name).unwrap();
    let all = |name: &str| {
        let cells = row(name)["cells"].as_array().unwrap();
        cells.last().unwrap()["segments"].as_u64().unwrap()
    };
    assert!(all("Culture") > 0 && all("Culture") == all("Inner Setting"));
    assert!(all("Innovation Design") > 0);
    assert_eq!(
        all("Structural Characteristics"),
        0,
        "empty constructs are shown"
    );
}

#[test]
fn valences_are_given_to_segments_and_to_cases() {
    let place = blind();
    run(&place, "ana", &["map", "STUDY", "hope", "Culture"]);
    let segments = json(&place, &["valence", "STUDY", "--json"]);
    let first = segments["segments"][0].clone();
    assert_eq!(first["construct"], "Culture");
    let id = first["segment"].as_str().unwrap();
    for coder in ["ana", "ben"] {
        let args = [
            "valence",
            "STUDY",
            "--segment",
            id,
            "--construct",
            "Culture",
            "--is",
            "-1",
        ];
        assert!(run(&place, coder, &args).contains("Culture: −1"));
    }
    for coder in ["ana", "ben"] {
        run(&place, coder, &["submit", "STUDY"]);
    }
    let told = run(&place, "ana", &["agree", "STUDY"]);
    assert!(told.contains("both gave one to 1 of 1 segments"), "{told}");
    let case = [
        "valence",
        "STUDY",
        "--case",
        "site=North",
        "--construct",
        "Culture",
        "--is",
        "mixed",
        "--summary",
        "Some like it.",
        "--present",
        "ana,ben",
    ];
    let told = run(&place, "ana", &case);
    assert!(!told.contains("shown once"), "{told}");
    let exported = place.path("out");
    let (study, to) = (place.study_arg(), exported.to_str().unwrap().to_owned());
    place.run(&["export", &study, "--to", &to, "--coder", "ana"]);
    let text = fs::read_to_string(exported.join("valences.csv")).unwrap();
    assert!(text.contains("mixed") && text.contains("−1"), "{text}");
}

#[test]
fn it_is_mapped_and_settled_by_keys() {
    let place = blind();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g k");
    let seen = screen(&program);
    assert!(
        seen.contains("Mapping 1") && seen.contains("blind by agreement"),
        "{seen}"
    );
    assert!(!seen.contains("Culture"), "{seen}");
    press(&mut program, "<ret> C u l t u r e <ret>");
    let seen = screen(&program);
    assert!(seen.contains("1 of") && seen.contains("Culture"), "{seen}");
    press(&mut program, "z");
    assert!(screen(&program).contains("0 of"), "{}", screen(&program));
    press(&mut program, "g g 0 s y");
    assert!(
        screen(&program).contains("ben has not submitted"),
        "{}",
        screen(&program)
    );
    run(&place, "ben", &["submit", "STUDY"]);
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g k n w");
    press(&mut program, "b e n <tab> <ret>");
    press(&mut program, "g g n");
    let seen = screen(&program);
    assert!(seen.contains("present: ana and ben"), "{seen}");
}
