//! Marks and judgements of themes, given in bulk.

use super::{ends, json};
use crate::place::Place;
use serde_json::Value;

const HOPE: &str = "Hope is made of small things";

/// The theme of this name, as data.
fn theme(place: &Place, study: &str, name: &str) -> Value {
    let report = json(place, &["themes", study]);
    let mut themes = report["themes"].as_array().unwrap().iter();
    themes.find(|t| t["name"] == name).unwrap().clone()
}

fn by_ana<'a>(study: &'a str, args: &[&'a str]) -> Vec<&'a str> {
    [&["themes", study, "--coder", "ana"], args].concat()
}

#[test]
fn segments_are_marked_and_themes_judged_by_a_script() {
    let place = Place::empty();
    let study = place.path("study");
    let study = study.to_str().unwrap();
    place.run(&["demo", study]);
    let told = place.run(&by_ana(
        study,
        &[
            "--mark",
            HOPE,
            "P01_interview:34",
            "--mark",
            "Steps",
            "P01_interview:13",
            "--negative",
            "--vivid",
            "--note",
            "too early",
        ],
    ));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines,
        [
            "P01_interview:34: negative case, vivid, marked for “Hope is made of small things”",
            "P01_interview:13: negative case, vivid, marked for “Steps”",
        ]
    );
    let of_hope = theme(&place, study, HOPE);
    assert_eq!(
        (&of_hope["marks"]["negative"], &of_hope["marks"]["vivid"]),
        (&2.into(), &2.into())
    );
    assert!(
        of_hope["marked"].to_string().contains("too early"),
        "{}",
        of_hope["marked"]
    );
    // Marked anew it is marked once.
    place.run(&by_ana(study, &["--mark", HOPE, "P01_interview:34"]));
    let marks = &theme(&place, study, HOPE)["marks"];
    assert_eq!(
        (&marks["negative"], &marks["shown"]),
        (&1.into(), &3.into())
    );
    place.run(&by_ana(study, &["--unmark", HOPE, "P01_interview:34"]));
    assert_eq!(theme(&place, study, HOPE)["marks"]["shown"], 2);

    let judge = [
        "--judge",
        "Steps",
        "in-part",
        "--reason",
        "one arm only",
        "--present",
        "ben,ana",
    ];
    let told = place.run(&by_ana(study, &judge));
    assert_eq!(
        told.trim(),
        "“Steps” holds in part: one arm only (ana and ben)"
    );
    place.run(&by_ana(
        study,
        &["--judge", "Steps", "holds", "--reason", "both arms"],
    ));
    let judged = theme(&place, study, "Steps")["judged"].clone();
    assert_eq!(judged.as_array().map(Vec::len), Some(2), "{judged}");

    // Several segments at one place are told apart by their ids.
    let twice = ["--mark", HOPE, "FG1_case_workers:4"];
    let (_, said) = ends(&place.output(&by_ana(study, &twice)), 1);
    assert!(
        said.contains("2 segments are at “FG1_case_workers:4”; say which by its id:"),
        "{said}"
    );
    let id = said
        .lines()
        .nth(1)
        .and_then(|line| line.split_whitespace().next())
        .unwrap();
    let told = place.run(&by_ana(study, &["--mark", HOPE, id]));
    assert_eq!(
        told.trim(),
        "FG1_case_workers:4: shows “Hope is made of small things”"
    );

    for (args, why) in [
        (
            &["--unmark", HOPE, "P01_interview:34"][..],
            "no segment at “P01_interview:34” is marked",
        ),
        (
            &["--mark", HOPE, "P01_interview:1"],
            "no coded segment is at “P01_interview:1”",
        ),
        (
            &["--mark", "Despair", "P01_interview:34"],
            "there is no theme “Despair”",
        ),
        (&["--judge", "Steps", "holds"], "say why it was judged so"),
        (
            &["--judge", "Steps", "robust", "--reason", "x"],
            "is no judgement of a theme: holds",
        ),
        (
            &[
                "--judge",
                "Steps",
                "holds",
                "--reason",
                "x",
                "--present",
                "cyd",
            ],
            "cyd is no coder",
        ),
    ] {
        let (_, said) = ends(&place.output(&by_ana(study, args)), 1);
        assert!(said.contains(why), "{args:?}: {said}");
    }
}
