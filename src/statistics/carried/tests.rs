//! Worked examples, and what holds whatever the counts.

use super::*;
use proptest::prelude::*;

const FINE: Conditions = Conditions {
    choice: Choice::AtRandom,
    open: 0,
    alike: true,
};

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} for {expected}");
}

fn double(all: &[(u64, u64, u64)]) -> Vec<Double> {
    let one = |(units, coded, settled): &(u64, u64, u64)| Double {
        units: *units,
        coded: *coded,
        settled: *settled,
        kept: *coded.min(settled),
    };
    all.iter().map(one).collect()
}

/// Ten sources, 22 turns coded and 29 settled.
fn ten() -> Vec<Double> {
    double(&[
        (40, 2, 3),
        (35, 1, 1),
        (50, 4, 5),
        (30, 0, 1),
        (45, 3, 3),
        (38, 2, 3),
        (42, 1, 2),
        (55, 5, 5),
        (33, 1, 2),
        (47, 3, 4),
    ])
}

const REST: Alone = Alone {
    sources: 20,
    units: 900,
    coded: 41,
};

#[test]
fn turns_by_hand() {
    let found = turns(&ten(), &REST, &FINE).unwrap();
    near(found.ratio, 1.318_181_8, 5e-8);
    near(found.expected, 54.045_454_5, 5e-8);
    near(found.variance[0], 27.874_597_1, 5e-8);
    near(found.variance[1], 14.735_541_9, 5e-8);
    near(found.ends[0], 41.124_360_9, 5e-8);
    near(found.ends[1], 71.026_299_0, 5e-8);
    assert_eq!((found.low, found.high), (41, 72));
    let middle = (
        found.sources,
        found.coded,
        found.settled,
        found.dropped,
        found.added,
    );
    assert_eq!(middle, (10, 22, 29, 0, 7));
    assert!(!found.too_wide && !found.only_if);
}

/// No difference in 22 turns does not show that there is none in 41: by the rule of three, up to
/// six may well be.
#[test]
fn a_coder_without_differences_has_an_interval() {
    let same: Vec<Double> = ten()
        .iter()
        .map(|d| Double {
            settled: d.coded,
            kept: d.coded,
            ..*d
        })
        .collect();
    let found = turns(&same, &REST, &FINE).unwrap();
    assert_eq!((found.expected, found.dropped, found.added), (41.0, 0, 0));
    assert_eq!((found.low, found.high), (35, 47));
}

/// `scipy.stats.betabinom`, convolved.
#[test]
fn people_by_hand() {
    let checked = Checked {
        kept: 7,
        dropped: 1,
        added: 2,
        without: 4,
    };
    let found = people(&checked, (9, 11), true, &FINE).unwrap();
    near(found.expected, 11.43, 0.005);
    assert_eq!((found.low, found.high, found.too_wide), (6, 17, false));
    let refused = |said, one_each| people(&checked, said, one_each, &FINE);
    assert_eq!(refused((9, 11), false), Err(Silence::SharedSource));
    let none = Silence::NoneAlone {
        missed: 2,
        settled: 9,
    };
    assert_eq!(refused((0, 11), true), Err(none));
    let few = Checked {
        without: 0,
        kept: 4,
        ..checked
    };
    let few = people(&few, (9, 11), true, &FINE);
    assert_eq!(few, Err(Silence::FewSources { found: 7 }));
}

#[test]
fn nothing_is_said_where_nothing_can_be() {
    let ten = ten();
    let with = |conditions: Conditions| turns(&ten, &REST, &conditions).map(|t| t.only_if);
    let spread = Conditions {
        choice: Choice::Spread,
        ..FINE
    };
    let other = Conditions {
        choice: Choice::Other,
        ..FINE
    };
    assert_eq!((with(spread), with(other)), (Ok(false), Ok(true)));
    let open = Conditions { open: 2, ..FINE };
    assert_eq!(with(open), Err(Silence::Open { open: 2 }));
    let unlike = Conditions {
        alike: false,
        ..FINE
    };
    assert_eq!(with(unlike), Err(Silence::NotAlike));
    let many = Alone {
        sources: 51,
        ..REST
    };
    assert!(turns(&ten, &many, &FINE).is_ok());
    assert_eq!(turns(&ten, &many, &spread), Err(Silence::TooManyAlone));
    let none = Alone { coded: 0, ..REST };
    let missed = Silence::NoneAlone {
        missed: 7,
        settled: 29,
    };
    assert_eq!(turns(&ten, &none, &FINE), Err(missed));
    let seven = turns(&ten[..7], &REST, &FINE);
    assert_eq!(seven, Err(Silence::FewSources { found: 7 }));
    let rare: Vec<Double> = ten
        .iter()
        .map(|d| Double {
            coded: d.kept.min(1),
            kept: d.kept.min(1),
            ..*d
        })
        .collect();
    assert_eq!(turns(&rare, &REST, &FINE), Err(Silence::FewTurns));
    let wrong = double(&[(3, 4, 3); 8]);
    assert_eq!(turns(&wrong, &REST, &FINE), Err(Silence::CannotBe));
}

#[test]
fn reasons_are_sentences() {
    assert_eq!(
        Silence::FewSources { found: 7 }.to_string(),
        "too few to say: both coded 7, and 8 are needed"
    );
}

#[test]
fn a_wide_interval_is_printed_and_said_to_be_of_no_use() {
    let uneven = double(&[
        (30, 0, 6),
        (30, 6, 0),
        (30, 0, 0),
        (30, 4, 8),
        (30, 2, 0),
        (30, 0, 5),
        (30, 0, 0),
        (30, 1, 0),
    ]);
    let found = turns(&uneven, &Alone { coded: 3, ..REST }, &FINE).unwrap();
    assert!(found.too_wide, "{found:?}");
    assert!(found.high <= 900);
    near(naive(25)[0], 15.2, 1e-9);
    assert_eq!(naive(1)[0], 0.0);
}

fn sources() -> impl Strategy<Value = Vec<Double>> {
    let one =
        (20u64..60, 0u64..12, 0u64..12, 0u64..12).prop_map(|(units, coded, settled, kept)| {
            Double {
                units,
                coded,
                settled,
                kept: kept.min(coded).min(settled),
            }
        });
    prop::collection::vec(one, 8..20)
}

proptest! {
    #[test]
    fn what_holds_of_turns(double in sources(), coded in 1u64..200, more in 0u64..900, by in 2u64..5) {
        let alone = Alone { sources: 20, units: coded * 20 + more, coded };
        let Ok(found) = turns(&double, &alone, &FINE) else {
            return Ok(());
        };
        // The order of sources does not matter, the interval holds the figure, and all is finite.
        let mut other = double.clone();
        other.reverse();
        let turned = turns(&other, &alone, &FINE).unwrap();
        prop_assert!((found.ends[0] - turned.ends[0]).abs() < 1e-9 * found.expected);
        prop_assert!(found.ends[0] <= found.expected && found.expected <= found.ends[1]);
        prop_assert!(found.low as f64 <= found.ends[0] && found.ends[1] <= found.high as f64);
        prop_assert!(found.high <= alone.units && found.variance.iter().all(|v| v.is_finite()));
        // As many times as many coded alone, as many times as many stand.
        let times = Alone { coded: coded * by, units: alone.units * by, ..alone };
        let many = turns(&double, &times, &FINE).unwrap();
        prop_assert!((many.expected - by as f64 * found.expected).abs() < 1e-9 * many.expected);
        // All sources twice: the same ratio, and half of the first variance or less.
        let twice = turns(&[double.clone(), double.clone()].concat(), &alone, &FINE).unwrap();
        prop_assert!((twice.ratio - found.ratio).abs() < 1e-12 * found.ratio);
        prop_assert!(twice.variance[0] <= found.variance[0] / 2.0 + 1e-9);
        // Where all of the coder's stand and nothing else, so does all that was coded alone.
        let same: Vec<Double> = double
            .iter()
            .map(|d| Double { settled: d.coded, kept: d.coded, ..*d })
            .collect();
        prop_assert_eq!(turns(&same, &alone, &FINE).unwrap().expected, coded as f64);
    }

    #[test]
    fn what_holds_of_people(
        (kept, dropped, added, without) in (2u64..30, 0u64..9, 0u64..9, 6u64..30),
        (said, others) in (1u64..40, 0u64..60),
    ) {
        let checked = Checked { kept, dropped, added, without };
        let found = people(&checked, (said, others), true, &FINE).unwrap();
        prop_assert!(found.low as f64 <= found.expected.ceil());
        prop_assert!(found.expected.floor() <= found.high as f64);
        prop_assert!(found.high <= said + others);
        // The mean of the exact distribution by its definition.
        let first = super::people::predicted_count(said, kept, dropped);
        let mean: f64 = first.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
        let expected = said as f64 * (kept as f64 + 0.5) / ((kept + dropped) as f64 + 1.0);
        prop_assert!((mean - expected).abs() < 1e-9, "{mean} {expected}");
        prop_assert!((first.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
