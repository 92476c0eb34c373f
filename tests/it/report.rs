//! The report of the worked example: every number is the one its screen shows, and the study's way of
//! citing is the report's.

use crate::place::{Place, files_below};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The worked example with its report, as Markdown without links.
fn reported(more: &[&str]) -> (Place, String) {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["demo", &study, "--clock", "1796040000000", "--keys", "q"]);
    let report = report(&place, more);
    (place, report)
}

fn report(place: &Place, more: &[&str]) -> String {
    let (study, to) = (place.study_arg(), place.path("report"));
    let args = [
        "report",
        &study,
        "--coder",
        "ana",
        "--force",
        "--to",
        to.to_str().unwrap(),
    ];
    place.run(&[&args[..], more].concat());
    unlinked(&fs::read_to_string(to.join("report.md")).unwrap())
}

/// `[words](#place)` as the words alone.
fn unlinked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](#") {
        let open = before.rfind('[').unwrap();
        out.push_str(&before[..open]);
        out.push_str(&before[open + 1..]);
        rest = after.split_once(')').unwrap().1;
    }
    out + rest
}

/// The rows of the first table below a heading, cell by cell.
fn table(report: &str, heading: &str) -> Vec<Vec<String>> {
    let below = report
        .split_once(&format!("# {heading}\n"))
        .expect(heading)
        .1;
    let lines = below.lines().skip_while(|l| !l.starts_with('|'));
    let rows = lines.take_while(|l| l.starts_with('|'));
    let cell = |c: &str| c.replace(" †", "").replace('\\', "").trim().to_owned();
    rows.map(|l| l.trim_matches('|').split(" | ").map(cell).collect())
        .collect()
}

#[test]
fn matrices_are_those_of_the_screen() {
    let (place, report) = reported(&[]);
    let study = place.study_arg();
    for by in ["arm", "role", "site"] {
        for rows in ["themes", "codes"] {
            let file = place.path(&format!("{rows}-{by}.md"));
            let args = [
                "matrix", &study, "--coder", "ana", "--by", by, "--rows", rows,
            ];
            place.run(&[&args[..], &["--to", file.to_str().unwrap()]].concat());
            let own = fs::read_to_string(file).unwrap();
            let title = format!("{rows} by {by}: people");
            let of_screen = table(&format!("# {title}\n{own}"), &title);
            let of_report = table(&report, &title);
            assert!(of_report.len() > 8, "{title}");
            for (row, shown) in of_report.iter().zip(&of_screen).skip(1) {
                let name = row[0].trim_start_matches('\u{a0}');
                assert_eq!(
                    (name, &row[1..]),
                    (shown[0].as_str(), &shown[1..]),
                    "{title}"
                );
            }
            assert_eq!(of_report.len(), of_screen.len());
        }
    }
}

#[test]
fn themes_have_the_counts_of_their_screen() {
    let (place, report) = reported(&[]);
    let said = place.run(&["themes", &place.study_arg(), "--coder", "ana", "--json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    let themes = said["themes"].as_array().unwrap();
    assert_eq!(themes.len(), 9);
    let many = |n: u64, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    for theme in themes {
        let (name, count) = (theme["name"].as_str().unwrap(), &theme["count"]);
        let n = |key: &str| count[key].as_u64().unwrap();
        let stands = format!(
            "{} of {} in {}",
            many(n("segments"), "segment"),
            many(n("participants"), "participant"),
            many(n("sources"), "source")
        );
        let section = report.split_once(&format!("### {name}\n")).unwrap().1;
        let section = section.split("\n### ").next().unwrap();
        assert!(section.contains(&stands), "{name}: {stands}\n{section}");
        for segment in theme["segments"].as_array().unwrap() {
            let place = segment["place"].as_str().unwrap().replace('_', "\\_");
            assert!(section.contains(&place), "{name}: {place}");
        }
    }
}

#[test]
fn figures_of_agreement_are_those_of_the_screen() {
    let (place, report) = reported(&[]);
    let keys = ["--keys", "g a", "--size", "200x60", "--print"];
    let screen = place.run(&[&["open", &place.study_arg(), "--coder", "ana"], &keys[..]].concat());
    let rows = table(&report, "Round 2");
    let mut compared = 0;
    for row in rows.iter().skip(1) {
        let begins = |line: &&str| {
            line.trim_start_matches(['│', ' ', '▸'])
                .starts_with(&row[0])
        };
        let Some(line) = screen.lines().find(begins) else {
            continue;
        };
        // Intervals are drawn there, and words may be cut.
        let mut rest = line.split_once(&row[0]).unwrap().1;
        for cell in row[1..7].iter().filter(|c| !c.is_empty() && c.len() < 6) {
            let after = rest.split_once(cell.as_str());
            rest = after
                .unwrap_or_else(|| panic!("{}: {cell}\n{line}", row[0]))
                .1;
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}\n{screen}");
}

/// The methods of each round are said as its own export says them.
#[test]
fn the_methods_of_a_round_are_those_of_its_export() {
    let (place, report) = reported(&[]);
    let to = place.path("exported");
    place.run(&[
        "export",
        &place.study_arg(),
        "--coder",
        "ana",
        "--to",
        to.to_str().unwrap(),
    ]);
    for round in ["agreement-round-1", "agreement-round-2"] {
        let own = fs::read_to_string(to.join(round).join("methods.md")).unwrap();
        let paragraph = own.lines().last().unwrap();
        let sentences = paragraph.split_inclusive(". ");
        let plain = report.replace('\\', "");
        for sentence in sentences {
            assert!(plain.contains(sentence.trim()), "{round}: {sentence}");
        }
    }
}

#[test]
fn quotes_are_cited_as_the_study_says() {
    let (place, before) = reported(&["--by", "arm"]);
    assert!(before.contains("P01\\_interview:47"));
    let study = place.study_arg();
    let quotes = ["quotes", &study, "--coder", "ana"];
    let set = |pattern: &str| place.output(&[&quotes[..], &["--cite", pattern]].concat());
    for (pattern, why) in [
        ("{person}", "paragraphs"),
        ("{paragraphs} of {nobody}", "{nobody}"),
    ] {
        let refused = set(pattern);
        assert!(!refused.status.success());
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains(why), "{said}");
    }
    assert!(set("{person}_{arm}_{paragraphs}").status.success());
    let after = report(&place, &["--by", "arm"]);
    assert!(after.contains("P01\\_smcm\\_47"));
    let told = place.run(&[&quotes[..], &["--theme", "steps"]].concat());
    assert!(
        told.contains("P08_smcm_9  “I had cut it so small"),
        "{told}"
    );
    // The same words with the same place are copied from the text.
    let args = [
        "open",
        &study,
        "--coder",
        "ana",
        "--keys",
        "g r ] y g m",
        "--print",
    ];
    let said = place.run(&args);
    assert!(said.contains("copied P07_smcm_4"), "{said}");
    assert!(set("").status.success());
    assert!(report(&place, &[]).contains("P01\\_interview:47"));
}

/// All files of a folder, with their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let all = files_below(folder).into_iter().map(|path| {
        let bytes = fs::read(&path).unwrap();
        (path.strip_prefix(folder).unwrap().to_owned(), bytes)
    });
    all.collect()
}

#[test]
fn the_screen_writes_what_the_subcommand_writes() {
    let (place, _) = reported(&[]);
    let study = place.study_arg();
    let press = |keys: &str, size: &str| {
        let keys = ["--keys", keys, "--size", size, "--print"];
        place.run(&[&["open", &study, "--coder", "ana"], &keys[..]].concat())
    };
    let written = place.path("study-export/report");
    for (keys, size) in [
        ("g s X", "80x24"),
        ("g s <tab> X", "120x40"),
        ("g t X", "80x24"),
        ("g t <tab> X", "120x40"),
        ("g x : report <ret>", "120x40"),
    ] {
        let said = press(keys, size);
        assert!(said.contains(" wrote 8 files to "), "{keys}:\n{said}");
        assert!(files(&written) == files(&place.path("report")), "{keys}");
        fs::remove_dir_all(&written).unwrap();
    }
    // What was done just before is in it, and what was written before is kept.
    press("g t X", "120x40");
    let before = files(&written);
    let said = press("g t g g e <c-u> Great <space> hope <ret> X", "120x40");
    assert!(
        said.contains("with a 2 after the name: what was written before is kept"),
        "{said}"
    );
    let now = report(&place, &[]);
    assert!(now.contains("### Great hope"));
    let again = place.path("study-export/report-2");
    assert!(files(&again) == files(&place.path("report")));
    assert!(files(&written) == before);
    // Coders are called as elsewhere on the screen.
    press(": initials <ret> g s X", "120x40");
    report(&place, &["--coders-as", "initials"]);
    let initials = place.path("study-export/report-3");
    assert!(files(&initials) == files(&place.path("report")));
    assert!(files(&initials) != files(&again));
}
