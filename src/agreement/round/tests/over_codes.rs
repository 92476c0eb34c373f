//! Alpha over codes where it leads, what stands beside it, and what figures rest on.

use super::*;
use crate::agreement::interval::{Drawn, How};
use crate::agreement::resample::Resampling;

/// A study of this many sources, each with ten turns of a participant that begin at 20, 60, 100, ….
pub(super) fn study_of(sources: usize) -> (Study, Vec<String>) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    for code in ["hope", "fear", "trust"] {
        s.code(code);
    }
    let names: Vec<String> = (0..sources).map(|n| format!("s{n}")).collect();
    for name in &names {
        s.source(name, 400);
    }
    (s, names)
}

pub(super) fn opened(s: &mut Study, names: &[String], headline: Headline) -> RoundId {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let plan = crate::model::round::RoundPlan {
        headline,
        ..s.plan("round 1", &["ana", "ben"], &names)
    };
    s.open("ana", plan)
}

/// A turn of ten characters.
pub(super) fn turn(n: u32) -> std::ops::Range<u32> {
    25 + 40 * n..35 + 40 * n
}

pub(super) fn comparison(s: &Study, round: RoundId) -> Comparison {
    let view = s.view();
    let selection = Selection::round(round);
    let material = Material::of(&view, &selection).unwrap();
    let documents = |id: &SourceId, _| Some(document(id));
    Comparison::of(&material, &selection, &documents)
}

/// Both give hope to four turns of each source and fear to one, but in the first ben has none; trust is on one
/// turn in all, by one.
fn told(sources: usize, headline: Headline) -> (Study, RoundId) {
    let (mut s, names) = study_of(sources);
    let round = opened(&mut s, &names, headline);
    for (n, name) in names.iter().enumerate() {
        for who in ["ana", "ben"] {
            for at in 0..4 {
                s.coded(who, Some(round), name, turn(at), "hope");
            }
            if n > 0 || who == "ana" {
                s.coded(who, Some(round), name, turn(7), "fear");
            }
        }
    }
    s.coded("ana", Some(round), "s0", turn(9), "trust");
    submit(&mut s, round);
    (s, round)
}

#[test]
fn alpha_over_codes_leads_with_what_it_hides_beside_it() {
    let (s, round) = told(4, Headline::AlphaOverCodes);
    let f = of(&s.view(), round);
    // 40 turns. Hope 16 + 16; fear 4 + 3, one apart; trust 1 + 0: observed 2 · (1 + 1), expected
    // 2 · (32 · 48 + 7 · 73 + 1 · 79) / 79.
    let expected = 2.0 * (32.0 * 48.0 + 7.0 * 73.0 + 79.0) / 79.0;
    let leads = f.headline(Headline::AlphaOverCodes).unwrap().unwrap();
    assert!((leads - (1.0 - 4.0 / expected)).abs() < 1e-12, "{leads}");
    assert_eq!(f.by_unit.over_codes.pairs, [Ok(leads)]);
    assert_ne!(f.headline(Headline::Alpha), Some(Ok(leads)));
    assert_eq!(f.headline(Headline::AlphaMasi), Some(f.sets.masi));
    assert_eq!(f.headline(Headline::AlphaJaccard), Some(f.sets.jaccard));
    let beside = f.beside_the_lead();
    assert_eq!(beside.where_marked.len(), 1);
    let marked = beside.where_marked[0];
    assert_eq!((marked.either, marked.equal), (21, 19));
    assert_eq!(marked.share(), Ok(19.0 / 21.0));
    let any = &f.sets.any_code.pairs[0];
    assert_eq!(
        (any.both, any.only_a, any.only_b, any.neither),
        (19, 2, 0, 19)
    );
    assert_eq!(beside.any_code, any.alpha);
    // Fear is in four sources, but on four turns: only hope has enough places.
    assert_eq!(beside.weakest, [(s.id("hope"), 1.0)]);
}

#[test]
fn nothing_is_lowest_where_no_code_has_enough_places() {
    let (s, round) = told(2, Headline::AlphaOverCodes);
    let f = of(&s.view(), round);
    assert_eq!(f.beside_the_lead().weakest, []);
    let (mut s, names) = study_of(1);
    let round = opened(&mut s, &names, Headline::AlphaOverCodes);
    submit(&mut s, round);
    let f = of(&s.view(), round);
    let leads = f.headline(Headline::AlphaOverCodes);
    assert!(leads.unwrap().is_err());
    assert_eq!(
        f.beside_the_lead().where_marked[0].share(),
        Err(Undefined::NoCodings)
    );
}

#[test]
fn the_interval_of_what_leads_is_its_own_and_said_to_be_too_narrow_where_turns_are_drawn() {
    let resampling = Resampling {
        replicates: 200,
        seed: 5,
    };
    for (sources, drawn) in [(4, Drawn::Turns), (12, Drawn::Sources)] {
        let (s, round) = told(sources, Headline::AlphaOverCodes);
        let compared = comparison(&s, round);
        let found = compared.figures().unwrap();
        let leads = found.headline(Headline::AlphaOverCodes).unwrap().unwrap();
        let all = compared.intervals(resampling, &mut |_, _| false).unwrap();
        assert_eq!((all.of, all.are_too_narrow()), (drawn, sources == 4));
        let interval = all.of_headline(Headline::AlphaOverCodes).unwrap().unwrap();
        assert!(
            interval.low <= leads && leads <= interval.high,
            "{interval:?}"
        );
        assert!(matches!(interval.how, How::Resampled(by) if by.of == drawn));
        assert_eq!(all.by_unit.over_codes.alpha, Ok(interval));
        assert_eq!(all.of_headline(Headline::AlphaMasi), Some(&all.sets.masi));
    }
}

#[test]
fn more_coders_have_alpha_over_codes_of_all_and_of_every_pair() {
    let mut s = without_round();
    s.coders(&["cat"]);
    let plan = s.plan("three", &["ana", "ben", "cat"], &["s"]);
    let round = s.open("ana", plan);
    for who in ["ana", "ben", "cat"] {
        s.coded(who, Some(round), "s", 25..35, "hope");
    }
    s.coded("cat", Some(round), "s", 65..75, "fear");
    s.coded("ben", Some(round), "s", 105..110, "fear");
    for who in ["ana", "ben", "cat"] {
        s.submit(who, round);
    }
    let compared = comparison(&s, round);
    let f = compared.figures().unwrap();
    let over = &f.by_unit.over_codes;
    assert_eq!(over.pairs.len(), 3);
    // Ten turns, 30 values. Hope 3, none apart; fear 2, each apart from two others: observed
    // 2 · 2 · 2 / 2, expected 2 · (3 · 27 + 2 · 28) / 29.
    let expected = 2.0 * (81.0 + 56.0) / 29.0;
    let alpha = over.alpha.unwrap();
    assert!((alpha - (1.0 - 4.0 / expected)).abs() < 1e-12, "{alpha}");
    let resampling = Resampling {
        replicates: 100,
        seed: 5,
    };
    let all = compared.intervals(resampling, &mut |_, _| false).unwrap();
    let spread = all.by_unit.over_codes.alpha.unwrap();
    assert!(spread.low <= alpha && alpha <= spread.high, "{spread:?}");
    // Part by part the parts of one source are the whole.
    let parts = compared.parts(Each::Source, None).unwrap();
    assert_eq!(parts[0].over_codes_by_unit, *over);
}

#[test]
fn a_study_of_format_1_is_offered_what_its_programs_know() {
    let mut s = Study::new();
    s.format = 1;
    s.coders(&["ana", "ben"]).code("hope");
    let format = s.view().format();
    let usual = |s: &Study| s.view().usual_headline();
    assert_eq!((format, usual(&s)), (1, Headline::Alpha));
    let (s, _) = study_of(1);
    assert_eq!(
        (s.view().format(), usual(&s)),
        (2, Headline::AlphaOverCodes)
    );
    let (s, _) = told(1, Headline::Percent);
    assert_eq!(usual(&s), Headline::Percent);
}
