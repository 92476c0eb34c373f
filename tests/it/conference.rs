//! A code conference, by keys alone: two coders code openly and blind, submit, and judge the codes
//! they made apart from each other. What comes of it is the next codebook.

use crate::place::{Place, example, text};
use serde_json::Value;
use std::fs;

/// Ana's and ben's codes of their own, in a round of two interviews, both submitted.
fn coded() -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Open coding", "--coder", "ana"]);
    let files = ["P01_interview.txt", "P02_interview.txt"]
        .map(|name| example(&format!("sample_transcripts/{name}")));
    place.run(&["import", &study, &files[0], &files[1]]);
    let round = [
        "round",
        "new",
        &study,
        "--name",
        "Open",
        "--sources",
        "P01_interview,P02_interview",
        "--coders",
        "ana,ben",
    ];
    place.run(&round);
    place.first_here("ben");
    keys(
        &place,
        "ana",
        "g s <home> <ret> } } } s <space> small <space> wins <ret> } } s <space> waiting <ret> \
         } } s s <space> small <space> wins <ret> } } s <space> own <space> pace <ret> \
         } } s <space> money <ret> f <gt> } } } s <space> small <space> wins <ret> \
         } } s s <space> own <space> pace <ret> f",
    );
    keys(
        &place,
        "ben",
        "g s <home> <ret> } } } s s <space> steps <ret> } } s <space> patience <ret> \
         } } s <space> steps <ret> } } s <space> autonomy <ret> } } } } s <space> Money <ret> f \
         <gt> } } } s <space> autonomy <ret> } } s <space> autonomy <ret> } } } } s <space> family <ret> f",
    );
    place
}

pub fn submitted() -> Place {
    let place = coded();
    for coder in ["ana", "ben"] {
        let study = place.study_arg();
        place.run(&[
            "round", "submit", &study, "--coder", coder, "--round", "Open",
        ]);
    }
    place
}

fn keys(place: &Place, coder: &str, keys: &str) -> String {
    sized(place, coder, keys, "120x40")
}

fn sized(place: &Place, coder: &str, keys: &str, size: &str) -> String {
    let study = place.study_arg();
    place.run(&[
        "open", &study, "--coder", coder, "--keys", keys, "--size", size, "--print",
    ])
}

fn conference(place: &Place, coder: &str) -> Value {
    let study = place.study_arg();
    let told = place.run(&["conference", &study, "--coder", coder, "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    told["rounds"][0].clone()
}

fn codebook(place: &Place) -> Vec<String> {
    let study = place.study_arg();
    let told = place.run(&["codebook", &study, "--coder", "ben", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let codes = told["codes"].as_array().unwrap().iter();
    codes
        .filter(|c| c["retired"] != true)
        .map(|c| c["path"].as_str().unwrap().to_owned())
        .collect()
}

fn words(conference: &Value) -> Vec<&str> {
    let judgements = conference["judgements"].as_array().unwrap().iter();
    judgements.map(|j| j["words"].as_str().unwrap()).collect()
}

/// Every judgement there is, given by keys.
const JUDGED: &str = "g o w ben <tab> <ret> + r Both <space> wait <space> for <space> it <ret> \
    s small <space> steps <ret> > n d <down> <ret> +";

#[test]
fn codes_made_apart_become_the_next_codebook_by_keys_alone() {
    let place = submitted();
    let before = conference(&place, "ana");
    assert_eq!(before["progress"]["words"], "0 of 9 codes judged");
    assert_eq!(before["by"], "participants' turns");
    let first = &before["pairs"][0];
    assert_eq!(first["first"]["code"], "waiting");
    assert_eq!(first["second"]["code"], "patience");
    assert_eq!(first["in_common"], 1);
    let figures = place.run(&["agree", &place.study_arg(), "--json"]);

    let screen = keys(&place, "ana", JUDGED);
    assert!(screen.contains("9 of 9 codes judged"), "{screen}");
    let after = conference(&place, "ben");
    assert_eq!(
        words(&after),
        [
            "both kept",
            "the same: “small steps”",
            "narrower: “autonomy” under “own pace”",
            "dropped: “Money”; “money” is kept",
            "kept",
        ]
    );
    assert_eq!(after["judgements"][0]["reason"], "Both wait for it");
    assert_eq!(
        after["judgements"][0]["present"],
        serde_json::json!(["ana", "ben"])
    );
    assert_eq!(
        codebook(&place),
        [
            "small steps",
            "waiting",
            "own pace",
            "own pace / autonomy",
            "money",
            "patience",
            "family"
        ]
    );
    // What was submitted, what it covers and every figure stay as they were.
    assert_eq!(
        before["lists"][1]["codes"][0]["covers"],
        after["lists"][1]["codes"][0]["covers"]
    );
    assert_eq!(place.run(&["agree", &place.study_arg(), "--json"]), figures);

    // A code used late under its old name is the one it was made.
    let study = place.study_arg();
    let next = [
        "round",
        "new",
        &study,
        "--name",
        "Next",
        "--sources",
        "P01_interview,P02_interview",
        "--coders",
        "ana,ben",
    ];
    place.run(&next);
    let screen = keys(&place, "ben", "g s <home> <ret> <space> small <ret> g c");
    assert!(
        screen.contains("small steps") && !screen.contains("(new)"),
        "{screen}"
    );
    // While that round is blind the codebook is frozen, for the conference too.
    let screen = keys(&place, "ana", "g o +");
    assert!(screen.contains("the codebook is frozen"), "{screen}");
}

#[test]
fn a_judgement_is_undone_and_judged_again_by_the_other() {
    let place = submitted();
    keys(&place, "ana", "g o j s <ret> z");
    assert!(words(&conference(&place, "ben")).is_empty());
    assert!(codebook(&place).contains(&"steps".to_owned()));
    keys(&place, "ana", "g o j >");
    assert!(codebook(&place).contains(&"small wins / steps".to_owned()));
    // Ben judges the pair again: the code goes back to where it stood.
    keys(&place, "ben", "g o <home> j r we <space> talked <ret> +");
    let told = conference(&place, "ana");
    assert_eq!(words(&told), ["both kept"]);
    assert_eq!(told["judgements"][0]["by"], "ben");
    assert!(codebook(&place).contains(&"steps".to_owned()));
}

#[test]
fn before_the_round_opens_there_is_no_conference_and_no_word_of_it() {
    let place = coded();
    let study = place.study_arg();
    place.run(&[
        "round", "submit", &study, "--coder", "ben", "--round", "Open",
    ]);
    for coder in ["ana", "ben"] {
        let told = place.run(&["conference", &study, "--coder", coder, "--round", "Open"]);
        assert!(told.contains("round is blind"), "{told}");
    }
    for (coder, of_the_other) in [("ana", "patience"), ("ben", "waiting")] {
        let screen = keys(&place, coder, "g o j + <tab> <tab> j");
        assert!(!screen.contains(of_the_other), "{screen}");
        let told = place.run(&["conference", &study, "--coder", coder, "--json"]);
        assert!(!told.contains(of_the_other), "{told}");
    }
}

#[test]
fn the_table_is_written_with_every_judgement() {
    let place = submitted();
    keys(&place, "ana", JUDGED);
    keys(&place, "ana", "g o x <ret>");
    let exported = place.path("study-export");
    let csv = fs::read(exported.join("conference-Open.csv")).unwrap();
    let csv = text(&csv);
    assert!(csv.starts_with("first coder,first code,covers,"), "{csv}");
    assert!(
        csv.contains("ana,waiting,1,ben,patience,1,1,both kept,Both wait for it,ana ben,ana,"),
        "{csv}"
    );
    let markdown = fs::read(exported.join("conference-Open.md")).unwrap();
    assert!(text(&markdown).contains("9 of 9 codes judged"));
}

#[test]
fn the_screen_at_both_sizes() {
    let place = submitted();
    for size in ["80x24", "120x40"] {
        insta::assert_snapshot!(format!("open_{size}"), sized(&place, "ana", "g o", size));
    }
    keys(&place, "ana", JUDGED);
    for size in ["80x24", "120x40"] {
        let screen = sized(&place, "ben", "g o <home> <tab> j", size);
        insta::assert_snapshot!(format!("judged_{size}"), screen);
    }
}

#[test]
fn open_coding_has_places_and_no_figure_over_codes_anywhere() {
    let place = submitted();
    let study = place.study_arg();
    let round = ["--round", "Open"];
    let told = place.run(&[&["agree", &study, "--coder", "ana"], &round[..]].concat());
    assert!(told.contains("round of open coding"), "{told}");
    assert!(
        told.contains("About places alone, whatever the code"),
        "{told}"
    );
    assert!(!told.contains("By coding"), "{told}");
    let json = [&["agree", &study, "--coder", "ana", "--json"], &round[..]].concat();
    let json: Value = serde_json::from_str(&place.run(&json)).unwrap();
    let round = &json["rounds"][0];
    assert!(round["open_coding"].as_str().unwrap().contains("Open"));
    let pair = &round["places_alone"]["pairs"][0];
    assert_eq!(pair["coders"], serde_json::json!(["ana", "ben"]));
    let counted = |of: &Value| ["both", "only_a", "only_b"].map(|k| of[k].as_u64().unwrap());
    let counts = counted(&pair["by_place"]);
    assert!(counts.iter().sum::<u64>() > 0, "{pair}");
    for field in ["by_coding", "codes", "confusion", "not_yet"] {
        assert!(round.get(field).is_none(), "{field}");
    }
    // The conference has the very same figures beside it.
    assert_eq!(
        conference(&place, "ben")["places_alone"],
        round["places_alone"]
    );
    for screen in ["g a", "g a t"] {
        let screen = keys(&place, "ana", screen);
        assert!(screen.contains("open coding"), "{screen}");
        assert!(!screen.contains('α') && !screen.contains('κ'), "{screen}");
    }
    let screen = keys(&place, "ana", "g d");
    assert!(
        !screen.contains('α') && !screen.contains("undefined"),
        "{screen}"
    );
    place.run(&[
        "export",
        &study,
        "--to",
        &place.path("out").display().to_string(),
        "--coder",
        "ana",
    ]);
    let out = place.path("out");
    assert!(!out.join("agreement-open/methods.md").exists());
    let all = fs::read_to_string(out.join("agreement.json")).unwrap();
    assert!(
        all.contains("places_alone") && !all.contains("by_coding"),
        "{all}"
    );
    keys(&place, "ana", "g d M");
    let minutes = fs::read_to_string(place.path("study-export").join("minutes-Open.md")).unwrap();
    assert!(minutes.contains("About places alone"), "{minutes}");
    assert!(!minutes.contains("different code |"), "{minutes}");
}

#[test]
fn what_the_conference_decided_is_not_ruled_on_again() {
    let place = submitted();
    let study = place.study_arg();
    let queue = |place: &Place| -> Value {
        let told = place.run(&[
            "reconcile",
            &study,
            "--coder",
            "ana",
            "--round",
            "Open",
            "--json",
        ]);
        let told: Value = serde_json::from_str(&told).unwrap();
        told["rounds"][0].clone()
    };
    let before = queue(&place);
    assert_eq!(before["progress"]["conference"], 0);
    keys(&place, "ana", JUDGED);
    let after = queue(&place);
    let decided = after["progress"]["conference"].as_u64().unwrap();
    assert!(decided > 0, "{}", after["progress"]);
    let left = |q: &Value| q["progress"]["queue"].as_u64().unwrap();
    assert_eq!(left(&after) + decided, left(&before));
    // Same items by the same keys; and where one alone marked a place it is a difference still,
    // unless the code was dropped.
    let items = |q: &Value| q["items"].as_array().unwrap().clone();
    for (item, was) in items(&after).iter().zip(items(&before)) {
        assert_eq!(
            item["codings"].as_array().unwrap().len(),
            was["codings"].as_array().unwrap().len()
        );
        let alone = item["kind"].as_str().unwrap().starts_with("only");
        let dropped = item["codings"][0]["code"] == "Money";
        if alone && !dropped {
            assert_eq!(item["state"], "open", "{item}");
        }
    }
    let layer = place.run(&["layer", &study, "--coder", "ana"]);
    assert!(!layer.is_empty());
    place.run(&[
        "export",
        &study,
        "--to",
        &place.path("out").display().to_string(),
        "--coder",
        "ana",
    ]);
    let layer = fs::read_to_string(place.path("out").join("analysis-layer.csv")).unwrap();
    assert!(layer.contains(",conference,"), "{layer}");
    let screen = keys(&place, "ana", "g d v v");
    assert!(
        screen.contains("decided in the code conference"),
        "{screen}"
    );
}

#[test]
fn an_import_of_open_coding_goes_to_the_conference_with_coders_who_have_no_journal() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Taken in", "--coder", "ana"]);
    let file = example("sample_transcripts/P01_interview.txt");
    place.run(&["import", &study, &file]);
    let table = place.path("theirs.csv");
    fs::write(
        &table,
        "coder,source,start,end,code\nbo,P01_interview,100,140,steps\ncy,P01_interview,100,140,steps\n\
         bo,P01_interview,200,240,wish\ncy,P01_interview,200,240,hope\n",
    )
    .unwrap();
    let table = table.display().to_string();
    place.run(&["import", &study, "--codings", &table, "--open-coding"]);
    let told = place.run(&["agree", &study]);
    assert!(told.contains("round of open coding"), "{told}");
    let met = conference(&place, "ana");
    assert_eq!(met["progress"]["words"], "0 of 3 codes judged");
    // `steps` stands in both lists; it is judged like any pair. Bo and cy are there.
    let screen = keys(
        &place,
        "ana",
        "g o w bo <tab> cy <tab> <ret> s <end> s <ret>",
    );
    assert!(screen.contains("3 of 3 codes judged"), "{screen}");
    let met = conference(&place, "ana");
    assert_eq!(
        met["judgements"][0]["present"],
        serde_json::json!(["ana", "bo", "cy"])
    );
}
