//! Codes merged, retired and called alike, and codings made twice, as coders meet them.

use crate::place::Place;
use std::fs;

const TALK: &str = "I: Shall we begin with the ward?\n\n\
    B: Yes. It was a long night and we were two nurses short.\n\n\
    I: And what happened then?\n\n\
    B: Nobody came. - Not one.\n";

/// A study of ana's with one short interview, called so.
fn study(name: &str) -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "Ward", "--coder", "ana"]);
    fs::write(place.path(name), TALK).unwrap();
    place.run(&["import", &study, name]);
    place
}

/// The screen after these keys.
fn after(place: &Place, keys: &str) -> String {
    let study = place.study_arg();
    let args = ["open", &study, "--keys", keys, "--size", "80x24", "--print"];
    place.run(&args)
}

fn codebook(place: &Place) -> String {
    place.run(&["codebook", &place.study_arg()])
}

/// The lines of one file of an export, the heading left out.
fn exported(place: &Place, file: &str) -> Vec<String> {
    place.run(&["export", &place.study_arg()]);
    let folder = format!("{}-export", place.study_arg());
    let text = fs::read_to_string(format!("{folder}/{file}")).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_retired_code_with_codings_is_seen_brought_back_and_asked_about() {
    let place = study("int.txt");
    after(&place, "<ret> G s <space> ward <ret> g c D y");
    assert!(codebook(&place).contains("ward (retired)  (1 coding)"));
    assert!(after(&place, "g c").contains("ward (retired)"));
    let found = place.run(&["search", &place.study_arg(), "code:ward"]);
    assert!(found.contains("ward (retired)"), "{found}");
    assert!(exported(&place, "codebook.md").contains(&"## ward (retired)".to_owned()));
    let file = place.path("book.ron");
    let book = file.to_str().unwrap();
    place.run(&["codebook", &place.study_arg(), "--export", book]);
    assert!(fs::read_to_string(&file).unwrap().contains("retired: true"));
    place.run(&["codebook", "check", book]);
    // A study of its own begins without it.
    let other = place.path("other");
    let other = other.to_str().unwrap();
    place.run(&[
        "new",
        other,
        "--name",
        "x",
        "--coder",
        "ana",
        "--codebook",
        book,
    ]);
    assert!(place.run(&["codebook", other]).contains("empty"));
    for keys in ["g c a WARD <ret>", "g r g g s <space> ward <ret>"] {
        let asked = after(&place, keys);
        assert!(asked.contains("“ward” is a retired code"), "{asked}");
    }
    // Another name is free; to be called like the retired one is not.
    let refused = after(&place, "g c a unit <ret> g g e <c-u> ward <ret>");
    assert!(
        refused.contains("there is a retired code called"),
        "{refused}"
    );
    after(&place, "g r g g s <space> ward <ret> y");
    let told = codebook(&place);
    assert!(
        told.contains("ward  (2 codings)") && !told.contains("retired"),
        "{told}"
    );
    // One act: undo takes the coding and the bringing back.
    after(&place, "g r z");
    assert!(codebook(&place).contains("ward (retired)  (1 coding)"));
    after(&place, "g c G D y");
    assert!(codebook(&place).contains("ward  (1 coding)"));
}

#[test]
fn merging_leaves_one_coding_where_one_coder_had_both() {
    let place = study("int.txt");
    let rows = "coder,source,start,end,code\nana,int,77,87,staffing\nana,int,77,87,shortage\n\
        ben,int,77,87,staffing\nana,int,48,58,staffing\n";
    fs::write(place.path("m.csv"), rows).unwrap();
    place.run(&["import", &place.study_arg(), "--codings", "m.csv"]);
    let before = place.run(&["agree", &place.study_arg(), "--json"]);
    after(&place, "g c G M <ret> y");
    assert!(codebook(&place).contains("staffing  (3 codings)"));
    let rows = exported(&place, "codings.csv");
    assert_eq!(rows.len(), 3, "{rows:?}");
    let now = place.run(&["agree", &place.study_arg(), "--json"]);
    assert_eq!(now, before, "what was submitted keeps its figures");
}

#[test]
fn what_became_one_is_changed_and_taken_back_as_one() {
    let place = study("int.txt");
    after(&place, "<ret> G s <space> calm <ret> s <space> quiet <ret>");
    after(&place, "g c G M calm <ret> y");
    assert!(codebook(&place).contains("calm  (1 coding)"));
    after(&place, "g r G x loud <ret>");
    let told = codebook(&place);
    assert!(
        told.contains("loud  (1 coding)") && told.contains("calm  (0"),
        "{told}"
    );
    after(&place, "g r G u");
    assert!(codebook(&place).contains("loud  (0 codings)"));
}

#[test]
fn a_name_is_one_however_its_accents_are_written() {
    let place = study("nfd_cafe\u{301}.txt");
    let rows = "coder,source,start,end,code\nana,nfd_caf\u{e9},0,5,caf\u{e9}\n\
        ana,nfd_cafe\u{301},6,9,CAFE\u{301}\n";
    fs::write(place.path("r\u{e9}.csv"), rows).unwrap();
    let args = ["import", &place.study_arg(), "--codings", "r\u{e9}.csv"];
    let told = place.run(&args);
    assert!(
        told.contains("added 2 codings") && told.contains("codebook: caf\u{e9}\n"),
        "{told}"
    );
    let there = after(&place, "g c a cafe\u{301} <ret>");
    assert!(there.contains("there is a code called"), "{there}");
    let study = place.study_arg();
    let only = place.output(&["agree", &study, "--round", "re\u{301}"]);
    let said = String::from_utf8_lossy(&only.stderr);
    assert!(!said.contains("there is no round"), "{said}");
    let found = place.run(&["search", &study, "source:nfd_cafe\u{301} ward"]);
    assert!(found.contains("nfd_caf\u{e9}:1"), "{found}");
}

#[test]
fn no_word_is_no_code_and_a_second_coding_beside_the_first_is_pointed_out() {
    let place = study("int.txt");
    let said = after(&place, "<ret> G <end> v i");
    assert!(said.contains("no word is selected"), "{said}");
    let first = after(&place, "<ret> g g s <space> ward <ret>");
    assert!(!first.contains("overlaps"), "{first}");
    let second = after(&place, "<ret> g g s s <space> ward <ret>");
    assert!(
        second.contains("this overlaps your coding “ward”"),
        "{second}"
    );
}

#[test]
fn what_is_undone_is_named_with_code_and_place() {
    let place = study("int.txt");
    let said = after(&place, "<ret> g g s <space> ward <ret> z");
    assert!(
        said.contains("undid: new code and coding “ward” at int:1"),
        "{said}"
    );
    let said = after(&place, "g c a unit <ret> z");
    assert!(said.contains("undid: new code: “unit”"), "{said}");
}

#[test]
fn a_filter_that_finds_no_code_says_so() {
    let place = study("int.txt");
    after(&place, "<ret> g g s <space> ward <ret>");
    let study = place.study_arg();
    let keys = "g r <tab> / zzz <ret>";
    let args = [
        "open", &study, "--keys", keys, "--size", "120x40", "--print",
    ];
    let said = place.run(&args);
    assert!(said.contains("no code is found by “zzz”"), "{said}");
}

#[test]
fn the_palette_knows_the_users_words() {
    let place = study("int.txt");
    for (keys, found) in [
        ("g c : undo", "Take back your last act"),
        ("g c : segments", "List the segments coded with it"),
        ("g c : delete", "Retire it"),
        ("g r : delete", "Take away your coding here"),
        ("g r : bookmark", "Write a memo"),
        ("g r : kappa", "Go to Agreement"),
        ("g r : search", "Go to Search"),
        ("g s : report", "Export codings"),
    ] {
        let screen = after(&place, keys);
        assert!(screen.contains(found), "{keys}: {screen}");
    }
}

#[test]
fn tables_stand_as_workbooks_beside_the_csv_and_the_mark_is_chosen() {
    let place = study("int.txt");
    after(&place, "<ret> g g s <space> ward <ret>");
    let study = place.study_arg();
    let read = |file: &str| fs::read(place.path("out").join(file)).unwrap();
    place.run(&["export", &study, "--to", "out"]);
    for table in ["codings", "analysis-layer", "sources"] {
        assert!(
            read(&format!("{table}.csv")).is_ascii(),
            "no mark in {table}.csv"
        );
        assert!(read(&format!("{table}.xlsx")).starts_with(b"PK"));
    }
    let plain = read("codings.csv");
    place.run(&["export", &study, "--to", "out", "--for-spreadsheets"]);
    let marked = read("codings.csv");
    assert_eq!(marked, [&b"\xEF\xBB\xBF"[..], &plain].concat());
    let told = place.run(&["import", &study, "--codings", "out/codings.csv"]);
    assert!(told.contains("added 1 coding"), "{told}");
    fs::write(
        place.path("table.csv"),
        "\u{feff}unit,ana,ben\n1,a,a\n2,b,b\n3,a,b\n",
    )
    .unwrap();
    let told = place.run(&["agree", "--table", "table.csv"]);
    assert!(!told.contains('\u{feff}'), "{told}");
}
