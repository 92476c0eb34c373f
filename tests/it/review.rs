//! A review of the codes from its opening to its end, on the screen and on the command line.

use crate::place::{Place, text};
use crate::reconcile_screen::{LEAST, WIDE, example, open, press, screen, shows};
use serde_json::Value;

/// The worked example with a review by cato of all codes.
fn reviewed() -> (Place, String) {
    let place = example();
    let study = place.study_arg();
    place.run(&[
        "round", "new", &study, "--name", "Review 1", "--kind", "review", "--coders", "cato",
        "--coder", "ana",
    ]);
    place.first_here("cato");
    (place, study)
}

fn json(place: &Place, args: &[&str]) -> Value {
    serde_json::from_str(&place.run(&[args, &["--json"]].concat())).unwrap()
}

fn refused(place: &Place, args: &[&str], why: &str) {
    let out = place.output(args);
    let said = text(&out.stderr);
    assert!(!out.status.success() && said.contains(why), "{said}");
}

#[test]
fn a_reviewer_walks_the_codes_with_one_key_each_and_owners_answer() {
    let (place, study) = reviewed();
    let mut program = open(&place, "cato", LEAST);
    press(&mut program, "g c");
    shows(&program, &["review: 0 of 30 codes", "y clear"]);
    // The cursor goes on by itself; the segments of both stand beside the clause.
    press(&mut program, "y j");
    shows(
        &program,
        &["review: 1 of 30 codes", "8 sources", "own goal"],
    );
    // Without a reason it is asked for again: what is typed next is no key of the list.
    press(&mut program, "k u <ret>");
    press(&mut program, "n o <space> e d g e s <ret>");
    shows(&program, &["review: 2 of 30 codes", "unclear"]);
    press(&mut program, "= h o p e <ret> a l i k e <ret>");
    shows(&program, &["review: 3 of 30 codes", "merge"]);
    // Nothing is asked for without a reason.
    press(&mut program, "s <ret>");
    shows(&program, &["say why", "review: 3 of 30 codes"]);
    press(&mut program, "<esc> z");
    shows(&program, &["review: 2 of 30 codes"]);
    let said = json(&place, &["review", &study]);
    let cato = &said["reviews"][0]["reviewers"][0];
    assert_eq!((&cato["reviewed"], &cato["clear"]), (&2.into(), &1.into()));
    // Whoever owns the codebook is led to it, and what they do is an answer.
    let mut owner = open(&place, "ana", WIDE);
    press(&mut owner, "g c n");
    shows(&owner, &["unclear", "cato: unclear — no edges"]);
    press(
        &mut owner,
        "e <c-u> g o a l <space> o f <space> o n e s <space> o w n <ret>",
    );
    shows(&owner, &["(renamed since)"]);
    let said = json(&place, &["review", &study]);
    assert_eq!(said["reviews"][0]["reviewers"][0]["changed"], 1);
    let status = place.run(&["round", "status", &study]);
    assert!(status.contains("2 of 30 codes reviewed by cato, 1 changed since"));
    // And the reviewer sees that it was.
    drop(program);
    let mut again = open(&place, "cato", LEAST);
    press(&mut again, "g c");
    shows(&again, &["unclear*"]);
    press(&mut again, "g s <tab> G c y");
    shows(&again, &["closed by cato"]);
    press(&mut again, "g c");
    assert!(!screen(&again).contains("review:"));
}

#[test]
fn what_compares_or_submits_rounds_refuses_a_review() {
    let (place, study) = reviewed();
    for args in [
        &["agree", &study, "--round", "Review 1"][..],
        &["reconcile", &study, "--round", "review 1"],
        &["conference", &study, "--round", "Review 1"],
        &["round", "submit", &study, "--round", "Review 1"],
        &["round", "start", &study, "--round", "Review 1"],
        &["round", "cancel", &study, "--round", "Review 1"],
    ] {
        let args = [args, &["--coder", "ana"]].concat();
        refused(&place, &args, "is a review of codes");
    }
    let agreed = json(&place, &["agree", &study]);
    assert!(!agreed.to_string().contains("Review 1"));
    let mut program = open(&place, "ana", WIDE);
    for keys in ["g a R", "g a f", "g d R", "g d f"] {
        press(&mut program, keys);
        assert!(!screen(&program).contains("Review 1"), "{keys}");
        press(&mut program, "<esc> <esc>");
    }
}

#[test]
fn it_is_planned_on_the_screen_and_waits_for_blind_rounds() {
    let place = example();
    let study = place.study_arg();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g s R <down> <right> <right> <right> <right>");
    press(&mut program, "<down> <c-u> b e n <ret>");
    shows(
        &program,
        &["(review)? ben is to judge 30 codes", "all sources"],
    );
    press(&mut program, "y");
    shows(&program, &["0 of 30 codes reviewed by ben"]);
    drop(program);
    let blind = [
        "round",
        "new",
        &study,
        "--name",
        "Blind",
        "--sources",
        "P01_interview",
        "--coders",
        "ana,ben",
        "--coder",
        "ana",
    ];
    place.run(&blind);
    let judge = [
        "review", &study, "--judge", "hope", "clear", "--coder", "ben",
    ];
    refused(
        &place,
        &judge,
        "waits: one of its sources is being coded blind in “Blind”",
    );
    let another = [
        "round", "new", &study, "--name", "Other", "--kind", "review", "--coders", "ben",
        "--coder", "ana",
    ];
    refused(&place, &another, "being coded blind in “Blind”");
    place.run(&[
        "round", "close", &study, "--round", "Blind", "--coder", "ana",
    ]);
    assert!(place.run(&judge).contains("1 of 30 codes reviewed by ben"));
}

#[test]
fn judgements_are_exported_with_their_history() {
    let (place, study) = reviewed();
    let judge = |judgement: &str, reason: &str| {
        let mut args = vec!["review", &study, "--judge", "hope", judgement];
        args.extend(["--coder", "cato", "--reason", reason]);
        place.run(&args)
    };
    judge("unclear", "whose hope?");
    judge("merge:stigma", "no, =one");
    let to = place.path("out");
    place.run(&["export", &study, "--to", to.to_str().unwrap()]);
    let csv = std::fs::read_to_string(to.join("reviews.csv")).unwrap();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 3, "{csv}");
    assert!(rows[1].starts_with("Review 1,hope,cato,unclear,,whose hope?,"));
    assert!(
        rows[1].ends_with(",0,") && rows[2].ends_with(",1,"),
        "{csv}"
    );
    assert!(rows[2].contains(",merge,stigma,\"no, =one\","));
    let listed = place.run(&["review", &study, "--not-clear"]);
    assert!(listed.contains("cato: merge into “stigma” — no, =one"));
}
