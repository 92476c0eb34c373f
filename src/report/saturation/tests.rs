//! Layers and codebooks of a small study.

use super::*;
use crate::model::event::Change;
use crate::model::fixture::{self, Study};

/// Round 1 over one and two, then a new code and Round 2 over three; four is ana's alone. Collected in the
/// order two, three, one, four.
fn study() -> Study {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    for (name, day) in [("one", 3), ("two", 1), ("three", 2), ("four", 4)] {
        s.source(name, 100);
        let change = Change::AttributeSet {
            of: Subject::Source(fixture::source(name)),
            key: "collected".into(),
            value: Some(format!("2026-01-0{day}")),
            absent: None,
            at: None,
            replaces: Vec::new(),
        };
        s.push("ana", change);
    }
    s.code("hope");
    s.code("fear");
    let round = |s: &mut Study, name: &str, sources: &[&str], given: &[(&str, &str, &str)]| {
        let plan = s.plan(name, &["ana", "ben"], sources);
        let round = s.open("ana", plan);
        for (by, source, code) in given {
            s.coded(by, Some(round), source, 0..10, code);
        }
        s.submit("ana", round);
        s.submit("ben", round);
    };
    let first = [
        ("ana", "one", "hope"),
        ("ben", "one", "fear"),
        ("ana", "two", "hope"),
        ("ben", "two", "hope"),
    ];
    round(&mut s, "Round 1", &["one", "two"], &first);
    s.code("trust");
    s.code("care");
    let second = [("ana", "three", "trust"), ("ben", "three", "care")];
    round(&mut s, "Round 2", &["three"], &second);
    s.coded("ana", None, "four", 0..10, "care");
    s
}

fn told(whose: Whose) -> Result<Saturation, String> {
    let asked = Asked {
        date: Some("collected".into()),
        whose,
        ..Asked::default()
    };
    Saturation::of(
        &study().view_for("ana"),
        &asked,
        &mut AlignedRounds::default(),
    )
}

/// Name, new and given codes of each source.
fn steps_of(found: &Saturation) -> Vec<(&str, u64, u64)> {
    let course = &found.courses[0];
    let sources = course.sources.iter().zip(&course.steps);
    sources
        .map(|(s, step)| (s.name.as_str(), step.new, step.given))
        .collect()
}

#[test]
fn a_codebook_that_changed_is_marked_before_the_source_coded_with_it() {
    let found = told(Whose::Findings).unwrap();
    let lines = found.lines();
    let starts = [
        "— with the codebook as of ",
        "2026-01-01  two: 0 new, 0 so far, first use of 1 given beforehand",
        "— with the codebook as of ",
        "2026-01-02  three: 2 new, 2 so far",
        // Not “2 codes gone”: they came only later.
        "— again with the codebook as of ",
        "2026-01-03  one: 0 new, 2 so far, first use of 1 given beforehand",
        "— coded outside rounds",
        "2026-01-04  four: 0 new, 2 so far",
    ];
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line} for {start}");
    }
    assert!(
        lines[0].contains("when Round 1 was planned (2 codes;"),
        "{}",
        lines[0]
    );
    assert!(
        lines[2].ends_with("): 2 codes added (trust and care)"),
        "{}",
        lines[2]
    );
    let drawn = found.svg("study");
    for name in ["▲ three", "▲ one", "▲ four"] {
        assert!(drawn.contains(name), "{drawn}");
    }
    assert!(drawn.contains("two") && !drawn.contains("▲ two"), "{drawn}");
    // From none to two, new and given alike.
    for text in ["2", "1", "given beforehand"] {
        assert!(drawn.lines().any(|line| line == text), "{text}: {drawn}");
    }
    let sources = &found.json()["courses"][0]["sources"];
    assert_eq!(sources[0]["codebook"]["round"], "Round 1");
    assert_eq!(sources[0]["changed"], Json::Null);
    assert_eq!(sources[1]["changed"]["added"], json!(["trust", "care"]));
    assert_eq!(sources[3]["codebook"], Json::Null);
}

#[test]
fn one_codebook_throughout_is_named_once() {
    let mut s = study();
    for name in ["three", "four"] {
        let change = Change::AttributeSet {
            of: Subject::Source(fixture::source(name)),
            key: "collected".into(),
            value: Some("not known".into()),
            absent: None,
            at: None,
            replaces: Vec::new(),
        };
        s.push("ana", change);
    }
    let asked = Asked {
        date: Some("collected".into()),
        ..Asked::default()
    };
    let found = Saturation::of(&s.view_for("ana"), &asked, &mut AlignedRounds::default());
    let marks = found
        .unwrap()
        .lines()
        .into_iter()
        .filter(|l| l.starts_with('—'));
    assert_eq!(marks.count(), 1);
}

#[test]
fn the_layer_is_the_same_in_every_source() {
    let coder = |name: &str| Whose::Coder(fixture::coder(name));
    let of = |whose: Whose| told(whose).unwrap();
    let ana = of(coder("ana"));
    assert_eq!(
        steps_of(&ana),
        [
            ("two", 0, 1),
            ("three", 1, 0),
            ("one", 0, 0),
            ("four", 1, 0)
        ]
    );
    assert!(ana.notes[0].contains("what ana coded"), "{:?}", ana.notes);
    let ben = of(coder("ben"));
    assert_eq!(
        steps_of(&ben),
        [("two", 0, 1), ("three", 1, 0), ("one", 0, 1)]
    );
    let either = of(Whose::Either);
    assert_eq!(
        steps_of(&either),
        [("two", 0, 1), ("three", 2, 0), ("one", 0, 1)]
    );
    for found in [&ben, &either] {
        let notes = found.notes.join("\n");
        assert!(notes.contains("left out, not coded so: four"), "{notes}");
        assert!(!notes.contains("consensus of"), "{notes}");
        assert!(!notes.contains("not of one kind"), "{notes}");
    }
}

#[test]
fn a_layer_is_read_as_it_is_typed() {
    let view = study().view_for("ana");
    assert_eq!(Whose::parse(&view, "consensus"), Ok(Whose::Findings));
    assert_eq!(
        Whose::parse(&view, "ben"),
        Ok(Whose::Coder(fixture::coder("ben")))
    );
    assert!(
        Whose::parse(&view, "cyd")
            .unwrap_err()
            .contains("consensus, either, ana, ben")
    );
    let asked = Asked {
        whose: Whose::Either,
        settled_alone: true,
        ..Asked::default()
    };
    let found = Saturation::of(&view, &asked, &mut AlignedRounds::default());
    assert!(found.unwrap_err().contains("open in the consensus alone"));
}

/// Before all have submitted nothing of the other's work is counted in any layer.
#[test]
fn what_a_blind_round_hides_is_in_no_layer() {
    let mut s = study();
    let plan = s.plan("Round 3", &["ana", "ben"], &["four"]);
    let round = s.open("ana", plan);
    s.coded("ben", Some(round), "four", 20..30, "fear");
    s.submit("ben", round);
    for whose in [Whose::Coder(fixture::coder("ben")), Whose::Either] {
        let asked = Asked {
            date: Some("collected".into()),
            whose,
            ..Asked::default()
        };
        let found = Saturation::of(&s.view_for("ana"), &asked, &mut AlignedRounds::default());
        assert!(
            found.unwrap().courses[0]
                .sources
                .iter()
                .all(|s| s.name != "four")
        );
    }
}
