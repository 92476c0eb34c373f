//! Subcommands, as a researcher or a script runs them.

mod agree_selected;
mod agree_spans;
mod agree_table;
mod blind;
mod coded;
mod codings;
mod demo;
mod escapes;
mod exported;
mod folders;
mod gathered;
mod imported;
mod participants;
mod planning;
mod ratings;
mod rounds;
mod sources;
mod statistics;
mod table_one;
mod themes;
mod words;

use crate::place::{Place, example, text};
use std::fs;
use std::process::{Output, Stdio};

/// Standard output and standard error of a run that must end with `status`.
fn ends(out: &Output, status: i32) -> (String, String) {
    let (told, said) = (text(&out.stdout), text(&out.stderr));
    assert_eq!(out.status.code(), Some(status), "{told}{said}");
    (told, said)
}

/// What `--json` prints.
fn json(place: &Place, args: &[&str]) -> serde_json::Value {
    let told = place.run(&[args, &["--json"]].concat());
    serde_json::from_str(&told).unwrap_or_else(|e| panic!("{args:?}: {e}\n{told}"))
}

#[test]
fn a_bad_file_is_named_and_the_others_are_imported() {
    let place = Place::with_sources(&["P02_interview.txt"]);
    let study = place.study_arg();
    let bad = place.path("talk.mp3");
    fs::write(&bad, b"ID3\x03").unwrap();
    let good = example("sample_transcripts/P01_interview.txt");
    let args = ["import", &study, bad.to_str().unwrap(), &good];
    let (told, said) = ends(&place.output(&args), 1);
    assert!(told.contains("imported 1 of 2 files"), "{told}");
    assert!(
        said.contains("talk.mp3") && said.contains(".docx"),
        "{said}"
    );
    // Importing again adds nothing and is no failure.
    let told = place.run(&["import", &study, &good]);
    assert!(told.contains("already here") && told.contains("imported 0 of 1 files"));
    let report = json(&place, &["import", &study, &good]);
    assert_eq!(report["added"], 0);
    assert_eq!(report["already_here"].as_array().map(Vec::len), Some(1));
}

#[test]
fn whoever_names_nobody_is_asked_for_a_name_where_it_matters() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    fs::remove_dir_all(place.path("state")).unwrap();
    let (_, said) = ends(
        &place.output(&["round", "submit", &study, "--round", "x"]),
        1,
    );
    assert!(said.contains("--coder"), "{said}");
    // To look, nobody need say who they are.
    place.run(&["round", "status", &study]);
    // Once the machine knows the coder, the name may be left out.
    place.run(&["codebook", &study, "--coder", "ana"]);
    let (_, said) = ends(
        &place.output(&["round", "submit", &study, "--round", "x"]),
        1,
    );
    assert!(said.contains("there is no round “x”"), "{said}");
}

#[test]
fn what_is_no_study_says_so() {
    let place = Place::empty();
    let nowhere = place.path("nothing");
    for command in ["agree", "check", "themes", "export", "codebook"] {
        let out = place.output(&[command, nowhere.to_str().unwrap()]);
        let (told, said) = ends(&out, 1);
        assert!(told.is_empty() && said.contains("not a study"), "{said}");
    }
    ends(&place.output(&["agree"]), 2);
    ends(&place.output(&["codebook"]), 2);
}

#[test]
fn a_codebook_goes_out_and_in_again() {
    let place = Place::with_sources(&["P02_interview.txt"]);
    let study = place.study_arg();
    let file = place.path("book.ron");
    let file = file.to_str().unwrap();
    let told = place.run(&["codebook", &study, "--export", file]);
    assert!(told.contains("wrote 30 codes"), "{told}");
    let told = place.run(&["codebook", "check", file]);
    assert!(told.contains("30 codes, nothing wrong"), "{told}");
    let again = place.path("again");
    let again = again.to_str().unwrap();
    let args = [
        "new",
        again,
        "--name",
        "Again",
        "--coder",
        "ana",
        "--codebook",
        file,
    ];
    place.run(&args);
    assert_eq!(
        place.run(&["codebook", &study]),
        place.run(&["codebook", again])
    );
    fs::write(file, "(name: \"x\", codes: [(nam: \"a\")])").unwrap();
    let (_, said) = ends(&place.output(&["codebook", "check", file]), 1);
    assert!(said.contains("book.ron:1:"), "{said}");
}

#[test]
fn a_changed_journal_or_text_is_named_with_its_line() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let told = place.run(&["check", &study]);
    assert!(told.contains("nothing is broken"), "{told}");
    let journals = crate::place::files_below(&place.study().join("journals"));
    let journal = journals
        .iter()
        .find(|p| p.to_string_lossy().contains("ana."));
    let journal = journal.expect("ana's journal");
    let lines = fs::read_to_string(journal).unwrap();
    fs::write(journal, lines.replacen("small steps", "small stops", 1)).unwrap();
    let (told, _) = ends(&place.output(&["check", &study]), 1);
    assert!(told.contains(".ronl, line "), "{told}");
    let out = place.output(&["check", &study, "--json"]);
    let (told, _) = ends(&out, 1);
    let report: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(report["broken"], true);
}

#[test]
fn completions_are_printed_and_a_closed_pipe_is_no_error() {
    let place = Place::empty();
    for shell in ["bash", "zsh", "fish"] {
        let told = place.run(&["completions", shell]);
        assert!(told.contains("reconcile"), "{shell}");
    }
    closed(&place, &["completions", "bash"]);
}

/// Runs the program with nobody to read its standard output, which it must not mind.
fn closed(place: &Place, args: &[&str]) {
    let mut command = place.tandem(args);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    let (_, said) = ends(&out, 0);
    assert!(!said.to_lowercase().contains("pipe"), "{args:?}: {said}");
}

#[test]
fn a_failure_is_told_though_nobody_reads_the_answer() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let mut command = place.tandem(&["round", "submit", &study, "--coder", "ana", "--round", "x"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let (_, said) = ends(&child.wait_with_output().unwrap(), 1);
    assert!(said.contains("there is no round “x”"), "{said}");
}

#[test]
fn whoever_stops_reading_is_no_error_of_any_subcommand() {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["demo", &study]);
    let asked: [&[&str]; 16] = [
        &["agree", &study],
        &["agree", &study, "--json"],
        &["reconcile", &study, "--list"],
        &["reconcile", &study, "--json"],
        &["layer", &study, "--json"],
        &["conference", &study, "--json"],
        &["search", &study, "steps"],
        &["search", &study, "steps", "--json"],
        &["themes", &study],
        &["themes", &study, "--json"],
        &["codebook", &study],
        &["codebook", &study, "--json"],
        &["round", "status", &study, "--json"],
        &["export", &study, "--to", "out", "--json"],
        &["check", &study, "--json"],
        &["open", &study, "--keys", "j", "--print=ansi", "--trace"],
    ];
    for args in asked {
        closed(&place, args);
    }
}

#[cfg(unix)]
#[test]
fn keys_whose_work_could_not_be_saved_end_with_an_error() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let before = crate::place::files_below(&place.study().join("journals"));
    let sizes: Vec<u64> = before
        .iter()
        .map(|f| fs::metadata(f).unwrap().len())
        .collect();
    let most = sizes.iter().max().unwrap() / 512 + 1;
    let keys = format!("<ret> m {} <c-s>", "x ".repeat(3000));
    let args = ["open", &study, "--coder", "ana", "--trace", "--keys", &keys];
    let out = place.with_least_room(most, &args).output().unwrap();
    let (_, said) = ends(&out, 1);
    assert!(
        said.contains("not all saved") && said.contains(".ronl"),
        "{said}"
    );
}

#[test]
fn what_the_message_names_goes_on_after_a_broken_line() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let study = place.study_arg();
    let journal = crate::place::files_below(&place.path("study/journals")).remove(0);
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("SourceAdded", "SourceEdded", 1)).unwrap();
    fs::remove_dir_all(place.path("cache")).ok();

    let second = example("sample_transcripts/P02_interview.txt");
    let args = ["import", &study, &second, "--coder", "ana"];
    let (_, said) = ends(&place.output(&args), 1);
    assert!(said.contains("`tandem repair`"), "{said}");
    let (_, said) = ends(&place.output(&["repair", &study, "--coder", "ben"]), 1);
    assert!(
        said.contains("repaired by the coder it belongs to"),
        "{said}"
    );
    let before = fs::read(&journal).unwrap();
    let told = place.run(&["repair", &study, "--coder", "ana"]);
    assert!(told.contains("goes on after 1 break;"), "{told}");
    assert_eq!(fs::read(&journal).unwrap(), before);
    assert!(place.run(&args).contains("imported 1 of 1 file"));
    ends(&place.output(&["repair", &study, "--coder", "ana"]), 1);
}
