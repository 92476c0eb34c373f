//! What screens say of what was done: true, complete, and once.

use crate::place::Place;
use crate::reconcile_screen::{LEAST, WIDE, example, hides, open, press, screen, shows};
use std::fs;
use tandem::app::screens::ScreenId;
use tandem::model::view::View;
use tandem::tui::headless::Headless;

/// Both coders are said to be present.
const BOTH: &str = "w <down> <tab> <ret>";

/// Imports a file as somebody does who types its path.
fn import(program: &mut Headless, path: &std::path::Path) {
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
}

#[test]
fn what_the_command_line_says_of_an_import_the_screen_says_as_well() {
    let sources = ["P01_interview.txt", "P02_interview.txt"];
    let (place, other) = (Place::with_sources(&sources), Place::with_sources(&sources));
    let table = place.path("pilot.csv");
    let rows = "coder,source,start,end,code,mood\n\
        Cat,P01_interview,0,40,Xanadu,a\n\
        cat,P01_interview,50,60,xanadu,a\n\
        dan,P02_interview,0,40,xanadu,b\n\
        Eve O'N,P01_interview,0,40,xanadu,b\n\
        Eve O'N,P01_interview,50,60,xanadu,b\n";
    fs::write(&table, rows).unwrap();
    let told = other.output(&[
        "import",
        &other.study_arg(),
        "--codings",
        table.to_str().unwrap(),
    ]);
    let told = crate::place::text(&told.stdout) + &crate::place::text(&told.stderr);
    let mut program = open(&place, "ana", (200, 60));
    import(&mut program, &table);
    press(&mut program, "<esc> : m e s s a g e s <ret>");
    // The list has a line of each, and the whole of the one it stands on.
    let mut messages = screen(&program);
    for _ in 0..8 {
        press(&mut program, "<down>");
        messages += &screen(&program);
    }
    for said in [
        "added 3 codings, 0 were here already, 2 refused",
        "codes added to the codebook: Xanadu",
        // Who read what was assumed, source by source.
        "P02_interview by cat; P01_interview by dan",
        "nothing was read from mood",
        "coder “Cat”: taken for “cat”",
        "code “xanadu”: taken for “Xanadu”",
        "2 rows, lines 5, 6: “Eve O'N” cannot be a coder's id",
    ] {
        let is_said = |by: &str| words(by).contains(&words(said));
        assert!(is_said(&told), "{said}\n{told}");
        assert!(is_said(&messages), "{said}\n{messages}");
    }
    // The same table again, and a source that is here.
    press(&mut program, "<esc>");
    import(&mut program, &table);
    shows(
        &program,
        &["added 0 codings, 3 were here already, 2 refused"],
    );
    press(&mut program, "<esc>");
    let here = crate::place::example("sample_transcripts/P01_interview.txt");
    import(&mut program, std::path::Path::new(&here));
    shows(&program, &["imported 0 sources", "already here"]);
}

/// A text without what breaks it over lines.
fn words(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '│')
        .collect()
}

#[test]
fn a_message_that_has_left_the_screen_does_not_come_back() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let talk = place.path("talk.txt");
    fs::write(&talk, "ANA: We walked.\n\nBEN: We did.\n").unwrap();
    let mut program = open(&place, "ana", LEAST);
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
fn text_not_kept_is_dropped_by_no_single_key() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g s <ret> m a <space> t h o u g h t <c-c>");
    shows(
        &program,
        &[
            "a thought",
            "not kept yet: Ctrl-S keeps it, Ctrl-C once more leaves without it",
        ],
    );
    assert!(!program.ended);
    // Who writes on after a warning is warned again.
    press(&mut program, "s <esc>");
    shows(&program, &["a thoughts", "Esc once more drops it"]);
    press(&mut program, "! <esc>");
    shows(&program, &["a thoughts!", "Esc once more drops it"]);
    press(&mut program, "<c-c>");
    assert!(program.ended);
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

#[test]
fn the_key_for_ratings_finds_the_rated_coding() {
    let place = Place::empty();
    let study = place.study_arg();
    fs::write(
        place.path("two.ron"),
        "(format: 1, name: \"Two\", codes: [(name: \"pain\"), \
         (name: \"severe\", kind: Rated([(1, \"a bit\"), (2, \"much\")]))])",
    )
    .unwrap();
    fs::write(place.path("talk.txt"), "ANA: It hurts so.\n").unwrap();
    let new = ["new", &study, "--name", "Two", "--coder", "ana"];
    place.run(&[&new[..], &["--codebook", "two.ron"]].concat());
    place.run(&["import", &study, "--coder", "ana", "talk.txt"]);
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g s <ret>");
    // The plain code has the shorter stretch.
    press(&mut program, "s <space> severe <ret> <esc>");
    press(&mut program, "g g w + <space> pain <ret>");
    press(&mut program, "*");
    shows(&program, &["Rating for severe", "much"]);
}

#[test]
fn a_list_shows_what_it_has_room_for_and_says_what_it_has_not() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g a f");
    shows(
        &program,
        &[
            "12 of 12",
            "Everything as the round has it",
            "Several are pooled",
        ],
    );
    hides(&program, &[" more ┘"]);
    press(&mut program, "<esc> g r <space>");
    shows(&program, &["30 of 30", "↓ 2"]);
}

#[test]
fn names_that_differ_at_their_end_are_told_apart() {
    let place = example();
    let study = place.study_arg();
    for n in ["01", "02"] {
        let talk = place.path(&format!("day1_consultation_in_the_ward{n}.txt"));
        fs::write(&talk, format!("ANA: We walked {n}.\n\nBEN: We did.\n")).unwrap();
        place.run(&["import", &study, "--coder", "ana", talk.to_str().unwrap()]);
    }
    for size in [LEAST, WIDE] {
        shows(&open(&place, "ana", size), &["ward01 ", "ward02 "]);
    }
    // A wide screen cuts no code that a narrow one has room for.
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g d R");
    shows(
        &program,
        &["walks alongside     P01", "small steps         P05"],
    );
}

#[test]
fn a_disagreement_kept_is_said_to_leave_no_finding() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g s j j j");
    shows(
        &program,
        &["findings of P02_interview: consensus of Round 2"],
    );
    hides(&program, &["without 1 disagreement kept"]);
    press(&mut program, &format!("g d {BOTH} d"));
    shows(&program, &["disagreement kept, so no finding comes of it"]);
    press(&mut program, "i");
    shows(&program, &["kept as disagreement: no finding comes of it"]);
    press(&mut program, "<esc> g s");
    shows(
        &program,
        &["consensus of Round 2, without 1 disagreement kept"],
    );
    press(&mut program, "x <ret>");
    shows(
        &program,
        &["analysis-layer.csv has no row for 1 disagreement kept"],
    );
    press(&mut program, "g t");
    shows(&program, &["disagreement kept, no finding 1"]);
    let layer = place.run(&["layer", &place.study_arg(), "--json"]);
    let layer: serde_json::Value = serde_json::from_str(&layer).unwrap();
    let kept: Vec<u64> = layer["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["disagreements_kept"].as_u64().unwrap())
        .collect();
    assert_eq!(kept.iter().sum::<u64>(), 1);
}

#[test]
fn undo_and_redo_name_the_verdict() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, &format!("g d {BOTH} b z"));
    shows(
        &program,
        &["undid: verdict “ben's coding stands” on small steps, P02_interview:18"],
    );
    press(&mut program, "Z");
    shows(
        &program,
        &["did again: verdict “ben's coding stands” on small steps, P02_interview:18"],
    );
    press(&mut program, "k r long <ret> z");
    shows(
        &program,
        &["undid: what was added to the verdict “ben's coding stands” on"],
    );
    // Words that have quotation marks of their own.
    press(&mut program, "c being <ret> y z");
    shows(&program, &["undid: verdict “‘being seen’ stands on 1"]);
}

#[test]
fn a_verdict_not_looked_at_is_named_whole() {
    let place = example();
    press(
        &mut open(&place, "ana", LEAST),
        &format!("g d {BOTH} b g s <c-c>"),
    );
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "z");
    shows(&program, &["undid: verdict “as ben has it” on small steps"]);
}

#[test]
fn a_reason_is_asked_for_by_the_paragraph_of_its_verdict() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, &format!("g d {BOTH} b r"));
    shows(
        &program,
        &["Reason of the verdict on small steps, P02_interview:18"],
    );
}

#[test]
fn the_question_who_is_present_names_what_waits_for_it() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g d w");
    hides(&program, &["then: "]);
    press(&mut program, "<esc> b");
    shows(
        &program,
        &[
            "Who is present",
            "then: verdict “ben's coding stands” on small steps,",
            "P02_interview:18",
        ],
    );
    press(&mut program, "<esc> w");
    hides(&program, &["then: "]);
}

#[test]
fn enter_lets_no_vote_pass() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, &format!("g d {BOTH} V <ret>"));
    shows(&program, &["p lets it pass, Esc ends the vote"]);
    press(&mut program, "j");
    assert_eq!(
        program.app.screens.reconcile.poll.as_ref().unwrap().far(),
        (0, 2)
    );
    press(&mut program, "p");
    assert_eq!(
        program.app.screens.reconcile.poll.as_ref().unwrap().far(),
        (1, 2)
    );
    shows(&program, &["p passes"]);
}

#[test]
fn an_amendment_says_what_it_changed_and_what_comes_back() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    // The first and the second item are of two codes; the first rests on its code's definition.
    press(&mut program, &format!("g d {BOTH} t unclear <ret> a k"));
    press(&mut program, "j e <ret> <c-s>");
    shows(&program, &["the clause stays as it was"]);
    press(&mut program, "e <ret> more. <c-s>");
    shows(
        &program,
        &["amended “stigma”: definition · no earlier verdict rests on it"],
    );
    press(&mut program, "E small <ret> a");
    press(&mut program, "k k e <ret> more. <c-s>");
    shows(
        &program,
        &["amended “small steps”: definition · 1 settled verdict comes back for another look"],
    );
}

#[test]
fn a_part_of_a_clause_is_called_as_on_the_screens() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(
        &mut program,
        &format!("g d {BOTH} t unclear <ret> j E small <ret> a g g e <down> <ret> more. <c-s> j"),
    );
    shows(
        &program,
        &[
            "ana amended “small steps” since:",
            "when to use it · y confirms",
        ],
    );
}

#[test]
fn esc_goes_back_where_one_came_from() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g a d");
    assert_eq!(program.app.cx.screen, ScreenId::Reconcile);
    // Only one code is shown: that is one step back of its own.
    let back = |program: &mut Headless, to: ScreenId| {
        for _ in 0..3 {
            if program.app.cx.screen == to {
                return;
            }
            press(program, "<esc>");
            assert!([ScreenId::Reconcile, to].contains(&program.app.cx.screen));
        }
        panic!("not back");
    };
    back(&mut program, ScreenId::Agreement);
    press(&mut program, "g d j <ret>");
    assert_eq!(program.app.cx.screen, ScreenId::Read);
    let looked_at = program.app.screens.reconcile.at;
    press(&mut program, "<esc>");
    assert_eq!(program.app.cx.screen, ScreenId::Reconcile);
    assert_eq!(program.app.screens.reconcile.at, looked_at);
    back(&mut program, ScreenId::Study);
}

#[test]
fn a_segment_opened_stands_within_its_text_and_says_the_round_is_over() {
    let place = example();
    for size in [LEAST, WIDE] {
        let mut program = open(&place, "ana", size);
        press(&mut program, "g d <ret>");
        let read = &program.app.screens.read;
        let page = usize::from(read.panes(size.0, size.1).rows.height);
        let row = read.row_at(read.cursor) - read.top;
        assert!(row <= page / 2, "{row} of {page}");
        shows(&program, &["Round 2 over, now free coding"]);
    }
}

#[test]
fn what_carries_meaning_is_not_cut_on_the_least_screen() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    for (keys, words) in [
        (
            "g a",
            &["by participants' turns: 65", "same places", "each code a"][..],
        ),
        ("g a c", &["not independent of each other"]),
        ("g a c m", &["codings put together"]),
        (
            "g a k",
            &["prevalence: farther from 0", "first gave it more often"],
        ),
        ("g d j j j j", &["│ m medication and", "│ symptoms"]),
        ("g r <home> s", &["characters: sentence"]),
        ("g f", &["/ writes a query"]),
    ] {
        press(&mut program, keys);
        let screen = screen(&program);
        for words in words {
            let mut lines = screen.lines().filter(|l| l.contains(words)).peekable();
            assert!(lines.peek().is_some(), "no “{words}” in\n{screen}");
            assert!(
                lines.all(|l| !l.contains('…')),
                "“{words}” cut in\n{screen}"
            );
        }
        assert!(!screen.contains("P02_…"), "{screen}");
    }
}

/// “Patient” in two consultations may be two people: each can be given a name of their own, which
/// counts from then on, and stays while they are taken for an interviewer.
#[test]
fn a_speaker_is_given_the_name_of_a_person() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Visits", "--coder", "ana"]);
    let talk =
        "Doctor: How are you?\n\nPatient: Better, I think.\n\nDoctor: Good.\n\nPatient: Yes.\n";
    let mut args = vec!["import".to_owned(), study.clone()];
    for name in ["day1.txt", "day2.txt"] {
        std::fs::write(place.path(name), format!("{name}\n\n{talk}")).unwrap();
        args.push(place.path(name).to_str().unwrap().to_owned());
    }
    place.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let people = || -> Vec<String> {
        let view = View::new(place.open("ana").1, Some("ana".parse().unwrap()));
        let store = place.open("ana").0;
        let mut all = Vec::new();
        for source in view.sources() {
            let document = store.load_document(&source.id, source.revision).unwrap();
            let speakers = document.structure.speakers.iter();
            let label = |s: &&tandem::model::source::Speaker| s.label == "Patient";
            all.extend(speakers.filter(label).filter_map(|s| source.participant(s)));
        }
        all
    };
    // A role names nobody: until somebody says so they are two.
    assert_eq!(people(), ["Patient (day1)", "Patient (day2)"]);
    let press =
        |keys: &str| place.run(&["open", &study, "--keys", keys, "--size", "80x24", "--print"]);
    press("g s <end> W W Patient <ret> <space> B <ret>");
    assert_eq!(people(), ["Patient (day1)", "Patient (day2) B"]);
    // An interviewer for a moment, and the same person again.
    press("g s <end> p p Patient <ret>");
    assert_eq!(people(), ["Patient (day1)"]);
    press("g s <end> p p Patient <ret>");
    assert_eq!(people(), ["Patient (day1)", "Patient (day2) B"]);
}
