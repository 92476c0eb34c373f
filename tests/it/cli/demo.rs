//! The worked example: its tour, its figures, its exports.

use super::{ends, json};
use crate::place::Place;
use serde_json::Value;
use std::fs;

/// Wherever a figure may stand, it is a finite number or says why there is none.
fn figures_are_sound(value: &Value) -> usize {
    const FIGURES: [&str; 9] = [
        "share",
        "percent",
        "positive",
        "negative",
        "kappa",
        "alpha",
        "identical",
        "alpha_masi",
        "alpha_jaccard",
    ];
    match value {
        Value::Array(all) => all.iter().map(figures_are_sound).sum(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                if !FIGURES.contains(&name.as_str()) {
                    return figures_are_sound(value);
                }
                let number = value.as_f64().is_some_and(f64::is_finite);
                let words = value["undefined"].as_str().is_some_and(|w| !w.is_empty());
                assert!(number || words, "{name}: {value}");
                1
            })
            .sum(),
        _ => 0,
    }
}

#[test]
fn the_tour_tells_the_whole_study() {
    let place = Place::empty();
    let told = place.run(&["demo", &place.study_arg()]);
    for line in [
        "P06_interview_zh",
        "of 22 places coded by either (ana 20, ben 19 codings) 11 matched, 50.0 %",
        "of 17 places coded by either (ana 16, ben 17 codings) 15 matched, 88.2 %",
        "6 with different codes, 3 only ana, 2 only ben",
        "1 with different codes, 0 only ana, 1 only ben",
        "3 of 14 settled",
        "4 different code",
        "2 parent/child",
        "3 boundary",
        "P01_interview:11 P01  ",
        "Search for 奶茶: 2 hits",
        "P05_interview_zh:4 P05  ",
        "Somebody walks alongside",
        "╭─",
    ] {
        assert!(told.contains(line), "“{line}” is not in\n{told}");
    }
    assert!(!told.contains('\u{1b}'), "no escape codes in a pipe");
    // A folder with something in it is left alone.
    let (_, said) = ends(&place.output(&["demo", &place.study_arg()]), 1);
    assert!(said.contains("study"), "{said}");
}

#[test]
fn the_example_is_a_study_like_any_other() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["demo", &study]);
    let told = place.run(&["check", &study]);
    assert!(told.contains("nothing is broken"), "{told}");

    let report = json(&place, &["agree", &study]);
    let rounds = report["rounds"].as_array().expect("rounds");
    let of = |n: usize| &rounds[n]["by_coding"][0];
    assert_eq!((&of(0)["matched"], &of(0)["of"]), (&11.into(), &22.into()));
    assert_eq!((&of(1)["matched"], &of(1)["of"]), (&15.into(), &17.into()));
    assert!((of(1)["share"].as_f64().unwrap() - 15.0 / 17.0).abs() < 1e-12);
    assert!(rounds[2]["not_yet"].is_string());
    assert!(figures_are_sound(&report) > 100);
    let told = place.run(&["agree", &study, "--round", "Round 2"]);
    assert!(told.contains("15 matched, 88.2 %") && !told.contains("Round 1"));
    assert!(told.contains("share at least 50 % of the text"), "{told}");
    assert!(!told.contains("NaN"), "{told}");
    let (_, said) = ends(&place.output(&["agree", &study, "--round", "x"]), 1);
    assert!(said.contains("“Round 1”, “Round 2”"), "{said}");

    let told = place.run(&["reconcile", &study, "--list", "--round", "Round 1"]);
    assert!(
        told.starts_with("Round 1: 3 of 14 settled, 11 open"),
        "{told}"
    );
    assert!(
        told.contains("→ both (interpretation): Two things are said"),
        "{told}"
    );
    let report = json(&place, &["reconcile", &study]);
    assert_eq!(report["rounds"][0]["progress"]["queue"], 14);
    assert_eq!(
        report["rounds"][0]["items"].as_array().map(Vec::len),
        Some(22)
    );

    let told = place.run(&["search", &study, "定時炸彈"]);
    assert!(told.contains("P06_interview_zh:"), "{told}");
    let report = json(&place, &["search", &study, "speaker:P08", "--limit", "2"]);
    assert_eq!(report["hits"].as_array().map(Vec::len), Some(2));
    let (_, said) = ends(&place.output(&["search", &study, "("]), 1);
    assert!(said.contains("column 1"), "{said}");

    let told = place.run(&["themes", &study]);
    assert!(
        told.contains("leads to") && told.contains("stigma"),
        "{told}"
    );
    let report = json(&place, &["themes", &study]);
    assert_eq!(report["themes"].as_array().map(Vec::len), Some(9));
    assert_eq!(report["relations"].as_array().map(Vec::len), Some(5));
    let told = place.run(&["themes", &study, "--offers"]);
    let offer = "Being one's own planner – Somebody walks alongside: meet in 2 segments of 2 people, confused 2 times";
    assert!(told.starts_with(offer), "{told}");
    let report = json(&place, &["themes", &study, "--offers"]);
    assert_eq!(report["offers"][0]["confused"], 2);
    assert_eq!(report["offers"][0]["participants"], 2);
    let report = json(&place, &["codebook", &study]);
    assert_eq!(report["codes"].as_array().map(Vec::len), Some(30));
    let told = place.run(&["round", "status", &study]);
    assert!(
        told.contains("Round 1  double, 2 sources; all submitted"),
        "{told}"
    );
}

#[test]
fn everything_can_be_taken_away_and_brought_back() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["demo", &study]);
    let to = place.path("out");
    let told = place.run(&["export", &study, "--to", to.to_str().unwrap()]);
    // A machine without fonts draws no PNG, and says so.
    let files: Vec<&str> = told.lines().filter(|l| !l.starts_with("note: ")).collect();
    let of_rounds = files.iter().filter(|l| l.contains("agreement-round-"));
    assert!(of_rounds.clone().count() >= 2 * 8, "{told}");
    assert_eq!(files.len() - of_rounds.count(), 17, "{told}");
    for line in files {
        assert!(fs::metadata(line).unwrap().len() > 40, "{line} is empty");
    }
    let read = |name: &str| fs::read_to_string(to.join(name)).unwrap();
    let codings = read("codings.csv");
    assert_eq!(codings.lines().count(), 1 + 20 + 19 + 16 + 17 + 30);
    let table = read("reconciliation.csv");
    assert!(table.contains("unclear definition"));
    each_coder_has_stretches_of_their_own(&table);
    assert!(read("analysis-layer.csv").contains("P01_interview:9"));
    assert!(read("memos.md").contains("She tells it as a thing that happened to a radish"));
    assert!(read("memos.csv").starts_with("at,coder,kind,on,about,round,quote,text\n"));
    assert!(read("codebook.md").contains("### small steps"));
    assert!(read("themes.svg").starts_with("<svg"));
    let report: Value = serde_json::from_str(&read("agreement.json")).unwrap();
    assert_eq!(report["rounds"][1]["by_coding"][0]["matched"], 15);
    place.run(&[
        "codebook",
        "check",
        to.join("codebook.ron").to_str().unwrap(),
    ]);

    // The codings are in the study already.
    let file = to.join("codings.csv");
    let args = ["import", &study, "--codings", file.to_str().unwrap()];
    let told = place.run(&args);
    assert!(
        told.contains("added 0 codings, 102 were here already"),
        "{told}"
    );
}

#[test]
fn keys_work_on_the_example_without_a_terminal() {
    let place = Place::empty();
    let (told, said) = ends(
        &place.output(&["demo", &place.study_arg(), "--keys", "g c", "--print"]),
        0,
    );
    assert!(told.contains("small steps"), "{told}");
    assert!(said.contains(&place.study_arg()), "{said}");
}

/// Each row of the table of differences has the stretches of both coders and of what stands, and the
/// place is what they cover together.
fn each_coder_has_stretches_of_their_own(table: &str) {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let heading = reader.headers().unwrap().clone();
    let at = |name: &str| heading.iter().position(|h| h == name).expect(name);
    let mut ruled = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let ends = |of: &str| -> Option<(u32, u32)> {
            let end = |which: &str| row[at(&format!("{of} {which}"))].parse().ok();
            Some((end("from")?, end("to")?))
        };
        let place: (u32, u32) = (
            row[at("start")].parse().unwrap(),
            row[at("end")].parse().unwrap(),
        );
        let (ana, ben) = (ends("ana"), ends("ben"));
        let own: Vec<(u32, u32)> = ana.into_iter().chain(ben).collect();
        let whole = (
            own.iter().map(|s| s.0).min().unwrap(),
            own.iter().map(|s| s.1).max().unwrap(),
        );
        assert_eq!(whole, place, "{row:?}");
        assert_eq!(ana.is_none(), row[at("ana quote")].is_empty(), "{row:?}");
        assert_eq!(ana.is_none(), &row[at("kind")] == "only ben", "{row:?}");
        match (&row[at("verdict")], &row[at("state")]) {
            ("ana", _) => assert_eq!(ends("stands"), ana),
            ("ben", _) => assert_eq!(ends("stands"), ben),
            ("", "open") => assert_eq!(ends("stands"), None),
            ("", "agreed") => assert_eq!(ends("stands"), ana),
            _ => {}
        }
        ruled += usize::from(!row[at("verdict")].is_empty() && ends("stands").is_some());
    }
    assert!(ruled > 0);
}
