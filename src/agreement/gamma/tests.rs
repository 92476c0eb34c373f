use proptest::prelude::*;

use super::super::mark::Mark;
use super::*;

fn document<'a>(length: u32, coders: &[&'a [Mark]]) -> Document<'a> {
    Document {
        length,
        coders: coders.iter().map(|m| Some(*m)).collect(),
    }
}

#[test]
fn the_same_seed_gives_the_same_figures() {
    let a = [Mark::new(0, 0, 10), Mark::new(1, 20, 35)];
    let b = [Mark::new(0, 2, 10), Mark::new(0, 20, 30)];
    let text = [document(50, &[&a, &b])];
    let of = |seed| {
        let sampling = Sampling {
            seed,
            ..Sampling::default()
        };
        gamma(&text, Params::default(), sampling).unwrap()
    };
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn what_has_no_figure() {
    let of = |coders: &[&[Mark]]| {
        gamma(
            &[document(9, coders)],
            Params::default(),
            Sampling::default(),
        )
    };
    assert_eq!(of(&[&[]]).unwrap_err(), Undefined::NothingShared);
    assert_eq!(of(&[&[], &[]]).unwrap_err(), Undefined::NoCodings);
    let apart = of(&[&[Mark::new(0, 0, 1)], &[]]).unwrap();
    assert_eq!(apart.gamma_cat, Err(Undefined::NoneAligned));
}

/// The least disorder there is, by trying every alignment of a text.
fn by_trying(text: &Text, params: Params) -> f64 {
    fn rest(text: &Text, open: &mut Vec<Vec<bool>>, params: Params) -> f64 {
        let first = open.iter().enumerate().find_map(|(c, units)| {
            let at = units.iter().position(|open| *open)?;
            Some((c, at))
        });
        let Some(first) = first else { return 0.0 };
        let mut least = f64::INFINITY;
        let mut sets = vec![vec![first]];
        for coder in first.0 + 1..text.len() {
            for set in sets.clone() {
                for at in (0..text[coder].len()).filter(|at| open[coder][*at]) {
                    let mut larger = set.clone();
                    larger.push((coder, at));
                    sets.push(larger);
                }
            }
        }
        for set in sets {
            let mut mark = |value| set.iter().for_each(|(c, at)| open[*c][*at] = value);
            mark(false);
            let cost = super::alignment::cost(text, &set, params);
            least = least.min(cost + rest(text, open, params));
            let mut mark = |value| set.iter().for_each(|(c, at)| open[*c][*at] = value);
            mark(true);
        }
        least
    }
    let mut open = text.iter().map(|units| vec![true; units.len()]).collect();
    let units: usize = text.iter().map(Vec::len).sum();
    rest(text, &mut open, params) / (units as f64 / text.len() as f64)
}

fn units(most: usize) -> impl Strategy<Value = Vec<Mark>> {
    let unit = (0..2u32, 0..20u32, 1..9u32);
    prop::collection::vec(unit.prop_map(|(c, s, l)| Mark::new(c, s, s + l)), 0..=most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_alignment_is_better(
        coders in prop_oneof![
            prop::collection::vec(units(4), 2),
            prop::collection::vec(units(3), 3),
            prop::collection::vec(units(2), 4),
        ],
        alpha in 0.0..4.0f64,
        beta in 0.0..2.0f64,
    ) {
        let params = Params { alpha, beta, delta_empty: 1.0 };
        let marks: Vec<&[Mark]> = coders.iter().map(Vec::as_slice).collect();
        let document = document(40, &marks);
        let Ok(texts) = best::texts(std::slice::from_ref(&document)) else {
            return Ok(());
        };
        let found = best(&[document], params).unwrap().disorder;
        let least = by_trying(&texts[0], params);
        prop_assert!((found - least).abs() < 1e-9, "{} instead of {}", found, least);
    }
}
