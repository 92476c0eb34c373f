//! `tandem agree DIR` on part of a study: what is selected, pooled, parted and resampled.

use super::{ends, json};
use crate::place::Place;
use serde_json::Value;

/// The worked example.
fn demo() -> (Place, String) {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["demo", &study]);
    (place, study)
}

/// Every number in a report is finite, and nothing that should be a figure is null but codes that
/// are none.
fn numbers(value: &Value) -> usize {
    match value {
        Value::Array(all) => all.iter().map(numbers).sum(),
        Value::Object(fields) => fields.values().map(numbers).sum(),
        Value::Number(n) => usize::from(n.as_f64().is_some_and(f64::is_finite)),
        _ => 0,
    }
}

#[test]
fn rounds_are_pooled_by_name_and_everything_selected_is_nothing_selected() {
    let (place, study) = demo();
    let plain = json(&place, &["agree", &study, "--round", "Round 2"]);
    let of = |report: &Value| report["rounds"][0].clone();
    let whole = [
        "agree",
        &study,
        "--round",
        "Round 2",
        "--unit",
        "turns",
        "--overlap",
        "50",
        "--pair",
        "ana,ben",
        "--roll-up",
        "9",
    ];
    let (mut all, mut plain) = (of(&json(&place, &whole)), of(&plain));
    assert_eq!(
        (&plain["as_planned"], &all["as_planned"]),
        (&true.into(), &false.into())
    );
    all["as_planned"] = true.into();
    assert_eq!(all, plain);
    plain = of(&json(
        &place,
        &["agree", &study, "--round", "Round 2", "--overlap", "100"],
    ));
    assert_eq!(plain["overlap_percent"], 100);

    let pooled = of(&json(
        &place,
        &["agree", &study, "--round", "Round 1,Round 2"],
    ));
    assert_eq!(pooled["pooled"].as_array().map(Vec::len), Some(2));
    // Each round fixed what leads; no round fixed that they be pooled.
    assert_eq!(pooled["as_planned"], false);
    let told = place.run(&["agree", &study, "--round", "Round 1,Round 2"]);
    assert!(
        told.contains("fixed beforehand in each round: alpha"),
        "{told}"
    );
    // 11 of 22 and 15 of 17: counted together, not averaged.
    let codings = &pooled["by_coding"][0];
    assert_eq!(
        (&codings["matched"], &codings["of"]),
        (&26.into(), &39.into())
    );
    let (_, said) = ends(&place.output(&["agree", &study, "--round", "Round 1,x"]), 1);
    assert!(said.contains("there is no round “x”"), "{said}");
    let (_, said) = ends(&place.output(&["agree", &study, "--codes", "nowhere"]), 1);
    assert!(said.contains("there is no code “nowhere”"), "{said}");
    ends(&place.output(&["agree", &study, "--resamples", "100"]), 2);
}

#[test]
fn intervals_come_with_seed_and_resamples_and_are_the_same_again() {
    let (place, study) = demo();
    let ask = |seed: &str| {
        let args = [
            "agree",
            &study,
            "--round",
            "Round 2",
            "--intervals",
            "--resamples",
            "200",
            "--seed",
            seed,
            "--by",
            "source",
        ];
        (json(&place, &args), place.run(&args))
    };
    let ((first, told), (again, _), (other, _)) = (ask("7"), ask("7"), ask("8"));
    assert_eq!(first, again);
    assert_ne!(first, other);
    let round = &first["rounds"][0];
    let intervals = &round["intervals"];
    assert_eq!(intervals["resampled"], "turns");
    assert_eq!(
        (&intervals["replicates"], &intervals["seed"]),
        (&200.into(), &7.into())
    );
    let alpha = &intervals["by_unit"]["overall"]["alpha"];
    let value = round["by_unit"]["overall"]["alpha"].as_f64().unwrap();
    assert!(alpha["low"].as_f64().unwrap() < value && value < alpha["high"].as_f64().unwrap());
    assert!(alpha["undefined_resamples"].is_u64());
    assert!(numbers(&first) > 300);
    assert_eq!(
        round["parts"].as_array().map(Vec::len),
        round["sources"].as_array().map(Vec::len)
    );
    assert!(
        told.contains("from 200 resamples of turns, for there are too few sources, seed 7"),
        "{told}"
    );
    assert!(
        told.contains("95 % of alpha") && told.contains("Same places, same codes"),
        "{told}"
    );
    assert!(!told.contains("NaN") && !told.contains("inf"), "{told}");
}
