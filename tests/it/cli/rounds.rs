//! A round from its opening to its end.

use super::ends;
use crate::place::{Place, text};
use tandem::model::round::Headline;
use tandem::model::view::View;

fn study() -> (Place, String) {
    let place = Place::with_sources(&["P01_interview.txt", "P02_interview.txt"]);
    let study = place.study_arg();
    (place, study)
}

fn open(place: &Place, study: &str, name: &str, more: &[&str]) {
    let new = ["round", "new", study, "--coder", "ana", "--name", name];
    let of = ["--sources", "P01_interview,P02_interview"];
    place.run(&[&new[..], &of, more].concat());
}

/// One's step in the round “Pilot”.
fn step<'a>(what: &'a str, study: &'a str, coder: &'a str) -> Vec<&'a str> {
    vec!["round", what, study, "--coder", coder, "--round", "Pilot"]
}

#[test]
fn a_round_is_opened_submitted_withdrawn_and_opens_when_all_are_done() {
    let (place, study) = study();
    open(&place, &study, "Pilot", &["--coders", "ana,ben"]);
    let blind = place.run(&["agree", &study]);
    assert!(blind.contains("this round is blind: it opens when all its coders have submitted"));
    ends(&place.output(&["agree", &study, "--round", "pilot"]), 1);

    place.run(&[&step("finish", &study, "ana")[..], &["P01_interview"]].concat());
    let told = place.run(&step("submit", &study, "ana"));
    assert!(told.contains("1 of 2 sources finished"), "{told}");
    let (_, said) = ends(&place.output(&step("submit", &study, "ana")), 1);
    assert!(said.contains("withdraw"), "{said}");
    assert_eq!(place.run(&["agree", &study]), blind);
    place.run(&step("withdraw", &study, "ana"));
    place.run(&[&step("finish", &study, "ana")[..], &["p02_interview"]].concat());
    place.run(&step("submit", &study, "ana"));

    place.first_here("ben");
    let finish = step("finish", &study, "ben");
    place.run(&[&finish[..], &["P01_interview", "P02_interview"]].concat());
    let told = place.run(&step("submit", &study, "ben"));
    assert!(told.contains("the round is open"), "{told}");
    let (_, said) = ends(&place.output(&step("withdraw", &study, "ben")), 1);
    assert!(said.contains("is over"), "{said}");
    // Nobody coded anything: that is said, and is neither 0 nor 1.
    let told = place.run(&["agree", &study, "--coder", "ana"]);
    assert!(
        told.contains("0 matched, undefined (neither coder coded anything)"),
        "{told}"
    );
}

#[test]
fn plans_that_cannot_be_are_refused_in_words() {
    let (place, study) = study();
    let new = ["round", "new", &study, "--name", "Pilot"];
    let one = ["--sources", "P01_interview"];
    for (more, reason) in [
        (vec!["--coders", "ana"], "at least two coders"),
        (vec!["--coders", "ana,ana"], "named twice"),
        (
            vec!["--coders", "ana,ben", "--kind", "single"],
            "exactly one coder",
        ),
        (
            vec!["--coders", "ana,ben,eve", "--headline", "kappa"],
            "let alpha lead",
        ),
    ] {
        let (_, said) = ends(&place.output(&[&new[..], &one, &more].concat()), 1);
        assert!(said.contains(reason), "{said}");
    }
    let nobody = ["--sources", "P77", "--coders", "ana,ben"];
    let (_, said) = ends(&place.output(&[&new[..], &nobody].concat()), 1);
    assert!(said.contains("there is no source “P77”"), "{said}");
    let range = ["--coders", "ana,ben", "--overlap", "0"];
    ends(&place.output(&[&new[..], &one, &range].concat()), 2);
}

#[test]
fn a_study_that_wants_no_coefficient_gets_counts() {
    let (place, study) = study();
    let none = ["--coders", "ana,ben", "--headline", "none", "--open"];
    open(&place, &study, "Pilot", &none);
    for coder in ["ana", "ben"] {
        let finish = step("finish", &study, coder);
        place.run(&[&finish[..], &["P01_interview"]].concat());
        place.run(&step("submit", &study, coder));
    }
    let told = place.run(&["agree", &study]);
    assert!(told.contains("ben 0 codings) 0 matched\n"), "{told}");
    for word in ["kappa", "alpha", "undefined"] {
        assert!(!told.contains(word), "{word} in\n{told}");
    }
    let told = place.run(&["agree", &study, "--json"]);
    for word in ["kappa", "headline", "share"] {
        assert!(!told.contains(&format!("\"{word}\"")), "{word} in\n{told}");
    }
}

/// Where both coded, too: no screen, no report and no file of such a study has a coefficient, and its
/// next round wants none either.
#[test]
fn nor_does_a_coefficient_show_anywhere_once_both_coded() {
    let (place, study) = study();
    let plain = [
        "--coders",
        "ana,ben",
        "--unit",
        "sentences",
        "--headline",
        "none",
    ];
    open(&place, &study, "Pilot", &plain);
    let press = |coder: &str, keys: &str| {
        place.run(&[
            "open", &study, "--coder", coder, "--keys", keys, "--size", "120x40", "--print",
        ])
    };
    place.first_here("ben");
    press("ana", "g s <home> <ret> } } } s 1 } } s 2 } } s 1 f <gt> f");
    press("ben", "g s <home> <ret> } } } s 1 } } s 2 } } s 3 f <gt> f");
    for coder in ["ana", "ben"] {
        place.run(&step("submit", &study, coder));
    }
    let mut told = Vec::new();
    for more in [
        &["--by", "source", "--intervals", "--resamples", "40"][..],
        &["--by", "participant", "--unit", "turns", "--json"],
        &["--roll-up", "0", "--intervals", "--json"],
    ] {
        told.push(place.run(&[&["agree", &study], more].concat()));
    }
    for keys in [
        "g a",
        "g a c",
        "g a k",
        "g a s",
        "g a p",
        "g a t",
        "g a m",
        "g a r",
        "g a b",
        "g a x <ret>",
        "g d",
        "g d i",
        "g d a g a",
        "g d M",
        "g s <tab>",
    ] {
        told.push(press("ana", keys));
    }
    place.run(&["export", &study, "--coder", "ana", "--to", "exported"]);
    place.run(&[
        "reconcile",
        &study,
        "--coder",
        "ana",
        "--minutes",
        "minutes.md",
    ]);
    told.push(std::fs::read_to_string(place.path("minutes.md")).unwrap());
    let mut folders = vec![place.path("exported"), place.path("study-export")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match (path.is_dir(), std::fs::read_to_string(&path)) {
                (true, _) => folders.push(path),
                // Not workbooks and pictures.
                (false, text) => told.extend(text),
            }
        }
    }
    assert!(told.iter().any(|t| t.contains("matched")));
    let words = ["kappa", "κ", "alpha", "α", "AC1", "PABAK", "undefined"];
    for text in &told {
        for word in words {
            let at = text.find(word);
            let around = |at: usize| {
                let near = text[..at]
                    .char_indices()
                    .rev()
                    .nth(200)
                    .map_or(0, |(i, _)| i);
                text[near..].chars().take(400).collect::<String>()
            };
            assert!(
                at.is_none(),
                "{word} in\n{}",
                at.map_or_else(String::new, around)
            );
        }
    }
    let form = press("ana", "g s R");
    assert!(form.contains("no coefficient"), "{form}");
    open(&place, &study, "Main", &["--coders", "ana,ben", "--open"]);
    let events = place.open("ana").1;
    let view = View::new(events, Some("ana".parse().unwrap()));
    let main = view.round_named("Main").unwrap();
    assert_eq!(main.plan.headline, Headline::None);
}

/// In a study of format 1 nothing leads that programs of then would not know.
#[test]
fn the_first_round_is_offered_alpha_over_codes_and_the_next_what_led_before() {
    let (place, study) = study();
    open(&place, &study, "One", &["--coders", "ana,ben", "--open"]);
    let more = ["--coders", "ana,ben", "--open", "--headline", "alpha-masi"];
    open(&place, &study, "Two", &more);
    open(&place, &study, "Three", &["--coders", "ana,ben", "--open"]);
    let leads = |place: &Place, name: &str| {
        let view = View::new(place.open("ana").1, Some("ana".parse().unwrap()));
        view.round_named(name).unwrap().plan.headline
    };
    assert_eq!(leads(&place, "One"), Headline::AlphaOverCodes);
    assert_eq!(leads(&place, "Two"), Headline::AlphaMasi);
    assert_eq!(leads(&place, "Three"), Headline::AlphaMasi);

    let old = Place::format_1();
    let study = old.study_arg();
    let new = |name: &'static str, more: &[&'static str]| {
        let plan = [
            "--sources",
            "FG1_case_workers",
            "--coders",
            "ana,ben",
            "--newcomers",
        ];
        let study = study.clone();
        let head = ["round", "new", &study, "--coder", "ana", "--name", name];
        old.output(&[&head[..], &plan[..], more].concat())
    };
    let (_, said) = ends(&new("Four", &["--headline", "alpha-over-codes"]), 1);
    assert!(said.contains("format 2 alone"), "{said}");
    ends(&new("Four", &[]), 0);
    assert_eq!(leads(&old, "Four"), Headline::Alpha);
    let form = old.run(&[
        "open", &study, "--coder", "ana", "--keys", "g s R", "--size", "80x40", "--print",
    ]);
    assert!(
        form.contains("alpha, all codes in one table") && !form.contains("over codes"),
        "{form}"
    );
}

#[test]
fn a_round_closed_early_says_who_closed_it() {
    let (place, study) = study();
    open(&place, &study, "Pilot", &["--coders", "ana,ben"]);
    place.first_here("cat");
    let (_, said) = ends(&place.output(&step("close", &study, "cat")), 1);
    assert!(said.contains("no coder of “Pilot”"), "{said}");
    place.first_here("ben");
    let told = place.run(&step("close", &study, "ben"));
    assert!(told.contains("ben closed it"), "{told}");
    let told = place.run(&["round", "status", &study]);
    assert!(told.contains("closed early"), "{told}");
    let told = place.run(&["agree", &study]);
    assert!(
        told.contains("fewer than two coders have submitted"),
        "{told}"
    );
}

#[test]
fn an_id_that_is_nearly_another_coders_is_asked_about() {
    let (place, study) = study();
    open(&place, &study, "Pilot", &["--coders", "ana,ben"]);
    // Neither a slip in ana's id nor one in ben's, who is only planned so far, makes a coder.
    for (slip, meant) in [("anna", "ana"), ("bne", "ben"), ("be", "ben")] {
        for args in [
            &["open", &study, "--coder", slip, "--keys", "j"][..],
            &[
                "round",
                "new",
                &study,
                "--coder",
                slip,
                "--name",
                "Next",
                "--sources",
                "P02_interview",
                "--coders",
                "ana,ben",
            ][..],
        ] {
            let (_, said) = ends(&place.output(args), 1);
            let asked = format!("nobody called {slip} works in this study, but {meant} does");
            assert!(said.contains(&asked), "{args:?}: {said}");
        }
    }
    let known = |place: &Place| {
        let events = place.open("ana").1;
        View::new(events, Some("ana".parse().unwrap()))
            .coders()
            .len()
    };
    assert_eq!(known(&place), 1);
    // Ben himself, somebody with another name, and an Anna who says that she is new are let in.
    for args in [
        &["--coder", "ben", "--first-here"][..],
        &["--coder", "chen", "--first-here"],
        &["--coder", "anna", "--new-coder"],
        &["--coder", "anna"],
    ] {
        place.run(&[&["open", &study, "--keys", "j"], args].concat());
    }
    assert_eq!(known(&place), 4);
}

/// A round that starts from one's own codings does so on the command line and on the screen, once.
#[test]
fn a_round_starts_from_what_it_says_however_it_is_entered() {
    let place = Place::with_sources(&["P01_interview.txt", "P02_interview.txt"]);
    let study = place.study_arg();
    drop(place.open("ben"));
    let open = |keys: &str| place.run(&["open", &study, "--keys", keys, "--print"]);
    open("g s <home> <ret> } s <space> hope <ret> } s <space> hope <ret> } s <space> hope <ret>");
    let sources = "P01_interview,P02_interview";
    let new = [
        "round", "new", &study, "--name", "Again", "--kind", "re-code",
    ];
    let more = [
        "--start",
        "own",
        "--sources",
        sources,
        "--coders",
        "ana,ben",
    ];
    place.run(&[&new[..], &more].concat());
    let codings = || {
        let (_, events, _) = place.open("ana");
        let view = tandem::model::view::View::new(events, Some("ana".parse().unwrap()));
        view.codings().count()
    };
    assert_eq!(
        codings(),
        0,
        "a blind round begins with nothing from before"
    );
    let round = ["--round", "Again"];
    let finish = [&["round", "finish", &study, "P02_interview"][..], &round].concat();
    let said = place.run(&finish);
    assert!(said.contains("nothing of your own codings"), "{said}");
    let submit = [&["round", "submit", &study][..], &round].concat();
    let refused = place.output(&submit);
    assert!(text(&refused.stderr).contains("--fewer"), "{refused:?}");
    // By the screen, which comes back to the source that was read last.
    let messages = open("g m");
    let copied = "copied 3 codings of your own codings";
    assert!(messages.contains(copied), "{messages}");
    assert_eq!(codings(), 3);
    open("g s <home> <ret> ] u");
    assert_eq!(codings(), 2, "what was uncoded does not come back");
    let start = [&["round", "start", &study][..], &round].concat();
    let said = place.run(&start);
    assert!(
        said.contains("there is nothing of your own codings here"),
        "{said}"
    );
    assert_eq!(codings(), 2);
    place.run(&submit);
}
