//! Corrections: what becomes of codings, of rounds, of numbers.

use super::sources::*;
use crate::import::{Imported, read};
use crate::model::coding::MemoOn;
use crate::model::edits::{Carried, Edits};
use crate::model::event::Change;
use crate::model::fixture::{Study, interview, source, span};
use crate::model::ids::CodingId;
use crate::model::source::Document;
use crate::model::text::Text;
use crate::model::view::View;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// Draws that are the same each time.
struct Draws(u64);

impl Draws {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

const WORDS: [&str; 12] = [
    "ward", "night", "nurse", "夜", "很長", "long", "lamp", "café", "we", "went", "home", "again",
];

fn talk(draws: &mut Draws, words: usize) -> String {
    let words: Vec<&str> = (0..words)
        .map(|_| WORDS[draws.below(WORDS.len())])
        .collect();
    format!("{}.", words.join(" "))
}

fn transcript(draws: &mut Draws) -> Vec<String> {
    let line = |n: usize| format!("{}: {}", ["I", "B"][n % 2], talk(draws, 12));
    (0..60).map(line).collect()
}

/// One edit as a typist makes it: in a line, or of lines.
fn edited(lines: &mut Vec<String>, draws: &mut Draws) {
    let at = draws.below(lines.len());
    let words: Vec<&str> = lines[at].split(' ').collect();
    let word = draws.below(words.len() - 1) + 1;
    let with = |new: &str, skip: usize| {
        let rest = words.get(word + skip..).unwrap_or_default();
        [&words[..word], &[new][..], rest].concat().join(" ")
    };
    match draws.below(8) {
        0 => lines[at] = with("teh", 1),
        1 => lines[at] = with("put in", 0),
        2 => lines[at] = with("…", 4),
        3 => lines.insert(at, format!("B: {}", talk(draws, 5))),
        4 if lines.len() > 20 => drop(lines.remove(at)),
        5 if at + 1 < lines.len() => {
            let next = lines.remove(at + 1);
            lines[at] = format!("{} {next}", lines[at]);
        }
        6 => {
            let (first, rest) = (words[..word].join(" "), words[word..].join(" "));
            lines[at] = first;
            lines.insert(at + 1, rest);
        }
        _ => lines[at] = lines[at].replace("ward", "Ward").replace("長", "长"),
    }
}

fn docx(lines: &[String]) -> Vec<u8> {
    let paragraph = |line: &String| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
    let body: String = lines.iter().map(paragraph).collect();
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// Five hundred corrections of a transcript, one after the other, half of them through a Word file:
/// each of 300 codings covers the text it covered, or is said to be touched or gone.
#[test]
fn no_correction_shifts_a_coding_unsaid() {
    let mut draws = Draws(17);
    let mut lines = transcript(&mut draws);
    let plain = |lines: &[String]| read("a.txt", lines.join("\n").as_bytes(), None).unwrap();
    let word = |lines: &[String]| read("a.docx", &docx(lines), None).unwrap();
    let mut before: Imported = plain(&lines);
    let (mut same, mut touched, mut gone) = (0, 0, 0);
    for n in 0..500 {
        for _ in 0..=draws.below(3) {
            edited(&mut lines, &mut draws);
        }
        let after = if n % 2 == 0 {
            plain(&lines)
        } else {
            word(&lines)
        };
        let edits = Edits::between(&before.text, &after.text);
        let (old, new) = (
            Text::new(before.text.clone()),
            Text::new(after.text.clone()),
        );
        assert!(edits.fit(old.len()));
        assert_eq!(edits.length(old.len()), new.len());
        for _ in 0..300 {
            let start = draws.below(old.len() as usize - 1) as u32;
            let stretch = span(start..(start + 1 + draws.below(200) as u32).min(old.len()));
            match edits.carry(stretch) {
                Carried::Same(to) => {
                    same += 1;
                    assert_eq!(old.slice(stretch), new.slice(to), "edit {n}");
                }
                Carried::Touched(to) => {
                    touched += 1;
                    assert!(!to.is_empty() && to.end <= new.len(), "edit {n}");
                }
                Carried::Gone(at) => {
                    gone += 1;
                    assert!(at <= new.len());
                }
            }
        }
        if lines.len() > 200 || lines.len() < 20 {
            lines = transcript(&mut draws);
            before = plain(&lines);
        } else {
            before = after;
        }
    }
    assert_eq!(same + touched + gone, 150_000);
    assert!(
        same > 120_000 && touched > 500 && gone > 20,
        "{same} {touched} {gone}"
    );
}

/// Ana codes two stretches of an interview; then its text is corrected.
struct Case {
    study: Study,
    document: Document,
    codings: [CodingId; 2],
}

fn case() -> Case {
    let mut study = Study::new();
    study.coders(&["ana", "ben"]);
    let document = (*interview(&source("s"), 4)).clone();
    study.source("s", document.text.len());
    study.code("hope");
    let codings = [
        study.coded("ana", None, "s", 3..7, "hope"),
        study.coded("ana", None, "s", 23..27, "hope"),
    ];
    Case {
        study,
        document,
        codings,
    }
}

fn put(case: &mut Case, by: &str, text: &str) -> Correction {
    let structure = crate::import::structure(text);
    let view = case.study.view_for(by);
    let made = corrected(&view, &case.document, text.into(), structure, false).unwrap();
    case.study.push(by, made.change());
    made
}

fn covered<'t>(view: &View, id: CodingId, text: &'t Text) -> &'t str {
    text.slice(view.coding(id).unwrap().span)
}

#[test]
fn codings_follow_their_text_or_are_listed() {
    let mut case = case();
    let on = MemoOn::Segment(source("s"), span(23..27));
    let written = Change::MemoWritten {
        of: None,
        round: None,
        on,
        text: "well".into(),
        kind: None,
        about: Vec::new(),
    };
    case.study.push("ana", written.clone());
    let all = case.document.text.as_str().to_owned();
    let corrected = all.replacen("P: One. And two…  \n\n", "P: Won. And two…  \n\n", 1);
    let made = put(&mut case, "ben", &format!("I: New.\n\n{corrected}"));
    let (view, text) = (case.study.view_for("ana"), Text::new(made.text.clone()));
    assert_eq!(covered(&view, case.codings[0], &text), "One.");
    assert_eq!(covered(&view, case.codings[1], &text), "Won.");
    // A memo follows its stretch; one that is written afterwards means the text as it is.
    let place = |view: &View, n| match &view.memos().nth(n).unwrap().on {
        MemoOn::Segment(_, at) => text.slice(*at).to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(place(&view, 0), "Won.");
    case.study.push("ana", written);
    assert_eq!(
        place(&case.study.view_for("ana"), 1),
        text.slice(span(23..27))
    );
    // Nothing before it is taken back in its place.
    let ben = case.study.view_for("ben");
    assert_eq!(
        ben.undoable().unwrap_err(),
        crate::model::undo::NoUndo::Corrected
    );
    let touched = |id| view.coding(id).unwrap().touched;
    assert!(!touched(case.codings[0]) && touched(case.codings[1]));
    let cited: Vec<String> = made
        .structure
        .paragraphs
        .iter()
        .map(|p| p.cited().to_string())
        .collect();
    assert_eq!(cited, ["0a", "1", "2", "3", "4"]);
}

#[test]
fn a_coding_whose_text_is_gone_is_kept_apart_and_comes_back_with_its_source() {
    let mut case = case();
    let shorter = case
        .document
        .text
        .as_str()
        .replacen("I: One. What else?\n\n", "", 1);
    put(&mut case, "ben", &shorter);
    let view = case.study.view();
    assert!(view.coding(case.codings[0]).is_none());
    assert_eq!(
        view.bereft().map(|c| c.id).collect::<Vec<_>>(),
        [case.codings[0]]
    );
    assert_eq!(view.coding(case.codings[1]).unwrap().span, span(3..7));
    case.study.push(
        "ben",
        Change::SourceRemoved {
            source: source("s"),
        },
    );
    let out = case.study.view();
    assert!(out.sources().is_empty() && out.codings().count() == 0 && out.bereft().count() == 0);
    assert!(out.source(&source("s")).is_some());
    let again = out.adding(&source("s")).unwrap().clone();
    case.study.push("ana", again);
    let back = case.study.view();
    assert_eq!(
        (
            back.sources().len(),
            back.codings().count(),
            back.bereft().count()
        ),
        (1, 1, 1)
    );
}

#[test]
fn a_round_under_way_waits_and_one_that_was_submitted_keeps_its_text() {
    let mut case = case();
    let round = case.study.round(&["s"]);
    for who in ["ana", "ben"] {
        case.study.coded(who, Some(round), "s", 23..27, "hope");
    }
    let text = format!("I: New.\n\n{}", case.document.text.as_str());
    let structure = crate::import::structure(&text);
    let try_it = |case: &Case, for_all| {
        let view = case.study.view_for("ana");
        corrected(
            &view,
            &case.document,
            text.clone(),
            structure.clone(),
            for_all,
        )
    };
    let refused = try_it(&case, false).unwrap_err();
    assert!(
        matches!(refused, NotCorrected::UnderWay { .. }),
        "{refused}"
    );
    assert!(try_it(&case, true).is_ok());
    for who in ["ana", "ben"] {
        case.study.finished(who, round, "s");
        case.study.submit(who, round);
    }
    let before = case.study.view().snapshot(round).unwrap();
    case.study
        .push("ana", try_it(&case, false).unwrap().change());
    let after = case.study.view().snapshot(round).unwrap();
    assert_eq!(before, after);
    assert_eq!(after.codings[0][0].span, span(23..27));
    let live = case.study.view();
    assert!(live.codings().all(|c| c.revision == 2 && c.span.start > 7));
}

#[test]
fn a_paragraph_written_anew_moves_what_comes_after() {
    let case = case();
    let (text, structure) = rewritten(&case.document, 1, "Eins.\nUnd zwei.").unwrap();
    let made = Text::new(text);
    let quoted: Vec<&str> = structure
        .paragraphs
        .iter()
        .map(|p| made.slice(p.span))
        .collect();
    let rest = ["I: One. What else?", "P: One. And two…  "];
    assert_eq!(
        quoted,
        [rest[0], "P: Eins.", "Und zwei.", rest[0], rest[1]].map(|l| l)
    );
    let turns: Vec<&str> = structure.turns.iter().map(|t| made.slice(t.span)).collect();
    assert_eq!(turns[1], "P: Eins.\nUnd zwei.");
    let view = case.study.view();
    let made = corrected(
        &view,
        &case.document,
        made.as_str().into(),
        structure,
        false,
    )
    .unwrap();
    let cited: Vec<String> = made
        .structure
        .paragraphs
        .iter()
        .map(|p| p.cited().to_string())
        .collect();
    assert_eq!(cited, ["1", "2", "2a", "3", "4"]);
}

#[test]
fn who_speaks_is_said_by_label_and_by_paragraph() {
    let text = "I: So?\nB: Yes.\nNote: a laugh.\nB: No.\nrosa>> Hm.\n";
    let read = read("a.txt", text.as_bytes(), None).unwrap();
    let document = Document {
        source: source("s"),
        revision: 1,
        earlier: Vec::new(),
        text: Text::new(read.text),
        structure: read.structure,
    };
    let told = |repair: &Repair| -> String {
        let structure = repaired(&document, repair);
        let who = |t: &crate::model::source::Turn| {
            t.speaker
                .map_or("-", |s| &structure.speakers[usize::from(s)].label)
                .to_owned()
        };
        structure
            .turns
            .iter()
            .map(who)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(told(&Repair::Label("Note".into())), "I B Note B");
    let pattern = crate::import::Pattern::parse("{speaker}>> {text}").unwrap();
    assert_eq!(told(&Repair::Pattern(pattern)), "I B - B rosa");
    assert_eq!(told(&Repair::Rename("B".into(), "I".into())), "I I - I");
    // Cut behind its first letter a paragraph keeps its number, and the rest has a letter.
    let second = document.structure.paragraphs[1].span;
    let rest = span(second.start + 1..second.end);
    let mut study = Study::new();
    study.coders(&["ana"]).source("s", document.text.len());
    let cut = repaired(&document, &Repair::Assign(rest, None));
    let text = document.text.as_str().to_owned();
    let cut = corrected(&study.view(), &document, text, cut, false).unwrap();
    let cited: Vec<String> = cut
        .structure
        .paragraphs
        .iter()
        .map(|p| p.cited().to_string())
        .collect();
    assert_eq!(cited, ["1", "2", "2a", "3", "4", "5"]);
    let third = document.structure.paragraphs[3].span;
    assert_eq!(told(&Repair::Assign(third, None)), "I B - - B");
}

#[test]
fn of_two_corrections_made_apart_the_first_counts_and_the_other_is_named() {
    let mut case = case();
    let view = case.study.view_for("ana");
    let made = |text: &str| {
        let structure = crate::import::structure(text);
        corrected(&view, &case.document, text.into(), structure, false).unwrap()
    };
    let all = case.document.text.as_str();
    let (first, second) = (
        made(&format!("{all}I: One.\n")),
        made(&format!("{all}I: Two.\n")),
    );
    case.study.push("ana", first.change());
    case.study.push("ben", second.change());
    let view = case.study.view();
    let there = view.source(&source("s")).unwrap();
    assert_eq!(
        (there.revision, there.chars),
        (2, Text::new(first.text).len())
    );
    let notices = view.notices();
    assert!(
        notices
            .iter()
            .any(|n| n.0.contains("what ben did is passed over")),
        "{notices:?}"
    );
}
