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
    // What it leaves out may stand first.
    assert_eq!(found(&place, "-by:ana coded:hope"), of_ben[..1]);
    let crossing = ["segment 30 small steps ana", "segment 40 hope ben"];
    assert_eq!(
        found(&place, "coded:(hope crossing \"small steps\")"),
        crossing
    );
    assert!(found(&place, "coded:(hope same \"small steps\")").is_empty());
    let (_, said) = ends(
        &place.output(&["search", &place.study_arg(), "source:P99"]),
        0,
    );
    let nothing = "nothing found: no source is called “P99” (column 1); there is ";
    assert!(said.starts_with(nothing), "{said}");
    let (_, said) = ends(&place.output(&["search", &place.study_arg(), "-hope"]), 1);
    assert!(said.contains("only says what to leave out"), "{said}");
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

#[test]
fn all_that_is_found_is_coded_recoded_uncoded_and_noted_on() {
    let place = study();
    let study = place.study_arg();
    let search = |more: &[&str]| place.run(&[&["search", &study], more].concat());
    let turns = found(&place, "time role:participant").len();
    assert!(turns > 1);
    let code = &[
        "time role:participant",
        "--code",
        "hope",
        "--extent",
        "turn",
    ];
    // Only what would come of it is said, then it is done, then there is nothing left to do.
    let before = found(&place, "coded:hope").len();
    search(code);
    assert_eq!(found(&place, "coded:hope").len(), before);
    let done = search(&[&code[..], &["--yes"]].concat());
    // The import made a round of it, which decides there.
    let outside = "outside rounds: there a round decides what findings are";
    assert_eq!(done, format!("coded {turns} places · {turns} {outside}\n"));
    assert_eq!(found(&place, "coded:hope time").len(), turns);
    let again = search(&[&code[..], &["--yes"]].concat());
    assert_eq!(again, format!("{turns} so already\n"));
    let exported = place.path("out");
    place.run(&["export", &study, "--to", exported.to_str().unwrap()]);
    // What somebody else coded, or coded in a round that is over, is left and said.
    let all = ["coded:hope", "--change-code", "stigma", "--yes"];
    let said = search(&all);
    assert!(
        said.starts_with(&format!("changed {turns} places · 1 not")),
        "{said}"
    );
    assert!(said.contains("1 not: ben's, not yours"), "{said}");
    assert_eq!(found(&place, "coded:stigma time").len(), turns);
    let said = search(&["coded:stigma time", "--memo", "is it?", "--yes"]);
    assert_eq!(said, format!("a memo on {turns} hits\n"));
    let noted = json(&place, &["search", &study, "memo:it"])["hits"].clone();
    assert_eq!(noted.as_array().unwrap().len(), turns);
    assert_eq!(noted[0]["place"]["text"], "is it?");
    let said = search(&["coded:stigma time", "--uncode", "--yes"]);
    assert_eq!(said, format!("uncoded {turns} places\n"));
    assert!(found(&place, "coded:stigma time").is_empty());
    // A code nobody has is not made by a slip.
    let slip = ["search", &study, "time", "--code", "hpoe", "--yes"];
    let (_, said) = ends(&place.output(&slip), 1);
    assert!(said.contains("there is no code “hpoe”"), "{said}");
    search(&["time", "--code", "strong points", "--new-code", "--yes"]);
    assert!(!found(&place, "coded:\"strong points\"").is_empty());
    let turned = ["search", &study, "time", "--uncode", "--yes"];
    let (_, said) = ends(&place.output(&turned), 1);
    assert!(said.contains("these are turns"), "{said}");
}

#[test]
fn a_query_is_saved_listed_and_asked_again_by_its_name() {
    let place = study();
    let study = place.study_arg();
    let save = |query: &str, name: &str| {
        place.run(&["search", &study, query, "--save-as", name, "--yes"]);
    };
    save("coded:hope", "Hope so far");
    save("coded:stigma", "to look at");
    let listed = json(&place, &["search", &study, "--queries"]);
    let query = |nth: usize| &listed["queries"][nth];
    assert_eq!(query(0)["name"], "Hope so far");
    assert_eq!(query(0)["query"], "coded:hope");
    assert_eq!(query(1)["name"], "to look at");
    let by_name = json(&place, &["search", &study, "--saved", "hope SO far"]);
    assert_eq!(by_name["total"], found(&place, "coded:hope").len());
    let sorted = |by: &str| {
        let args = ["search", &study, "coded:*", "--sort", by];
        let hits = json(&place, &args)["hits"].clone();
        let hits = hits.as_array().unwrap().clone();
        hits.iter()
            .map(|hit| hit["place"]["code"].to_string())
            .collect::<Vec<_>>()
    };
    assert!(sorted("code").is_sorted() && !sorted("coder").is_sorted());
    let (_, said) = ends(
        &place.output(&["search", &study, "coded:*", "--sort", "colour"]),
        1,
    );
    assert!(said.contains("there is no such attribute"), "{said}");
    // What is wrong is not saved.
    let wrong = [
        "search",
        &study,
        "coded:(hope",
        "--save-as",
        "wrong",
        "--yes",
    ];
    ends(&place.output(&wrong), 1);
    let (_, said) = ends(&place.output(&["search", &study, "--saved", "wrong"]), 1);
    assert!(said.contains("--queries lists those that are"), "{said}");
}

#[test]
fn a_round_takes_the_sources_in_which_everybody_finds_something() {
    let place = Place::with_sources(&["P01_interview.txt", "P02_interview.txt"]);
    let study = place.study_arg();
    let new = |name: &str, query: &str| {
        place.output(&[
            "round",
            "new",
            &study,
            "--name",
            name,
            "--of",
            query,
            "--coders",
            "ana,ben",
            "--newcomers",
        ])
    };
    ends(&new("One", "source:P01_interview role:participant"), 0);
    fs::write(place.path("codings.csv"), CODINGS).unwrap();
    let coded = [
        "search",
        &study,
        "time source:P01_interview",
        "--code",
        "mine",
        "--new-code",
        "--yes",
    ];
    place.run(&coded);
    // What ana coded blind is there for her and for nobody else.
    assert!(json(&place, &["search", &study, "coded:* list:turns"])["total"].as_u64() > Some(0));
    let (_, said) = ends(&new("Two", "coded:*"), 1);
    assert!(
        said.contains("no text holds what everybody would find"),
        "{said}"
    );
    ends(&new("Three", "uncoded source:P02_interview"), 0);
    let status = json(&place, &["round", "status", &study]);
    let sources = |nth: usize| status["rounds"][nth]["sources"].to_string();
    assert!(
        sources(0).contains("P01") && !sources(0).contains("P02"),
        "{status}"
    );
    assert!(
        sources(1).contains("P02") && !sources(1).contains("P01"),
        "{status}"
    );
}
