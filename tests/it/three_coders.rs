//! A round of three coders: keys for each of them, and rulings on one code of a place after the
//! other, by keys alone.

use crate::place::{Place, example};
use serde_json::Value;
use std::fs;

/// Ana, bo and cy coded the same two places; at both they gave two codes.
fn taken_in() -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Three", "--coder", "ana"]);
    let file = example("sample_transcripts/P01_interview.txt");
    place.run(&["import", &study, &file]);
    let table = place.path("theirs.csv");
    let rows = [
        ("cy", 100, "hope"),
        ("ana", 100, "hope"),
        ("bo", 100, "steps"),
        ("ana", 300, "steps"),
        ("bo", 300, "hope"),
        ("cy", 300, "hope"),
    ];
    let mut csv = "coder,source,start,end,code\n".to_owned();
    for (coder, start, code) in rows {
        csv.push_str(&format!(
            "{coder},P01_interview,{start},{},{code}\n",
            start + 40
        ));
    }
    fs::write(&table, csv).unwrap();
    let table = table.display().to_string();
    place.run(&["import", &study, "--codings", &table]);
    place
}

fn keys(place: &Place, keys: &str, size: &str) -> String {
    let study = place.study_arg();
    place.run(&[
        "open", &study, "--coder", "ana", "--keys", keys, "--size", size, "--print",
    ])
}

fn round(place: &Place) -> Value {
    let study = place.study_arg();
    let told = place.run(&["reconcile", &study, "--coder", "ana", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    told["rounds"][0].clone()
}

/// Everybody is present.
const MET: &str = "g d w bo <tab> cy <tab> <ret>";

/// The same people sit down once more.
const AGAIN: &str = "g d w <ret>";

#[test]
fn coders_are_listed_in_the_order_they_joined_and_have_keys() {
    let place = taken_in();
    // Ana joined; cy stands before bo in the table.
    assert_eq!(
        round(&place)["coders"],
        serde_json::json!(["ana", "cy", "bo"])
    );
    keys(&place, &format!("{MET} 3 0"), "80x24");
    let items = round(&place)["items"].clone();
    assert_eq!(items[0]["verdicts"][0]["ruling"], "bo");
    assert_eq!(items[1]["verdicts"][0]["ruling"], "neither");
    let screen = keys(&place, &format!("{AGAIN} 4"), "80x24");
    assert!(screen.contains("a left   b right   3 third"), "{screen}");
    assert!(screen.contains("this round has no coder 4"), "{screen}");
    // In a hidden vote they mean the same.
    keys(&place, &format!("{AGAIN} <home> V 3 0 p b y"), "80x24");
    let votes = round(&place)["items"][0]["verdicts"][0]["votes"].clone();
    assert_eq!(votes[0]["for"], "bo");
    assert_eq!(votes[1]["for"], "neither");
    assert_eq!(votes[2]["for"], Value::Null);
}

#[test]
fn one_code_after_the_other_is_ruled_on_and_undone() {
    let place = taken_in();
    let screen = keys(&place, &format!("{MET} C hope <ret> +"), "80x24");
    assert!(
        screen.contains("still") || screen.contains("steps"),
        "{screen}"
    );
    let told = round(&place);
    assert_eq!(told["progress"]["partly"], 1);
    assert_eq!(told["items"][0]["state"], "partly settled");
    let verdict = &told["items"][0]["verdicts"][0];
    assert_eq!(verdict["by_code"][0]["code"], "hope");
    assert_eq!(verdict["by_code"][0]["ruling"], "both");

    // The other code, with a reason; what was said before is kept.
    keys(
        &place,
        &format!("{AGAIN} <home> C steps <ret> - r Not <space> here <ret>"),
        "80x24",
    );
    let told = round(&place);
    assert_eq!(told["items"][0]["state"], "settled");
    let verdict = &told["items"][0]["verdicts"][0];
    assert_eq!(verdict["by_code"].as_array().unwrap().len(), 2);
    assert_eq!(verdict["reason"], "Not here");
    let study = place.study_arg();
    let out = place.path("out").display().to_string();
    place.run(&["export", &study, "--coder", "ana", "--to", &out]);
    let table = fs::read_to_string(place.path("out").join("reconciliation.csv")).unwrap();
    assert!(table.contains("hope: both; steps: neither"), "{table}");
    let layer = fs::read_to_string(place.path("out").join("analysis-layer.csv")).unwrap();
    assert_eq!(layer.matches(",settled,").count(), 1, "{layer}");
    keys(&place, &format!("{AGAIN} M"), "80x24");
    let minutes = fs::read_to_string(place.path("study-export/minutes-theirs.md")).unwrap();
    assert!(
        minutes.contains("“hope” stands · “steps” does not stand"),
        "{minutes}"
    );

    // In one sitting the next code comes by itself, and the next place after the last.
    let screen = keys(
        &place,
        &format!("{AGAIN} <end> C steps <ret> - +"),
        "120x40",
    );
    assert!(screen.contains("2 of 2 settled"), "{screen}");
    // Undo goes back one code, then to the place as it was.
    keys(&place, "g d z", "80x24");
    assert_eq!(round(&place)["items"][1]["state"], "partly settled");
    keys(&place, "g d z", "80x24");
    assert_eq!(round(&place)["items"][1]["state"], "open");
}

#[test]
fn a_place_ruled_on_as_a_whole_can_be_amended_code_by_code() {
    let place = taken_in();
    keys(&place, &format!("{MET} +"), "80x24");
    keys(
        &place,
        &format!("{AGAIN} <home> C steps <ret> d y"),
        "80x24",
    );
    let item = round(&place)["items"][0].clone();
    assert_eq!(item["state"], "settled");
    let by_code = item["verdicts"][0]["by_code"].as_array().unwrap().clone();
    let of = |code: &str| by_code.iter().find(|of| of["code"] == code).unwrap()["ruling"].clone();
    assert_eq!(of("hope"), "both");
    assert_eq!(of("steps"), "disagreement kept");
}

#[test]
fn of_two_coders_each_code_is_ones_and_the_place_is_ruled_on() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Two", "--coder", "ana"]);
    let file = example("sample_transcripts/P01_interview.txt");
    place.run(&["import", &study, &file]);
    let table = place.path("theirs.csv");
    fs::write(
        &table,
        "coder,source,start,end,code\nana,P01_interview,100,140,hope\nbo,P01_interview,100,140,fear\n",
    )
    .unwrap();
    place.run(&["import", &study, "--codings", &table.display().to_string()]);
    let screen = keys(&place, "g d w bo <tab> <ret> C", "80x24");
    assert!(screen.contains("each code here is one's"), "{screen}");
}
