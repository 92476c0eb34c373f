use super::*;
use crate::model::conference::Judgement;
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, source, span};
use crate::model::ids::RoundId;
use proptest::prelude::*;

fn judge(s: &mut Study, round: RoundId, codes: &[CodeId], judgement: Judgement) {
    let change = Change::CodesJudged {
        round,
        codes: codes.to_vec(),
        judgement,
        reason: String::new(),
        present: vec![coder("ana"), coder("ben")],
        replaces: Vec::new(),
    };
    s.push("ana", change);
}

/// A blind round in which ana and ben made codes of their own and used a shared one.
fn study() -> (Study, RoundId) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 1000);
    s.code("shared");
    let round = s.round(&["s"]);
    for (by, name) in [
        ("ana", "wish"),
        ("ana", "steps"),
        ("ana", "unused"),
        ("ben", "hope"),
        ("ben", "Steps"),
        ("ben", "worry"),
    ] {
        s.private_code(by, round, name);
    }
    for (by, at, code) in [
        ("ana", 0..10, "wish"),
        ("ana", 5..20, "wish"),
        ("ana", 100..110, "steps"),
        ("ana", 200..210, "shared"),
        ("ben", 10..30, "hope"),
        ("ben", 300..310, "Steps"),
        ("ben", 100..102, "worry"),
        ("ben", 200..210, "shared"),
    ] {
        s.coded(by, Some(round), "s", at, code);
    }
    s.submit("ana", round);
    s.submit("ben", round);
    (s, round)
}

fn conference(s: &Study, round: RoundId, units: Option<&Units>) -> Conference {
    let view = s.view();
    Conference::of(&view, view.round(round).unwrap(), units).unwrap()
}

fn names(c: &Conference, list: usize) -> Vec<&str> {
    c.lists[list]
        .codes
        .iter()
        .map(|c| c.name.as_str())
        .collect()
}

#[test]
fn each_has_the_codes_they_made_and_what_they_cover_in_common() {
    let (s, round) = study();
    let c = conference(&s, round, None);
    assert_eq!(names(&c, 0), ["wish", "steps", "unused"]);
    assert_eq!(names(&c, 1), ["hope", "Steps", "worry"]);
    let common = c.common((0, 0), (1, 0));
    let expected = Common {
        both: 10,
        first: 20,
        second: 20,
    };
    assert_eq!(common, expected);
    assert_eq!(common.either(), 30);
    let found = c.suggestions((0, 1));
    let short = |s: &Suggestion| match s {
        Suggestion::Pair(i, j, _) => format!("{}-{}", names(&c, 0)[*i], names(&c, 1)[*j]),
        Suggestion::First(i) => names(&c, 0)[*i].to_owned(),
        Suggestion::Second(j) => names(&c, 1)[*j].to_owned(),
    };
    let found: Vec<String> = found.iter().map(short).collect();
    // A third in common, a fifth in common, one name and nothing in common, alone.
    assert_eq!(found, ["wish-hope", "steps-worry", "steps-Steps", "unused"]);
}

#[test]
fn by_unit_a_code_covers_every_unit_it_meets() {
    let (s, round) = study();
    let units = [0..12, 12..25, 25..90, 90..105, 105..1000]
        .map(span)
        .to_vec();
    let units: Units = [(source("s"), units)].into();
    let c = conference(&s, round, Some(&units));
    let common = c.common((0, 0), (1, 0));
    assert_eq!((common.first, common.second, common.both), (2, 3, 2));
    let common = c.common((0, 1), (1, 2));
    assert_eq!((common.first, common.second, common.both), (2, 1, 1));
}

#[test]
fn judgements_change_neither_lists_nor_what_is_in_common() {
    let (mut s, round) = study();
    let before = conference(&s, round, None);
    assert_eq!(before.progress(&s.view()), (0, 6));
    let (wish, hope) = (s.id("wish"), s.id("hope"));
    let name = "looking ahead".to_owned();
    judge(
        &mut s,
        round,
        &[hope, wish],
        Judgement::Same { keep: wish, name },
    );
    let unused = s.id("unused");
    judge(&mut s, round, &[unused], Judgement::Kept);
    let (steps, worry) = (s.id("steps"), s.id("worry"));
    judge(
        &mut s,
        round,
        &[steps, worry],
        Judgement::Dropped(vec![worry]),
    );
    let after = conference(&s, round, None);
    assert_eq!(after.lists, before.lists);
    let view = s.view();
    assert_eq!(after.progress_words(&view), "5 of 6 codes judged");
    assert_eq!(after.judged(&[wish, hope], &view).len(), 1);
    assert_eq!(after.decisions(&view).len(), 3);
}

#[test]
fn before_it_opens_a_blind_round_has_no_conference() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 100);
    let round = s.round(&["s"]);
    s.private_code("ben", round, "hope");
    s.submit("ben", round);
    for viewer in ["ana", "ben"] {
        let view = s.view_for(viewer);
        let found = Conference::of(&view, view.round(round).unwrap(), None);
        assert_eq!(found, Err(NotYet::Blind));
    }
}

#[test]
fn in_a_round_that_is_not_blind_new_codes_count_and_one_both_gave_is_both_coders() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 100);
    s.code("old");
    let mut plan = s.plan("open", &["ana", "ben"], &["s"]);
    plan.blind = false;
    let round = s.open("ana", plan);
    s.code("hers");
    s.code("both");
    for (by, code) in [
        ("ana", "hers"),
        ("ana", "both"),
        ("ben", "both"),
        ("ben", "old"),
    ] {
        s.coded(by, Some(round), "s", 0..10, code);
    }
    s.submit("ana", round);
    s.submit("ben", round);
    s.code("later");
    let c = conference(&s, round, None);
    assert_eq!(names(&c, 0), ["hers", "both"]);
    assert_eq!(names(&c, 1), ["both"]);
    let pair = Suggestion::Pair(1, 0, c.common((0, 1), (1, 0)));
    assert_eq!(c.suggestions((0, 1))[0], pair);
    // It is one code, and judged once.
    let both = s.id("both");
    judge(&mut s, round, &[both], Judgement::Kept);
    let view = s.view();
    assert_eq!(c.judged(&[both, both], &view).len(), 1);
    assert_eq!(c.progress(&view), (1, 2));
}

#[test]
fn three_coders_meet_pair_by_pair() {
    let mut s = Study::new();
    s.coders(&["ana", "ben", "cat"]).source("s", 100);
    let plan = s.plan("r", &["ana", "ben", "cat"], &["s"]);
    let round = s.open("ana", plan);
    for by in ["ana", "ben", "cat"] {
        s.private_code(by, round, &format!("of {by}"));
        s.coded(by, Some(round), "s", 0..10, &format!("of {by}"));
    }
    for by in ["ana", "ben", "cat"] {
        s.submit(by, round);
    }
    let c = conference(&s, round, None);
    assert_eq!(c.pairs(), [(0, 1), (0, 2), (1, 2)]);
    for pair in c.pairs() {
        assert_eq!(c.suggestions(pair).len(), 1);
    }
}

type Marked = Vec<(u32, u32)>;

fn extent(spans: &Marked) -> Extent {
    let at = source("s");
    let spans = spans.iter().map(|(start, len)| span(*start..start + len));
    Extent::of(spans.map(|s| (&at, s)), None)
}

proptest! {
    #[test]
    fn what_is_in_common_is_what_a_count_of_characters_says(
        a in prop::collection::vec((0..60u32, 1..9u32), 0..8),
        b in prop::collection::vec((0..60u32, 1..9u32), 0..8),
    ) {
        let inside = |spans: &Marked, at: u32| spans.iter().any(|(s, n)| (*s..s + n).contains(&at));
        let count = |f: &dyn Fn(u32) -> bool| (0..80).filter(|at| f(*at)).count() as u64;
        let common = extent(&a).common(&extent(&b));
        prop_assert_eq!(common.first, count(&|at| inside(&a, at)));
        prop_assert_eq!(common.second, count(&|at| inside(&b, at)));
        prop_assert_eq!(common.both, count(&|at| inside(&a, at) && inside(&b, at)));
        prop_assert_eq!(common.either(), count(&|at| inside(&a, at) || inside(&b, at)));
        prop_assert_eq!(common.quarter() == 0, common.both == 0);
        prop_assert!(common.quarter() <= 4);
    }
}
