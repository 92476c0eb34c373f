use super::*;
use crate::model::event::CodeField;
use crate::model::fixture::{Study, coder, source};
use crate::model::round::RoundPlan;
use crate::model::undo::NoUndo;

fn study() -> Study {
    let mut s = Study::new();
    s.coders(&["ana", "ben", "cat"]);
    s.source("s", 100).source("t", 100).made_of("u", "s", 0..50);
    s.code("feelings");
    s.code_under("feelings", "hope");
    s.code("work");
    s
}

fn planned(s: &Study, at: &str, under: Option<CodeId>) -> Result<ReviewPlan, String> {
    let (name, who) = ("Review 1", vec![coder("cat")]);
    plan_review(&s.view_for("ana"), name, who, vec![source(at)], under)
}

#[test]
fn it_is_of_the_codes_everybody_knows_or_of_a_branch() {
    let mut s = study();
    let round = s.round(&["t"]);
    s.private_code("ana", round, "mine alone");
    let all = planned(&s, "s", None).unwrap();
    assert_eq!(all.codes, ["feelings", "hope", "work"].map(|c| s.id(c)));
    let branch = planned(&s, "s", Some(s.id("feelings"))).unwrap();
    assert_eq!(branch.codes, ["feelings", "hope"].map(|c| s.id(c)));
    assert_eq!(branch.codebook, all.codebook);
}

#[test]
fn it_waits_for_a_blind_round_over_its_sources_or_what_was_made_of_them() {
    let mut s = study();
    let not_blind = RoundPlan {
        blind: false,
        ..s.plan("open", &["ana", "ben"], &["s"])
    };
    s.open("ana", not_blind);
    assert!(planned(&s, "s", None).is_ok());
    let round = s.round(&["s"]);
    for (at, waits) in [("s", true), ("u", true), ("t", false)] {
        let planned = planned(&s, at, None);
        assert_eq!(planned.is_err(), waits, "{at}");
        assert!(!waits || planned.unwrap_err().contains("blind in “round 1”"));
    }
    s.push("ana", Change::RoundClosed { round });
    assert!(planned(&s, "s", None).is_ok());
}

#[test]
fn no_two_rounds_have_a_name_be_one_a_review() {
    let mut s = study();
    let id = s.review("ana", &["cat"], &["s"]);
    let view = s.view_for("ana");
    assert!(may_be_round(&view, "Review 1").is_err());
    assert!(view.round_named("review 1").is_none());
    assert_eq!(view.review_named("REVIEW 1").map(|r| r.id), Some(id));
}

fn said(s: &Study, who: &str, code: &str, what: (Cogency, &str)) -> Result<Change, String> {
    let view = s.view_for(who);
    judge(&view, &view.reviews()[0], &coder(who), s.id(code), what)
}

fn refused(said: Result<Change, String>, why: &str) {
    assert!(said.clone().is_err_and(|e| e.contains(why)), "{said:?}");
}

#[test]
fn only_a_reviewer_judges_with_a_reason_and_while_it_is_open() {
    let mut s = study();
    let review = s.review("ana", &["cat"], &["s"]);
    let (hope, work) = (s.id("hope"), s.id("work"));
    refused(
        said(&s, "ben", "hope", (Cogency::Clear, "")),
        "is no reviewer",
    );
    let asks = [Cogency::Unclear, Cogency::Split, Cogency::Merge(work)];
    for judgement in asks {
        refused(said(&s, "cat", "hope", (judgement, " ")), "say why");
        assert!(said(&s, "cat", "hope", (judgement, "why")).is_ok());
    }
    refused(
        said(&s, "cat", "hope", (Cogency::Merge(hope), "why")),
        "into itself",
    );
    let first = said(&s, "cat", "hope", (Cogency::Clear, "")).unwrap();
    let first = s.push("cat", first);
    refused(said(&s, "cat", "hope", (Cogency::Clear, "")), "already");
    match said(&s, "cat", "hope", (Cogency::Unclear, "why")) {
        Ok(Change::CodeReviewed { replaces, .. }) => assert_eq!(replaces, [first]),
        other => panic!("{other:?}"),
    }
    s.code("late");
    refused(
        said(&s, "cat", "late", (Cogency::Clear, "")),
        "is no code of",
    );
    assert!(s.view_for("cat").undoable().is_ok());
    s.push("cat", Change::ReviewClosed { review });
    assert_eq!(s.view_for("cat").undoable(), Err(NoUndo::Closed));
    refused(said(&s, "cat", "work", (Cogency::Clear, "")), "is closed");
    let view = s.view_for("cat");
    assert!(close(&view.reviews()[0], &coder("cat")).is_err());
}

#[test]
fn it_waits_for_a_blind_round_opened_later_and_goes_on() {
    let mut s = study();
    s.review("ana", &["cat"], &["s"]);
    let round = s.round(&["u"]);
    refused(
        said(&s, "cat", "hope", (Cogency::Clear, "")),
        "it goes on when that has opened",
    );
    s.push("ana", Change::RoundClosed { round });
    assert!(said(&s, "cat", "hope", (Cogency::Clear, "")).is_ok());
}

#[test]
fn a_code_others_judged_is_no_more_taken_back() {
    let mut s = study();
    let review = s.review("ana", &["cat"], &["s"]);
    s.reviewed("cat", review, "work", Cogency::Unclear);
    // Her last act is the review, which stays; the one before made the code.
    let undoable = s.view_for("ana").undoable();
    assert!(undoable.is_err(), "{undoable:?}");
    let edit = Change::CodeEdited {
        code: s.id("work"),
        field: CodeField::Name("working".into()),
        replaces: Vec::new(),
        on: None,
    };
    s.push("ben", edit);
    assert_eq!(s.view().reviews()[0].judged[0].since_words(), "renamed");
}
