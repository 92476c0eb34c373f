//! `tandem participants table-one`: from what is set for people to a table in every format.

use super::{ends, json};
use crate::place::{Place, now};
use std::fs;
use tandem::model::attribute::{AttributeKind, Subject, Subjects};
use tandem::model::event::Change;
use tandem::model::mint::Mint;

/// A study of eight people with an age, in two arms.
fn study() -> Place {
    let place = Place::with_sources(&[]);
    let kind = |key: &str, kind| Change::AttributeDeclared {
        of: Subjects::Participants,
        key: key.into(),
        kind,
        replaces: Vec::new(),
    };
    let arms = vec!["SMCM".to_owned(), "control".to_owned()];
    let mut changes = vec![
        kind("age", AttributeKind::Number),
        kind("arm", AttributeKind::Category(arms)),
    ];
    for (n, age) in ["23", "31", "34", "38", "41", "47", "52", "60"]
        .into_iter()
        .enumerate()
    {
        let arm = if n % 2 == 0 { "SMCM" } else { "control" };
        for (key, value) in [("age", age), ("arm", arm)] {
            changes.push(Change::AttributeSet {
                of: Subject::Participant(format!("P{n}")),
                key: key.into(),
                value: Some(value.into()),
                absent: None,
                at: None,
                replaces: Vec::new(),
            });
        }
    }
    let mut mint = Mint::new(7, now());
    let changes: Vec<_> = changes.into_iter().map(|c| (mint.id(), c)).collect();
    let (mut store, ..) = place.open("ana");
    store.append(&changes, now()).unwrap();
    drop(store);
    place
}

#[test]
fn the_first_table_of_a_paper_is_printed_and_written() {
    let place = study();
    let study = place.study_arg();
    let told = place.run(&["participants", "table-one", &study, "--by", "arm"]);
    for words in [
        "overall (n = 8)",
        "control (n = 4)",
        "39.5 [33.25, 48.25]",
        "CONSORT",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let report = json(&place, &["participants", "table-one", &study]);
    let age = &report["blocks"][0]["numbers"][0];
    assert_eq!(
        (age["n"].as_u64(), age["mean"].as_f64()),
        (Some(8), Some(40.75)),
        "{report}"
    );
    for ending in ["csv", "xlsx", "docx", "md", "html"] {
        let file = format!("table.{ending}");
        place.run(&["participants", "table-one", &study, "--to", &file]);
        assert!(
            fs::metadata(place.path(&file)).unwrap().len() > 100,
            "{file}"
        );
    }
    let csv = fs::read_to_string(place.path("table.csv")).unwrap();
    assert!(csv.contains("\nage,SD,11.949297648218254,\n"), "{csv}");
}

#[test]
fn what_cannot_be_listed_is_said() {
    let place = study();
    let study = place.study_arg();
    let table = |more: &[&str], status| {
        let args = [&["participants", "table-one", &study], more].concat();
        ends(&place.output(&args), status).1
    };
    assert!(table(&["--by", "age"], 1).contains("“age” is a number"));
    assert!(table(&["--at", "T1"], 1).contains("no time point “T1”"));
    assert!(table(&["--to", "table.pdf"], 1).contains("must end in"));
    table(&["--least", "2"], 2);
}
