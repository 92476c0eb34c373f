//! Joint displays: who stands where, and on whose word.

use super::*;
use crate::model::event::Change;
use crate::model::fixture::{Study, interview, source};
use crate::model::source::{SpeakerRole, SpeakerSetting};

fn set(study: &mut Study, who: &str, at: &str, value: &str) {
    let change = Change::AttributeSet {
        of: Subject::Participant(who.into()),
        key: "score".into(),
        value: Some(value.into()),
        absent: None,
        at: Some(at.into()),
        replaces: Vec::new(),
    };
    study.push("ana", change);
}

#[test]
fn people_stand_by_their_change_with_what_they_say_and_on_whose_word() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    let mut documents = Documents::new();
    for (name, who) in [("one", "P1"), ("two", "P2"), ("three", "P3")] {
        let document = interview(&source(name), 6);
        s.source(name, document.text.len());
        documents.insert(source(name), document);
        let setting = SpeakerSetting {
            label: "P".into(),
            role: SpeakerRole::Participant,
            participant: Some(who.into()),
        };
        let change = Change::SpeakerSet {
            source: source(name),
            setting,
            replaces: Vec::new(),
        };
        s.push("ana", change);
    }
    s.code("hope");
    s.code("fear");
    let points = ["before", "after"].map(str::to_owned).to_vec();
    let change = Change::TimePointsNamed {
        points,
        replaces: Vec::new(),
    };
    s.push("ana", change);
    for (who, before, after) in [("P1", "10", "8.5"), ("P2", "10", "14"), ("P3", "9", "x")] {
        set(&mut s, who, "before", before);
        set(&mut s, who, "after", after);
    }
    // P1 is coded by both, P2 by one of them only: a difference; P3 by ana alone, outside the round.
    let round = s.round(&["one", "two"]);
    for (who, at) in [("ana", "one"), ("ben", "one"), ("ana", "two")] {
        s.coded(who, Some(round), at, 23..30, "hope");
    }
    s.submit("ana", round);
    s.submit("ben", round);
    s.coded("ana", None, "three", 23..30, "fear");
    let joint = |attribute: &str| {
        let mut aligned = AlignedRounds::default();
        Joint::of(&s.view(), &documents, Rows::Codes, attribute, &mut aligned)
    };
    let found = joint("Score").unwrap();
    assert_eq!(
        found.heading(),
        [
            "person",
            "score @ before",
            "score @ after",
            "change",
            "hope",
            "fear"
        ]
    );
    assert_eq!(
        found.lines(),
        [
            ["P2", "10", "14", "+4", "1*", "0"],
            ["P1", "10", "8.5", "−1.5", "1", "0"],
            ["P3", "9", "x", "–", "–", "1 ana"],
        ]
    );
    assert!(found.notes.iter().any(|n| n.starts_with("*: ")));
    assert!(found.notes.iter().any(|n| n.starts_with("–: ")));
    assert!(joint("age").unwrap_err().contains("score"));
}
