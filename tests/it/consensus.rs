//! A round's consensus goes out as the codings of one more coder, comes in again elsewhere, and is
//! compared with the pair.

use crate::place::{Place, text};
use serde_json::Value;
use std::fs;

fn json(place: &Place, args: &[&str]) -> Value {
    serde_json::from_str(&place.run(&[args, &["--json"]].concat())).unwrap()
}

fn round<'v>(reports: &'v Value, name: &str) -> &'v Value {
    let all = reports["rounds"].as_array().unwrap().iter();
    all.into_iter().find(|r| r["round"] == name).unwrap()
}

/// The worked example, its first round written, and taken in by a copy of the study.
fn there_and_back(file: &str, more: &[&str]) -> (Place, Place, Value) {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["demo", &study]);
    let path = place.path(file);
    let path = path.to_str().unwrap();
    let write = [
        &[
            "reconcile",
            &study,
            "--round",
            "Round 1",
            "--consensus",
            path,
        ],
        more,
    ]
    .concat();
    let told = place.run(&write);
    assert!(told.contains("wrote the consensus of “Round 1”"), "{told}");
    let other = Place::empty();
    let copy = other.study_arg();
    other.run(&["demo", &copy]);
    let report = json(&other, &["import", &copy, "--codings", path]);
    assert_eq!(report["refused"], serde_json::json!([]));
    assert_eq!(report["rounds"][0]["round"], "Round 1 with consensus");
    assert_eq!(report["codes_added"], serde_json::json!([]));
    (place, other, report)
}

#[test]
fn the_consensus_comes_back_as_a_coder_and_is_compared_with_the_pair() {
    for (file, more) in [("c.csv", &["--with-coders"][..]), ("c.json", &[])] {
        let (_place, other, _) = there_and_back(file, more);
        let reports = json(&other, &["agree", &other.study_arg()]);
        let figures = round(&reports, "Round 1 with consensus");
        assert_eq!(
            figures["coders"],
            serde_json::json!(["ana", "ben", "consensus"])
        );
        let pairs = figures["by_coding"].as_array().unwrap();
        assert_eq!(pairs.len(), 3);
        let share = |at: usize| pairs[at]["share"].as_f64().unwrap();
        assert!((0..3).all(|at| share(at) > 0.0), "{pairs:?}");
        // The pair against each other as before.
        let before = round(&reports, "Round 1");
        assert_eq!(pairs[0]["matched"], before["by_coding"][0]["matched"]);
        assert_eq!(pairs[0]["of"], before["by_coding"][0]["of"]);
        // Importing it once more adds nothing.
        let path = _place.path(file);
        let again = json(
            &other,
            &[
                "import",
                &other.study_arg(),
                "--codings",
                path.to_str().unwrap(),
            ],
        );
        assert_eq!(again["added"], 0);
    }
}

#[test]
fn the_consensus_is_what_findings_are_counted_on() {
    let (place, other, report) = there_and_back("c.csv", &[]);
    assert_eq!(
        report["rounds"][0]["coders"],
        serde_json::json!(["consensus"])
    );
    let csv = text(&fs::read(place.path("c.csv")).unwrap());
    assert!(
        csv.lines()
            .next()
            .unwrap()
            .ends_with("verdict,present,recorded by,recorded at,reason kind,reason")
    );
    for basis in ["agreed", "by rule", "settled"] {
        assert!(csv.contains(&format!(",{basis},")), "{basis}\n{csv}");
    }
    other.run(&[
        "export",
        &other.study_arg(),
        "--to",
        other.path("out").to_str().unwrap(),
    ]);
    let layer = text(&fs::read(other.path("out").join("analysis-layer.csv")).unwrap());
    let of_round = |line: &&str| line.contains(",Round 1,");
    let counted = layer
        .lines()
        .filter(of_round)
        .filter(|l| !l.contains(",unsettled,"))
        .count();
    assert_eq!(report["added"].as_u64().unwrap() as usize, counted);
}

#[test]
fn what_is_handed_on_holds_all_that_is_needed_to_compute_it_again() {
    let (place, _, _) = there_and_back("c.json", &[]);
    let data: Value = serde_json::from_slice(&fs::read(place.path("c.json")).unwrap()).unwrap();
    assert_eq!(
        data["coders"],
        serde_json::json!(["ana", "ben", "consensus"])
    );
    let documents = data["documents"].as_array().unwrap();
    let texts: Vec<(&str, Vec<char>)> = documents
        .iter()
        .map(|d| {
            (
                d["id"].as_str().unwrap(),
                d["text"].as_str().unwrap().chars().collect(),
            )
        })
        .collect();
    assert_eq!(
        data["assessed"].as_array().unwrap().len(),
        documents.len() * 3
    );
    let inside = |value: &Value| {
        let (_, text) = texts.iter().find(|(id, _)| value["doc"] == *id).unwrap();
        let (start, end) = (
            value["start"].as_u64().unwrap(),
            value["end"].as_u64().unwrap(),
        );
        start < end && end as usize <= text.len()
    };
    for list in ["codings", "units"] {
        let all = data[list].as_array().unwrap();
        assert!(!all.is_empty() && all.iter().all(inside), "{list}");
    }
    let settled = |c: &&Value| c["basis"] == "settled";
    let codings = data["codings"].as_array().unwrap();
    let settled: Vec<&Value> = codings.iter().filter(settled).collect();
    assert!(!settled.is_empty());
    assert!(
        settled
            .iter()
            .all(|c| c["coder"] == "consensus" && c["verdict"]["by"].is_string())
    );
}

#[test]
fn a_consensus_that_cannot_be_written_says_why() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["demo", &study]);
    let fails = |args: &[&str]| {
        let out = place.output(&[&["reconcile", &study], args].concat());
        assert_eq!(out.status.code(), Some(1));
        text(&out.stderr)
    };
    assert!(fails(&["--consensus", "c.csv"]).contains("--round: Round 1, Round 2"));
    assert!(fails(&["--consensus", "c.txt", "--round", "Round 1"]).contains(".csv or .json"));
    let taken = ["--consensus", "c.csv", "--round", "Round 1", "--as", "ben"];
    assert!(fails(&taken).contains("is called ben"));
    assert!(fails(&["--consensus", "c.csv", "--round", "Round 3"]).contains("fewer than two"));
}
