//! What holds whatever is selected.

use super::{Made, document, of, submit, without_round};
use crate::agreement::interval::{Drawn, How};
use crate::agreement::outcome::Undefined;
use crate::agreement::resample::Resampling;
use crate::agreement::round::{
    Became, By, Cell, Codes, Comparison, Did, Each, Material, Over, Put, Refused, RoundFigures,
    Selection, Stage, Value, Within,
};
use crate::model::coding::Via;
use crate::model::event::Change;
use crate::model::fixture::{Study, coder, source, span};
use crate::model::ids::{RoundId, SourceId};
use crate::model::round::{RoundKind, Unit};
use crate::model::snapshot::NotYet;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::view::View;
use proptest::prelude::*;
use std::sync::Arc;

/// Codes by number, in the order of the tree, with the path above each.
const CODES: [(&str, &[&str]); 6] = [
    ("hope", &[]),
    ("near", &["hope"]),
    ("far", &["hope"]),
    ("fear", &[]),
    ("dark", &["fear"]),
    ("deep", &["fear", "dark"]),
];

/// A study of ana and ben with two sources and a tree of codes.
fn tree() -> Study {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]).source("s", 400).source("t", 400);
    for (code, above) in CODES {
        match above.last() {
            Some(parent) => s.code_under(parent, code),
            None => s.code(code),
        };
    }
    s
}

/// Who (0 or 1), in which source, where, how long, which code.
type Codings = Vec<(usize, usize, u32, u32, usize)>;

fn codings() -> impl Strategy<Value = Codings> {
    let one = (0..2usize, 0..2usize, 0..380u32, 1..40u32, 0..CODES.len());
    prop::collection::vec(one, 0..30)
}

/// Codes them, each in the round of its source.
fn code(s: &mut Study, rounds: [RoundId; 2], all: &Codings, name: impl Fn(usize) -> &'static str) {
    for (who, at, start, length, number) in all {
        let (who, at_source) = (["ana", "ben"][*who], ["s", "t"][*at]);
        let range = *start..start + length;
        s.coded(who, Some(rounds[*at]), at_source, range, name(*number));
    }
}

fn comparison(view: &View, selection: &Selection) -> Comparison {
    let material = Material::of(view, selection).unwrap();
    let documents = |id: &SourceId, _| -> Option<Arc<Document>> { Some(document(id)) };
    Comparison::of(&material, selection, &documents)
}

fn found(view: &View, selection: &Selection) -> RoundFigures {
    comparison(view, selection).figures().unwrap()
}

/// One round over both sources.
fn told(all: &Codings) -> (Study, RoundId) {
    let mut s = tree();
    let round = s.round(&["s", "t"]);
    code(&mut s, [round, round], all, |n| CODES[n].0);
    submit(&mut s, round);
    (s, round)
}

/// The code at this depth above a code, or itself.
fn above(number: usize, level: usize) -> &'static str {
    let (code, above) = CODES[number];
    above.get(level).copied().unwrap_or(code)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_roll_up_is_recoding_first(all in codings(), level in 0..3usize, branch in any::<bool>()) {
        let (s, round) = told(&all);
        let mut recoded = tree();
        let same = recoded.round(&["s", "t"]);
        code(&mut recoded, [same, same], &all, |n| above(n, level));
        submit(&mut recoded, same);
        let codes = |s: &Study| match branch {
            true => Codes::Branch(s.id("fear")),
            false => Codes::All,
        };
        let rolled = Selection {
            level: Some(level as u16),
            codes: codes(&s),
            ..Selection::round(round)
        };
        let plain = Selection { codes: codes(&recoded), ..Selection::round(same) };
        let mut x = found(&s.view(), &rolled);
        let mut y = found(&recoded.view(), &plain);
        // Codes below the level are not there to be unused.
        x.unused.clear();
        y.unused.clear();
        prop_assert_eq!(x, y);
    }

    #[test]
    fn selecting_everything_is_selecting_nothing(all in codings()) {
        let (s, round) = told(&all);
        let everything = Selection {
            rounds: vec![round],
            codes: Codes::Only(CODES.iter().map(|(code, _)| s.id(code)).collect()),
            sources: Some(vec![source("t"), source("s")]),
            unit: Some(Unit::Turns),
            overlap: Some(50),
            coders: Some(vec![coder("ana"), coder("ben")]),
            level: Some(9),
            ..Selection::default()
        };
        let whole = of(&s.view(), round);
        prop_assert_eq!(found(&s.view(), &everything), whole.clone());
        prop_assert_eq!(found(&s.view_for("ben"), &Selection::round(round)), whole);
    }

    #[test]
    fn two_rounds_pooled_are_one_with_both_sources(all in codings()) {
        let (one, round) = told(&all);
        let mut two = tree();
        let rounds = [two.round(&["s"]), two.round(&["t"])];
        code(&mut two, rounds, &all, |n| CODES[n].0);
        submit(&mut two, rounds[0]);
        submit(&mut two, rounds[1]);
        let pooled = Selection { rounds: rounds.to_vec(), ..Selection::default() };
        let (x, y) = (found(&two.view(), &pooled), of(&one.view(), round));
        prop_assert_eq!(x, y);
        let few = Resampling { replicates: 60, seed: 5 };
        let spread = |view: &View, selection: &Selection| {
            let compared = comparison(view, selection);
            compared.intervals(few, &mut |_, _| false).unwrap()
        };
        let first = spread(&two.view(), &pooled);
        prop_assert_eq!(&first, &spread(&one.view(), &Selection::round(round)));
        prop_assert_eq!(first.of, Drawn::Turns);
        for interval in [&first.by_unit.overall.alpha, &first.by_character.overall.alpha].into_iter().flatten() {
            prop_assert!(interval.low <= interval.high && interval.low.is_finite());
            prop_assert!(matches!(interval.how, How::Resampled(by) if by.seed == 5 && by.replicates == 60));
        }
    }

    #[test]
    fn every_count_has_its_segments(all in codings()) {
        let (s, round) = told(&all);
        let compared = comparison(&s.view(), &Selection::round(round));
        let f = compared.figures().unwrap();
        let count = |cell: Cell, within: &Within| compared.segments(&cell, within).len() as u64;
        let parts = compared.parts(Each::Source, None).unwrap();
        let mut units = 0;
        for (grain, by) in [(&f.by_unit, By::Unit), (&f.by_character, By::Character)] {
            for row in grain.codes.iter().chain([&grain.overall]) {
                let b = &row.pairs[0];
                for (did, n) in [(Did::Both, b.both), (Did::OnlyA, b.only_a), (Did::OnlyB, b.only_b), (Did::Neither, b.neither)] {
                    let cell = Cell::Given { by, pair: 0, code: row.code, did };
                    let segments = compared.segments(&cell, &Within::All);
                    let counted: u64 = match by {
                        By::Unit => segments.len() as u64,
                        By::Character => segments.iter().map(|s| u64::from(s.span.len())).sum(),
                    };
                    prop_assert_eq!(counted, n);
                    prop_assert_eq!(segments.iter().all(|s| s.codings.is_empty()), did == Did::Neither || n == 0);
                }
            }
        }
        for part in &parts {
            let cell = Cell::Given { by: By::Unit, pair: 0, code: None, did: Did::Both };
            prop_assert_eq!(count(cell, &part.within), part.by_unit.pairs[0].both);
            units += part.by_unit.pairs[0].cells();
        }
        prop_assert_eq!(units, f.by_unit.overall.pairs[0].cells());
        let m = f.by_coding[0].counts;
        for (put, n) in [(Put::Matched, m.matched), (Put::Different, m.different), (Put::OnlyA, m.only_a), (Put::OnlyB, m.only_b)] {
            prop_assert_eq!(count(Cell::Codings { pair: 0, code: None, put }, &Within::All), n);
        }
        let confusion = compared.confusion(0).unwrap();
        let mut counted = 0;
        for (a, b, n) in &confusion.cells {
            prop_assert_eq!(count(Cell::Confused { pair: 0, a: *a, b: *b }, &Within::All), *n);
            prop_assert!(a.is_some() || b.is_some());
            counted += n;
        }
        prop_assert_eq!(counted, m.all());
    }

    #[test]
    fn a_part_is_what_selecting_it_gives(all in codings()) {
        let (s, round) = told(&all);
        let compared = comparison(&s.view(), &Selection::round(round));
        for each in [Each::Source, Each::Participant, Each::Round] {
            for part in compared.parts(each, None).unwrap() {
                let mut chosen = Selection::round(round);
                match &part.within {
                    Within::Source(id) => chosen.sources = Some(vec![id.clone()]),
                    Within::Participant(name) => chosen.participants = Some(vec![name.clone()]),
                    Within::Round(_) | Within::All => {}
                }
                let alone = found(&s.view(), &chosen);
                prop_assert_eq!(part.by_coding[0].counts, alone.by_coding[0].counts);
                // Fewer codes are in use in a part, so “neither” is another number there.
                let given = |b: &crate::agreement::round::Between| (b.both, b.only_a, b.only_b, b.positive);
                let (x, y) = (&part.by_unit.pairs[0], &alone.by_unit.overall.pairs[0]);
                prop_assert_eq!(given(x), given(y));
                let (x, y) = (&part.by_character.pairs[0], &alone.by_character.overall.pairs[0]);
                prop_assert_eq!(given(x), given(y));
            }
        }
    }
}

/// A code used only in what is not selected is no code both left out there.
#[test]
fn codes_used_elsewhere_only_are_not_pooled() {
    let mut s = tree();
    let round = s.round(&["s", "t"]);
    s.coded("ana", Some(round), "s", 25..35, "hope");
    s.coded("ben", Some(round), "t", 25..35, "fear");
    submit(&mut s, round);
    let only = Selection {
        rounds: vec![round],
        sources: Some(vec![source("s")]),
        ..Selection::default()
    };
    let of = |selection: &Selection| {
        let material = Material::of(&s.view(), selection).unwrap();
        let documents = |id: &SourceId, _| -> Option<Arc<Document>> { Some(document(id)) };
        Comparison::of(&material, selection, &documents)
            .figures()
            .unwrap()
    };
    let found = of(&only);
    assert!(found.by_unit.code(s.id("hope")).is_some());
    assert!(found.by_unit.code(s.id("fear")).is_none());
    assert!(found.unused.contains(&s.id("fear")) && !found.unused.contains(&s.id("hope")));
    let pooled = &found.by_unit.overall.pairs[0];
    assert_eq!(pooled.cells(), found.by_unit.cells);
    assert_eq!((pooled.both, pooled.only_a, pooled.only_b), (0, 1, 0));
}

#[test]
fn a_round_that_is_shut_or_training_is_never_pooled() {
    let mut s = tree();
    let open = s.round(&["s"]);
    s.coded("ana", Some(open), "s", 25..35, "hope");
    submit(&mut s, open);
    let shut = s.round(&["t"]);
    s.source("u", 400);
    let mut plan = s.plan("warm-up", &["ana", "ben"], &["u"]);
    plan.kind = RoundKind::Training;
    plan.blind = false;
    let training = s.open("ana", plan);
    submit(&mut s, training);
    let select = |rounds: &[RoundId]| Selection {
        rounds: rounds.to_vec(),
        ..Selection::default()
    };
    let refused =
        |s: &Study, rounds: &[RoundId]| Material::of(&s.view(), &select(rounds)).unwrap_err();
    let before = (refused(&s, &[shut]), refused(&s, &[open, shut]));
    assert_eq!(before.0, Refused::NotYet(NotYet::Blind));
    s.coded("ben", Some(shut), "t", 25..35, "fear");
    s.submit("ben", shut);
    assert_eq!(before, (refused(&s, &[shut]), refused(&s, &[open, shut])));
    let mut alone = select(&[shut]);
    alone.coders = Some(vec![coder("ben")]);
    assert_eq!(
        Material::of(&s.view_for("ben"), &alone).unwrap_err(),
        before.0
    );
    assert!(matches!(
        refused(&s, &[open, training]),
        Refused::Training(_)
    ));
    assert!(Material::of(&s.view(), &select(&[training])).is_ok());
    assert_eq!(refused(&s, &[]), Refused::NoRound);
    let stages = Stage::all(&s.view(), &Selection::default());
    let documents = |id: &SourceId, _| -> Option<Arc<Document>> { Some(document(id)) };
    let told: Vec<bool> = stages
        .iter()
        .map(|x| x.figures(&documents).is_ok())
        .collect();
    assert_eq!(told, [true, false, true]);
}

#[test]
fn two_of_three_coders_count_where_these_two_had_finished() {
    let mut s = tree();
    s.coders(&["cat"]);
    let plan = s.plan("three", &["ana", "ben", "cat"], &["s", "t"]);
    let round = s.open("ana", plan);
    for who in ["ana", "ben"] {
        s.coded(who, Some(round), "t", 25..35, "hope");
        s.submit(who, round);
    }
    s.submit_only("cat", round, &["s"]);
    let view = s.view();
    assert_eq!(of(&view, round).by_unit.cells, 10);
    let two = Selection {
        coders: Some(vec![coder("ben"), coder("ana")]),
        ..Selection::round(round)
    };
    let f = found(&view, &two);
    assert_eq!(
        (f.by_unit.cells, f.by_coding[0].words()),
        (20, "1 of 1".into())
    );
    assert_eq!(f.coders, [coder("ben"), coder("ana")]);
    let himself = Selection {
        coders: Some(vec![coder("ben"), coder("ben")]),
        ..Selection::round(round)
    };
    let alone = Material::of(&view, &himself).unwrap_err();
    assert_eq!(alone, Refused::NotYet(NotYet::FewerThanTwo));
    let stranger = Selection {
        coders: Some(vec![coder("ana"), coder("ben"), coder("eve")]),
        ..Selection::round(round)
    };
    let refused = Material::of(&view, &stranger).unwrap_err();
    assert_eq!(refused.to_string(), "eve has submitted nothing in three");
}

#[test]
fn two_codes_that_exclude_one_another_are_a_value_of_their_own() {
    let mut s = tree();
    let round = s.round(&["s"]);
    // Participants' turns begin at 20, 60, 100, …
    for (who, at, code) in [
        ("ana", 25, "near"),
        ("ben", 25, "near"),
        ("ana", 65, "near"),
        ("ben", 65, "far"),
        ("ana", 105, "near"),
        ("ana", 106, "far"),
        ("ben", 105, "near"),
        ("ana", 145, "fear"),
    ] {
        s.coded(who, Some(round), "s", at..at + 8, code);
    }
    submit(&mut s, round);
    let selection = Selection {
        domain: Some(s.id("hope")),
        ..Selection::round(round)
    };
    let compared = comparison(&s.view(), &selection);
    let f = compared.figures().unwrap();
    let domain = &f.domain.as_ref().unwrap().by_unit;
    assert_eq!((domain.cells, domain.several.clone()), (10, vec![1, 0]));
    // Nothing, hope itself, near, far, and near with far.
    assert_eq!(domain.values.len(), 5);
    let pair = &domain.pairs[0];
    assert_eq!(pair.percent, Ok(0.8));
    assert_eq!(pair.cells, [(0, 0, 7), (2, 2, 1), (2, 3, 1), (4, 2, 1)]);
    // Cohen: P_e = .7·.7 + .2·.2 + 0·.1 = .53.
    let kappa = (0.8 - 0.53) / (1.0 - 0.53);
    assert!((pair.kappa.unwrap() - kappa).abs() < 1e-12);
    assert_eq!(
        f.headline(crate::model::round::Headline::Alpha),
        Some(domain.alpha)
    );
    let cell = |by| Cell::Values {
        by,
        pair: 0,
        a: Value::Code(s.id("near")),
        b: Value::Code(s.id("far")),
    };
    assert_eq!(compared.segments(&cell(By::Unit), &Within::All).len(), 1);
    // Character by character what a cell counts is as long as what it opens.
    for pair in &f.domain.as_ref().unwrap().by_character.pairs {
        let values = &f.domain.as_ref().unwrap().by_character.values;
        for (a, b, counted) in &pair.cells {
            let cell = Cell::Values {
                by: By::Character,
                pair: 0,
                a: values[*a].clone(),
                b: values[*b].clone(),
            };
            let found = compared.segments(&cell, &Within::All);
            let length: u32 = found.iter().map(|s| s.span.len()).sum();
            assert_eq!(u64::from(length), *counted, "{cell:?}");
        }
    }
    let found = compared.segments(&cell(By::Character), &Within::All);
    let spans: Vec<Span> = found.iter().map(|s| s.span).collect();
    assert_eq!(spans, [span(65..73)]);
    let by_character = &f.domain.as_ref().unwrap().by_character;
    // 25..33 alike, 65..73 not, 105 near, 106..113 near with far against near, 113 far against none.
    assert_eq!(by_character.cells, 400);
    assert_eq!(by_character.several, [7, 0]);
    assert_eq!(by_character.pairs[0].percent, Ok(1.0 - 16.0 / 400.0));
    let resampling = Resampling {
        replicates: 200,
        seed: 5,
    };
    let drawn = compared.intervals(resampling, &mut |_, _| false).unwrap();
    let spreads = drawn.domain.unwrap();
    let spread = spreads.by_unit.pairs[0].percent.unwrap();
    assert!(spread.low < 0.8 && spread.high > 0.8, "{spread:?}");
    assert_eq!(spreads.by_unit.alpha, spreads.by_unit.pairs[0].alpha);
    // Turns of one source are drawn, and what is marked runs on from turn to turn.
    assert_eq!(spreads.by_unit.of, Drawn::Turns);
    assert_eq!(spreads.by_character.alpha, Err(Undefined::FewToResample));
    // Only the domain's codes are counted.
    assert_eq!(f.by_unit.codes.len(), 2);
}

#[test]
fn ratings_agree_by_rank_and_what_is_unrated_is_missing() {
    use crate::model::code::{CodeKind, CodeText, Colour};
    let mut s = without_round();
    let scale = [(0, "not"), (1, "partly"), (2, "mostly"), (3, "fully")];
    let change = Change::CodeAdded {
        name: "fidelity".into(),
        parent: None,
        text: CodeText::default(),
        colour: Colour::Blue,
        key: None,
        kind: CodeKind::Rated(scale.map(|(v, l)| (v, l.to_owned())).into()),
        private: None,
    };
    let code = s.push("ana", change).into();
    let round = s.round(&["s"]);
    let mut rated = |who: &str, at: u32, rating: Option<i32>| {
        let change = Change::Coded {
            of: None,
            round: Some(round),
            source: source("s"),
            revision: 1,
            span: span(at..at + 8),
            code,
            digest: Default::default(),
            certain: true,
            rating,
            via: None,
        };
        s.push(who, change);
    };
    let both = [(25, 0, 0), (65, 1, 1), (105, 2, 3), (145, 3, 3)];
    for (at, a, b) in both {
        rated("ana", at, Some(a));
        rated("ben", at, Some(b));
    }
    rated("ana", 185, Some(2));
    rated("ben", 185, None);
    rated("ana", 225, Some(2));
    rated("ben", 225, Some(1));
    rated("ben", 227, Some(2));
    rated("ana", 265, Some(9));
    submit(&mut s, round);
    let f = of(&s.view(), round);
    let rated = &f.rated[0];
    let units = &rated.by_unit;
    assert_eq!((rated.code, units.rated), (code, 4));
    assert_eq!(
        (&units.unrated, &units.several, &units.off_scale),
        (&vec![0, 1], &vec![0, 1], &vec![1, 0])
    );
    let pair = &units.pairs[0];
    assert_eq!((pair.rated, pair.percent), (4, Ok(0.75)));
    assert_eq!(pair.cells, [(0, 0, 1), (1, 1, 1), (2, 3, 1), (3, 3, 1)]);
    // Linear weights over ranks: apart 1/3 of one in four; by chance (0·6 + …) from the margins
    // 1 1 1 1 and 1 1 0 2: Σ r c |k − l| / 3 = (0+1+6 + 1+0+4 + 2+1+2 + 3+2+0) / 48 = 22/48.
    let linear = 1.0 - (1.0 / 12.0) / (22.0 / 48.0);
    assert!(
        (pair.linear.unwrap() - linear).abs() < 1e-12,
        "{:?}",
        pair.linear
    );
    assert!(pair.alpha.is_ok_and(|a| a > 0.8 && a < 1.0));
    let resampling = Resampling {
        replicates: 200,
        seed: 5,
    };
    let all = comparison(&s.view(), &Selection::round(round));
    let drawn = all.intervals(resampling, &mut |_, _| false).unwrap();
    let spread = drawn.rated[0].by_unit.pairs[0].percent.unwrap();
    assert!(spread.low < 0.75 && spread.high > 0.75, "{spread:?}");
    assert_eq!(drawn.rated[0].by_case.alpha, Err(Undefined::FewToResample));
    // In the whole source each coder gave several ratings.
    let compared = comparison(&s.view(), &Selection::round(round));
    let behind = |over, became| {
        let cell = Cell::Ratings {
            pair: 0,
            code,
            over,
            became,
        };
        compared.segments(&cell, &Within::All)
    };
    let compared_units = behind(Over::Units, Became::Compared);
    assert_eq!(compared_units.len(), 4);
    assert!(compared_units.iter().all(|s| s.codings.len() == 2));
    // Without a rating, rated in two ways, off the scale.
    assert_eq!(behind(Over::Units, Became::LeftOut).len(), 3);
    // The one source is the one case, which both rated in several ways.
    assert!(behind(Over::Cases, Became::Compared).is_empty());
    assert_eq!(behind(Over::Cases, Became::LeftOut).len(), 1);
    assert_eq!(rated.by_case.several, [1, 1]);
    assert_eq!(rated.by_case.alpha, Err(Undefined::NoUnits));
}

#[test]
fn stopping_stops() {
    let made: Made = vec![(0, 25, 8, 0), (1, 25, 8, 0)];
    let (s, round, _) = super::told(&made, ["ana", "ben"]);
    let compared = comparison(&s.view(), &Selection::round(round));
    let mut asked = 0;
    let stopped = compared.intervals(Resampling::default(), &mut |_, _| {
        asked += 1;
        asked == 2
    });
    assert_eq!((stopped, asked), (None, 2));
}

/// What somebody came upon in a list is no reading: without it the figures are those of a round in
/// which it was never coded.
#[test]
fn without_codings_from_lists_figures_are_as_if_these_were_never_made() {
    let made = |lists: &[(&str, std::ops::Range<u32>)]| {
        let mut s = tree();
        let round = s.round(&["s", "t"]);
        for (who, at) in [
            ("ana", 25..35),
            ("ana", 60..70),
            ("ben", 25..35),
            ("ben", 90..99),
        ] {
            s.coded(who, Some(round), "s", at, "hope");
        }
        for (who, at) in lists {
            let mut change = s.coding(Some(round), "t", at.clone(), "hope");
            if let Change::Coded { via, .. } = &mut change {
                *via = Some(Via::Search);
            }
            s.push(who, change);
        }
        submit(&mut s, round);
        (s, round)
    };
    let (lists, round) = made(&[("ana", 25..35), ("ben", 25..35), ("ana", 60..70)]);
    let (never, of_never) = made(&[]);
    let all = comparison(&lists.view(), &Selection::round(round));
    let read = Selection {
        as_read: true,
        ..Selection::round(round)
    };
    let chosen = comparison(&lists.view(), &read);
    let without = comparison(&never.view(), &Selection::round(of_never));
    assert!(without.as_read().is_none() && chosen.as_read().is_none());
    let figures = |of: &Comparison| format!("{:?}", of.figures().unwrap().by_unit);
    assert_ne!(figures(&all), figures(&without));
    let beside = all.as_read().expect("there are codings from lists");
    let renamed = |text: String| text.replace(&format!("{:?}", lists.id("hope")), "hope");
    let plain = figures(&without).replace(&format!("{:?}", never.id("hope")), "hope");
    assert_eq!(renamed(figures(beside)), plain);
    assert_eq!(renamed(figures(&chosen)), plain);
}
