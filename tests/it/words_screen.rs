//! The Words screen: it shows, and writes, what `tandem words` does.

use crate::reconcile_screen::{LEAST, WIDE, example, open, press, shows};
use std::fs;
use tandem::app::screens::ScreenId;

/// Keys for a text to be typed.
fn typed(text: &str) -> String {
    let key = |c: char| match c {
        ' ' => "<space>".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(key).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_screen_writes_what_the_command_line_writes() {
    let place = example();
    let study = place.study_arg();
    let query = "coded:hope list:turns";
    let in_turns = format!("g w f {} <ret>", typed(query));
    for (keys, args) in [
        ("g w", &[][..]),
        ("g w w a a r m <ret>", &["--stop-words", "--by", "arm"]),
        (&in_turns, &[query]),
        ("g w v <down> <ret>", &["--interviewers"]),
        ("g w <ret> s", &["--kwic", "said", "--sort", "left"]),
        ("g w p 社 區 中 心 <ret>", &["--kwic", "社區中心"]),
        ("g w c +", &["--collocates", "said", "--span", "5"]),
    ] {
        let (here, there) = (place.path("exports"), place.path("there"));
        for folder in [&here, &there] {
            drop(fs::remove_dir_all(folder));
        }
        let to = ["words", &study, "--to", there.to_str().unwrap()];
        place.run(&[&to[..], args].concat());
        let mut program = open(&place, "ana", LEAST);
        press(&mut program, keys);
        press(&mut program, "x <ret>");
        let files: Vec<_> = fs::read_dir(&there).unwrap().map(Result::unwrap).collect();
        assert_eq!(files.len(), fs::read_dir(&here).unwrap().count(), "{keys}");
        for file in files {
            let name = file.file_name();
            let is_csv = name.to_str().unwrap().ends_with("csv");
            let (ours, theirs) = (fs::read(here.join(&name)), fs::read(file.path()).unwrap());
            assert!(!is_csv || ours.unwrap() == theirs, "{keys}: {name:?}");
        }
    }
}

#[test]
fn what_is_not_counted_is_said_with_its_keys() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g w");
    shows(
        &program,
        &["(v counts them)", "(w lists them)", "all words"],
    );
    press(&mut program, "f c o d e d : h o p e <ret>");
    shows(&program, &["this query lists segments"]);
    press(&mut program, "f <c-u> <ret> / z z z z <ret>");
    shows(&program, &["no word has “zzzz” in it: Esc shows all"]);
}

#[test]
fn groups_that_have_no_room_are_a_key_away() {
    let place = example();
    let mut program = open(&place, "ana", LEAST);
    press(&mut program, "g w a s i t e <ret> v <down> <ret>");
    shows(&program, &["by site", "north"]);
    let all = program
        .app
        .screens
        .wordlist
        .words
        .words()
        .unwrap()
        .groups
        .len();
    assert!(all > 2, "{all} groups");
    shows(&program, &["▸"]);
    press(&mut program, "<right>");
    shows(&program, &["◂", "(no value)"]);
    press(&mut program, "<right>");
    shows(&program, &["there is nothing further to the right"]);
}

#[test]
fn what_stands_beside_a_word_leads_to_its_places_and_they_to_the_text() {
    let place = example();
    let mut program = open(&place, "ana", WIDE);
    press(&mut program, "g w c");
    shows(&program, &["Beside “said”, within 4 words, by log-dice"]);
    press(&mut program, "j <ret>");
    shows(&program, &["in context"]);
    let opened = program.app.screens.wordlist.opened.len();
    press(&mut program, "<ret>");
    assert_eq!(program.app.cx.screen, ScreenId::Read);
    press(&mut program, "<esc>");
    assert_eq!(program.app.screens.wordlist.opened.len(), opened);
    press(&mut program, "<esc>");
    shows(&program, &["Beside “said”"]);
    press(&mut program, "<esc>");
    shows(&program, &["words by times"]);
}
