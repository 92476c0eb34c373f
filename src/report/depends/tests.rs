//! What is read out of rounds, by hand.

use super::*;
use crate::model::attribute::Subject;
use crate::model::event::Change;
use crate::model::fixture::{self, Study};
use crate::model::source::{Document, Paragraph, Speaker, SpeakerRole, Structure, Turn};
use crate::model::text::{Span, Text};
use crate::model::verdict::Ruling;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::Documents;
use crate::statistics::carried::Choice;
use std::sync::Arc;

/// Ten turns of ten letters: the interviewer's and one person's by turns.
fn document(name: &str, person: &str) -> Arc<Document> {
    let mut structure = Structure::default();
    for (label, role) in [
        ("I", SpeakerRole::Interviewer),
        (person, SpeakerRole::Participant),
    ] {
        structure.speakers.push(Speaker {
            label: label.to_owned(),
            role,
        });
    }
    for turn in 0..12u32 {
        let span = Span {
            start: turn * 10,
            end: turn * 10 + 9,
        };
        structure.turns.push(Turn {
            speaker: Some((turn % 2) as u16),
            span,
            talk: span.start + 2,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: turn + 1,
            letter: 0,
            span,
            turn,
        });
    }
    Arc::new(Document {
        source: fixture::source(name),
        revision: 1,
        earlier: Vec::new(),
        text: Text::new("a: one two".repeat(12)),
        structure,
    })
}

/// So many interviews, half of them in either arm; both code all of them blind, ana the turns given to
/// her and ben those given to him, by number of the person's turn.
pub(in crate::report) fn study(
    people: usize,
    double: usize,
    codes: impl Fn(usize) -> (Vec<u32>, Vec<u32>),
) -> (Study, Documents, crate::model::ids::RoundId) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    let mut documents = Documents::new();
    let names: Vec<String> = (0..people).map(|n| format!("s{n:02}")).collect();
    for (n, name) in names.iter().enumerate() {
        let document = document(name, &format!("P{n:02}"));
        s.source(name, document.text.len());
        documents.insert(document.source.clone(), document);
        let change = Change::AttributeSet {
            of: Subject::Participant(format!("P{n:02}")),
            key: "arm".into(),
            value: Some(if n < people / 2 { "a" } else { "b" }.into()),
            absent: None,
            at: None,
            replaces: Vec::new(),
        };
        s.push("ana", change);
    }
    s.code("hope");
    let sources: Vec<&str> = names[..double].iter().map(String::as_str).collect();
    let round = s.round(&sources);
    for (n, name) in names.iter().enumerate() {
        let (ana, ben) = codes(n);
        let blind = (n < double).then_some(round);
        for (by, turns) in [("ana", ana), ("ben", ben)] {
            if by == "ben" && n >= double {
                continue;
            }
            for turn in turns {
                let from = (turn * 2 + 1) * 10 + 3;
                s.coded(by, blind, name, from..from + 4, "hope");
            }
        }
    }
    s.submit("ana", round);
    s.submit("ben", round);
    (s, documents, round)
}

/// In arm a ana gives two turns more than ben, in arm b as many.
#[test]
fn a_difference_that_depends_on_the_coder_is_told_with_what_follows() {
    let codes = |n: usize| match n < 10 {
        true => ((0..3 + n as u32 % 2).collect(), vec![0]),
        false => (
            (0..n as u32 % 2 + 1).collect(),
            (0..(n as u32 + 1) % 2 + 1).collect(),
        ),
    };
    let (s, documents, round) = study(20, 20, codes);
    let found = differing(&s.view_for("ana"), &documents, round, "arm", None).unwrap();
    let code = &found.json["groups"][0]["codes"][0];
    let near = |name: &str, wanted: f64| {
        let found = code[name].as_f64().unwrap();
        assert!(
            (found - wanted).abs() < 1e-9,
            "{name}: {found} for {wanted}"
        );
    };
    // Six turns each; 3.5 against 1.5 of them by ana, 1 against 1.5 by ben.
    near("by_a", 2.0 / 6.0);
    near("by_b", -0.5 / 6.0);
    near("difference", 2.5 / 6.0);
    let said = found.lines.join("\n");
    assert!(
        said.contains("*hope*: the difference between a and b is 33.3 points by ana, −8.3 by ben"),
        "{said}"
    );
    assert!(
        said.contains("Do not compare arm on *hope* yet; settle it first."),
        "{said}"
    );
    // Of no code is it open what remains possible.
    assert!(!said.contains("remain possible"), "{said}");
}

/// Ana gives everybody one turn, ben another, and every third person two.
#[test]
fn where_nothing_is_shown_no_other_sign_is_spoken_of() {
    let codes = |n: usize| {
        (
            vec![0],
            if n.is_multiple_of(3) {
                vec![1, 2]
            } else {
                vec![1]
            },
        )
    };
    let (s, documents, round) = study(24, 24, codes);
    let found = differing(&s.view_for("ana"), &documents, round, "arm", None).unwrap();
    let said = found.lines.join("\n");
    assert!(
        said.contains(
            "a and b: no sign that the comparison depends on the coder; differences up to"
        ),
        "{said}"
    );
    assert!(said.contains("(12 and 12 people, 1 code tested)"), "{said}");
}

#[test]
fn too_few_people_are_said_and_only_blind_rounds_tell() {
    let (s, documents, round) = study(10, 10, |_| (vec![0], vec![1]));
    let view = s.view_for("ana");
    let said = differing(&view, &documents, round, "arm", None)
        .unwrap()
        .lines
        .join("\n");
    assert!(said.contains("too few to tell"), "{said}");
    let why = differing(&view, &documents, round, "age", None).unwrap_err();
    assert!(
        why.contains("no participant has an attribute “age”: arm"),
        "{why}"
    );
}

/// Of ten double-coded sources ana gives turns 0 and 1, ben turns 1 and 2; all of ben's stand.
#[test]
fn what_one_coded_alone_is_carried_over_as_far_as_it_can_be() {
    let (mut s, documents, round) = study(15, 10, |_| (vec![0, 1], vec![1, 2]));
    // Nothing is settled yet.
    let open = |s: &Study| {
        let view = s.view_for("ana");
        let codes = [s.id("hope")];
        let ana = fixture::coder("ana");
        carried(
            &view,
            &documents,
            &ana,
            &codes,
            Some(Choice::AtRandom),
            &mut AlignedRounds::default(),
        )
        .unwrap()
    };
    assert!(
        open(&s).lines[0].contains("differences about it are open"),
        "{:?}",
        open(&s).lines
    );
    let view = s.view_for("ana");
    let aligned = AlignedRounds::default().aligned(&view, round).unwrap();
    for item in &aligned.items {
        if let [only] = item.key[..] {
            let by_ana = view.coding(only).unwrap().coder == fixture::coder("ana");
            let ruling = match by_ana {
                true => Ruling::Neither,
                false => Ruling::Of(fixture::coder("ben")),
            };
            s.ruled(&["ana", "ben"], round, &item.key, ruling);
        }
    }
    let found = open(&s);
    let turns = &found.json["codes"][0]["turns"];
    for (name, wanted) in [
        ("coded", 20),
        ("settled", 20),
        ("dropped", 10),
        ("added", 10),
        ("coded_alone", 10),
        ("sources_alone", 5),
        ("double_sources", 10),
    ] {
        assert_eq!(turns[name], wanted, "{name}: {turns}");
    }
    assert!((turns["expected"].as_f64().unwrap() - 10.0).abs() < 1e-9);
    assert!(
        found.lines[0].contains("had the rest been double-coded and reconciled, about 10 ("),
        "{:?}",
        found.lines
    );
}
