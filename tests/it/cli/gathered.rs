//! What a query finds, listed and carried out.

use super::{ends, json};
use crate::place::{Place, example, files_below};
use std::fs;
use std::path::PathBuf;

const CODINGS: &str = "coder,source,start,end,code
ana,P01_interview,0,25,hope
ana,P01_interview,30,60,small steps
ben,P01_interview,40,70,hope
ben,P01_interview,300,320,stigma
";

fn study() -> Place {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    fs::write(place.path("codings.csv"), CODINGS).unwrap();
    place.run(&["import", &study, "--codings", "codings.csv"]);
    place
}

fn found(place: &Place, query: &str) -> Vec<String> {
    let report = json(place, &["search", &place.study_arg(), query]);
    let hits = report["hits"].as_array().unwrap().iter();
    let words = |hit: &serde_json::Value| {
        let place = &hit["place"];
        let word = |name: &str| place[name].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {} {} {}",
            word("in"),
            place["start"],
            word("code"),
            word("coder")
        )
    };
    hits.map(words).collect()
}

#[test]
fn segments_are_found_by_code_coder_and_how_two_of_them_meet() {
    let place = study();
    let of_ben = ["segment 40 hope ben", "segment 300 stigma ben"];
    assert_eq!(found(&place, "by:ben"), of_ben);
    assert_eq!(found(&place, "coded:hope -by:ana"), of_ben[..1]);
    let crossing = ["segment 30 small steps ana", "segment 40 hope ben"];
    assert_eq!(
        found(&place, "coded:(hope crossing \"small steps\")"),
        crossing
    );
    assert!(found(&place, "coded:(hope same \"small steps\")").is_empty());
    let told = place.run(&["search", &place.study_arg(), "coded:stigma"]);
    assert!(told.contains("stigma (ben)"), "{told}");
    let (_, said) = ends(
        &place.output(&["search", &place.study_arg(), "coded:stigmata"]),
        1,
    );
    assert!(
        said.contains("no code is called “stigmata” (column 7)"),
        "{said}"
    );
    assert!(said.contains("stigma"), "the nearest is named: {said}");
    let (_, said) = ends(&place.output(&["search", &place.study_arg(), "by:cleo"]), 1);
    assert!(said.contains("there is ana, ben"), "{said}");
}

#[test]
fn turns_like_a_code_are_listed_told_as_json_and_carried_out() {
    let place = study();
    let study = place.study_arg();
    let report = json(&place, &["search", &study, "like:hope role:participant"]);
    let hits = report["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        assert_eq!(hit["place"]["in"], "turn");
        assert!(!hit["marks"].as_array().unwrap().is_empty(), "{hit}");
    }
    let told = place.run(&["search", &study, "like:hope role:participant"]);
    assert_eq!(told.lines().count(), hits.len(), "{told}");
    place.run(&[
        "search",
        &study,
        "like:hope role:participant",
        "--to",
        "like",
    ]);
    let table = fs::read_to_string(place.path("like/found.csv")).unwrap();
    let rows = csv::Reader::from_reader(table.as_bytes())
        .into_records()
        .count();
    assert_eq!(rows, hits.len(), "{table}");
    for (query, why) in [
        ("like:hop", "no code is called “hop” (column 6)"),
        ("like:hope list:segments", "leave out list:segments"),
    ] {
        let (_, said) = ends(&place.output(&["search", &study, query]), 1);
        assert!(said.contains(why), "{said}");
    }
}

/// From the command line, and from the screen.
#[test]
fn all_that_was_found_is_written_as_a_table_and_as_quotes() {
    let place = study();
    let study = place.study_arg();
    let told = place.run(&[
        "search",
        &study,
        "coded:hope",
        "--to",
        "out",
        "--limit",
        "1",
    ]);
    assert_eq!(told.lines().count(), 5, "{told}");
    let keys = "g f coded:hope <ret> x <ret>";
    place.run(&["open", &study, "--coder", "ana", "--keys", keys]);
    let by_keys = |name: &str| -> PathBuf {
        let all = files_below(&place.path(""));
        let is = |p: &&PathBuf| p.ends_with(name) && !p.starts_with(place.path("out"));
        let found = all.iter().find(is);
        found
            .unwrap_or_else(|| panic!("{name} among {all:?}"))
            .clone()
    };
    let table = fs::read_to_string(place.path("out/found.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let text = fs::read_to_string(example("sample_transcripts/P01_interview.txt")).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let columns = |row: &csv::StringRecord| [2, 5, 6].map(|n| row[n].to_owned());
    let all: Vec<[String; 3]> = rows.iter().map(columns).collect();
    assert_eq!(all, [["0", "hope", "ana"], ["40", "hope", "ben"]]);
    // Line breaks aside, the quote is what stands in the text.
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    for row in &rows {
        assert!(plain(&text).contains(&plain(&row[7])), "{}", &row[7]);
    }
    let quotes = fs::read_to_string(place.path("out/found.md")).unwrap();
    assert!(quotes.contains("2 segments in 1 source"), "{quotes}");
    assert!(quotes.contains("hope (ben)"), "{quotes}");
    for name in ["found.csv", "found.md", "found.html"] {
        let same =
            fs::read(by_keys(name)).unwrap() == fs::read(place.path("out").join(name)).unwrap();
        assert!(same, "{name}");
    }
    for name in ["found.docx", "found.xlsx"] {
        let bytes = fs::read(by_keys(name)).unwrap();
        assert!(bytes.starts_with(b"PK"), "{name}");
    }
}

/// A memo that holds a word of the query lies in no text.
#[test]
fn what_lies_in_no_text_is_left_out_of_the_files_and_that_is_said() {
    let place = study();
    let study = place.study_arg();
    let keys = "g r m quokka <c-s>";
    place.run(&["open", &study, "--coder", "ana", "--keys", keys]);
    let out = place.output(&["search", &study, "--coder", "ana", "quokka", "--to", "out"]);
    let (_, said) = ends(&out, 0);
    assert!(said.contains("a memo or code was found, too"), "{said}");
}
