//! What a meeting does: looking again, adjudication, reopening, settling alike, what it came to.

use super::align::items;
use super::alike::alike;
use super::consensus::consensus;
use super::item::{Item, ItemKind};
use super::majority::{Did, shares};
use super::order::{Order, ordered};
use super::outcome::{After, summary};
use super::progress::Progress;
use super::standing::{Standing, standing};
use crate::model::event::{Change, CodeField};
use crate::model::fixture::{Study, coder};
use crate::model::ids::{CodingId, EventId, RoundId};
use crate::model::layer::Origin;
use crate::model::verdict::{Authority, Occasion, ReasonKind, Ruling};
use crate::model::view::View;

type Told<'a> = (&'a str, u32, u32, &'a str);

fn study() -> Study {
    let mut study = Study::new();
    study
        .coders(&["ana", "ben", "cat", "dan"])
        .source("s", 1000);
    study.code("hope");
    study.code("fear");
    study
}

fn submitted(s: &mut Study, coders: &[&str], told: &[Told]) -> (RoundId, Vec<CodingId>) {
    let mut plan = s.plan("round 1", coders, &["s"]);
    plan.adjudicator = Some(coder("dan"));
    let round = s.open("ana", plan);
    let made = told
        .iter()
        .map(|(who, a, b, code)| s.coded(who, Some(round), "s", *a..*b, code))
        .collect();
    for coder in coders {
        s.submit(coder, round);
    }
    (round, made)
}

fn items_of(view: &View, round: RoundId) -> Vec<Item> {
    let snapshot = view.snapshot(round).unwrap();
    let round = view.round(round).unwrap();
    items(&snapshot, &view.codebook_of(round), round)
}

fn words(s: &Study, round: RoundId) -> Vec<&'static str> {
    let view = s.view();
    let plan = view.round(round).unwrap();
    let coders = view.snapshot(round).unwrap().coders;
    let word = |i: &Item| standing(i, plan, &coders, &view).word();
    items_of(&view, round).iter().map(word).collect()
}

fn ruled(s: &mut Study, by: &str, round: RoundId, item: &[CodingId], kind: ReasonKind) -> EventId {
    let change = Change::Ruled {
        round,
        item: item.to_vec(),
        ruling: Ruling::Both,
        reason: String::new(),
        kind,
        present: vec![coder("ana"), coder("ben")],
        replaces: Vec::new(),
        rests_on: None,
        votes: Vec::new(),
        authority: Authority::Coders,
        by_code: Vec::new(),
    };
    s.push(by, change)
}

fn amended(s: &mut Study, round: RoundId, item: &[CodingId], code: &str, words: &str) -> EventId {
    let change = Change::CodeEdited {
        code: s.id(code),
        field: CodeField::Definition(words.into()),
        replaces: Vec::new(),
        on: Some(Occasion {
            round,
            item: item.to_vec(),
        }),
    };
    s.push("ana", change)
}

/// Three differences of hope against fear, far apart.
fn three() -> (Study, RoundId, Vec<[CodingId; 2]>) {
    let mut s = study();
    let told: Vec<Told> = (0..3)
        .flat_map(|n| {
            let (a, b) = (n * 100, n * 100 + 20);
            [("ana", a, b, "hope"), ("ben", a, b, "fear")]
        })
        .collect();
    let (round, made) = submitted(&mut s, &["ana", "ben"], &told);
    let items = made.chunks(2).map(|c| [c[0], c[1]]).collect();
    (s, round, items)
}

#[test]
fn what_rested_on_a_clause_comes_back_when_it_is_amended_and_goes_when_confirmed() {
    let (mut s, round, at) = three();
    let first = ruled(&mut s, "ana", round, &at[0], ReasonKind::Definition);
    ruled(&mut s, "ana", round, &at[1], ReasonKind::Oversight);
    assert_eq!(words(&s, round), ["settled", "settled", "open"]);
    let amendment = amended(&mut s, round, &at[2], "hope", "Only what is wished for.");
    // An oversight does not rest on the clause.
    assert_eq!(words(&s, round), ["look again", "settled", "open"]);
    let view = s.view();
    let told = view.amendments().next().unwrap();
    assert_eq!((told.part, told.before.as_str()), ("definition", ""));
    assert_eq!(told.after, "Only what is wished for.");
    // Meanwhile it counts as it was ruled, and the source is not done.
    let plan = view.round(round).unwrap();
    let all = items_of(&view, round);
    let coders = [coder("ana"), coder("ben")];
    let found = consensus(&all, plan, &coders, &view);
    assert_eq!(found.open, [0, 2]);
    assert_eq!(found.findings[0].origin, Origin::Settled(first.into()));
    let standings: Vec<Standing> = all
        .iter()
        .map(|i| standing(i, plan, &coders, &view))
        .collect();
    let far = Progress::of(&standings);
    assert_eq!((far.again, far.words().as_str()), (1, "1 of 3 settled"));
    drop(standings);
    drop(view);
    // Given again: it holds under the new words.
    let change = Change::Ruled {
        round,
        item: at[0].to_vec(),
        ruling: Ruling::Both,
        reason: String::new(),
        kind: ReasonKind::Definition,
        present: vec![coder("ana"), coder("ben")],
        replaces: vec![first],
        rests_on: None,
        votes: Vec::new(),
        authority: Authority::Coders,
        by_code: Vec::new(),
    };
    let again = s.push("ben", change);
    assert_eq!(words(&s, round), ["settled", "settled", "open"]);
    // Both taken back: nothing was amended, nothing is to be looked at.
    s.push("ben", Change::Retract { event: again });
    assert_eq!(words(&s, round)[0], "look again");
    s.push("ana", Change::Retract { event: amendment });
    assert_eq!(words(&s, round)[0], "settled");
}

#[test]
fn a_verdict_that_names_a_clause_rests_on_it_and_the_item_at_hand_is_spared() {
    let (mut s, round, at) = three();
    for (n, code) in [(0, "fear"), (1, "hope")] {
        let change = Change::Ruled {
            round,
            item: at[n].to_vec(),
            ruling: Ruling::Neither,
            reason: String::new(),
            kind: ReasonKind::Context,
            present: vec![coder("ana"), coder("ben")],
            replaces: Vec::new(),
            rests_on: Some(s.id(code)),
            votes: Vec::new(),
            authority: Authority::Coders,
            by_code: Vec::new(),
        };
        s.push("ana", change);
    }
    amended(&mut s, round, &at[0], "fear", "Dread.");
    assert_eq!(words(&s, round), ["settled", "settled", "open"]);
    amended(&mut s, round, &at[0], "hope", "Wish.");
    assert_eq!(words(&s, round), ["settled", "look again", "open"]);
    // The same words again amend nothing.
    ruled(&mut s, "ana", round, &at[2], ReasonKind::Definition);
    amended(&mut s, round, &at[0], "hope", "Wish.");
    assert_eq!(words(&s, round)[2], "settled");
}

fn adjudicated(s: &mut Study, by: &str, round: RoundId, item: &[CodingId]) -> EventId {
    let change = Change::Ruled {
        round,
        item: item.to_vec(),
        ruling: Ruling::Neither,
        reason: "off the topic".into(),
        kind: ReasonKind::Context,
        present: vec![coder(by)],
        replaces: Vec::new(),
        rests_on: None,
        votes: Vec::new(),
        authority: Authority::Adjudicator,
        by_code: Vec::new(),
    };
    s.push(by, change)
}

#[test]
fn the_adjudicators_word_is_final_and_nobody_elses_is() {
    let (mut s, round, at) = three();
    adjudicated(&mut s, "dan", round, &at[0]);
    // Who the plan does not name has no such word, whatever the event says.
    adjudicated(&mut s, "cat", round, &at[1]);
    adjudicated(&mut s, "ana", round, &at[2]);
    assert_eq!(words(&s, round), ["settled", "proposed", "proposed"]);
    let view = s.view();
    let snapshot = view.snapshot(round).unwrap();
    assert_eq!(snapshot.coders, [coder("ana"), coder("ben")]);
    let plan = view.round(round).unwrap();
    let all = items_of(&view, round);
    let standings = all
        .iter()
        .map(|i| standing(i, plan, &snapshot.coders, &view));
    let sum = summary(&all, standings, plan, view.codebook());
    let expected = After {
        adjudicated: 1,
        left: 2,
        ..After::default()
    };
    assert_eq!(sum.after, expected);
}

#[test]
fn an_adjudicator_sees_nothing_of_a_blind_round() {
    let mut s = study();
    let mut plan = s.plan("round 1", &["ana", "ben"], &["s"]);
    plan.adjudicator = Some(coder("dan"));
    let round = s.open("ana", plan);
    s.coded("ana", Some(round), "s", 0..10, "hope");
    s.coded("ben", Some(round), "s", 0..10, "fear");
    s.submit("ana", round);
    let view = s.view_for("dan");
    assert_eq!(view.codings().count(), 0);
    assert!(view.snapshot(round).is_err());
    s.submit("ben", round);
    assert_eq!(s.view_for("dan").codings().count(), 2);
}

#[test]
fn what_agreed_or_was_settled_can_be_reopened() {
    let mut s = study();
    let told = [
        ("ana", 0, 10, "hope"),
        ("ben", 0, 10, "hope"),
        ("ana", 20, 30, "hope"),
        ("ben", 20, 32, "hope"),
    ];
    let (round, made) = submitted(&mut s, &["ana", "ben"], &told);
    assert_eq!(words(&s, round), ["agreed", "by rule"]);
    for item in made.chunks(2) {
        s.ruled(&["ben"], round, item, Ruling::Reopened);
    }
    assert_eq!(words(&s, round), ["open", "open"]);
    let view = s.view();
    let found = consensus(
        &items_of(&view, round),
        view.round(round).unwrap(),
        &[coder("ana"), coder("ben")],
        &view,
    );
    // It counts as it did until something is ruled.
    let origins: Vec<Origin> = found.findings.iter().map(|f| f.origin.clone()).collect();
    assert_eq!(origins, [Origin::Agreed, Origin::ByRule]);
    assert_eq!(found.open, [0, 1]);
}

#[test]
fn alike_means_same_kind_same_codes_by_the_same_coders() {
    let mut s = study();
    let told = [
        ("ana", 0, 10, "hope"),
        ("ben", 0, 10, "fear"),
        ("ana", 100, 110, "hope"),
        ("ben", 100, 110, "fear"),
        // The other way round.
        ("ana", 200, 210, "fear"),
        ("ben", 200, 210, "hope"),
        ("ana", 300, 310, "hope"),
        ("ben", 400, 410, "hope"),
        ("ana", 500, 510, "hope"),
    ];
    let (round, _) = submitted(&mut s, &["ana", "ben"], &told);
    let view = s.view();
    let all = items_of(&view, round);
    let of = |place| alike(&all, place, view.codebook(), |_| true);
    assert_eq!(of(0), [1]);
    assert!(of(2).is_empty());
    // Only ana, only ben, only ana.
    assert_eq!(of(3), [5]);
    assert!(of(4).is_empty());
    assert!(alike(&all, 0, view.codebook(), |at| at != 1).is_empty());
}

#[test]
fn of_three_coders_the_majority_is_told() {
    let mut s = study();
    let told = [
        ("ana", 0, 20, "hope"),
        ("ben", 0, 20, "fear"),
        ("cat", 0, 20, "hope"),
        ("ana", 100, 120, "hope"),
        ("ben", 100, 160, "hope"),
        ("cat", 100, 120, "hope"),
        ("ana", 300, 320, "hope"),
        ("ben", 300, 320, "fear"),
    ];
    let (round, _) = submitted(&mut s, &["ana", "ben", "cat"], &told);
    let view = s.view();
    let all = items_of(&view, round);
    let first = &shares(&all[0])[0];
    assert_eq!(first.coders, 2);
    assert_eq!(first.did, Did::Codes(vec![s.id("hope")]));
    let second = &shares(&all[1])[0];
    assert_eq!(second.coders, 2);
    assert!(matches!(second.did, Did::Stretches(_)));
    let third: Vec<usize> = shares(&all[2]).iter().map(|s| s.coders).collect();
    assert_eq!(third, [1, 1, 1]);
    // With two coders there is none.
    let (s, round, _) = three();
    assert!(shares(&items_of(&s.view(), round)[0]).is_empty());
}

#[test]
fn a_pair_below_the_overlap_is_one_item_and_counted_apart() {
    let mut s = study();
    let told = [
        ("ana", 0, 100, "hope"),
        ("ben", 90, 200, "hope"),
        ("ana", 300, 400, "hope"),
        ("ben", 300, 420, "hope"),
    ];
    let (round, _) = submitted(&mut s, &["ana", "ben"], &told);
    let view = s.view();
    let all = items_of(&view, round);
    let plan = &view.round(round).unwrap().plan;
    let kinds: Vec<ItemKind> = all.iter().map(|i| i.kind.clone()).collect();
    assert_eq!(kinds, [ItemKind::Boundary, ItemKind::Boundary]);
    let apart: Vec<bool> = all.iter().map(|i| i.is_counted_apart(plan)).collect();
    assert_eq!(apart, [true, false]);
}

#[test]
fn other_ratings_of_one_stretch_are_a_difference_and_the_chosen_one_stands() {
    let mut s = study();
    let round = s.round(&["s"]);
    let code = s.id("hope");
    let mut rated = |who: &str, at: std::ops::Range<u32>, rating: Option<i32>| {
        let change = Change::Coded {
            of: None,
            round: Some(round),
            source: crate::model::fixture::source("s"),
            revision: 1,
            span: crate::model::fixture::span(at),
            code,
            digest: Default::default(),
            certain: true,
            rating,
            via: None,
        };
        s.push(who, change).into()
    };
    let mut both = |at: std::ops::Range<u32>, a, b| -> [CodingId; 2] {
        [rated("ana", at.clone(), a), rated("ben", at, b)]
    };
    let differ = both(0..10, Some(1), Some(2));
    both(20..30, Some(1), Some(1));
    both(40..50, Some(1), None);
    both(60..70, None, None);
    s.submit("ana", round);
    s.submit("ben", round);
    let kinds: Vec<ItemKind> = items_of(&s.view(), round)
        .into_iter()
        .map(|i| i.kind)
        .collect();
    let (rating, agreed) = (ItemKind::Rating, ItemKind::Agreed);
    assert_eq!(kinds, [rating.clone(), agreed.clone(), rating, agreed]);
    let of_ben = Ruling::Of(coder("ben"));
    s.ruled(&["ana", "ben"], round, &differ, of_ben);
    let view = s.view();
    let (items, plan) = (items_of(&view, round), view.round(round).unwrap());
    let all = consensus(&items, plan, &[coder("ana"), coder("ben")], &view);
    assert_eq!(all.findings[0].codings, [differ[1]]);
    assert_eq!(all.open, [2]);
}

#[test]
fn unsure_comes_first_where_that_is_asked_for() {
    let (mut s, round, at) = three();
    // What was submitted does not change; so it is told in a second study.
    drop((round, at));
    let mut plan = s.plan("round 2", &["ana", "ben"], &["s"]);
    plan.name = "round 2".into();
    let round = s.open("ana", plan);
    s.coded("ana", Some(round), "s", 0..10, "hope");
    let unsure = Change::Coded {
        of: None,
        round: Some(round),
        source: crate::model::fixture::source("s"),
        revision: 1,
        span: crate::model::fixture::span(50..60),
        code: s.id("fear"),
        digest: Default::default(),
        certain: false,
        rating: None,
        via: None,
    };
    s.push("ben", unsure);
    s.submit("ana", round);
    s.submit("ben", round);
    let view = s.view();
    let all = items_of(&view, round);
    let places = ordered(&all, &[], Order::UnsureFirst, view.codebook());
    assert_eq!(places, [1, 0]);
}

#[test]
fn what_it_was_about_is_counted() {
    let (mut s, round, at) = three();
    ruled(&mut s, "ana", round, &at[0], ReasonKind::Definition);
    ruled(&mut s, "ana", round, &at[1], ReasonKind::Definition);
    s.ruled(&["ana", "ben"], round, &at[2], Ruling::Kept);
    let view = s.view();
    let plan = view.round(round).unwrap();
    let coders = [coder("ana"), coder("ben")];
    let all = items_of(&view, round);
    let standings = all.iter().map(|i| standing(i, plan, &coders, &view));
    let sum = summary(&all, standings, plan, view.codebook());
    assert_eq!((sum.after.settled, sum.after.kept), (2, 1));
    assert_eq!((sum.after.all(), sum.after.agreed()), (3, 2));
    assert_eq!(
        sum.kinds,
        [(ReasonKind::Definition, 2), (ReasonKind::Interpretation, 1)]
    );
    assert_eq!(sum.differed, [("different code".to_owned(), 3)]);
    assert_eq!(sum.wordless, 2);
    let codes: Vec<usize> = sum.codes.iter().map(|(_, c)| c.differed).collect();
    assert_eq!(codes, [3, 3]);
}
