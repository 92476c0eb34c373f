//! What holds for every figure on marks, tried on random ones.

use proptest::prelude::*;

use super::characters::Document;
use super::gamma::{Params, Sampler, Sampling, best, gamma};
use super::mark::Mark;
use super::matching::Overlap;
use super::outcome::{Outcome, Undefined};
use super::segmentation::{Edits, Segmentation, windows};
use super::spans::semeval::{Scheme, tally};
use super::spans::{Label, any_overlap, equal, looked_up};
use super::unitizing::alpha_1995::{Disagreement, overall};
use super::unitizing::{Coincidences, cu_alpha, ku_alpha, ku_coverage, u_alpha, u_alpha_binary};

const LENGTH: u32 = 60;
const CODES: u32 = 3;

type Coders = Vec<Vec<Mark>>;

/// Marks that may overlap.
fn any_marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (0..CODES, 0..LENGTH - 12, 1..12u32);
    prop::collection::vec(mark.prop_map(|(c, s, l)| Mark::new(c, s, s + l)), 0..7)
}

/// Marks that do not overlap; some touch.
fn apart() -> impl Strategy<Value = Vec<Mark>> {
    let step = (0..CODES, 0..6u32, 1..9u32);
    prop::collection::vec(step, 0..6).prop_map(|steps| {
        let mut at = 0;
        let mark = |(code, gap, length)| {
            let start = at + gap;
            at = start + length;
            Mark::new(code, start, at)
        };
        let marks: Vec<Mark> = steps.into_iter().map(mark).collect();
        marks.into_iter().filter(|m| m.span.end <= LENGTH).collect()
    })
}

fn document(coders: &Coders) -> Document<'_> {
    Document {
        length: LENGTH,
        coders: coders.iter().map(|m| Some(m.as_slice())).collect(),
    }
}

/// All figures on the continuum that treat coders alike, by name.
fn figures(documents: &[Document<'_>]) -> Vec<(String, Outcome)> {
    let found = Coincidences::of(documents.iter().cloned());
    let layers = Coincidences::of_layers(0..CODES, documents);
    let of = |figure: &dyn Fn(&Coincidences) -> Outcome| match &found {
        Ok(found) => figure(found),
        Err(why) => Err(*why),
    };
    let mut all = vec![
        ("u".to_owned(), of(&u_alpha)),
        ("binary".to_owned(), of(&u_alpha_binary)),
        ("cu".to_owned(), of(&cu_alpha)),
        ("layers".to_owned(), layers.and_then(|l| u_alpha(&l))),
        (
            "disorder".to_owned(),
            best(documents, Params::default()).map(|b| b.disorder),
        ),
    ];
    for code in 0..CODES {
        all.push((format!("ku {code}"), of(&|f| ku_alpha(f, code))));
        all.push((format!("coverage {code}"), of(&|f| ku_coverage(f, code))));
    }
    all
}

/// αU of every code and overall.
fn older(documents: &[Document<'_>]) -> Vec<(String, Outcome)> {
    let codes: Vec<_> = (0..CODES)
        .map(|code| Disagreement::of(code, documents))
        .collect();
    let named = codes.iter().enumerate();
    let mut all: Vec<(String, Outcome)> = named
        .map(|(code, d)| (format!("older {code}"), d.and_then(Disagreement::alpha)))
        .collect();
    let codes: Result<Vec<_>, _> = codes.into_iter().collect();
    all.push(("older".to_owned(), codes.and_then(|c| overall(&c))));
    all
}

fn everything(documents: &[Document<'_>]) -> Vec<(String, Outcome)> {
    [figures(documents), older(documents)].concat()
}

fn same(a: Outcome, b: Outcome) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() < 1e-9,
        (Err(a), Err(b)) => a == b,
        _ => false,
    }
}

fn compare(a: &[(String, Outcome)], b: &[(String, Outcome)]) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.len(), b.len());
    for ((name, a), (_, b)) in a.iter().zip(b) {
        prop_assert!(same(*a, *b), "{}: {:?} and {:?}", name, a, b);
    }
    Ok(())
}

/// Every code by another name.
fn renamed(coders: &Coders) -> Coders {
    let rename = |m: &Mark| Mark {
        code: (m.code + 1) % CODES,
        ..*m
    };
    coders
        .iter()
        .map(|marks| marks.iter().map(rename).collect())
        .collect()
}

/// Figures in order of name, those about one code by the names before [`renamed`].
fn renamed_back(all: Vec<(String, Outcome)>) -> Vec<(String, Outcome)> {
    let name = |(name, outcome): (String, Outcome)| match name.rsplit_once(' ') {
        Some((of, code)) => {
            let code: u32 = code.parse().unwrap();
            (format!("{of} {}", (code + CODES - 1) % CODES), outcome)
        }
        None => (name, outcome),
    };
    let mut all: Vec<_> = all.into_iter().map(name).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_coder_comes_first(
        coders in prop::collection::vec(prop_oneof![3 => apart(), 1 => any_marks()], 2..4)
    ) {
        let turned: Coders = coders.iter().rev().cloned().collect();
        compare(&everything(&[document(&coders)]), &everything(&[document(&turned)]))?;
    }

    #[test]
    fn codes_have_no_order(coders in prop::collection::vec(apart(), 2..4)) {
        let other = renamed(&coders);
        let mut before = everything(&[document(&coders)]);
        before.sort_by(|a, b| a.0.cmp(&b.0));
        compare(&before, &renamed_back(everything(&[document(&other)])))?;
    }

    #[test]
    fn equal_coders_agree(marks in apart(), coders in 2..4usize) {
        let coders = vec![marks.clone(); coders];
        for (name, outcome) in figures(&[document(&coders)]) {
            let full = if name == "disorder" { 0.0 } else { 1.0 };
            prop_assert!(outcome.is_err() || outcome == Ok(full), "{}: {:?}", name, outcome);
        }
        // αU asks more: it holds two marks that touch against each other.
        let touch = marks.windows(2).any(|w| w[0].span.end == w[1].span.start);
        for (name, outcome) in older(&[document(&coders)]) {
            prop_assert!(outcome.is_err() || touch || same(outcome, Ok(1.0)), "{}", name);
        }
        let edits = equal(&coders[0], &coders[1], Label::Same).scores().f1;
        prop_assert_eq!(edits.is_err(), marks.is_empty());
        prop_assert!(edits.is_err() || edits == Ok(1.0));
        let sampling = Sampling { samples: 3, ..Sampling::default() };
        if let Ok(found) = gamma(&[document(&coders)], Params::default(), sampling) {
            prop_assert_eq!((found.gamma, found.gamma_cat), (Ok(1.0), Ok(1.0)));
        }
    }

    #[test]
    fn a_text_in_two_parts_is_the_same_text(coders in prop::collection::vec(apart(), 2..4), at in 0..=LENGTH) {
        let whole = |m: &&Mark| m.span.end <= at || m.span.start >= at;
        let coders: Coders = coders.iter().map(|c| c.iter().filter(whole).copied().collect()).collect();
        let part = |from: u32, to: u32| -> Coders {
            let within = |m: &&Mark| m.span.start >= from && m.span.end <= to;
            let moved = |m: &Mark| Mark::new(m.code, m.span.start - from, m.span.end - from);
            coders.iter().map(|c| c.iter().filter(within).map(moved).collect()).collect()
        };
        let (first, second) = (part(0, at), part(at, LENGTH));
        let parts = [
            Document { length: at, ..document(&first) },
            Document { length: LENGTH - at, ..document(&second) },
        ];
        let (mut one, mut two) = (figures(&[document(&coders)]), figures(&parts));
        // Units on both sides of the cut may have been aligned.
        one.retain(|(name, _)| name != "disorder");
        two.retain(|(name, _)| name != "disorder");
        compare(&one, &two)?;
    }

    #[test]
    fn texts_have_no_order_and_the_unread_is_missing(
        first in prop::collection::vec(apart(), 3),
        second in prop::collection::vec(apart(), 3),
    ) {
        let mut unread = document(&second);
        unread.coders[2] = None;
        let alone = Document { length: LENGTH, coders: vec![None, Some(&first[0]), None] };
        let one = everything(&[document(&first), unread.clone(), alone]);
        compare(&one, &everything(&[unread, document(&first)]))?;
        // The same twice is the same once, wherever nothing but shares of the text is counted.
        let mut twice = figures(&[document(&first), document(&first)]);
        let mut once = figures(&[document(&first)]);
        for list in [&mut once, &mut twice] {
            list.retain(|(name, _)| name.starts_with("coverage") || name == "disorder");
        }
        compare(&once, &twice)?;
    }

    #[test]
    fn spans_are_counted_once(a in any_marks(), b in any_marks()) {
        for label in [Label::Same, Label::Any] {
            let (there, back) = (equal(&a, &b, label).scores(), equal(&b, &a, label).scores());
            prop_assert!(same(there.f1, back.f1) && same(there.precision, back.recall));
            let (there, back) = (any_overlap(&a, &b, label), any_overlap(&b, &a, label));
            prop_assert_eq!((there.first, there.second), (back.second, back.first));
            let touched = a.iter().filter(|x| b.iter().any(|y| {
                x.span.overlap(y.span) > 0 && (label == Label::Any || x.code == y.code)
            }));
            prop_assert_eq!(there.first.1, touched.count() as u64);
        }
        for scheme in [Scheme::Strict, Scheme::Exact, Scheme::Partial, Scheme::EntType] {
            let found = tally(&a, &b, scheme);
            let paired = found.correct + found.incorrect + found.partial;
            prop_assert_eq!(paired + found.missed, a.len() as u64);
            prop_assert_eq!(paired + found.spurious, b.len() as u64);
        }
        let overlap = Overlap::new(0.9).unwrap();
        prop_assert_eq!(looked_up(&a, &b, overlap), looked_up(&b, &a, overlap));
    }

    #[test]
    fn figures_are_figures(
        coders in prop::collection::vec(any_marks(), 2..4),
        statistical in any::<bool>(),
        alpha in 0.0..4.0f64,
    ) {
        for (name, outcome) in everything(&[document(&coders)]) {
            prop_assert!(outcome.is_err() || outcome.is_ok_and(f64::is_finite), "{}", name);
        }
        let sampler = if statistical { Sampler::Statistical } else { Sampler::Shuffle };
        let sampling = Sampling { sampler, samples: 4, seed: 3 };
        let params = Params { alpha, ..Params::default() };
        match gamma(&[document(&coders)], params, sampling) {
            Err(why) => prop_assert!(matches!(why, Undefined::NoCodings | Undefined::TooTangled)),
            Ok(found) => for outcome in [found.gamma, found.gamma_cat, found.expected] {
                prop_assert!(outcome.is_err() || outcome.is_ok_and(f64::is_finite));
            },
        }
    }

    #[test]
    fn boundaries_are_compared_both_ways(
        a in prop::collection::vec(1..6u32, 1..8),
        b in prop::collection::vec(1..6u32, 1..8),
        reach in 1..5u32,
    ) {
        // The longer text's last segment makes up for what the other lacks.
        let (mut a, mut b) = (a, b);
        let (long, short) = (a.iter().sum::<u32>(), b.iter().sum::<u32>());
        if long > short { b.push(long - short) } else { a.push(short - long) }
        let (a, b) = (Segmentation::of_masses(&a), Segmentation::of_masses(&b));
        let there = Edits::between(&a, &b, reach).unwrap();
        let back = Edits::between(&b, &a, reach).unwrap();
        prop_assert_eq!(there, back);
        let boundaries = (a.boundaries().len() + b.boundaries().len()) as u64;
        prop_assert_eq!(2 * (there.matches + there.transpositions) + there.additions, boundaries);
        let itself = Edits::between(&a, &a, reach).unwrap();
        prop_assert!(itself.boundary_similarity().is_err() || itself.boundary_similarity() == Ok(1.0));
        let window = windows::size([&a]).unwrap();
        for figure in [windows::pk, windows::windowdiff] {
            prop_assert!(figure(&[(&a, &a)], window).unwrap_or(0.0) == 0.0);
            prop_assert!(figure(&[(&a, &b)], window).is_ok_and(|v| (0.0..=1.0).contains(&v)) || a.units() <= window);
        }
    }
}
