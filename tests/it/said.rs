//! What screens say of what was done: true, complete, and once.

use crate::place::Place;
use crate::reconcile_screen::{LEAST, example, hides, open, press, shows};
use std::fs;

#[test]
fn a_message_that_has_left_the_screen_does_not_come_back() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let talk = place.path("talk.txt");
    fs::write(&talk, "ANA: We walked.\n\nBEN: We did.\n").unwrap();
    let mut program = open(&place, "ana", LEAST);
    let import = |program: &mut _, path: &std::path::Path| {
        let typed: String = path
            .to_str()
            .unwrap()
            .chars()
            .map(|c| match c {
                ' ' => "<space> ".to_owned(),
                c => format!("{c} "),
            })
            .collect();
        press(program, &format!("g s i {typed} <ret>"));
    };
    import(&mut program, &place.path("nowhere.txt"));
    shows(&program, &["refused: "]);
    press(&mut program, "j");
    shows(&program, &["refused: "]);
    import(&mut program, &talk);
    shows(&program, &["imported 1 source"]);
    press(&mut program, "j");
    hides(&program, &["refused: ", "imported 1 source"]);
    // It was no work of others.
    press(&mut program, ": m e s s a g e s <ret>");
    shows(&program, &["refused: ", "imported 1 source"]);
    hides(&program, &["others' work arrived"]);
}

#[test]
fn with_nothing_unread_no_round_is_proposed() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g s P");
    shows(&program, &["there is nothing unread to draw"]);
    hides(&program, &["New round over"]);
}

#[test]
fn a_proposal_says_how_many_more_codes_are_to_be_amended() {
    let place = example();
    let talk = place.path("talk.txt");
    fs::write(&talk, "ANA: We walked.\n\nBEN: We did.\n").unwrap();
    let study = place.study_arg();
    place.run(&["import", &study, "--coder", "ana", talk.to_str().unwrap()]);
    let all: serde_json::Value =
        serde_json::from_str(&place.run(&["round", "propose", &study, "--size", "1", "--json"]))
            .unwrap();
    let more = all["amend_before"].as_array().unwrap().len() - 3;
    assert!(more > 1);
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g s P");
    shows(
        &program,
        &["1 of 1 unread source,", &format!("and {more} more")],
    );
}
