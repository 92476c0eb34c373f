//! Ratings: what leads in a codebook of rated codes, and what stands beside it.

use super::over_codes::{comparison, opened, turn};
use super::*;
use crate::agreement::interval::How;
use crate::agreement::resample::Resampling;
use crate::model::code::{CodeKind, CodeText, Colour};
use crate::model::ids::CodeId;

const DRAWS: Resampling = Resampling {
    replicates: 200,
    seed: 5,
};

/// The 12 cases: values of ana and of ben.
const CASES: [(i32, i32); 12] = [
    (1, 1),
    (2, 3),
    (3, 3),
    (4, 4),
    (2, 2),
    (5, 4),
    (3, 2),
    (4, 5),
    (1, 2),
    (5, 5),
    (2, 2),
    (3, 4),
];

fn near(found: Result<f64, Undefined>, expected: f64) {
    assert!(
        (found.unwrap() - expected).abs() < 5e-7,
        "{found:?} for {expected}"
    );
}

/// A study of so many sources and of nothing but rated codes, each with its scale.
fn study_of(sources: usize, codes: &[(&str, &[(i32, &str)])]) -> (Study, Vec<String>, Vec<CodeId>) {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    let mut ids = Vec::new();
    for (name, scale) in codes {
        let points = scale
            .iter()
            .map(|(value, label)| (*value, (*label).to_owned()));
        let change = Change::CodeAdded {
            name: (*name).into(),
            parent: None,
            text: CodeText::default(),
            colour: Colour::Blue,
            key: None,
            kind: CodeKind::Rated(points.collect()),
            private: None,
        };
        ids.push(s.push("ana", change).into());
    }
    let names: Vec<String> = (0..sources).map(|n| format!("s{n}")).collect();
    for name in &names {
        s.source(name, 400);
    }
    (s, names, ids)
}

fn rate(
    s: &mut Study,
    round: RoundId,
    (who, at, n): (&str, &str, u32),
    code: CodeId,
    rating: Option<i32>,
) {
    let range = turn(n);
    let change = Change::Coded {
        of: None,
        round: Some(round),
        source: source(at),
        revision: 1,
        span: span(range),
        code,
        digest: Default::default(),
        certain: true,
        rating,
        via: None,
    };
    s.push(who, change);
}

const FIVE: [(i32, &str); 5] = [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e")];

/// The cases, one in each source, or all in the first ones.
fn twelve(each_alone: bool, shown: usize) -> (Study, RoundId, CodeId) {
    let (mut s, names, ids) = study_of(12, &[("fit", &FIVE)]);
    let round = opened(&mut s, &names, Headline::OrdinalAlpha);
    for (n, (a, b)) in CASES.iter().enumerate().take(shown) {
        let (at, place) = match each_alone {
            true => (&names[n], 0),
            false => (&names[n % 3], n as u32 / 3),
        };
        rate(&mut s, round, ("ana", at, place), ids[0], Some(*a));
        rate(&mut s, round, ("ben", at, place), ids[0], Some(*b));
    }
    // Given by one alone, and by both without two ratings: no cases.
    rate(&mut s, round, ("ana", "s0", 8), ids[0], Some(5));
    rate(&mut s, round, ("ana", "s0", 9), ids[0], Some(5));
    rate(&mut s, round, ("ben", "s0", 9), ids[0], None);
    submit(&mut s, round);
    (s, round, ids[0])
}

#[test]
fn ordinal_alpha_leads_over_the_cases_both_rated() {
    let (s, round, code) = twelve(true, 12);
    let f = of(&s.view(), round);
    // `krippendorff` 0.9.0, `pingouin.intraclass_corr` 0.6.1, `statsmodels` cohens_kappa.
    near(f.headline(Headline::OrdinalAlpha).unwrap(), 0.8577816);
    let cases = f.rated_cases.as_ref().unwrap();
    assert_eq!((cases.cases, cases.given), (12, 14));
    let pair = &cases.pairs[0];
    assert_eq!((pair.cases, pair.given), (12, 14));
    near(pair.alpha, 0.8577816);
    near(pair.mean_difference, 2.0 / 12.0);
    let rated = &f.rated[0];
    assert_eq!(rated.code, code);
    let pair = &rated.by_unit.pairs[0];
    assert_eq!(
        (pair.rated, pair.points, pair.given, pair.is_few()),
        (12, 12, 14, false)
    );
    near(pair.alpha, 0.8577816);
    near(pair.quadratic, 0.8506224);
    near(pair.icc, 0.8613445);
    let interval = pair.icc_interval.unwrap();
    assert_eq!(interval.how, How::Satterthwaite);
    near(Ok(interval.low), 0.5994949);
    near(Ok(interval.high), 0.9576287);
    assert_eq!(pair.mixed, None);
    let all = comparison(&s, round)
        .intervals(DRAWS, &mut |_, _| false)
        .unwrap();
    let leads = all.of_headline(Headline::OrdinalAlpha).unwrap().unwrap();
    assert!(leads.low < 0.8577 && leads.high > 0.8578, "{leads:?}");
    // Of one code alone, the cases are those of the code.
    assert_eq!(leads, all.rated[0].by_unit.alpha.unwrap());
}

#[test]
fn below_ten_cases_nothing_leads() {
    let (s, round, _) = twelve(true, 9);
    let f = of(&s.view(), round);
    assert_eq!(
        f.headline(Headline::OrdinalAlpha),
        Some(Err(Undefined::FewCases))
    );
    let pair = &f.rated[0].by_unit.pairs[0];
    assert_eq!(
        (pair.icc, pair.icc_interval),
        (Err(Undefined::FewCases), Err(Undefined::FewCases))
    );
    assert!(pair.is_few() && pair.mean_difference.is_ok());
}

#[test]
fn cases_of_one_source_have_an_interval_by_draws_alone() {
    let (s, round, _) = twelve(false, 12);
    let compared = comparison(&s, round);
    let f = compared.figures().unwrap();
    let pair = &f.rated[0].by_unit.pairs[0];
    near(pair.icc, 0.8613445);
    assert_eq!(pair.icc_interval, Err(Undefined::CasesNested));
    let all = compared.intervals(DRAWS, &mut |_, _| false).unwrap();
    let drawn = all.rated[0].by_unit.pairs[0].icc.unwrap();
    assert!(
        drawn.is_ok_and(|i| i.low < 0.8613 && i.high > 0.8614),
        "{drawn:?}"
    );
}

/// Two codes at opposite ends of one scale, rated at random within: knowing which is which is no
/// agreement.
#[test]
fn what_differs_between_codes_is_no_agreement_on_ratings() {
    let (mut s, names, ids) = study_of(4, &[("low", &FIVE), ("high", &FIVE)]);
    let round = opened(&mut s, &names, Headline::OrdinalAlpha);
    for name in &names {
        for (n, (a, b)) in [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().enumerate() {
            for (code, base) in [(ids[0], 1), (ids[1], 4)] {
                rate(&mut s, round, ("ana", name, n as u32), code, Some(base + a));
                rate(&mut s, round, ("ben", name, n as u32), code, Some(base + b));
            }
        }
    }
    submit(&mut s, round);
    let f = of(&s.view(), round);
    let leads = f.headline(Headline::OrdinalAlpha).unwrap().unwrap();
    assert!(leads.abs() < 0.04, "{leads}");
    assert_eq!(f.rated_cases.unwrap().cases, 32);

    let (mut s, names, ids) = study_of(1, &[("five", &FIVE), ("two", &[(0, "no"), (1, "yes")])]);
    let round = opened(&mut s, &names, Headline::OrdinalAlpha);
    for code in ids {
        for n in 0..6 {
            rate(&mut s, round, ("ana", "s0", n), code, Some(1));
            rate(&mut s, round, ("ben", "s0", n), code, Some(1));
        }
    }
    submit(&mut s, round);
    let f = of(&s.view(), round);
    assert_eq!(
        f.headline(Headline::OrdinalAlpha),
        Some(Err(Undefined::DifferentScales))
    );
}

#[test]
fn mixed_is_a_category_and_no_point_of_the_scale() {
    let scale = [
        (-2, "strong barrier"),
        (-1, "barrier"),
        (0, "neutral"),
        (1, "enabler"),
        (2, "strong enabler"),
        (3, "Mixed (X)"),
    ];
    let (mut s, names, ids) = study_of(12, &[("fit", &scale)]);
    let round = opened(&mut s, &names, Headline::OrdinalAlpha);
    for (n, (a, b)) in CASES.iter().enumerate() {
        rate(&mut s, round, ("ana", &names[n], 0), ids[0], Some(a - 3));
        rate(&mut s, round, ("ben", &names[n], 0), ids[0], Some(b - 3));
    }
    for (n, (a, b)) in [(3, 3), (3, 3), (3, -2), (2, 3)].into_iter().enumerate() {
        rate(&mut s, round, ("ana", &names[n], 1), ids[0], Some(a));
        rate(&mut s, round, ("ben", &names[n], 1), ids[0], Some(b));
    }
    submit(&mut s, round);
    let f = of(&s.view(), round);
    let pair = &f.rated[0].by_unit.pairs[0];
    assert_eq!((pair.rated, pair.points), (16, 12));
    near(pair.alpha, 0.8577816);
    near(pair.icc, 0.8613445);
    near(f.headline(Headline::OrdinalAlpha).unwrap(), 0.8577816);
    let mixed = pair.mixed.as_ref().unwrap();
    assert_eq!(
        (
            mixed.counts.both,
            mixed.counts.only_a,
            mixed.counts.only_b,
            mixed.counts.neither
        ),
        (2, 1, 1, 12)
    );
    assert!(
        mixed
            .kappa
            .is_ok_and(|kappa| (kappa - 0.5897436).abs() < 1e-6),
        "{:?}",
        mixed.kappa
    );
}

#[test]
fn a_match_of_two_different_ratings_is_said_to_be_one() {
    let (s, round, _) = twelve(true, 12);
    let f = of(&s.view(), round);
    let coding = &f.by_coding[0];
    let counts = coding.ratings;
    assert_eq!(coding.counts.matched, 13);
    assert_eq!((counts.same, counts.different, counts.one_only), (6, 6, 1));
    let said = counts.words(coding.counts.matched).unwrap();
    assert_eq!(
        said,
        "of the 13 matched, 6 carry two different ratings, 1 carries a rating of one coder alone"
    );
    assert_eq!(
        MatchedRatings {
            same: 4,
            ..Default::default()
        }
        .words(4),
        None
    );
}

#[test]
fn ordinal_alpha_is_offered_where_every_code_is_rated() {
    let (mut s, _, _) = study_of(1, &[("fit", &FIVE), ("reach", &FIVE)]);
    assert_eq!(s.view().usual_headline(), Headline::OrdinalAlpha);
    s.code("hope");
    assert_eq!(s.view().usual_headline(), Headline::AlphaOverCodes);
}
