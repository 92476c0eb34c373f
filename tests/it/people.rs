//! Who is whom in transcripts whose labels name nobody.

use crate::place::Place;
use serde_json::Value;
use std::fs;

fn json(place: &Place, args: &[&str]) -> Value {
    serde_json::from_str(&place.run(&[args, &["--json"]].concat())).unwrap()
}

fn keys(place: &Place, keys: &str) -> String {
    let study = place.study_arg();
    place.run(&["open", &study, "--keys", keys, "--size", "80x24", "--print"])
}

/// A study of ana's with two interviews, a passage of somebody labelled so coded in each.
fn study(label: &str) -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Ward", "--coder", "ana"]);
    for (n, name) in ["one.txt", "two.txt"].into_iter().enumerate() {
        let talk =
            format!("I: And then?\n\n{label}: I walked {n} miles.\n\nI: Yes.\n\n{label}: Far.\n");
        fs::write(place.path(name), talk).unwrap();
        place.run(&["import", &study, name]);
    }
    for first in ["<ret>", "j <ret>"] {
        keys(
            &place,
            &format!("g s {first} g g G s <space> walking <ret>"),
        );
    }
    place
}

fn people(place: &Place) -> (u64, bool) {
    let told = json(place, &["themes", &place.study_arg()]);
    let count = &told["codes_under_no_theme"][0]["count"];
    assert_eq!(count["segments"], 2, "{told}");
    let by_label = told["labels"].as_str().is_some();
    (count["participants"].as_u64().unwrap(), by_label)
}

#[test]
fn a_label_that_names_nobody_is_another_person_in_each_source_until_it_is_said_who() {
    for label in ["B", "Patient"] {
        let place = study(label);
        assert_eq!(people(&place), (2, true), "{label}");
        let told = place.run(&["themes", &place.study_arg()]);
        assert!(
            told.contains(&format!(
                "by label: “{label}” in each source as another person"
            )),
            "{told}"
        );
        // Said of one source it is somebody there; said of all it is one person.
        keys(&place, "g s W W <ret> <c-u> Bea <ret>");
        assert_eq!(people(&place), (2, true), "{label}");
        keys(&place, "g s W W <down> <ret> W <down> <ret> Bea <ret>");
        assert_eq!(people(&place), (1, false), "{label}");
    }
}

#[test]
fn any_other_label_is_one_person() {
    assert_eq!(people(&study("Bea")), (1, false));
}

#[test]
fn a_role_is_set_in_all_sources_at_once() {
    let place = study("Patient");
    let everywhere = "g s p p <down> <down> <down> <ret>";
    if keys(&place, everywhere).contains("loading all texts") {
        keys(
            &place,
            &format!("{everywhere} p <down> <down> <down> <ret>"),
        );
    }
    let screen = keys(&place, "g s p p");
    assert!(screen.contains("interviewer"), "{screen}");
    let (count, by_label) = people(&place);
    assert_eq!((count, by_label), (0, false), "nobody is left who answers");
}
