use proptest::prelude::*;

use super::*;
use crate::agreement::percent;

const TURNS: [Span; 3] = [
    Span { start: 0, end: 10 },
    Span { start: 10, end: 20 },
    Span { start: 30, end: 40 },
];

fn two<'a>(a: &'a [Mark], b: &'a [Mark]) -> Source<'a> {
    Source {
        units: &TURNS,
        coders: vec![Some(a), Some(b)],
    }
}

#[test]
fn one_code_point_is_enough() {
    let a = [Mark::new(0, 9, 31)];
    let b = [Mark::new(0, 10, 30)];
    let found = presence(1, 2, [two(&a, &b)], Cover::Any).unwrap();
    assert_eq!(found.table(0), Table::two_by_two(1, 2, 0, 0));
}

#[test]
fn a_share_is_covered_by_all_marks_of_the_code_together() {
    let a = [Mark::new(0, 0, 3), Mark::new(0, 2, 5), Mark::new(1, 0, 4)];
    let found = presence(2, 2, [two(&a, &[])], Cover::Share(0.5)).unwrap();
    assert_eq!(found.table(0), Table::two_by_two(0, 1, 0, 2));
    assert_eq!(found.table(1), Table::two_by_two(0, 0, 0, 3));
}

#[test]
fn identical_sets() {
    let a = [Mark::new(1, 0, 4), Mark::new(0, 5, 6), Mark::new(0, 12, 14)];
    let b = [
        Mark::new(0, 0, 14),
        Mark::new(1, 0, 3),
        Mark::new(1, 15, 16),
    ];
    let found = sets(2, [two(&a, &b)], Cover::Any);
    assert_eq!(found.sets, [vec![], vec![0], vec![0, 1]]);
    assert_eq!(percent::counts(&found.table), Ok((2, 3)));
}

#[test]
fn an_unread_source_is_missing() {
    let source = Source {
        units: &TURNS,
        coders: vec![Some(&[]), None],
    };
    let found = presence(1, 2, [source.clone()], Cover::Any).unwrap();
    let expected = Table::from_counts(2, 2, [([Some(0), None], 3)]);
    assert_eq!(Ok(found.table(0)), expected);
    let missing = sets(2, [source], Cover::Any).table;
    assert_eq!(percent::agreement(&missing), Err(Undefined::NothingShared));
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let span = (0..40u32, 1..12u32).prop_map(|(start, l)| Span {
        start,
        end: start + l,
    });
    prop::collection::vec(span, 0..8)
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (0..2u32, 0..40u32, 0..15u32);
    prop::collection::vec(mark.prop_map(|(c, s, l)| Mark::new(c, s, s + l)), 0..8)
}

proptest! {
    #[test]
    fn units_carry_what_their_characters_carry(
        units in spans(), a in marks(), b in marks(), share in 0..=10u32
    ) {
        let source = Source { units: &units, coders: vec![Some(&a), Some(&b)] };
        let share = f64::from(share) / 10.0;
        let found = presence(2, 2, [source], Cover::Share(share)).unwrap();
        for code in 0..2 {
            let given = |marks: &[Mark], unit: &Span| {
                let on = |at: &u32| marks.iter().any(|m| m.code == code && m.span.contains(*at));
                let covered = (unit.start..unit.end).filter(on).count();
                u32::from(covered > 0 && covered as f64 >= share * f64::from(unit.len()))
            };
            let rows = units.iter().map(|u| [Some(given(&a, u)), Some(given(&b, u))]);
            prop_assert_eq!(found.table(code as usize), Table::from_rows(2, 2, rows).unwrap());
        }
    }
}
