//! Tests on people, printed figures, and saturation, as a user asks for them.

use super::{ends, json};
use crate::place::Place;
use std::fs;

/// Study C's table: recomputed from what it prints beside each figure, all of it consistent.
#[test]
fn what_study_c_prints_is_consistent_with_what_it_prints_beside_it() {
    let place = Place::empty();
    let say = |args: &[&str]| place.run(&[&["printed"], args].concat());
    let age = say(&[
        "student",
        "--first",
        "12,52.0,9.3",
        "--second",
        "12,46.8,12.7",
        "--statistic",
        "1.15",
        "--df",
        "22",
        "--p",
        ".26",
    ]);
    assert!(age.contains("t 1.1444 (by rounding 1.117"), "{age}");
    assert!(
        age.contains("p 0.2648") && age.contains("printed 0.26: consistent"),
        "{age}"
    );
    let onset = say(&[
        "student",
        "--first",
        "12,11.50,10.08",
        "--second",
        "12,11.42,9.42",
        "--statistic",
        ".021",
        "--df",
        "22",
        "--p",
        ".98",
    ]);
    assert!(
        onset.contains("t 0.0201") && !onset.contains("not consistent"),
        "{onset}"
    );
    let workers = say(&[
        "welch",
        "--first",
        "7,4.29,2.08",
        "--second",
        "7,8.43,8.24",
        "--statistic",
        "−1.29",
        "--df",
        "6.76",
        "--p",
        ".24",
    ]);
    assert!(
        workers.contains("t −1.2889") && !workers.contains("-1") && workers.contains("df 6.76"),
        "{workers}"
    );
    assert!(
        workers.contains("p 0.2398") && !workers.contains("not consistent"),
        "{workers}"
    );
    // 8 and 6, as its table of participants implies, do not give these degrees of freedom.
    let other = say(&[
        "welch",
        "--first",
        "8,4.29,2.08",
        "--second",
        "6,8.43,8.24",
        "--df",
        "6.76",
    ]);
    assert!(other.contains("printed 6.76: not consistent"), "{other}");
}

#[test]
fn means_of_whole_numbers_and_ps_are_checked_and_what_cannot_be_is_said() {
    let place = Place::empty();
    let say = |args: &[&str]| place.run(&[&["printed"], args].concat());
    assert!(say(&["grim", "--mean", "5.19", "--n", "28"]).contains("no 28 whole numbers"));
    assert!(say(&["grim", "--mean", "5.18", "--n", "28"]).contains("possible: 145/28"));
    assert!(say(&["grim", "--mean", "52.0", "--n", "12"]).contains("cannot be tested"));
    assert!(say(&["grim", "--mean", "4.29", "--n", "8"]).contains("no 8 whole numbers"));
    let p = say(&[
        "p",
        "--test",
        "student",
        "--n",
        "12,12",
        "--statistic",
        "2.10",
        "--df",
        "23",
        "--p",
        "< .05",
    ]);
    assert!(
        p.contains("df 23 with n = 12 and 12: not consistent"),
        "{p}"
    );
    assert!(p.contains("printed < 0.05: consistent"), "{p}");
    // No counts are known of a chi-square that is only printed.
    let chi = say(&[
        "p",
        "--test",
        "chi-square",
        "--statistic",
        "6.11",
        "--df",
        "1",
        "--p",
        ".013",
    ]);
    assert!(
        chi.contains("(by rounding 0.0134 to 0.0135)") && !chi.contains("Counts are not rounded"),
        "{chi}"
    );
    // A change is after less before.
    let pairs = [
        "paired", "--n", "12", "--before", "10.0,2.0", "--after", "12.0,2.0", "--r", ".5",
    ];
    let change = say(&[&pairs[..], &["--statistic", "3.46"]].concat());
    assert!(
        change.contains("t 3.4641") && change.contains("printed 3.46: consistent"),
        "{change}"
    );
    for (args, why) in [
        (
            &["student", "--first", "12,5", "--second", "12,4,1"][..],
            "2 numbers",
        ),
        (
            &["student", "--first", "2,5,1", "--second", "12,4,1"],
            "fewer than 3 people",
        ),
        (
            &["paired", "--n", "12", "--p", ".05"],
            "do not tell how the same people changed",
        ),
        (
            &["fisher", "--row", "1,2,3", "--row", "4,5,6"],
            "two rows of two counts",
        ),
    ] {
        let (_, said) = ends(&place.output(&[&["printed"], args].concat()), 1);
        assert!(said.contains(why), "{args:?}: {said}");
    }
}

/// A study of ten people with numbers at two times, and of eight dated sources.
fn study(place: &Place) -> String {
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Groups", "--coder", "ana"]);
    for n in 1..=8 {
        let file = place.path(&format!("P{n:02}.txt"));
        fs::write(
            &file,
            format!("I: What was it?\nP{n:02}: one two three four five six seven eight nine ten\nI: Yes.\nP{n:02}: And so on.\n"),
        )
        .unwrap();
        place.run(&["import", &study, "--coder", "ana", file.to_str().unwrap()]);
    }
    let people = place.path("people.csv");
    let mut table = "participant,arm,score @ T1,score @ T2,works\n".to_owned();
    let scores = [
        (12, 14),
        (15, 15),
        (11, 16),
        (9, 13),
        (20, 22),
        (21, 20),
        (18, 25),
        (25, 27),
    ];
    for (n, (before, after)) in (1..).zip(scores) {
        let arm = if n <= 4 { "smcm" } else { "control" };
        let works = if n % 3 == 0 { "yes" } else { "no" };
        table.push_str(&format!("P{n:02},{arm},{before},{after},{works}\n"));
    }
    fs::write(&people, table).unwrap();
    let people = people.to_str().unwrap();
    place.run(&[
        "participants",
        &study,
        "--coder",
        "ana",
        "--import",
        people,
        "--yes",
    ]);
    study
}

#[test]
fn people_are_compared_by_group_and_by_time() {
    let place = Place::empty();
    let study = study(&place);
    let ask = |args: &[&str]| {
        json(
            &place,
            &[&["statistics", &study, "--coder", "ana"], args].concat(),
        )
    };
    let near = |found: &serde_json::Value, wanted: f64| {
        let found = found.as_f64().unwrap();
        assert!((found - wanted).abs() < 1e-6, "{found} for {wanted}");
    };
    // scipy.stats.ttest_ind(equal_var=False), ttest_rel, mannwhitneyu.
    let welch = ask(&["--of", "score @ T1", "--by", "arm"]);
    near(&welch["result"]["test"]["t"], 4.790_003_557);
    let student = ask(&["--of", "score @ T1", "--by", "arm", "--test", "student"]);
    near(&student["result"]["test"]["df"], 6.0);
    let paired = ask(&["--from", "score @ T1", "--to", "score @ T2"]);
    near(&paired["result"]["test"]["t"], 2.839_023_110);
    near(&paired["result"]["test"]["difference"], 2.625);
    let ranks = ask(&[
        "--of",
        "score @ T1",
        "--by",
        "arm",
        "--test",
        "mann-whitney",
    ]);
    near(&ranks["result"]["p"], 0.028_571_428_571);
    let works = ask(&["--of", "works", "--by", "arm"]);
    near(&works["result"]["test"]["p"], 1.0);
    assert_eq!(works["counts"], serde_json::json!([[3, 1], [3, 1]]));
    for (args, why) in [
        (
            &["--of", "works", "--by", "arm", "--test", "welch"][..],
            "holds words",
        ),
        (
            &["--of", "age", "--by", "arm"],
            "no participant has an attribute “age”",
        ),
        (
            &["--of", "score @ T1", "--by", "arm", "--test", "paired"],
            "two times of the same people",
        ),
        (
            &["--of", "arm", "--by", "arm"],
            "arm is not compared with itself",
        ),
        (
            &["--from", "score @ T1", "--to", "score @ T1"],
            "score @ T1 is not compared with itself",
        ),
    ] {
        let all = [&["statistics", &study, "--coder", "ana"], args].concat();
        let (_, said) = ends(&place.output(&all), 1);
        assert!(said.contains(why), "{args:?}: {said}");
    }
}

/// New per source 2, 1, 0, 0, 1, 0 …; the code given beforehand is apart.
#[test]
fn saturation_goes_by_the_date_of_collection() {
    let place = Place::empty();
    let study = study(&place);
    let no_date = place.output(&["saturation", &study, "--coder", "ana"]);
    assert!(ends(&no_date, 1).1.contains("no source has a date"));
    let dates = place.path("dates.csv");
    let mut table = "source,collected\n".to_owned();
    for n in 1..=8 {
        // The last was collected first.
        table.push_str(&format!("P{n:02},2026-01-{:02}\n", 20 - n));
    }
    fs::write(&dates, table).unwrap();
    let dates = dates.to_str().unwrap();
    place.run(&[
        "participants",
        &study,
        "--coder",
        "ana",
        "--of",
        "sources",
        "--import",
        dates,
        "--yes",
    ]);
    let codings = place.path("codings.csv");
    let mut table = "coder,source,start,end,code\n".to_owned();
    let used: [&[&str]; 8] = [
        &["hope"],
        &["fear"],
        &["hope", "late"],
        &["fear"],
        &["hope"],
        &["hope"],
        &["fear", "hope"],
        &["hope", "fear"],
    ];
    for (n, codes) in (1..).zip(used) {
        for code in codes {
            table.push_str(&format!("ana,P{n:02},21,28,{code}\n"));
        }
    }
    fs::write(&codings, table).unwrap();
    let codings = codings.to_str().unwrap();
    place.run(&["import", &study, "--coder", "ana", "--codings", codings]);
    let found = json(
        &place,
        &[
            "saturation",
            &study,
            "--coder",
            "ana",
            "--date",
            "collected",
        ],
    );
    let course = &found["courses"][0];
    let order: Vec<&str> = course["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["source"].as_str().unwrap())
        .collect();
    assert_eq!(
        order,
        ["P08", "P07", "P06", "P05", "P04", "P03", "P02", "P01"]
    );
    let new: Vec<u64> = course["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["new"].as_u64().unwrap() + s["given"].as_u64().unwrap())
        .collect();
    assert_eq!(new, [2, 0, 0, 0, 0, 1, 0, 0]);
    assert!(
        found["notes"]
            .to_string()
            .contains("does not show that nothing new would come")
    );
}
