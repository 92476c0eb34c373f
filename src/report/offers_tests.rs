use super::*;
use crate::model::event::Change;
use crate::model::fixture::{Study, interview, source};
use crate::model::ids::EventId;
use crate::reconcile::layer::analysis_layer;

/// Small steps and own goal under different themes, hope and fear under one, luck under none.
fn study() -> (Study, [ThemeId; 3]) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 200).source("t", 200);
    for code in ["small steps", "own goal", "hope", "fear", "luck"] {
        s.code(code);
    }
    let mut theme = |name: &str, parent: Option<EventId>, codes: &[&str]| {
        let change = Change::ThemeAdded {
            name: name.into(),
            statement: String::new(),
            parent: parent.map(Into::into),
        };
        let theme = s.push("ana", change);
        for code in codes {
            let placed = Change::CodePlaced {
                theme: theme.into(),
                code: s.id(code),
                placed: true,
                replaces: Vec::new(),
            };
            s.push("ana", placed);
        }
        theme
    };
    let small = theme("small", None, &["small steps"]);
    let below = theme("below", Some(small), &["hope", "fear"]);
    let own = theme("own", None, &["own goal", "small steps"]);
    (s, [small, below, own].map(Into::into))
}

fn found(s: &Study) -> Vec<Offer> {
    let view = s.view();
    let documents: Documents = ["s", "t"]
        .map(|at| (source(at), interview(&source(at), 10)))
        .into();
    offers(&view, &documents, &analysis_layer(&view))
}

#[test]
fn codes_of_different_themes_that_meet_are_offered_with_the_places_and_people() {
    let (mut s, [_, below, own]) = study();
    // Twice within one long stretch, once beside; and in a source of its own.
    s.coded("ana", None, "s", 20..100, "own goal");
    s.coded("ana", None, "s", 20..40, "hope");
    s.coded("ana", None, "s", 60..80, "hope");
    s.coded("ana", None, "s", 60..80, "fear");
    s.coded("ana", None, "s", 100..120, "hope");
    s.coded("ana", None, "t", 20..40, "hope");
    s.coded("ana", None, "t", 30..40, "own goal");
    // Of one branch, of one code under two themes, under no theme: nothing to be related.
    s.coded("ana", None, "t", 60..80, "hope");
    s.coded("ana", None, "t", 60..80, "small steps");
    s.coded("ana", None, "t", 60..80, "luck");
    let all = found(&s);
    let ends: Vec<_> = all.iter().map(|o| o.ends).collect();
    let with_own = ordered(Node::Theme(below), Node::Theme(own));
    // Hope meets small steps, which stands under own, too.
    assert_eq!(ends, [with_own]);
    assert_eq!((all[0].segments, all[0].confused), (4, 0));
    let (codes, times) = all[0].most_met.unwrap();
    assert_eq!(codes, ordered(s.id("hope"), s.id("own goal")));
    assert_eq!(times, 3);
    assert!(all[0].people > 0);
    for (from, to) in [(below, own), (own, below)] {
        let related = Change::Related {
            from: Node::Theme(from),
            to: Node::Theme(to),
            kind: "leads to".into(),
        };
        let event = s.push("ana", related);
        assert_eq!(found(&s), []);
        s.push("ana", Change::Retract { event });
        assert_eq!(found(&s).len(), 1);
    }
}

#[test]
fn what_coders_confused_is_offered_once_their_round_is_over() {
    let (mut s, [_, below, own]) = study();
    let round = s.round(&["s"]);
    for (at, one, other) in [
        (0, "hope", "own goal"),
        (20, "own goal", "hope"),
        (40, "hope", "fear"),
        (60, "hope", "luck"),
        (80, "fear", "fear"),
    ] {
        s.coded("ana", Some(round), "s", at..at + 10, one);
        s.coded("ben", Some(round), "s", at..at + 10, other);
    }
    assert_eq!(found(&s), []);
    s.submit("ana", round);
    assert_eq!(found(&s), []);
    s.submit("ben", round);
    let confused: Vec<_> = found(&s)
        .into_iter()
        .map(|o| (o.ends, o.confused))
        .filter(|(_, n)| *n > 0)
        .collect();
    let code = |name| Node::Code(s.id(name));
    let mut wanted = vec![
        (ordered(Node::Theme(below), Node::Theme(own)), 2),
        (ordered(code("hope"), code("fear")), 1),
        (ordered(code("hope"), code("luck")), 1),
    ];
    wanted.sort_by_key(|(ends, n)| (Reverse(*n), *ends));
    let mut confused = confused;
    confused.sort_by_key(|(ends, n)| (Reverse(*n), *ends));
    assert_eq!(confused, wanted);
}
