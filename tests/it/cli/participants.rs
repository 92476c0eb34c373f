//! The table of participants: out, edited, in again; kinds, time points, cases; set apart.

use super::{ends, json};
use crate::place::Place;
use std::fs;

/// A study of two interviews and a focus group of `people` invented people.
fn study(people: usize) -> (Place, String) {
    let place = Place::with_sources(&[]);
    let study = place.study_arg();
    let said = |n: usize| format!("P{n:02}: What P{n:02} has to say.\n");
    let group: String = (1..=people).chain(1..=people).map(said).collect();
    let files = [
        ("FG.txt", group),
        ("P01.txt", "I: And?\nP01: Yes.\nB: No.\n".to_owned()),
    ];
    for (name, text) in files {
        let file = place.path(name);
        fs::write(&file, text).unwrap();
        place.run(&["import", &study, "--coder", "ana", file.to_str().unwrap()]);
    }
    (place, study)
}

/// Runs `tandem participants`, the study following the words before it.
fn run(place: &Place, study: &str, words: &[&str]) -> String {
    place.run(&args(study, words))
}

fn args<'a>(study: &'a str, words: &[&'a str]) -> Vec<&'a str> {
    let (sub, rest) = match words.first() {
        Some(word) if ["set", "declare", "link"].contains(word) => words.split_at(1),
        _ => words.split_at(0),
    };
    [&["participants"][..], sub, &[study, "--coder", "ana"], rest].concat()
}

#[test]
fn forty_people_with_six_attributes_go_out_and_come_in_again() {
    let (place, study) = study(40);
    let run = |words: &[&str]| run(&place, &study, words);
    run(&["declare", "age", "--number"]);
    run(&["declare", "arm", "--category", "SMCM;control"]);
    run(&["declare", "since", "--date"]);
    run(&["declare", "--time-points", "T0;T1"]);
    let heading = "participant,age,arm,score @ T1,score @ T0,since,note\n";
    let row = |n: usize| {
        let arm = ["smcm", "control", "unknown"][n % 3];
        format!(
            "P{n:02},{},{arm},{n},missing,{n:02}.01.2024,\"„Über“ {n}, =1+1\"\n",
            20 + n
        )
    };
    let filled: String = (1..=40).map(row).collect();
    // Days of a month: only to 31.
    let filled = heading.to_owned() + &filled.replace("32.01", "01.02").replace("33.01", "02.02");
    let filled = (34..=40).fold(filled, |t, n| t.replace(&format!("{n}.01"), "03.02"));
    let file = place.path("filled.csv");
    fs::write(&file, &filled).unwrap();
    let file = file.to_str().unwrap();
    let preview = run(&["--import", file, "--preview"]);
    assert!(preview.contains("P01, age: nothing → 21"), "{preview}");
    assert_eq!(preview.matches(" → ").count(), 240, "{preview}");
    let (_, said) = ends(&place.output(&args(&study, &["--import", file])), 1);
    assert!(said.contains("--yes changes 240 cells"), "{said}");
    assert!(run(&["--import", file, "--yes"]).contains("changed 240 cells"));
    for name in ["out.csv", "out.xlsx"] {
        let out = place.path(name);
        let out = out.to_str().unwrap();
        let wrote = run(&["--export", out]);
        // “B” of the interview is somebody, too.
        assert!(
            wrote.contains("41 participants with 6 attributes"),
            "{wrote}"
        );
        let again = run(&["--import", out, "--yes"]);
        assert!(
            again.contains("nothing would change: 240 cells as here"),
            "{name}: {again}"
        );
    }
    let out = place.path("out.csv");
    let text = fs::read_to_string(&out).unwrap();
    assert!(
        text.starts_with("\u{feff}participant,age,arm,note,score @ T0,score @ T1,since\n"),
        "{text}"
    );
    fs::write(&out, text.replace("P07,27,control", "P07,28,control")).unwrap();
    let edited = run(&["--import", out.to_str().unwrap(), "--yes"]);
    assert!(edited.contains("P07, age: 27 → 28"), "{edited}");
    assert!(edited.contains("changed 1 cell"), "{edited}");
    let told = json(&place, &args(&study, &[]));
    let rows = told["rows"].as_array().unwrap();
    let of = |name: &str| rows.iter().find(|r| r["name"] == name).unwrap();
    assert_eq!(of("P07")["attributes"]["age"], 28.0);
    assert_eq!(of("P02")["attributes"]["arm"]["absent"], "unknown");
    assert_eq!(
        of("P01")["speaks"].as_array().unwrap().len(),
        2,
        "one person in two sources"
    );
    assert_eq!(told["unlinked"][0]["label"], "B");
    assert!(place.run(&["check", &study]).contains("nothing is broken"));
}

#[test]
fn a_broken_table_changes_nothing_and_names_each_row() {
    let (place, study) = study(3);
    run(&place, &study, &["declare", "age", "--number"]);
    let file = place.path("t.csv");
    fs::write(&file, "id,age\nP01,old\nP02,40\nP04,41\n,3\nP02,4\n").unwrap();
    let file = file.to_str().unwrap();
    let before = run(&place, &study, &[]);
    let (_, said) = ends(
        &place.output(&args(&study, &["--import", file, "--yes"])),
        1,
    );
    for why in [
        "line 2: age: “old”",
        "line 5: its first cell",
        "line 6: “P02” stands in line 3",
    ] {
        assert!(said.contains(why), "{why}: {said}");
    }
    assert_eq!(run(&place, &study, &[]), before);
    fs::write(file, "id,age\nP02,40\nP04,41\n").unwrap();
    let (_, said) = ends(
        &place.output(&args(&study, &["--import", file, "--yes"])),
        1,
    );
    assert!(
        said.contains("nobody here is called P04:") && said.contains("--add"),
        "{said}"
    );
    assert_eq!(run(&place, &study, &[]), before);
    run(&place, &study, &["--import", file, "--yes", "--add"]);
    assert!(run(&place, &study, &[]).contains("P04"));
}

#[test]
fn cases_have_attributes_of_their_own_and_speakers_are_linked() {
    let (place, study) = study(3);
    let run = |words: &[&str]| run(&place, &study, words);
    run(&["set", "P01", "site=North", "age=41"]);
    run(&["set", "P02", "site=South", "age=unknown"]);
    let (_, said) = ends(&place.output(&args(&study, &["--of", "site"])), 1);
    assert!(
        said.contains("tandem participants declare … --case makes"),
        "{said}"
    );
    run(&["declare", "site", "--case"]);
    let file = place.path("west.csv");
    fs::write(&file, "participant,site\nP01,West\n").unwrap();
    let import = ["--import", file.to_str().unwrap(), "--preview"];
    let told = json(&place, &args(&study, &import));
    let new = serde_json::json!([{ "kind": "site", "name": "West" }]);
    assert_eq!(told["new_cases"], new, "{told}");
    run(&["declare", "score", "--number"]);
    fs::write(&file, "participant,score @ T1,pet\nP01,3,cat\n").unwrap();
    let told = run(&import);
    assert!(
        told.contains("new: score @ T1 (number) and pet (text);"),
        "{told}"
    );
    let category = ["declare", "sex", "--category", "f;m;unknown"];
    let (_, said) = ends(&place.output(&args(&study, &category)), 1);
    assert!(
        said.contains("“unknown” can be set for every attribute"),
        "{said}"
    );
    run(&["set", "North", "beds=12", "--of", "site"]);
    let sites = run(&["--of", "site"]);
    assert!(
        sites.contains("North  12") && sites.contains("South"),
        "{sites}"
    );
    // What is known of every source stands in the same table.
    run(&[
        "set",
        "FG",
        "kind=Focus group",
        "language=zh",
        "--of",
        "sources",
    ]);
    let sources = run(&["--of", "sources"]);
    assert!(sources.contains("focus group  zh"), "{sources}");
    let refused = |typed: &str| {
        let words = ["set", "FG", typed, "--of", "sources"];
        ends(&place.output(&args(&study, &words)), 1).1
    };
    let why = refused("kind=party");
    assert!(
        why.contains("none of its values: interview, focus group"),
        "{why}"
    );
    let why = refused("language=");
    assert!(why.contains("a source always has a language"), "{why}");
    let why = ends(
        &place.output(&args(&study, &["declare", "age", "--date"])),
        1,
    )
    .1;
    assert!(why.contains("P01: “41” is no date"), "{why}");
    assert!(run(&["link", "--label", "b", "--person", "Rosa"]).contains("is Rosa in 1 source"));
    let people = run(&[]);
    assert!(
        people.contains("Rosa") && !people.contains("nobody has said"),
        "{people}"
    );
    let why = ends(
        &place.output(&args(&study, &["link", "--label", "Z", "--person", "X"])),
        1,
    )
    .1;
    assert!(why.contains("labels there: P01, P02, P03"), "{why}");
}

/// Whoever speaks in a segment, and its source, stand beside it with their attributes.
#[test]
fn every_table_of_segments_has_the_attributes_of_who_speaks_and_of_the_source() {
    let (place, study) = study(2);
    let run = |words: &[&str]| run(&place, &study, words);
    run(&["declare", "age", "--number"]);
    run(&["set", "P01", "age=41", "arm=SMCM"]);
    run(&["set", "P02", "arm=unknown"]);
    run(&["set", "FG", "site=North", "--of", "sources"]);
    let table = place.path("c.csv");
    // P01 and P02 in one segment; P02 alone.
    fs::write(
        &table,
        "coder,source,start,end,code\nana,FG,10,40,hope\nana,FG,32,40,fear\n",
    )
    .unwrap();
    let table = table.to_str().unwrap();
    place.run(&["import", &study, "--coder", "ana", "--codings", table]);
    let to = place.path("out");
    place.run(&[
        "export",
        &study,
        "--coder",
        "ana",
        "--to",
        to.to_str().unwrap(),
    ]);
    let codings = fs::read_to_string(to.join("codings.csv")).unwrap();
    let heading = codings.lines().next().unwrap();
    let beside = "participants,participant.age,participant.arm,source.site";
    assert!(heading.ends_with(beside), "{heading}");
    assert!(
        codings.contains(",P01; P02,41; ,SMCM; unknown,North"),
        "{codings}"
    );
    assert!(codings.contains(",P02,,unknown,North"), "{codings}");
    // Those that are asked for, and no others.
    let chosen = |attributes: &str| {
        let to = to.to_str().unwrap();
        let args = [
            "export",
            &study,
            "--coder",
            "ana",
            "--to",
            to,
            "--attributes",
            attributes,
        ];
        place.run(&args);
        let codings = fs::read_to_string(place.path("out").join("codings.csv")).unwrap();
        codings.lines().next().unwrap().to_owned()
    };
    assert!(chosen("arm,source.site").ends_with("participants,participant.arm,source.site"));
    assert!(chosen("none").ends_with(",participants"));
    // What went out comes in again.
    let again = to.join("codings.csv");
    let told = place.run(&[
        "import",
        &study,
        "--coder",
        "ana",
        "--codings",
        again.to_str().unwrap(),
    ]);
    assert!(told.contains("2 were here already"), "{told}");
    let found = json(&place, &["search", &study, "--coder", "ana", "arm:SMCM"]);
    let background = &found["hits"][0]["place"]["background"];
    assert_eq!(background["source"]["site"], "North", "{found}");
    assert_eq!(
        background["participants"][0]["attributes"]["age"], 41.0,
        "{found}"
    );
}

/// Themes, agreement and search are narrowed to who has an attribute.
#[test]
fn counts_are_narrowed_to_a_subgroup() {
    let (place, study) = study(2);
    let run = |words: &[&str]| run(&place, &study, words);
    run(&["set", "P01", "arm=SMCM"]);
    run(&["set", "P02", "arm=control"]);
    run(&["set", "FG", "site=North", "--of", "sources"]);
    let table = place.path("c.csv");
    fs::write(
        &table,
        "coder,source,start,end,code\nana,FG,5,20,hope\nben,FG,5,20,hope\nana,FG,33,40,hope\n",
    )
    .unwrap();
    let table = table.to_str().unwrap();
    place.run(&["import", &study, "--coder", "ana", "--codings", table]);
    let count = |only: &[&str]| {
        let args = [&["themes", &study, "--coder", "ana"][..], only].concat();
        let told = json(&place, &args);
        (
            told["only"].clone(),
            told["codes_under_no_theme"][0]["count"]["segments"].clone(),
        )
    };
    assert_eq!(count(&[]), (serde_json::Value::Null, 2.into()));
    assert_eq!(
        count(&["--where", "arm=smcm"]),
        ("arm = SMCM".into(), 1.into())
    );
    assert_eq!(count(&["--where", "site=North"]).1, 2);
    for (query, segments) in [
        ("arm:smcm", 1),
        ("-arm:smcm", 1),
        ("participant:P02 or arm:smcm", 2),
        ("site:North role:participant kind:focus-group", 2),
        ("site:North lang:en -participant:P02", 1),
        ("source:nowhere", 0),
    ] {
        let told = count(&["--where", query]);
        let segments = match segments {
            0 => serde_json::Value::Null,
            some => some.into(),
        };
        assert_eq!(told, (format!("{query} (query)").into(), segments));
    }
    let places = |only: &[&str]| {
        let args = [&["agree", &study, "--coder", "ana"][..], only].concat();
        json(&place, &args)["rounds"][0]["by_coding"][0].clone()
    };
    assert_ne!(places(&["--where", "arm=control"]), places(&[]));
    for query in ["arm:control", "arm:control source:FG"] {
        assert_eq!(
            places(&["--where", query]),
            places(&["--where", "arm=control"])
        );
    }
    for (query, why) in [
        ("hope", "asks what is said or coded"),
        ("coded:hope arm:smcm", "column 1 asks what is said or coded"),
        ("arms:smcm", "attributes are arm, site"),
        ("arm:nobody", "nobody and no source is so"),
        (
            "arm:smcm or site:North",
            "about participants or about sources",
        ),
    ] {
        let (_, said) = ends(
            &place.output(&["agree", &study, "--coder", "ana", "--where", query]),
            1,
        );
        assert!(said.contains(why), "{query}: {said}");
    }
    let wrong = ["themes", &study, "--coder", "ana", "--where", "arm=both"];
    let (_, said) = ends(&place.output(&wrong), 1);
    assert!(said.contains("no value of arm: SMCM, control"), "{said}");
}
