use super::*;
use crate::agreement::round::Marked;

/// A round over a codebook without codes: what ana and ben marked with codes of their own.
fn open_round() -> (Study, RoundId) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 400);
    let round = s.round(&["s"]);
    for (by, code) in [
        ("ana", "wish"),
        ("ana", "steps"),
        ("ben", "hope"),
        ("ben", "Steps"),
    ] {
        s.private_code(by, round, code);
    }
    for (by, at, code) in [
        // Two marks of ana's that overlap are one place.
        ("ana", 25..33, "wish"),
        ("ana", 30..36, "steps"),
        ("ben", 25..35, "hope"),
        ("ana", 65..75, "steps"),
        ("ben", 105..115, "Steps"),
    ] {
        s.coded(by, Some(round), "s", at, code);
    }
    (s, round)
}

fn marked(s: &Study, round: RoundId) -> Result<Marked, String> {
    Marked::of(&s.view(), round, &|id, _| Some(document(id)))
}

#[test]
fn open_coding_is_compared_by_place_and_never_by_code() {
    let (mut s, round) = open_round();
    assert!(marked(&s, round).unwrap_err().contains("blind"));
    submit(&mut s, round);
    let view = s.view();
    let why = Material::of(&view, &Selection::round(round)).unwrap_err();
    assert!(matches!(why, Refused::OpenCoding(_)), "{why}");
    let stages = Stage::all(&view, &Selection::default());
    assert!(matches!(stages[0].material, Err(Refused::OpenCoding(_))));

    let found = marked(&s, round).unwrap();
    assert_eq!(found.by_place[0].words(), "1 of 3");
    let counts = found.by_place[0].counts;
    assert_eq!((counts.only_a, counts.only_b), (1, 1));
    let units = &found.by_unit.pairs[0];
    assert_eq!(units.counts().cells(), 10);
    assert_eq!((units.both, units.only_a, units.only_b), (1, 1, 1));
    let characters = &found.by_character.pairs[0];
    let counts = (characters.both, characters.only_a, characters.only_b);
    assert_eq!(counts, (10, 11, 10));
    assert_eq!(characters.counts().cells(), 400);
    assert!(found.same_places.is_ok());
}

#[test]
fn what_a_code_is_called_changes_nothing_about_places() {
    let (mut s, round) = open_round();
    submit(&mut s, round);
    let before = marked(&s, round).unwrap();
    let (mut other, same) = open_round();
    for code in ["wish", "steps", "hope", "Steps"] {
        let field = crate::model::event::CodeField::Name(format!("{code}, renamed"));
        let by = if ["wish", "steps"].contains(&code) {
            "ana"
        } else {
            "ben"
        };
        let (code, replaces) = (other.id(code), Vec::new());
        other.push(
            by,
            Change::CodeEdited {
                code,
                field,
                replaces,
                on: None,
            },
        );
    }
    submit(&mut other, same);
    let after = marked(&other, same).unwrap();
    assert_eq!(before.by_place, after.by_place);
    assert_eq!(before.by_unit.pairs, after.by_unit.pairs);
    assert_eq!(before.by_character.pairs, after.by_character.pairs);
}

#[test]
fn a_plan_says_it_and_an_older_one_is_told_by_its_codebook() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 400);
    let plan = s.plan("older", &["ana", "ben"], &["s"]);
    assert_eq!(plan.open_coding, None);
    let older = s.open("ana", plan.clone());
    let mut said = plan;
    said.open_coding = Some(false);
    let said = s.open("ana", said);
    for round in [older, said] {
        submit(&mut s, round);
    }
    // A code made afterwards makes it no other round.
    s.code("late");
    let later = s.round(&["s"]);
    let view = s.view();
    let is_open = |id| view.is_open_coding(view.round(id).unwrap());
    assert!(is_open(older));
    assert!(!is_open(said));
    assert!(!is_open(later));
}

#[test]
fn nobody_marked_anything() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 400);
    let round = s.round(&["s"]);
    submit(&mut s, round);
    let found = marked(&s, round).unwrap();
    assert_eq!(found.by_place[0].counts.all(), 0);
    assert_eq!(found.by_unit.pairs[0].neither, 10);
    assert!(found.by_unit.pairs[0].kappa.is_err());
}
