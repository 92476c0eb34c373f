//! Small studies, told event by event, and what they come to.

use super::align::items;
use super::aligned::AlignedRounds;
use super::consensus::{Consensus, consensus};
use super::item::{Item, ItemKind};
use super::layer::{analysis_layer, analysis_layer_with};
use super::order::{Order, ordered};
use super::progress::Progress;
use super::reasons::reasons;
use super::standing::{Standing, standing};
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, source, span};
use crate::model::ids::{CodingId, RoundId};
use crate::model::layer::{Basis, Origin};
use crate::model::round::{BoundaryRule, RoundKind};
use crate::model::text::Span;
use crate::model::verdict::Ruling;
use crate::model::view::View;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn study() -> Study {
    let mut study = Study::new();
    study.coders(&["ana", "ben"]).source("s", 1000);
    study.code("hope");
    study.code_under("hope", "small hope");
    study.code("fear");
    study
}

/// A submitted double round of these codings: who, where, which code.
fn submitted(study: &mut Study, codings: &[(&str, u32, u32, &str)]) -> (RoundId, Vec<CodingId>) {
    let round = study.round(&["s"]);
    let made = codings
        .iter()
        .map(|(who, a, b, code)| study.coded(who, Some(round), "s", *a..*b, code))
        .collect();
    study.submit("ana", round);
    study.submit("ben", round);
    (round, made)
}

fn items_of(view: &View, round: RoundId) -> Vec<Item> {
    let snapshot = view.snapshot(round).unwrap();
    let round = view.round(round).unwrap();
    items(&snapshot, &view.codebook_of(round), round)
}

fn kinds(study: &Study, round: RoundId) -> Vec<ItemKind> {
    let items = items_of(&study.view(), round);
    items.into_iter().map(|i| i.kind).collect()
}

fn settle(view: &View, round: RoundId) -> (Vec<Item>, Consensus) {
    let items = items_of(view, round);
    let snapshot = view.snapshot(round).unwrap();
    let round = view.round(round).unwrap();
    let consensus = consensus(&items, round, &snapshot.coders, view);
    (items, consensus)
}

#[test]
fn every_kind() {
    let mut s = study();
    let (round, _) = submitted(
        &mut s,
        &[
            ("ana", 0, 10, "hope"),
            ("ben", 0, 10, "hope"),
            ("ana", 20, 40, "hope"),
            ("ben", 22, 41, "hope"),
            ("ana", 50, 70, "hope"),
            ("ben", 50, 75, "hope"),
            ("ana", 100, 120, "hope"),
            ("ben", 100, 120, "fear"),
            ("ana", 200, 220, "hope"),
            ("ben", 200, 220, "small hope"),
            ("ana", 300, 310, "hope"),
            ("ben", 400, 410, "fear"),
            // Less than half: one item all the same.
            ("ana", 500, 600, "hope"),
            ("ben", 580, 640, "hope"),
            // One stretch of ana's is three of ben's.
            ("ana", 700, 800, "fear"),
            ("ben", 700, 760, "fear"),
            ("ben", 762, 780, "fear"),
            ("ben", 785, 801, "fear"),
        ],
    );
    let expected = [
        ItemKind::Agreed,
        ItemKind::BoundaryWithin,
        ItemKind::Boundary,
        ItemKind::DifferentCode,
        ItemKind::ParentChild,
        ItemKind::OneOnly(coder("ana")),
        ItemKind::OneOnly(coder("ben")),
        ItemKind::Boundary,
        ItemKind::Split,
    ];
    assert_eq!(kinds(&s, round), expected);
}

#[test]
fn a_short_pair_within_the_tolerance_but_below_the_overlap_is_looked_at() {
    let mut s = study();
    let (round, _) = submitted(&mut s, &[("ana", 0, 2, "hope"), ("ben", 1, 4, "hope")]);
    assert_eq!(kinds(&s, round), [ItemKind::Boundary]);
}

#[test]
fn keys_and_kinds_outlast_changes_of_the_codebook() {
    let mut s = study();
    let (round, _) = submitted(
        &mut s,
        &[
            ("ana", 0, 10, "hope"),
            ("ben", 0, 10, "small hope"),
            ("ben", 5, 9, "fear"),
        ],
    );
    let before = items_of(&s.view(), round);
    let (fear, hope, small) = (s.id("fear"), s.id("hope"), s.id("small hope"));
    let moved = Change::CodeMoved {
        code: small,
        parent: None,
        replaces: Vec::new(),
    };
    s.push("ana", moved);
    let merge = |code, into| Change::CodeMerged { code, into };
    s.push("ben", merge(fear, hope));
    s.push("ben", merge(small, hope));
    assert_eq!(items_of(&s.view(), round), before);
    assert_eq!(before[0].kind, ItemKind::ParentChild);
    let (_, all) = settle(&s.view(), round);
    // The codes are one by now, so the open item counts once.
    assert_eq!(all.findings.len(), 2);
    assert!(all.findings.iter().all(|f| f.code == hope));
}

#[test]
fn a_private_code_merged_before_submitting_is_the_code_it_was_merged_into() {
    let mut s = study();
    let round = s.round(&["s"]);
    let mine = s.private_code("ana", round, "wish");
    s.coded("ana", Some(round), "s", 0..10, "wish");
    let into = s.id("hope");
    s.push("ana", Change::CodeMerged { code: mine, into });
    s.coded("ben", Some(round), "s", 0..10, "hope");
    s.submit("ana", round);
    s.submit("ben", round);
    assert_eq!(kinds(&s, round), [ItemKind::Agreed]);
}

#[test]
fn three_coders() {
    let mut s = study();
    s.coders(&["cat"]);
    let plan = s.plan("three", &["ana", "ben", "cat"], &["s"]);
    let round = s.open("ana", plan);
    for (who, a, b, code) in [
        ("ana", 0, 10, "hope"),
        ("ben", 0, 10, "hope"),
        ("cat", 0, 10, "hope"),
        ("ana", 20, 30, "hope"),
        ("cat", 20, 30, "hope"),
        ("ben", 40, 50, "fear"),
        ("cat", 40, 50, "hope"),
        ("cat", 60, 70, "hope"),
    ] {
        s.coded(who, Some(round), "s", a..b, code);
    }
    for who in ["ana", "ben", "cat"] {
        s.submit(who, round);
    }
    let expected = [
        ItemKind::Agreed,
        ItemKind::SomeOnly,
        ItemKind::DifferentCode,
        ItemKind::OneOnly(coder("cat")),
    ];
    assert_eq!(kinds(&s, round), expected);
}

#[test]
fn standings_and_progress() {
    let mut s = study();
    let (round, c) = submitted(
        &mut s,
        &[
            ("ana", 0, 10, "hope"),
            ("ben", 0, 10, "hope"),
            ("ana", 20, 40, "hope"),
            ("ben", 22, 41, "hope"),
            ("ana", 100, 110, "hope"),
            ("ana", 120, 130, "hope"),
            ("ana", 140, 150, "hope"),
            ("ana", 160, 170, "hope"),
            ("ana", 180, 190, "hope"),
            ("ana", 200, 210, "hope"),
        ],
    );
    let ana = || Ruling::Of(coder("ana"));
    let both = ["ana", "ben"];
    s.ruled(&both, round, &[c[4]], ana());
    let proposal = s.ruled(&["ana"], round, &[c[5]], ana());
    s.ruled(&["ana"], round, &[c[6]], ana());
    s.ruled(&["ben"], round, &[c[6]], Ruling::Neither);
    s.ruled(&["ana"], round, &[c[7]], Ruling::Parked);
    // Apart from each other, but alike.
    s.ruled(&["ana"], round, &[c[8]], Ruling::Neither);
    s.ruled(&["ben"], round, &[c[8]], Ruling::Neither);
    let view = s.view_for("ana");
    let items = items_of(&view, round);
    let coders = [coder("ana"), coder("ben")];
    let here = view.round(round).unwrap();
    let all: Vec<Standing> = items
        .iter()
        .map(|i| standing(i, here, &coders, &view))
        .collect();
    let words: Vec<&str> = all.iter().map(Standing::word).collect();
    let expected = [
        "agreed",
        "by rule",
        "settled",
        "proposed",
        "conflicting",
        "parked",
        "settled",
        "open",
    ];
    assert_eq!(words, expected);
    assert_eq!(all[1], Standing::ByRule(span(20..41)));
    let progress = Progress::of(&all);
    assert_eq!(progress.words(), "2 of 6 settled");
    assert_eq!((progress.agreed, progress.by_rule), (1, 1));
    let open_first = ordered(&items, &all, Order::OpenFirst, view.codebook());
    assert_eq!(open_first, [3, 4, 5, 7, 0, 1, 2, 6]);
    assert_eq!(reasons(view.verdicts_of(round))[0].used, 7);

    let verdict = proposal.into();
    s.push("ben", Change::Assented { verdict });
    let view = s.view();
    let now = standing(&items[3], view.round(round).unwrap(), &coders, &view);
    assert_eq!(now.word(), "settled");
}

#[test]
fn consensus_is_what_the_verdicts_say() {
    let mut s = study();
    let (round, c) = submitted(
        &mut s,
        &[
            ("ana", 0, 10, "hope"),
            ("ben", 0, 12, "fear"),
            ("ana", 20, 40, "hope"),
            ("ben", 20, 40, "hope"),
            ("ana", 50, 60, "fear"),
        ],
    );
    let both = ["ana", "ben"];
    let item = [c[1], c[0]];
    let fear = s.id("fear");
    let hope = s.id("hope");
    let found = |s: &Study| -> Vec<(Span, crate::model::ids::CodeId)> {
        let (_, all) = settle(&s.view(), round);
        let settled = |o: &Origin| matches!(o, Origin::Settled(_));
        let all = all.findings.into_iter().filter(|f| settled(&f.origin));
        all.map(|f| (f.span, f.code)).collect()
    };
    for (ruling, expected) in [
        (Ruling::Of(coder("ana")), vec![(span(0..10), hope)]),
        (Ruling::Of(coder("ben")), vec![(span(0..12), fear)]),
        (Ruling::Both, vec![(span(0..10), hope), (span(0..12), fear)]),
        (Ruling::Neither, vec![]),
        (Ruling::Adjusted(span(2..8)), vec![(span(2..8), hope)]),
        (Ruling::Another(fear, span(1..3)), vec![(span(1..3), fear)]),
        (Ruling::Kept, vec![]),
        (Ruling::Parked, vec![]),
    ] {
        let mut s = s.clone();
        s.ruled(&both, round, &item, ruling.clone());
        assert_eq!(found(&s), expected, "{ruling:?}");
        let (_, all) = settle(&s.view(), round);
        assert_eq!(all.kept.len(), usize::from(ruling == Ruling::Kept));
        let open = if ruling == Ruling::Parked { 2 } else { 1 };
        assert_eq!(all.open.len(), open, "{ruling:?}");
    }
    // What is ruled for a coder who did not code it is nothing.
    s.ruled(&both, round, &[c[4]], Ruling::Of(coder("ben")));
    assert_eq!(found(&s), []);
}

#[test]
fn boundary_rules() {
    for (rule, expected) in [
        (BoundaryRule::Union, 20..41),
        (BoundaryRule::Intersection, 22..40),
        (BoundaryRule::Longer, 20..40),
    ] {
        let mut s = study();
        let mut plan = s.plan("r", &["ana", "ben"], &["s"]);
        plan.boundary = rule;
        let round = s.open("ana", plan);
        s.coded("ana", Some(round), "s", 20..40, "hope");
        s.coded("ben", Some(round), "s", 22..41, "hope");
        s.submit("ana", round);
        s.submit("ben", round);
        let (_, all) = settle(&s.view(), round);
        assert_eq!(all.findings.len(), 1);
        assert_eq!(all.findings[0].span, span(expected));
        assert_eq!(all.findings[0].origin, Origin::ByRule);
    }
}

#[test]
fn the_layer_prefers_consensus_then_one_coder_then_free_codings() {
    let mut s = study();
    for name in ["t", "u", "v"] {
        s.source(name, 1000);
    }
    s.coded("ana", None, "s", 1..2, "fear");
    s.coded("ben", None, "u", 1..2, "fear");
    s.coded("ben", None, "u", 3..4, "fear");
    s.coded("ana", None, "u", 1..2, "fear");
    let mut plan = s.plan("training", &["ana", "ben"], &["s"]);
    plan.kind = RoundKind::Training;
    let training = s.open("ana", plan);
    s.coded("ana", Some(training), "s", 0..10, "fear");
    s.submit("ana", training);
    s.submit("ben", training);
    let basis = |s: &Study, name: &str| {
        let layer = analysis_layer(&s.view());
        let found = layer.basis.into_iter().find(|b| b.0 == source(name));
        found.unwrap().1
    };
    assert_eq!(basis(&s, "s"), Basis::PartConsensus(training, 1));
    let (round, c) = submitted(
        &mut s,
        &[
            ("ana", 0, 10, "hope"),
            ("ben", 0, 10, "hope"),
            ("ben", 20, 30, "fear"),
        ],
    );
    assert_eq!(basis(&s, "s"), Basis::PartConsensus(round, 1));
    s.ruled(&["ana", "ben"], round, &[c[2]], Ruling::Neither);
    assert_eq!(basis(&s, "s"), Basis::Consensus(round));
    assert_eq!(basis(&s, "u"), Basis::Coder(coder("ben")));
    assert_eq!(basis(&s, "v"), Basis::Uncoded);

    let mut plan = s.plan("rest", &["ana"], &["t", "u"]);
    (plan.kind, plan.blind) = (RoundKind::Single, false);
    let single = s.open("ana", plan);
    s.coded("ana", Some(single), "t", 0..10, "hope");
    assert_eq!(basis(&s, "t"), Basis::Coder(coder("ana")));
    // Not begun there: what there was counts still. Finished without a coding: nothing does.
    assert_eq!(basis(&s, "u"), Basis::Coder(coder("ben")));
    s.finished("ana", single, "u");
    assert_eq!(basis(&s, "u"), Basis::Coder(coder("ana")));
    let layer = analysis_layer(&s.view());
    let sum: Vec<(&str, u32)> = layer
        .findings
        .iter()
        .map(|f| (f.source.as_str(), f.span.start))
        .collect();
    assert_eq!(sum, [("s", 0), ("t", 0)]);
    assert_eq!(layer.findings[0].origin, Origin::Agreed);
}

#[test]
fn a_blind_round_counts_for_its_own_coder_only() {
    let mut s = study();
    let round = s.round(&["s"]);
    s.coded("ana", Some(round), "s", 0..10, "hope");
    s.coded("ben", Some(round), "s", 5..10, "fear");
    s.coded("ben", Some(round), "s", 15..20, "fear");
    s.submit("ben", round);
    let of = |viewer| {
        let layer = analysis_layer(&s.view_for(viewer));
        (layer.basis[0].1.clone(), layer.findings.len())
    };
    assert_eq!(of("ana"), (Basis::Coder(coder("ana")), 1));
    assert_eq!(of("ben"), (Basis::Coder(coder("ben")), 2));
    assert_eq!(of("cat"), (Basis::Uncoded, 0));
    assert_eq!(analysis_layer(&s.view()).findings, []);
}

#[test]
fn what_is_there_twice_counts_once() {
    let mut s = study();
    let (_, c) = submitted(
        &mut s,
        &[
            ("ana", 0, 10, "hope"),
            ("ana", 0, 10, "hope"),
            ("ben", 0, 10, "hope"),
        ],
    );
    let layer = analysis_layer(&s.view());
    assert_eq!(layer.findings.len(), 1);
    assert_eq!(layer.findings[0].origin, Origin::Agreed);
    assert_eq!(layer.findings[0].codings, c);
}

#[test]
fn a_source_one_had_not_finished_is_the_other_ones() {
    let mut s = study();
    s.source("t", 100);
    let round = s.round(&["s", "t"]);
    s.coded("ana", Some(round), "t", 0..10, "hope");
    s.coded("ben", Some(round), "t", 0..10, "fear");
    s.submit("ana", round);
    s.submit_only("ben", round, &["s"]);
    let layer = analysis_layer(&s.view());
    assert_eq!(layer.basis[0].1, Basis::Consensus(round));
    assert_eq!(layer.basis[1].1, Basis::Coder(coder("ana")));
    assert_eq!(layer.findings.len(), 1);
}

#[test]
fn a_round_kept_on_the_shelf_comes_to_the_same() {
    let mut s = study();
    let round = s.round(&["s"]);
    let c = s.coded("ana", Some(round), "s", 0..10, "hope");
    let mut cache = AlignedRounds::default();
    let mut same = |s: &Study| {
        let view = s.view_for("ana");
        let kept = analysis_layer_with(&view, &mut cache);
        assert_eq!(kept, analysis_layer(&view));
        kept
    };
    same(&s);
    s.submit("ana", round);
    s.submit("ben", round);
    assert_eq!(same(&s).findings[0].origin, Origin::Unsettled);
    s.ruled(&["ana", "ben"], round, &[c], Ruling::Neither);
    assert_eq!(same(&s).findings, []);
    s.push("ana", Change::Uncoded { coding: c });
    same(&s);
}

type Made = (usize, u32, u32, usize);

fn made() -> impl Strategy<Value = Vec<Made>> {
    let one = (0..2usize, 0..60u32, 1..20u32, 0..3usize);
    prop::collection::vec(one, 0..24)
}

const CODES: [&str; 3] = ["hope", "small hope", "fear"];

fn told(made: &[Made], coders: [&str; 2]) -> (Study, RoundId, Vec<CodingId>) {
    let mut s = study();
    let tuples: Vec<(&str, u32, u32, &str)> = made
        .iter()
        .map(|(who, at, len, code)| (coders[*who], *at, at + len, CODES[*code]))
        .collect();
    let (round, ids) = submitted(&mut s, &tuples);
    (s, round, ids)
}

fn census(items: &[Item]) -> BTreeMap<String, usize> {
    let mut census = BTreeMap::new();
    for item in items {
        *census.entry(item.kind.word()).or_default() += 1;
    }
    census
}

proptest! {
    #[test]
    fn every_coding_is_in_one_item_and_items_stay(made in made()) {
        let (mut s, round, mut ids) = told(&made, ["ana", "ben"]);
        let (items, all) = settle(&s.view(), round);
        let mut found: Vec<CodingId> = items.iter().flat_map(|i| i.key.clone()).collect();
        found.sort_unstable();
        ids.sort_unstable();
        prop_assert_eq!(found, ids);
        for item in items.iter().filter(|i| i.kind == ItemKind::Agreed) {
            prop_assert_eq!(item.codings[0].len(), 1);
            prop_assert_eq!(item.codings[1].len(), 1);
            prop_assert_eq!(item.codings[0][0].span, item.codings[1][0].span);
            prop_assert_eq!(item.codings[0][0].code, item.codings[1][0].code);
        }
        // Nothing open is left out, and what is settled as “neither” is gone.
        prop_assert!(all.findings.len() >= items.len());
        for item in &items {
            s.ruled(&["ana", "ben"], round, &item.key, Ruling::Neither);
        }
        let (after, none) = settle(&s.view(), round);
        prop_assert_eq!(after, items);
        prop_assert_eq!(none, Consensus::default());
    }

    #[test]
    fn the_layer_counts_nothing_twice(made in made()) {
        let (s, _, _) = told(&made, ["ana", "ben"]);
        let layer = analysis_layer(&s.view());
        let mut places: Vec<_> = layer.findings.iter().map(|f| (f.span, f.code)).collect();
        let many = places.len();
        places.sort_unstable();
        places.dedup();
        prop_assert_eq!(places.len(), many);
        let behind: std::collections::BTreeSet<_> =
            layer.findings.iter().flat_map(|f| f.codings.clone()).collect();
        prop_assert_eq!(behind.len(), made.len());
    }

    #[test]
    fn neither_coder_comes_first(made in made()) {
        let (one, first, _) = told(&made, ["ana", "ben"]);
        let mut swapped: Vec<Made> = made.clone();
        swapped.sort_unstable_by_key(|m| (1 - m.0, m.1, m.2, m.3));
        let (other, second, _) = told(&swapped, ["ben", "ana"]);
        let rename = |word: &String| match word.as_str() {
            "only ana" => "only ben".to_owned(),
            "only ben" => "only ana".to_owned(),
            same => same.to_owned(),
        };
        let a = census(&items_of(&one.view(), first));
        let b = census(&items_of(&other.view(), second));
        let b: BTreeMap<String, usize> = b.iter().map(|(k, n)| (rename(k), *n)).collect();
        prop_assert_eq!(a, b);
    }
}
