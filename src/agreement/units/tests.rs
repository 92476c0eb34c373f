use proptest::prelude::*;

use super::*;

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
    fn units_carry_what_their_characters_carry(units in spans(), a in marks(), b in marks()) {
        let coders = vec![Some(a.as_slice()), None, Some(&b)];
        let found = givers(&Source { units: &units, coders }, 3);
        let on = |marks: &[Mark], code: u32, at: u32| {
            marks.iter().any(|m| m.code == code && m.span.contains(at))
        };
        let mut expected = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            for code in 0..2 {
                for (coder, marks) in [(0, &a), (2, &b)] {
                    if (unit.start..unit.end).any(|point| on(marks, code, point)) {
                        expected.push((at, code, coder));
                    }
                }
            }
        }
        prop_assert_eq!(found, expected);
    }
}
