//! Who is taken for a speaker, and who is not.

use super::draft::Draft;
use super::evidence::keep_speakers;
use super::labels::candidate;
use super::lines::lines;

fn speakers(text: &str) -> Vec<String> {
    let draft = Draft::plain(text.to_owned());
    let lines = lines(&draft);
    let mut candidates: Vec<_> = lines.iter().map(|l| candidate(*l)).collect();
    keep_speakers(&lines, &mut candidates);
    let mut all: Vec<String> = Vec::new();
    for c in candidates.into_iter().flatten() {
        if !all.contains(&c.label) {
            all.push(c.label);
        }
    }
    all
}

#[test]
fn a_conversation_keeps_everybody() {
    let text = "INTERVIEWER: Hello?\n\nP01: Hello.\n\nINTERVIEWER: And?\n\nP01: Fine.\n\nHusband: She is.\n";
    assert_eq!(speakers(text), ["INTERVIEWER", "P01", "Husband"]);
    assert_eq!(speakers("Anna: Hello?\nBen: Hello.\n"), ["Anna", "Ben"]);
    assert_eq!(
        speakers("訪問員：你好。\n\nP05：你好。\n"),
        ["訪問員", "P05"]
    );
}

#[test]
fn a_report_has_no_speakers() {
    let text = "Title: A report\nDate: today\n\nThere is one thing.\n\nExample: this.\n\nSummary: that.\n\nMore of it.\n";
    assert_eq!(speakers(text), Vec::<String>::new());
    let talk = "Long talk.\n\nMore talk.\n\nStill more.\n\nAside: once.\n\nMore.\n\nAnd more.\n";
    assert_eq!(speakers(talk), Vec::<String>::new());
    let terms = "Cat: an animal\nDog: another\nCow: a third\nHen: a fourth\nPig: a fifth\n";
    assert_eq!(speakers(terms), Vec::<String>::new());
}

#[test]
fn headings_are_speakers_only_when_they_come_back() {
    let sayit = "# 2019 訪談\n\n### 唐鳳：\n好。\n\n### 記者：\n第一：什麼？\n\n### 唐鳳：\n好。\n";
    assert_eq!(speakers(sayit), ["唐鳳", "記者"]);
    let column = "# Title: more\n\n### Audrey Tang:\n\nText.\n\nText: more.\n";
    assert_eq!(speakers(column), ["Audrey Tang"]);
    let paper =
        "# Title\n\n## Introduction\n\nText.\n\n## Sonic:\n\nText.\n\n## Genesis:\n\nText.\n";
    assert_eq!(speakers(paper), Vec::<String>::new());
    let plain = "# T\n\n### Anna\nA.\n\n### Ben\nB.\n\n### Anna\nC.\n\n### Ben\nD.\n";
    assert_eq!(speakers(plain), ["Anna", "Ben"]);
}

#[test]
fn names_alone_on_their_line() {
    let text = "Interview\n\nAnna:\n\nHello.\n\nBen:\n\nHi.\n\nAnna:\n\nGood.\n\nBen:\n\nIt is.\n\nFor example:\n\nThis.\n\nFor example:\n\nThat.\n";
    assert_eq!(speakers(text), ["Anna", "Ben"]);
    let bare = "Interviewer\nHow are you?\n\nP1\nFine.\n\nInterviewer\nGood.\n\nP1\nYes.\n";
    assert_eq!(speakers(bare), ["Interviewer", "P1"]);
    let timed = "Anna Lee 00:01\nHello.\n\nBen 00:05\nHi.\n\nAnna Lee 00:09\nNote: good.\n";
    assert_eq!(speakers(timed), ["Anna Lee", "Ben"]);
}

#[test]
fn questions_at_the_end_of_a_talk() {
    let talk = "A sentence of a talk.\n\n".repeat(30);
    assert_eq!(
        speakers(&format!("{talk}Q: Why?\n\nA: Because.\n")),
        ["Q", "A"]
    );
}
