//! The next round is proposed: by strata, from a seed, over sources no round covers.

use crate::place::Place;
use serde_json::Value;

fn json(place: &Place, args: &[&str]) -> Value {
    serde_json::from_str(&place.run(&[args, &["--json"]].concat())).unwrap()
}

fn study() -> (Place, String) {
    let names = [
        "P01_interview.txt",
        "P02_interview.txt",
        "P03_interview.txt",
        "P04_interview.txt",
        "field_notes_smcm.txt",
        "P05_interview_zh.txt",
    ];
    let place = Place::with_sources(&names);
    let study = place.study_arg();
    (place, study)
}

#[test]
fn the_same_seed_draws_the_same_and_nothing_in_a_round_is_drawn() {
    let (place, study) = study();
    let propose = |seed: &str| {
        json(
            &place,
            &["round", "propose", &study, "--size", "3", "--seed", seed],
        )
    };
    let first = propose("17");
    assert_eq!(first, propose("17"));
    assert_eq!(first["of"], 6);
    assert_eq!(first["sources"].as_array().unwrap().len(), 3);
    // A fifth, where nobody says how many.
    let fifth = json(&place, &["round", "propose", &study, "--seed", "17"]);
    assert_eq!(fifth["sources"].as_array().unwrap().len(), 2);
    let others: Vec<Value> = ["1", "2", "3", "4"].map(propose).to_vec();
    assert!(others.iter().any(|o| o["sources"] != first["sources"]));

    let new = [
        "round", "new", &study, "--name", "Drawn", "--coders", "ana,ben", "--draw", "3", "--seed",
        "17",
    ];
    place.run(&new);
    let status = json(&place, &["round", "status", &study]);
    let round = &status["rounds"][0];
    assert_eq!(round["sources"], first["sources"]);
    assert_eq!(
        round["drawn"],
        serde_json::json!({ "seed": 17, "by": "kind", "of": 6 })
    );
    let second = propose("17");
    assert_eq!(second["of"], 3);
    let drawn = first["sources"].as_array().unwrap();
    assert!(
        second["sources"]
            .as_array()
            .unwrap()
            .iter()
            .all(|s| !drawn.contains(s))
    );
}

#[test]
fn a_proposal_that_cannot_be_made_says_why() {
    let (place, study) = study();
    let out = place.output(&["round", "propose", &study, "--size", "3", "--by", "site"]);
    assert_eq!(out.status.code(), Some(1));
    let said = crate::place::text(&out.stderr);
    assert!(said.contains("no source has an attribute “site”"), "{said}");
}

#[test]
fn one_key_fills_the_form_and_the_seed_is_kept() {
    let (place, study) = study();
    let keys =
        |keys: &str| place.run(&["open", &study, "--keys", keys, "--size", "80x24", "--print"]);
    let screen = keys("g s P");
    assert!(
        screen.contains("2 of 6 unread sources, drawn by kind"),
        "{screen}"
    );
    // Another number and seed, drawn anew with one key; the second coder is named.
    let again = "<c-p>";
    let typed = format!(
        "g s P <end> {} 3 <space> seed <space> 17 {again}",
        "<bs> ".repeat(30)
    );
    let screen = keys(&typed);
    assert!(screen.contains("from seed 17"), "{screen}");
    let open = format!("{typed} <down> <down> <down> <space> ben <ret>");
    let screen = keys(&open);
    assert!(screen.contains("were drawn of 6 from seed 17"), "{screen}");
    keys(&format!("{open} y"));
    let status = json(&place, &["round", "status", &study]);
    assert_eq!(status["rounds"][0]["drawn"]["seed"], 17);
}
