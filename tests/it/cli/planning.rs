//! Planning a round: who and what is meant by a name, and calling it off.

use super::ends;
use crate::place::Place;
use crate::reconcile_screen::{WIDE, hides, open, press, shows};
use std::fs;

/// Two sources called p01, one called “Smith, Ann”, one “P 02”.
fn study() -> (Place, String) {
    let place = Place::with_sources(&[]);
    let study = place.study_arg();
    for (folder, name, text) in [
        ("wave1", "p01", "ANA: We walked.\n\nBEN: We did.\n"),
        (
            "wave2",
            "p01",
            "ANA: We sat down.\n\nBEN: We did not.\n\nANA: Oh.\n",
        ),
        ("wave2", "Smith, Ann", "ANA: I left.\n"),
        ("wave2", "P 02", "ANA: I came.\n"),
    ] {
        let file = place.path(folder).join(format!("{name}.txt"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        place.run(&["import", &study, "--coder", "ana", file.to_str().unwrap()]);
    }
    (place, study)
}

fn new<'a>(study: &'a str, name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let new = ["round", "new", study, "--coder", "ana", "--name", name];
    [&new[..], more].concat()
}

/// Ids of the sources of a name, as they are to be told apart by.
fn ids_in(said: &str) -> Vec<String> {
    let (_, ids) = said.split_once("write the id of one instead, ").unwrap();
    let ids = ids.lines().next().unwrap().split(" or ");
    ids.map(|id| id.split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn two_sources_of_one_name_are_told_apart_wherever_one_is_named() {
    let (place, study) = study();
    let of = ["--sources", "p01", "--coders", "ana,ben"];
    let (_, said) = ends(&place.output(&new(&study, "Pilot", &of)), 1);
    assert!(said.contains("2 sources are called “p01”"), "{said}");
    assert!(
        said.contains("(2 paragraphs)") && said.contains("(3 paragraphs)"),
        "{said}"
    );
    let ids = ids_in(&said);
    assert_eq!(ids.len(), 2);
    let one = ["--sources", &ids[0], "--coders", "ana,ben"];
    place.run(&new(&study, "Pilot", &one));

    let round = ["--round", "Pilot"];
    let finish = |source: &'static str| ["round", "finish", &study, "--coder", "ana", source];
    let (_, said) = ends(&place.output(&[&finish("P01")[..], &round].concat()), 1);
    assert!(said.contains("2 sources are called"), "{said}");
    let by_id = ["round", "finish", &study, "--coder", "ana", &ids[0]];
    place.run(&[&by_id[..], &round].concat());

    let basis = [
        "layer", &study, "--coder", "ana", "--source", "p01", "--from", "latest",
    ];
    let (_, said) = ends(&place.output(&basis), 1);
    assert!(said.contains("2 sources are called"), "{said}");
    let (_, said) = ends(&place.output(&["agree", &study, "--sources", "p01"]), 1);
    assert!(said.contains("2 sources are called"), "{said}");
    ends(&place.output(&["agree", &study, "--sources", &ids[1]]), 0);

    // What is printed and written names them so that it can be read again.
    for told in [
        place.run(&["layer", &study]),
        place.run(&["round", "status", &study, "--coder", "ana", "--json"]),
        place.run(&["search", &study, "walked"]),
    ] {
        assert!(told.contains(&ids[0]), "{told}");
    }
    let told = place.run(&["search", &study, &format!("source:\"{}\"", ids[1]), "did"]);
    assert!(told.contains(&ids[1]) && !told.contains(&ids[0]), "{told}");
    let screen = place.run(&["open", &study, "--coder", "ana", "--keys", "g s", "--print"]);
    assert!(ids.iter().all(|id| screen.contains(id)), "{screen}");

    let table = place.path("codings.csv");
    let row = |source: &str| format!("coder,source,start,end,code\ncat,{source},0,3,hope\n");
    let import = [
        "import",
        &study,
        "--coder",
        "ana",
        "--codings",
        table.to_str().unwrap(),
    ];
    fs::write(&table, row("p01")).unwrap();
    let (_, said) = ends(&place.output(&import), 1);
    assert!(said.contains("2 sources are called"), "{said}");
    fs::write(&table, row(&ids[1])).unwrap();
    place.run(&import);
    place.run(&["export", &study, "--coder", "ana", "--to", "out"]);
    let written = fs::read_to_string(place.path("out/codings.csv")).unwrap();
    assert!(written.contains(&ids[1]), "{written}");
}

#[test]
fn names_in_lists_may_hold_commas_and_spaces() {
    let (place, study) = study();
    let of = ["--sources", "P 02,Smith, Ann", "--coders", "ana,ben"];
    let told = place.run(&new(&study, "Pilot, the first", &of));
    assert!(told.contains("over 2 sources"), "{told}");
    let named = [
        "--round",
        "Pilot, the first",
        "--sources",
        "Smith, Ann,P 02",
    ];
    let (_, said) = ends(&place.output(&[&["agree", &study][..], &named].concat()), 1);
    assert!(!said.contains("there is no"), "{said}");
    let finish = [
        "round",
        "finish",
        &study,
        "--coder",
        "ana",
        "--round",
        "Pilot, the first",
    ];
    let told = place.run(&[&finish[..], &["Smith, Ann", "P 02"]].concat());
    assert!(told.contains("2 sources marked"), "{told}");
}

#[test]
fn an_id_that_belongs_to_nobody_is_asked_about_by_name() {
    let (place, study) = study();
    let of = |coders: &'static str| ["--sources", "P 02", "--coders", coders];
    let out = place.output(&new(&study, "First", &of("ana,ben")));
    let (_, said) = ends(&out, 0);
    assert!(said.contains("ben has not opened this study yet"), "{said}");
    let slip = new(
        &study,
        "Second",
        &["--sources", "Smith, Ann", "--coders", "ana,bem"],
    );
    let (_, said) = ends(&place.output(&slip), 1);
    assert!(said.contains("bem (did you mean ben?)"), "{said}");
    assert!(said.contains("--newcomers"), "{said}");
    // The screen asks the same before it opens the round.
    let keys = "g s G <space> R <down> <down> <space> d o t <ret>";
    let asked = place.run(&[
        "open", &study, "--coder", "ana", "--keys", keys, "--print", "--size", "160x40",
    ]);
    let words: String = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Nobody here is called"), "{asked}");
    place.run(&[&slip[..], &["--newcomers"]].concat());
    let told = place.run(&["round", "status", &study]);
    assert!(told.contains("bem"), "{told}");
}

#[test]
fn a_round_is_cancelled_by_who_opened_it_and_the_answer_tells_nothing() {
    let mut answers = Vec::new();
    for codes in [false, true] {
        let (place, study) = study();
        place.run(&new(
            &study,
            "Pilot",
            &["--sources", "P 02", "--coders", "ana,ben"],
        ));
        place.first_here("ben");
        let bens =
            |keys: &str| place.run(&["open", &study, "--coder", "ben", "--keys", keys, "--print"]);
        if codes {
            let screen = bens("g s g g <ret> <space> w a y s <ret>");
            assert!(screen.contains("ways"), "{screen}");
        }
        let cancel = |coder: &'static str| {
            place.output(&[
                "round", "cancel", &study, "--coder", coder, "--round", "Pilot",
            ])
        };
        let (_, said) = ends(&cancel("ben"), 1);
        assert!(said.contains("only ana, who opened"), "{said}");
        // On the screen it is asked first; no leaves it.
        let keys = "g s <tab> D n";
        let screen = place.run(&["open", &study, "--coder", "ana", "--keys", keys, "--print"]);
        assert!(screen.contains("Pilot"), "{screen}");
        let (told, said) = ends(&cancel("ana"), 0);
        let status = place.run(&["round", "status", &study, "--coder", "ana"]);
        assert!(status.contains("Pilot  cancelled by ana"), "{status}");
        let rest = [
            place.run(&["search", &study, "code:ways", "--coder", "ana"]),
            place.run(&["codebook", &study, "--coder", "ana"]),
            place.run(&["codebook", &study]),
        ];
        answers.push((told, said, rest));
        // He keeps what he did, and the name can be given again.
        assert_eq!(bens("g c").contains("ways"), codes);
        place.run(&new(
            &study,
            "Pilot",
            &["--sources", "P 02", "--coders", "ana,ben"],
        ));
        let finish = [
            "round", "finish", &study, "--coder", "ben", "--round", "Pilot", "P 02",
        ];
        place.run(&finish);
        let (_, said) = ends(&cancel("ana"), 1);
        assert!(said.contains("cannot be cancelled any more"), "{said}");
    }
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn submitting_with_nothing_finished_has_to_be_said() {
    let (place, study) = study();
    place.run(&new(
        &study,
        "Pilot",
        &["--sources", "P 02", "--coders", "ana,ben"],
    ));
    let submit = [
        "round", "submit", &study, "--coder", "ana", "--round", "Pilot",
    ];
    let (_, said) = ends(&place.output(&submit), 1);
    assert!(
        said.contains("you have marked no source of “Pilot” as finished"),
        "{said}"
    );
    let keys = "g s <tab> s";
    let screen = place.run(&["open", &study, "--coder", "ana", "--keys", keys, "--print"]);
    assert!(screen.contains("Submit “Pilot” all the same?"), "{screen}");
    place.run(&[&submit[..], &["--nothing-finished"]].concat());
}

#[test]
fn anothers_id_is_asked_about_before_anything_of_theirs_is_shown() {
    let (place, study) = study();
    place.run(&new(
        &study,
        "Pilot",
        &["--sources", "P 02", "--coders", "ana,ben"],
    ));
    let table = place.path("t.csv");
    fs::write(&table, "coder,source,start,end,code\n").unwrap();
    let asked: &[&[&str]] = &[
        &["open", &study, "--keys", "g c", "--print"],
        &["search", &study, "walked"],
        &["agree", &study],
        &["codebook", &study],
        &["themes", &study],
        &["reconcile", &study, "--list"],
        &["conference", &study, "--round", "Pilot"],
        &["layer", &study],
        &["export", &study, "--to", "out"],
        &["import", &study, "--codings", table.to_str().unwrap()],
        &["round", "status", &study],
        &["round", "propose", &study],
        &["round", "finish", &study, "--round", "Pilot", "P 02"],
        &["round", "submit", &study, "--round", "Pilot"],
        &["round", "withdraw", &study, "--round", "Pilot"],
        &["round", "close", &study, "--round", "Pilot"],
        &["round", "cancel", &study, "--round", "Pilot"],
    ];
    for args in asked {
        let (told, said) = ends(&place.output(&[args, &["--coder", "ben"][..]].concat()), 1);
        assert!(told.is_empty(), "{args:?}: {told}");
        assert!(said.contains("add --first-here"), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
    }
    assert!(!place.path("out").exists());
    // Who works here is not asked; who is outside the round is, for ana would see what it keeps from
    // her by a slip.
    place.run(&["search", &study, "walked", "--coder", "ana"]);
    let outside = ["search", &study, "walked", "--coder", "cat"];
    let (told, said) = ends(&place.output(&outside), 1);
    assert!(told.is_empty(), "{told}");
    assert!(said.contains("ana, who works on this machine"), "{said}");
    assert!(said.contains("add --first-here"), "{said}");
    place.first_here("cat");
    place.run(&outside);
    // He says so once.
    place.first_here("ben");
    place.run(&["search", &study, "walked", "--coder", "ben"]);
    place.run(&["open", &study, "--coder", "ben", "--keys", "g c", "--print"]);
}

#[test]
fn an_open_screen_goes_to_the_round_that_opens_over_its_source() {
    let (place, study) = study();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g s g g <ret>");
    shows(&program, &["free coding"]);
    let source = program.app.screens.read.source.clone().unwrap();
    let of = [
        "--sources",
        source.as_str(),
        "--coders",
        "ana,ben",
        "--open",
    ];
    let new = ["round", "new", &study, "--coder", "cat", "--name", "Pilot"];
    place.run(&[&new[..], &of].concat());
    program.look();
    // The note that others' work arrived leaves the row.
    press(&mut program, "<right>");
    shows(&program, &["Pilot"]);
    hides(&program, &["free coding"]);
    press(&mut program, "s <space> w a y s <ret>");
    let coding = program.app.cx.view.codings().next().unwrap();
    assert_eq!(
        coding.round,
        program.app.cx.view.round_named("Pilot").map(|r| r.id)
    );
}
