use super::align::items;
use super::basis::Bases;
use super::consensus::consensus;
use super::item::Item;
use super::layer::analysis_layer;
use super::progress::Progress;
use super::standing::{Standing, standing};
use crate::model::conference::Judgement;
use crate::model::event::Change;
use crate::model::fixture::{Study, coder};
use crate::model::ids::{CodeId, RoundId};
use crate::model::layer::Origin;
use crate::model::verdict::{ReasonKind, Ruling};
use crate::model::view::View;
use proptest::prelude::*;

/// A round of open coding of ana and ben over one source, submitted: at 0 both coded (wish, hope),
/// at 100 (steps, worry), at 200 ana alone (wish), at 300 ben alone (worry).
fn study() -> (Study, RoundId) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 1000);
    let round = s.round(&["s"]);
    for (by, name) in [
        ("ana", "wish"),
        ("ana", "steps"),
        ("ben", "hope"),
        ("ben", "worry"),
    ] {
        s.private_code(by, round, name);
    }
    for (by, at, code) in [
        ("ana", 0..20, "wish"),
        ("ben", 0..30, "hope"),
        ("ana", 100..120, "steps"),
        ("ben", 102..120, "worry"),
        ("ana", 200..210, "wish"),
        ("ben", 300..310, "worry"),
    ] {
        s.coded(by, Some(round), "s", at, code);
    }
    s.submit("ana", round);
    s.submit("ben", round);
    (s, round)
}

fn judge(s: &mut Study, round: RoundId, codes: &[&str], judgement: Judgement) {
    let codes: Vec<CodeId> = codes.iter().map(|c| s.id(c)).collect();
    let change = Change::CodesJudged {
        round,
        codes,
        judgement,
        reason: String::new(),
        present: vec![coder("ana"), coder("ben")],
        replaces: Vec::new(),
    };
    s.push("ana", change);
}

fn same(s: &Study, keep: &str) -> Judgement {
    Judgement::Same {
        keep: s.id(keep),
        name: keep.into(),
    }
}

fn aligned(view: &View, round: RoundId) -> Vec<Item> {
    let snapshot = view.snapshot(round).unwrap();
    let of = view.round(round).unwrap();
    items(&snapshot, &view.codebook_of(of), of)
}

/// What the items come to: `code start-end origin`, and how many are open.
fn findings(s: &Study, round: RoundId) -> (Vec<String>, usize) {
    let view = s.view();
    let (of, items) = (view.round(round).unwrap(), aligned(&view, round));
    let coders = [coder("ana"), coder("ben")];
    let all = consensus(&items, of, &coders, &view);
    let words = all.findings.iter().map(|f| {
        let origin = match f.origin {
            Origin::Conference(_) => "conference",
            Origin::Settled(_) => "settled",
            Origin::Unsettled => "open",
            _ => "else",
        };
        let name = view.codebook().name(f.code);
        format!("{name} {}-{} {origin}", f.span.start, f.span.end)
    });
    (words.collect(), all.open.len())
}

#[test]
fn judged_the_same_the_code_kept_stands() {
    let (mut s, round) = study();
    assert_eq!(findings(&s, round).1, 4);
    let judgement = same(&s, "hope");
    judge(&mut s, round, &["wish", "hope"], judgement);
    let (found, open) = findings(&s, round);
    assert_eq!(
        found,
        [
            "hope 0-30 conference",
            "steps 100-120 open",
            "worry 102-120 open",
            "hope 200-210 open",
            "worry 300-310 open",
        ]
    );
    assert_eq!(open, 3);
    // The layer says so, too, and counts what is left as a queue of two.
    let view = s.view();
    let layer = analysis_layer(&view);
    assert!(matches!(layer.findings[0].origin, Origin::Conference(_)));
    assert!(
        Bases::of(&view)
            .deciding(&layer.findings[0].source)
            .0
            .is_some()
    );
    let (of, items) = (view.round(round).unwrap(), aligned(&view, round));
    let coders = [coder("ana"), coder("ben")];
    let stands: Vec<Standing> = items
        .iter()
        .map(|i| standing(i, of, &coders, &view))
        .collect();
    let far = Progress::of(&stands);
    assert_eq!((far.queue(), far.conference), (3, 1));
}

#[test]
fn the_narrower_stands_where_it_was_given() {
    let (mut s, round) = study();
    let narrower = Judgement::Narrower(s.id("worry"));
    judge(&mut s, round, &["steps", "worry"], narrower);
    let (found, open) = findings(&s, round);
    assert!(
        found.contains(&"worry 102-120 conference".to_owned()),
        "{found:?}"
    );
    assert!(!found.iter().any(|f| f.starts_with("steps")), "{found:?}");
    assert_eq!(open, 3);
}

#[test]
fn both_kept_stand_each_where_it_was_given() {
    let (mut s, round) = study();
    judge(&mut s, round, &["steps", "worry"], Judgement::Kept);
    let (found, open) = findings(&s, round);
    for one in ["steps 100-120 conference", "worry 102-120 conference"] {
        assert!(found.contains(&one.to_owned()), "{found:?}");
    }
    assert_eq!(open, 3);
}

#[test]
fn dropped_codings_do_not_stand_wherever_they_are() {
    let (mut s, round) = study();
    let dropped = Judgement::Dropped(vec![s.id("worry")]);
    judge(&mut s, round, &["steps", "worry"], dropped);
    let (found, open) = findings(&s, round);
    // The other of the two is kept; ben's own place with the code dropped has nothing left.
    assert_eq!(
        found,
        [
            "wish 0-20 open",
            "hope 0-30 open",
            "steps 100-120 conference",
            "wish 200-210 open",
        ]
    );
    assert_eq!(open, 2);
    // Judged by itself it leaves ana's code at that place to be settled.
    let (mut s, round) = study();
    let dropped = Judgement::Dropped(vec![s.id("worry")]);
    judge(&mut s, round, &["worry"], dropped);
    let (found, open) = findings(&s, round);
    assert!(
        found.contains(&"steps 100-120 open".to_owned()),
        "{found:?}"
    );
    assert!(!found.iter().any(|f| f.starts_with("worry")), "{found:?}");
    assert_eq!(open, 3);
}

#[test]
fn codes_that_were_not_judged_against_each_other_stay_a_difference() {
    let (mut s, round) = study();
    // Both are kept, but each for itself.
    judge(&mut s, round, &["steps"], Judgement::Kept);
    judge(&mut s, round, &["worry"], Judgement::Kept);
    assert_eq!(findings(&s, round).1, 4);
    // What is one with a code judged is judged with it.
    judge(&mut s, round, &["steps", "hope"], Judgement::Kept);
    let judgement = same(&s, "hope");
    judge(&mut s, round, &["hope", "worry"], judgement);
    assert_eq!(findings(&s, round).1, 3);
}

#[test]
fn a_verdict_counts_before_the_conference_and_undoing_the_judgement_opens_again() {
    let (mut s, round) = study();
    let judgement = same(&s, "hope");
    judge(&mut s, round, &["wish", "hope"], judgement);
    let item = aligned(&s.view(), round)[0].key.clone();
    let rule = |ruling| Change::Ruled {
        round,
        item: item.clone(),
        ruling,
        reason: String::new(),
        kind: ReasonKind::Unsaid,
        present: vec![coder("ana"), coder("ben")],
        replaces: Vec::new(),
        rests_on: None,
        votes: Vec::new(),
        authority: Default::default(),
        by_code: Vec::new(),
    };
    let ruled = s.push("ana", rule(Ruling::Of(coder("ana"))));
    let (found, open) = findings(&s, round);
    assert_eq!((found[0].as_str(), open), ("hope 0-20 settled", 3));
    s.push("ana", Change::Retract { event: ruled });
    assert_eq!(findings(&s, round).0[0], "hope 0-30 conference");
    let act = s.view_for("ana").undoable().unwrap();
    for event in act.events {
        s.push("ana", Change::Retract { event });
    }
    assert_eq!(findings(&s, round).1, 4);
}

#[test]
fn what_was_submitted_is_untouched() {
    let (mut s, round) = study();
    let before = s.view().snapshot(round);
    let judgement = same(&s, "hope");
    judge(&mut s, round, &["wish", "hope"], judgement);
    let dropped = Judgement::Dropped(vec![s.id("steps"), s.id("worry")]);
    judge(&mut s, round, &["steps", "worry"], dropped);
    assert_eq!(s.view().snapshot(round), before);
}

/// Judgements on the four codes, made one after the other.
fn judgements() -> impl Strategy<Value = Vec<(usize, usize, u8)>> {
    proptest::collection::vec((0..2usize, 2..4usize, 0..5u8), 0..6)
}

const NAMES: [&str; 4] = ["wish", "steps", "hope", "worry"];

fn make(s: &mut Study, round: RoundId, made: &[(usize, usize, u8)]) {
    for (a, b, how) in made {
        let (a, b) = (NAMES[*a], NAMES[*b]);
        let judgement = match how {
            0 => same(s, a),
            1 => Judgement::Narrower(s.id(a)),
            2 => Judgement::Kept,
            3 => Judgement::Dropped(vec![s.id(b)]),
            _ => Judgement::Dropped(vec![s.id(a), s.id(b)]),
        };
        judge(s, round, &[a, b], judgement);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Events in any order give the same consensus, and no finding rests on a coding twice within
    /// an item nor on one that was dropped.
    #[test]
    fn any_order_of_arrival_gives_the_same(made in judgements(), seed in any::<u64>()) {
        let (mut s, round) = study();
        make(&mut s, round, &made);
        let view = s.view();
        let of = view.round(round).unwrap();
        let coders = [coder("ana"), coder("ben")];
        let whole = consensus(&aligned(&view, round), of, &coders, &view);
        let mut events = s.events.clone();
        let mut state = seed | 1;
        for at in (1..events.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            events.swap(at, (state >> 33) as usize % (at + 1));
        }
        let mut late = View::new([], view.viewer().cloned());
        for event in events {
            late.admit([event]);
        }
        let of = late.round(round).unwrap();
        prop_assert_eq!(&consensus(&aligned(&late, round), of, &coders, &late), &whole);
        let mut behind: Vec<_> = whole.findings.iter().flat_map(|f| &f.codings).collect();
        let all = behind.len();
        behind.sort_unstable();
        behind.dedup();
        prop_assert_eq!(behind.len(), all);
        let dropped = |f: &&crate::model::layer::Finding| {
            matches!(f.origin, Origin::Conference(_))
                && view.codebook().exact(f.code).is_some_and(|c| c.retired)
        };
        prop_assert_eq!(whole.findings.iter().filter(dropped).count(), 0);
    }
}
