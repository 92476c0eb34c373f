//! What is too little to tell, in every unit, and what lies outside the units.

use super::over_codes::{comparison, opened, study_of, turn};
use super::*;
use crate::agreement::interval::How;
use crate::agreement::resample::Resampling;
use crate::model::ids::CodeId;
use crate::model::round::RoundPlan;

const FEW_DRAWS: Resampling = Resampling {
    replicates: 200,
    seed: 5,
};

/// Both coders give hope to so many turns of each source, and ben leaves the last one out.
fn hope_on(turns: u32, sources: usize) -> (Study, RoundId) {
    let (mut s, names) = study_of(sources);
    let round = opened(&mut s, &names, Headline::Alpha);
    for (n, name) in names.iter().enumerate() {
        for at in 0..turns {
            s.coded("ana", Some(round), name, turn(at), "hope");
            if (n, at + 1) != (sources - 1, turns) {
                s.coded("ben", Some(round), name, turn(at), "hope");
            }
        }
    }
    submit(&mut s, round);
    (s, round)
}

/// Codings of a code that touch no unit, of all coders.
fn outside(figures: &RoundFigures, code: CodeId) -> u64 {
    let found = figures.outside.codes.iter().find(|(c, _)| *c == code);
    found.map_or(0, |(_, by_coder)| by_coder.iter().sum())
}

#[test]
fn ten_places_in_three_sources_are_enough_in_every_unit() {
    // Nine turns in three sources, ten in two, twelve in three.
    for (turns, sources, few) in [(3, 3, true), (5, 2, true), (4, 3, false)] {
        let (s, round) = hope_on(turns, sources);
        let f = of(&s.view(), round);
        let code = s.id("hope");
        let places = u64::from(turns) * sources as u64;
        for grain in [&f.by_unit, &f.by_character] {
            let between = &grain.code(code).unwrap().pairs[0];
            let rests = between.support.unwrap();
            assert_eq!((rests.places, rests.sources), (places, sources as u64));
            assert_eq!(between.is_few(), few, "{turns} in {sources}");
            assert_eq!(between.few().is_some(), few);
        }
        let coding = f.by_coding[0].codes[0];
        assert_eq!((coding.places, coding.sources), (places, sources as u64));
        assert_eq!(coding.is_few(), few);
    }
    let (s, round) = hope_on(5, 2);
    let f = of(&s.view(), round);
    let by_unit = &f.by_unit.codes[0].pairs[0];
    assert_eq!(
        by_unit.few().as_deref(),
        Some("too few to tell: 10 marked by either, 9 of them by both, in 2 sources only")
    );
    let by_character = &f.by_character.codes[0].pairs[0];
    assert_eq!(
        by_character.few().as_deref(),
        Some("too few to tell: 10 places marked by either, in 2 sources only")
    );
}

/// Whether there is enough never depends on what both marked.
#[test]
fn coders_who_never_meet_have_as_much_to_tell() {
    let (mut s, names) = study_of(3);
    let round = opened(&mut s, &names, Headline::Alpha);
    for name in &names {
        for at in 0..4 {
            let who = ["ana", "ben"][at as usize % 2];
            s.coded(who, Some(round), name, turn(at), "hope");
        }
    }
    submit(&mut s, round);
    let f = of(&s.view(), round);
    let between = &f.by_unit.codes[0].pairs[0];
    assert_eq!((between.both, between.either()), (0, 12));
    assert_eq!(between.few(), None);
    assert_eq!(f.weakest(2).len(), 1);
}

#[test]
fn by_character_what_either_marked_in_one_go_is_one_place() {
    let (mut s, names) = study_of(1);
    let round = opened(&mut s, &names, Headline::Alpha);
    // Ana's two touch, ben's overlaps both: one place. Two further on are another each.
    for (who, range) in [
        ("ana", 0..10),
        ("ana", 10..20),
        ("ben", 5..15),
        ("ana", 40..45),
        ("ben", 60..70),
    ] {
        s.coded(who, Some(round), "s0", range, "hope");
    }
    submit(&mut s, round);
    let f = of(&s.view(), round);
    let rests = f.by_character.codes[0].pairs[0].support.unwrap();
    assert_eq!(
        (rests.places, rests.cells, rests.longest, rests.most),
        (3, 35, 20, 35)
    );
}

#[test]
fn one_stretch_or_one_source_that_carries_it_leaves_no_interval_by_character() {
    let carried = |long: u32, more: u32| {
        let (mut s, names) = study_of(3);
        let round = opened(&mut s, &names, Headline::Alpha);
        for name in &names {
            for at in 0..4 {
                s.coded("ana", Some(round), name, turn(at), "hope");
                s.coded("ben", Some(round), name, turn(at), "hope");
            }
        }
        s.coded("ana", Some(round), "s0", 200..200 + long, "hope");
        for at in 0..more {
            let start = 200 + 12 * at;
            s.coded("ana", Some(round), "s0", start..start + 11, "hope");
        }
        submit(&mut s, round);
        let compared = comparison(&s, round);
        let all = compared.intervals(FEW_DRAWS, &mut |_, _| false).unwrap();
        // The figure stands whatever its interval.
        let f = compared.figures().unwrap();
        assert!(f.by_character.codes[0].alpha.is_ok());
        // By unit it does not matter how long a turn is.
        assert!(all.by_unit.codes[0].alpha.is_ok());
        let pair = &all.by_character.codes[0].pairs[0];
        assert_eq!(pair.alpha, all.by_character.codes[0].alpha);
        assert_eq!(pair.alpha.is_ok(), pair.percent.is_ok());
        pair.alpha.map(|_| ())
    };
    // 120 characters in all beside it, 40 of them in the source.
    assert_eq!(carried(1, 0), Ok(()));
    assert_eq!(carried(121, 0), Err(Undefined::OnePlaceCarries));
    assert_eq!(carried(11, 10), Err(Undefined::OneSourceCarries));
}

#[test]
fn a_code_in_fewer_than_ten_sources_has_wilsons_interval_by_unit() {
    let (s, round) = hope_on(4, 5);
    let all = comparison(&s, round)
        .intervals(FEW_DRAWS, &mut |_, _| false)
        .unwrap();
    let found = all.by_unit.codes[0].pairs[0].positive.unwrap();
    // 19 of 20 that either marked: Wilson's .764 to .991.
    assert_eq!(found.how, How::Wilson);
    assert!(
        (found.low - 0.866).abs() < 1e-3 && (found.high - 0.9956).abs() < 1e-3,
        "{found:?}"
    );
    assert!(matches!(
        all.by_unit.overall.pairs[0].positive.unwrap().how,
        How::Resampled(_)
    ));
    let (s, round) = hope_on(4, 10);
    let all = comparison(&s, round)
        .intervals(FEW_DRAWS, &mut |_, _| false)
        .unwrap();
    let found = all.by_unit.codes[0].pairs[0].positive.unwrap();
    assert!(matches!(found.how, How::Resampled(_)), "{found:?}");
}

/// Kappa is low by arithmetic where nearly every unit has the code, and nowhere else.
#[test]
fn prevalence_is_said_only_where_it_is_why_kappa_is_low() {
    let told = |both: u32, only: u32| {
        let (mut s, names) = study_of(4);
        let round = opened(&mut s, &names, Headline::Alpha);
        let place = |n: u32| (names[(n % 4) as usize].clone(), turn(n / 4));
        for n in 0..both + 2 * only {
            let (name, range) = place(n);
            if n < both + only {
                s.coded("ana", Some(round), &name, range.clone(), "hope");
            }
            if n < both || n >= both + only {
                s.coded("ben", Some(round), &name, range, "hope");
            }
        }
        submit(&mut s, round);
        of(&s.view(), round).by_unit.codes[0].pairs[0].clone()
    };
    // 36 of 40 by both, two and two by one: kappa −.05 though they agree on 90 %.
    let nearly_all = told(36, 2);
    assert!(nearly_all.kappa.unwrap() < 0.0);
    let why = nearly_all.prevalence().unwrap();
    assert!((why.given - 0.95).abs() < 1e-12 && (why.by_chance - 0.905).abs() < 1e-12);
    assert!(
        why.words(By::Unit)
            .contains("95 % of the units have this code")
    );
    // On half of the units, high agreement and kappa .58 say what they say.
    let half = told(20, 4);
    assert!(half.kappa.unwrap() < 0.65 && half.percent.unwrap() >= 0.8);
    assert_eq!(half.prevalence(), None);
    // Prevalence far from 0 and kappa 1.
    let all_but = told(38, 0);
    assert_eq!(all_but.kappa, Ok(1.0));
    assert!(all_but.prevalence_index.unwrap() > 0.8);
    assert_eq!(all_but.prevalence(), None);
}

/// A text with a heading nobody speaks before each question.
fn with_headings(id: &SourceId) -> Arc<Document> {
    let mut found = (*document(id)).clone();
    for n in [0, 4, 8] {
        found.structure.turns[n].speaker = None;
    }
    Arc::new(found)
}

fn figures_by(unit: Unit, codings: &[(&str, u32, &str)]) -> (Study, RoundFigures) {
    let mut s = without_round();
    let plan = RoundPlan {
        unit,
        ..s.plan("round 1", &["ana", "ben"], &["s"])
    };
    let round = s.open("ana", plan);
    for (who, at, code) in codings {
        s.coded(who, Some(round), "s", *at..*at + 8, code);
    }
    submit(&mut s, round);
    let view = s.view();
    let snapshot = view.snapshot(round).unwrap();
    let here = view.round(round).unwrap();
    let documents = |id: &SourceId, _| Some(with_headings(id));
    let book = view.codebook_of(here);
    let found = figures(&snapshot, here, &book, view.sources(), &documents).unwrap();
    (s, found)
}

#[test]
fn what_nobody_speaks_is_a_unit_by_paragraphs_alone() {
    let codings = [
        ("ana", 4, "hope"),
        ("ben", 4, "hope"),
        ("ana", 84, "hope"),
        ("ana", 45, "fear"),
        ("ben", 45, "fear"),
        ("ana", 25, "trust"),
        ("ben", 25, "trust"),
    ];
    let (s, turns) = figures_by(Unit::Turns, &codings);
    let (_, sentences) = figures_by(Unit::Sentences, &codings);
    // Rounds planned before keep their units.
    let (_, before) = figures_by(Unit::Paragraphs, &codings);
    for f in [&turns, &sentences, &before] {
        // On headings 3, on what the interviewer says 2.
        assert_eq!(f.outside.codings(), 5);
        assert_eq!(f.outside.units, [3, 2]);
        assert_eq!(f.outside.sources, 1);
        assert_eq!(outside(f, s.id("hope")), 3);
        assert_eq!(f.outside.codes.len(), 2);
        // Both used it: no figure, never that no one did or 100 %.
        for code in ["hope", "fear"] {
            let code = f.by_unit.code(s.id(code)).unwrap();
            assert_eq!(code.alpha, Err(Undefined::Outside));
            assert_eq!(code.pairs[0].percent, Err(Undefined::Outside));
            let said = code.pairs[0].few().unwrap();
            assert!(said.contains("outside the units"), "{said}");
        }
        assert_eq!(
            f.by_unit.code(s.id("trust")).unwrap().pairs[0].percent,
            Ok(1.0)
        );
        // Every character is text.
        let hope = f.by_character.code(s.id("hope")).unwrap();
        assert_eq!((hope.pairs[0].outside, hope.pairs[0].both), (0, 8));
    }
    assert_eq!((turns.by_unit.cells, before.by_unit.cells), (10, 10));
    let (s, f) = figures_by(Unit::ParagraphsAndUnspoken, &codings);
    assert_eq!((f.by_unit.cells, f.outside.codings()), (13, 2));
    let hope = &f.by_unit.code(s.id("hope")).unwrap().pairs[0];
    assert_eq!((hope.both, hope.only_a, hope.neither), (1, 1, 11));
    assert_eq!(
        (outside(&f, s.id("hope")), outside(&f, s.id("fear"))),
        (0, 2)
    );
}

#[test]
fn a_code_of_a_source_without_its_text_is_not_unused() {
    let (mut s, round) = study();
    s.coded("ana", Some(round), "s", 25..35, "hope");
    submit(&mut s, round);
    let view = s.view();
    let snapshot = view.snapshot(round).unwrap();
    let here = view.round(round).unwrap();
    let none = |_: &SourceId, _| None;
    let f = figures(&snapshot, here, view.codebook(), view.sources(), &none).unwrap();
    assert_eq!(
        (f.outside.codings(), &f.outside.by_coding_only),
        (0, &vec![1, 0])
    );
    let between = &f.by_unit.codes[0].pairs[0];
    assert_eq!(
        (between.outside, between.percent),
        (1, Err(Undefined::Outside))
    );
}
