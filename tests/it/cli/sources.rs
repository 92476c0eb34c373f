//! What was made of sources; corrections, repairs, and taking a source out.

use super::{ends, json};
use crate::place::Place;
use std::fs;

const TALK: &str = "I: Shall we begin?\n\nB: Yes, teh night was long.\n\nNote: he laughs.\n\nI: And then?\n\nB: We went home.\n\nNote: a pause.\n";

/// A study with one interview, and its file.
fn study() -> (Place, String, String) {
    let place = Place::with_sources(&[]);
    let study = place.study_arg();
    let file = place.path("P07.txt").to_str().unwrap().to_owned();
    fs::write(&file, TALK).unwrap();
    let told = place.run(&["import", &study, "--coder", "ana", &file]);
    let made = "P07: I 2 turns, B 2; not taken as speakers: “Note” (2); 2 lines of nobody";
    assert!(told.contains(made), "{told}");
    (place, study, file)
}

fn coded(place: &Place, study: &str) {
    let table = place.path("codings.csv");
    // “night”, and “he laughs”.
    fs::write(
        &table,
        "coder,source,start,end,code\nana,P07,32,37,hope\nana,P07,55,64,fear\n",
    )
    .unwrap();
    let table = table.to_str().unwrap();
    place.run(&["import", study, "--coder", "ana", "--codings", table]);
}

#[test]
fn a_corrected_file_corrects_its_source_and_lists_codings_without_their_text() {
    let (place, study, file) = study();
    coded(&place, &study);
    let corrected = TALK
        .replace("teh", "the")
        .replace("Note: he laughs.\n\n", "");
    let corrected = format!("{corrected}\nB: New.\n");
    fs::write(&file, &corrected).unwrap();
    // Nobody can be asked here.
    let args = [
        "import",
        &study,
        "--coder",
        "ana",
        "--same-name",
        "correct",
        &file,
    ];
    let told = place.run(&args);
    assert!(told.contains("P07: corrected in"), "{told}");
    assert!(told.contains("the text of 1 coding is gone"), "{told}");
    let again = place.run(&args);
    assert!(again.contains("already here"), "{again}");
    let made = json(&place, &["sources", &study, "--coder", "ana"]);
    assert_eq!(made["sources"][0]["turns"], 5);
    let listed = made["corrected_codings"].as_array().unwrap();
    assert_eq!(listed.len(), 1, "{made}");
    assert_eq!(
        (listed[0]["code"].as_str(), &listed[0]["gone"]),
        (Some("fear"), &true.into())
    );
    let found = json(&place, &["search", &study, "--coder", "ana", "night"]);
    assert!(found.to_string().contains("\"paragraph\":2"), "{found}");
    let exported = place.path("exported");
    place.run(&[
        "export",
        &study,
        "--coder",
        "ana",
        "--to",
        exported.to_str().unwrap(),
    ]);
    let table = fs::read_to_string(exported.join("codings.csv")).unwrap();
    assert!(
        table.contains("night") && !table.contains("fear"),
        "{table}"
    );
    assert!(place.run(&["check", &study]).contains("nothing is broken"));
}

#[test]
fn who_speaks_is_said_and_previewed() {
    let (place, study, _) = study();
    let repair = |more: &[&str]| {
        let args = [
            "sources", "repair", &study, "--coder", "ana", "--source", "P07",
        ];
        [&args[..], more]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let run = |more: &[&str]| {
        let args = repair(more);
        place.run(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let before = place.run(&["sources", &study, "--coder", "ana"]);
    let told = run(&["--speaker", "Note", "--preview"]);
    assert!(
        told.contains("would be: P07: I 2 turns, B 2, Note 2"),
        "{told}"
    );
    assert_eq!(place.run(&["sources", &study, "--coder", "ana"]), before);
    assert!(run(&["--rename", "B=Ben"]).contains("Ben 2"));
    assert!(run(&["--say", "3=Rosa"]).contains("Rosa 1"));
    assert!(run(&["--nobody", "4-5"]).contains("P07: I 1 turn, Ben 1, Rosa 1"));
    let args = repair(&["--say", "99=Rosa"]);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (_, said) = ends(&place.output(&args), 1);
    assert!(said.contains("there is no paragraph “99”"), "{said}");
}

#[test]
fn a_source_is_taken_out_and_brought_back() {
    let (place, study, file) = study();
    coded(&place, &study);
    let named = |what| ["sources", what, &study, "--coder", "ana", "--source", "P07"];
    let (_, said) = ends(&place.output(&named("remove")), 1);
    assert!(said.contains("On “P07” hang 2 codings"), "{said}");
    place.run(&[&named("remove")[..], &["--yes"]].concat());
    let gone = json(&place, &["sources", &study, "--coder", "ana"]);
    assert_eq!(
        (
            gone["sources"].as_array().unwrap().len(),
            &gone["taken_out"][0]
        ),
        (0, &"P07".into())
    );
    place.run(&named("restore"));
    let told = place.run(&["sources", &study, "--coder", "ana"]);
    assert!(told.contains("P07: I 2 turns"), "{told}");
    place.run(&[&named("remove")[..], &["--yes"]].concat());
    let told = place.run(&["import", &study, "--coder", "ana", &file]);
    assert!(told.contains("is a source again"), "{told}");
}

/// One interview in two files, coded by two; ana joins them, ben's own program brings his along.
#[test]
fn files_are_joined_and_cut_and_each_coders_codings_follow() {
    let (place, study, _) = study();
    let rest = place.path("P07 rest.txt");
    fs::write(&rest, "B: The bus was late.\n\nI: Very?\n\nB: An hour.\n").unwrap();
    let rest = rest.to_str().unwrap();
    place.run(&["import", &study, "--coder", "ana", rest]);
    coded(&place, &study);
    let table = place.path("ben.csv");
    fs::write(
        &table,
        "coder,source,start,end,code\nben,P07 rest,3,10,hope\n",
    )
    .unwrap();
    let table = table.to_str().unwrap();
    place.run(&[
        "import",
        &study,
        "--coder",
        "ben",
        "--new-coder",
        "--codings",
        table,
    ]);
    let join = [
        "sources", "join", &study, "--coder", "ana", "P07", "P07 rest",
    ];
    let (_, said) = ends(&place.output(&join), 1);
    assert!(
        said.contains("On “P07” hang 2 codings") && said.contains("--yes"),
        "{said}"
    );
    let told = place.run(&[&join[..], &["--yes"]].concat());
    assert!(
        told.contains("“P07” is made of “P07” and “P07 rest”, taken out now"),
        "{told}"
    );
    assert!(told.contains("2 codings of yours came along"), "{told}");
    let made = json(&place, &["sources", &study, "--coder", "ana"]);
    assert_eq!(made["sources"].as_array().map(Vec::len), Some(1), "{made}");
    assert_eq!(made["sources"][0]["turns"], 7, "{made}");
    assert_eq!(made["taken_out"].as_array().map(Vec::len), Some(2));
    let screen = |who: &str| {
        let args = [
            "open", &study, "--coder", who, "--keys", "", "--size", "100x30", "--print",
        ];
        place.run(&args)
    };
    assert!(screen("ben").contains("1 coding of yours stands at sources that were joined"));
    let bring = |who: &str| place.run(&["sources", "carry", &study, "--coder", who]);
    assert!(bring("ben").contains("1 coding of yours came along"));
    assert!(bring("ben").contains("nothing of yours"));
    let codings = || {
        let to = place.path("out");
        let to = to.to_str().unwrap();
        place.run(&["export", &study, "--coder", "ana", "--to", to]);
        fs::read_to_string(place.path("out").join("codings.csv")).unwrap()
    };
    let before = codings();
    for quote in ["night", "he laughs", "The bus"] {
        assert!(before.contains(quote), "{quote}: {before}");
    }
    // Cut again where the second file begins.
    let cut = [
        "sources", "cut", &study, "--coder", "ben", "P07", "--before", "7", "--yes",
    ];
    let told = place.run(&cut);
    assert!(
        told.contains("“P07 (1)” and “P07 (2)” are made of “P07”"),
        "{told}"
    );
    assert!(told.contains("1 coding of yours came along"), "{told}");
    assert!(bring("ana").contains("2 codings of yours came along"));
    let after = codings();
    assert!(
        after.contains("P07 (2)") && after.contains("The bus"),
        "{after}"
    );
    assert_eq!(after.lines().count(), before.lines().count());
    assert!(place.run(&["check", &study]).contains("nothing is broken"));
}

/// A source that is said to hold text it does not hold brings nobody's codings anywhere.
#[test]
fn a_source_that_lies_about_what_it_is_made_of_gets_nothing() {
    let (place, study, _) = study();
    let table = place.path("ben.csv");
    fs::write(&table, "coder,source,start,end,code\nben,P07,32,37,hope\n").unwrap();
    let table = table.to_str().unwrap();
    place.run(&[
        "import",
        &study,
        "--coder",
        "ben",
        "--new-coder",
        "--codings",
        table,
    ]);
    let cut = [
        "sources", "cut", &study, "--coder", "ana", "P07", "--before", "3", "--yes",
    ];
    place.run(&cut);
    place.rewrite("ana", &[("at:0)", "at:1)")]);
    let carry = ["sources", "carry", &study, "--coder", "ben"];
    let (_, said) = ends(&place.output(&carry), 1);
    let why = "“P07 (1)” is said to hold text of “P07” that is not in it";
    assert!(said.contains(why), "{said}");
    let found = json(&place, &["search", &study, "--coder", "ben", "code:hope"]);
    assert!(!found.to_string().contains("P07 (1)"), "{found}");
}

/// On the screen.
#[test]
fn what_is_cut_is_read_on_where_its_text_is() {
    let (place, study, _) = study();
    let screen = |keys: &str| {
        let args = [
            "open", &study, "--coder", "ana", "--keys", keys, "--size", "80x24", "--print",
        ];
        place.run(&args)
    };
    let refused = screen("<ret> X");
    assert!(refused.contains("begins the second piece"), "{refused}");
    let cut = screen("<ret> j j X y");
    assert!(cut.contains("Read & code  P07 (2)"), "{cut}");
    assert!(cut.contains("1  Note: he laughs."), "{cut}");
    place.run(&[
        "sources", "remove", &study, "--coder", "ana", "--source", "P07 (2)", "--yes",
    ]);
    let gone = screen("");
    assert!(gone.contains("Read & code  P07 (1)"), "{gone}");
    let joined = screen("g s <space> J");
    assert!(joined.contains("mark another source"), "{joined}");
}
