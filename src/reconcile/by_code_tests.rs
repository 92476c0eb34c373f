//! Verdicts of three coders that rule on one code of an item after the other.

use super::align::items;
use super::consensus::consensus;
use super::item::Item;
use super::layer::analysis_layer;
use super::progress::Progress;
use super::standing::{Standing, standing};
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, span};
use crate::model::ids::{CodingId, EventId, RoundId};
use crate::model::layer::Origin;
use crate::model::verdict::{Authority, CodeRuling, ReasonKind, Ruling};
use crate::model::view::View;
use proptest::prelude::*;

const WHO: [&str; 3] = ["ana", "ben", "cat"];

/// At one place ana gave hope, ben fear, cat hope, listed in this order.
fn study(order: [&str; 3]) -> (Study, RoundId, Vec<CodingId>) {
    let mut s = Study::new();
    s.coders(&WHO).source("s", 1000);
    s.code("hope");
    s.code("fear");
    let plan = s.plan("r", &order, &["s"]);
    let round = s.open("ana", plan);
    let told = [
        ("ana", 0..20, "hope"),
        ("ben", 0..20, "fear"),
        ("cat", 2..20, "hope"),
    ];
    let mut item: Vec<CodingId> = told
        .into_iter()
        .map(|(by, at, code)| s.coded(by, Some(round), "s", at, code))
        .collect();
    for by in WHO {
        s.submit(by, round);
    }
    item.sort_unstable();
    (s, round, item)
}

fn on(s: &Study, rulings: &[(&str, Ruling)]) -> Vec<CodeRuling> {
    let of = |(code, ruling): &(&str, Ruling)| CodeRuling {
        code: s.id(code),
        ruling: ruling.clone(),
    };
    rulings.iter().map(of).collect()
}

fn rule(
    s: &mut Study,
    round: RoundId,
    item: &[CodingId],
    present: &[&str],
    by_code: Vec<CodeRuling>,
    replaces: &[EventId],
) -> EventId {
    let change = Change::Ruled {
        round,
        item: item.to_vec(),
        ruling: Ruling::Reopened,
        reason: "talked over".into(),
        kind: ReasonKind::Interpretation,
        present: present.iter().map(|c| coder(c)).collect(),
        replaces: replaces.to_vec(),
        rests_on: None,
        votes: Vec::new(),
        authority: Authority::Coders,
        by_code,
    };
    s.push(present[0], change)
}

fn aligned(view: &View, round: RoundId) -> Vec<Item> {
    let of = view.round(round).unwrap();
    items(&view.snapshot(round).unwrap(), &view.codebook_of(of), of)
}

/// Where the one item stands, and what it comes to, sorted.
fn comes_to(s: &Study, round: RoundId) -> (String, Vec<String>) {
    let view = s.view();
    come_to(&view, round)
}

fn come_to(view: &View, round: RoundId) -> (String, Vec<String>) {
    let of = view.round(round).unwrap();
    let coders = view.snapshot(round).unwrap().coders;
    let all = aligned(view, round);
    assert_eq!(all.len(), 1);
    let word = standing(&all[0], of, &coders, view).word().to_owned();
    let found = consensus(&all, of, &coders, view);
    let words = found.findings.iter().map(|f| {
        let origin = match f.origin {
            Origin::Settled(_) => "settled",
            Origin::Unsettled => "open",
            _ => "else",
        };
        let name = view.codebook().name(f.code);
        format!("{name} {}-{} {origin}", f.span.start, f.span.end)
    });
    let mut words: Vec<String> = words.collect();
    words.sort();
    (word, words)
}

#[test]
fn an_item_is_settled_when_every_code_of_it_is_ruled_on() {
    let (mut s, round, item) = study(WHO);
    let open = (
        "open".to_owned(),
        vec!["fear 0-20 open".to_owned(), "hope 0-20 open".into()],
    );
    assert_eq!(comes_to(&s, round), open);
    let hope = on(&s, &[("hope", Ruling::Adjusted(span(2..18)))]);
    let first = rule(&mut s, round, &item, &WHO, hope.clone(), &[]);
    let (word, found) = comes_to(&s, round);
    assert_eq!(word, "partly settled");
    assert_eq!(found, ["fear 0-20 open", "hope 2-18 settled"]);
    let view = s.view();
    let of = view.round(round).unwrap();
    let coders = WHO.map(coder);
    let all = aligned(&view, round);
    let stands: Vec<Standing> = all
        .iter()
        .map(|i| standing(i, of, &coders, &view))
        .collect();
    let far = Progress::of(&stands);
    assert_eq!((far.partly, far.words().as_str()), (1, "0 of 1 settled"));
    let mut both = hope;
    both.extend(on(&s, &[("fear", Ruling::Neither)]));
    let second = rule(&mut s, round, &item, &WHO, both, &[first]);
    let (word, found) = comes_to(&s, round);
    assert_eq!(
        (word.as_str(), found),
        ("settled", vec!["hope 2-18 settled".into()])
    );
    assert_eq!(analysis_layer(&s.view()).findings.len(), 1);
    // Undo goes back one code.
    s.push("ana", Change::Retract { event: second });
    assert_eq!(comes_to(&s, round).0, "partly settled");
    s.push("ana", Change::Retract { event: first });
    assert_eq!(comes_to(&s, round), open);
}

#[test]
fn what_some_rule_code_by_code_is_a_proposal_until_the_others_assent() {
    let (mut s, round, item) = study(WHO);
    let rulings = on(&s, &[("hope", Ruling::Both), ("fear", Ruling::Kept)]);
    let verdict = rule(&mut s, round, &item, &["ana", "ben"], rulings, &[]);
    assert_eq!(comes_to(&s, round).0, "proposed");
    s.push(
        "cat",
        Change::Assented {
            verdict: verdict.into(),
        },
    );
    let (word, found) = comes_to(&s, round);
    assert_eq!(word, "settled");
    assert_eq!(found, ["hope 0-20 settled", "hope 2-20 settled"]);
    let view = s.view();
    let coders = WHO.map(coder);
    let of = view.round(round).unwrap();
    let all = consensus(&aligned(&view, round), of, &coders, &view);
    // They keep differing about one of its codes.
    assert_eq!(all.kept.len(), 1);
}

#[test]
fn made_apart_they_conflict_unless_they_rule_the_same() {
    let (mut s, round, item) = study(WHO);
    let rulings = on(&s, &[("hope", Ruling::Both), ("fear", Ruling::Neither)]);
    rule(&mut s, round, &item, &["ana", "ben"], rulings.clone(), &[]);
    rule(&mut s, round, &item, &["cat"], rulings, &[]);
    assert_eq!(comes_to(&s, round).0, "settled");
    let other = on(&s, &[("hope", Ruling::Both)]);
    rule(&mut s, round, &item, &["ben"], other, &[]);
    assert_eq!(comes_to(&s, round).0, "conflicting");
}

/// Verdicts: who was there first; on which code how; whether it replaces the one before.
type Made = Vec<(usize, Vec<(bool, u8)>, bool)>;

fn rulings() -> impl Strategy<Value = Made> {
    let one = (any::<bool>(), 0..6u8);
    let verdict = (
        0..3usize,
        proptest::collection::vec(one, 1..3),
        any::<bool>(),
    );
    proptest::collection::vec(verdict, 0..5)
}

fn make(s: &mut Study, round: RoundId, item: &[CodingId], made: &Made) {
    let mut last: Vec<EventId> = Vec::new();
    for (who, rulings, follows) in made {
        let ruling = |how: u8| match how {
            0 => Ruling::Both,
            1 => Ruling::Neither,
            2 => Ruling::Of(coder(WHO[*who])),
            3 => Ruling::Kept,
            4 => Ruling::Parked,
            _ => Ruling::Adjusted(span(3..9)),
        };
        let named: Vec<(&str, Ruling)> = rulings
            .iter()
            .map(|(hope, how)| (if *hope { "hope" } else { "fear" }, ruling(*how)))
            .collect();
        let by_code = on(s, &named);
        let mut present = WHO.to_vec();
        present.rotate_left(*who);
        let replaces = if *follows { last.clone() } else { Vec::new() };
        last = vec![rule(s, round, item, &present, by_code, &replaces)];
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_arrival_gives_the_same(made in rulings(), seed in any::<u64>()) {
        let (mut s, round, item) = study(WHO);
        make(&mut s, round, &item, &made);
        let whole = comes_to(&s, round);
        let mut events = s.events.clone();
        let mut state = seed | 1;
        for at in (1..events.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            events.swap(at, (state >> 33) as usize % (at + 1));
        }
        let mut late = View::new([], None);
        for event in events {
            late.admit([event]);
        }
        prop_assert_eq!(come_to(&late, round), whole);
    }

    #[test]
    fn in_whatever_order_the_coders_are_listed_it_comes_to_the_same(made in rulings()) {
        let mut all = Vec::new();
        for order in [["ana", "ben", "cat"], ["cat", "ana", "ben"], ["ben", "cat", "ana"]] {
            let (mut s, round, item) = study(order);
            make(&mut s, round, &item, &made);
            all.push(comes_to(&s, round));
        }
        prop_assert_eq!(&all[0], &all[1]);
        prop_assert_eq!(&all[0], &all[2]);
    }
}
