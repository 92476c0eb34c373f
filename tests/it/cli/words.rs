//! `tandem words`: how often, by whom, in what context, beside what.

use super::{ends, json};
use crate::place::{Place, example};
use serde_json::{Value, json};
use std::fs;

/// Two interviews of the worked example, one of them in Chinese, and one in Thai.
fn study() -> Place {
    let place = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
    let thai = "INTERVIEWER: วันนี้เป็นอย่างไร\n\nP20: วันนี้ฉันไปโรงพยาบาลกับครอบครัว\n\nP20: ครอบครัว\n";
    fs::write(place.path("P20_thai.txt"), thai).unwrap();
    let study = place.study_arg();
    place.run(&["import", &study, "P20_thai.txt"]);
    place.run(&["participants", "set", &study, "P01", "arm=smcm"]);
    place.run(&["participants", "set", &study, "P05", "arm=control"]);
    place
}

fn report(place: &Place, more: &[&str]) -> Value {
    let study = place.study_arg();
    json(place, &[&["words", &study], more].concat())
}

/// What P01 says in the file of the example, by its lines.
fn said_by_p01() -> String {
    let text = fs::read_to_string(example("sample_transcripts/P01_interview.txt")).unwrap();
    let turns = text
        .split("\n\n")
        .filter_map(|turn| turn.strip_prefix("P01: "));
    turns.collect::<Vec<_>>().join("\n")
}

fn found<'r>(report: &'r Value, word: &str) -> &'r Value {
    let mut words = report["words"].as_array().unwrap().iter();
    words
        .find(|w| w["word"] == word)
        .unwrap_or_else(|| panic!("{word} in {report}"))
}

#[test]
fn words_are_counted_by_times_people_and_group() {
    let place = study();
    let english = report(&place, &["source:P01_interview", "--limit", "5000"]);
    let naive = |word: &str| {
        let said = said_by_p01().to_lowercase();
        let mut words = said
            .split(|c: char| !c.is_alphanumeric() && !"'’-".contains(c))
            .peekable();
        words.by_ref().filter(|w| *w == word).count()
    };
    for word in ["soup", "radish", "sister"] {
        let row = found(&english, word);
        assert_eq!(row["times"], naive(word), "{word}");
        assert_eq!(row["participants"], 1);
    }
    assert_eq!(english["counted"]["lists_stop_words"], false);
    assert!(english["counted"]["left_out"]["turns_of_interviewers"].as_u64() > Some(5));
    let all = report(&place, &["--by", "arm", "--limit", "5000"]);
    let values: Vec<&Value> = all["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| &g["value"])
        .collect();
    assert_eq!(values, [&json!("control"), &json!("smcm"), &Value::Null]);
    let words = |of: &Value| of["words"].as_u64().unwrap();
    let sum: u64 = all["groups"].as_array().unwrap().iter().map(words).sum();
    assert_eq!(sum, words(&all["counted"]));
    // P05 says it in Chinese.
    let tea = found(&all, "奶茶");
    let want = json!([
        { "value": "control", "times": 3, "participants": 1 },
        { "value": "smcm", "times": 0, "participants": 0 },
        { "value": null, "times": 0, "participants": 0 },
    ]);
    assert_eq!((&tea["times"], &tea["groups"]), (&json!(3), &want));
    assert_eq!(found(&all, "ครอบครัว")["times"], 2);
    let told = place.run(&["words", &place.study_arg(), "lang:th", "--stop-words"]);
    assert!(
        told.starts_with("9 words in 2 turns of 1 participant in 1 source\n"),
        "{told}"
    );
    assert!(
        told.contains("not counted: 1 turn of interviewers"),
        "{told}"
    );
    assert!(!told.contains("not listed"), "{told}");
}

#[test]
fn a_word_is_shown_in_context_and_with_what_stands_beside_it() {
    let place = study();
    let tea = report(&place, &["--kwic", "奶茶", "--sort", "right"]);
    assert_eq!(tea["total"], 3);
    let line = &tea["lines"][0];
    assert_eq!(line["keyword"], "奶茶");
    assert_eq!(line["participant"], "P05");
    let place_of_tea = line["place"].as_str().unwrap();
    assert!(
        place_of_tea.starts_with("P05_interview_zh:"),
        "{place_of_tea}"
    );
    let told = place.run(&["words", &place.study_arg(), "--kwic", "SOUP"]);
    assert!(told.contains("  soup  "), "{told}");
    let soup = report(
        &place,
        &["--collocates", "soup", "--span", "10", "--stop-words"],
    );
    let rows = soup["collocates"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        let of = |name: &str| row[name].as_f64().unwrap();
        let dice = 2.0 * of("together") / (soup["times"].as_f64().unwrap() + of("times"));
        assert!(
            (of("log_dice") - (14.0 + dice.log2())).abs() < 1e-9,
            "{row}"
        );
        assert!(of("together") >= 2.0, "{row}");
    }
}

#[test]
fn tables_are_written_with_all_rows() {
    let place = study();
    let study = place.study_arg();
    for more in [
        &["--by", "arm"][..],
        &["--kwic", "soup"],
        &["--collocates", "soup"],
    ] {
        place.run(&[&["words", &study, "--to", "out", "--limit", "1"], more].concat());
    }
    let table = fs::read_to_string(place.path("out/words.csv")).unwrap();
    assert!(table.starts_with("word,times,participants,"), "{table}");
    assert!(table.lines().count() > 100);
    let groups = fs::read_to_string(place.path("out/words-groups.csv")).unwrap();
    assert!(
        groups.starts_with("arm,participants,words\ncontrol,1,"),
        "{groups}"
    );
    let kwic = fs::read_to_string(place.path("out/kwic.csv")).unwrap();
    assert!(
        kwic.lines().nth(1).unwrap().starts_with("P01_interview:"),
        "{kwic}"
    );
    for name in ["words", "words-groups", "kwic", "collocates"] {
        let book = fs::read(place.path(&format!("out/{name}.xlsx"))).unwrap();
        assert!(book.starts_with(b"PK"), "{name}");
    }
}

#[test]
fn what_cannot_be_counted_is_said() {
    let place = study();
    let words = |more: &[&str], status| {
        let study = place.study_arg();
        ends(&place.output(&[&["words", &study], more].concat()), status).1
    };
    assert!(words(&["coded:hope"], 1).contains("with list:turns"));
    assert!(words(&["--by", "age"], 1).contains("no attribute “age”"));
    assert!(words(&["--kwic", "…"], 1).contains("“…” holds no word"));
    assert!(words(&["nosuchfield:x"], 1).contains("nosuchfield"));
    words(&["--kwic", "a", "--collocates", "b"], 2);
    words(&["--collocates", "b", "--span", "0"], 2);
    words(&["--kwic", "a", "--by", "arm"], 2);
}
