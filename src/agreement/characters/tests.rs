use proptest::prelude::*;

use super::*;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::kappa::cohen;
use crate::agreement::percent::agreement;
use crate::agreement::table::Table;

/// Characters, given by A, by B, by both; percent, kappa, alpha.
type Expected = (u64, u64, u64, u64, f64, f64, f64);

/// Three coders' entity marks in English novels (Thesis-NER-in-English-novels, Apache-2.0), by
/// character: A1 with A2, A1 and A2 with the reconciled version; codes PERSON and PERX. The figures
/// were computed by other programs.
const NOVELS: [Expected; 6] = [
    (
        58930,
        892,
        977,
        855,
        0.9973018835907008,
        0.9135598536943785,
        0.9135577062885255,
    ),
    (
        58930,
        4688,
        4704,
        3489,
        0.9590361445783132,
        0.7207174012071984,
        0.7207197006391446,
    ),
    (
        58930,
        892,
        934,
        856,
        0.9980655014423893,
        0.9365865129372757,
        0.9365865230308577,
    ),
    (
        58930,
        4688,
        5337,
        4270,
        0.9748006108942814,
        0.8381623408755534,
        0.8381006587717659,
    ),
    (
        58930,
        977,
        934,
        922,
        0.9988630578652639,
        0.9643622792103785,
        0.9643622842011789,
    ),
    (
        58930,
        4704,
        5337,
        4387,
        0.978499915153572,
        0.8621172055986401,
        0.8620673436075854,
    ),
];

#[test]
fn novels_meet_other_programs() {
    for (all, a, b, both, percent, kappa, expected) in NOVELS {
        let t = Table::two_by_two(both, a - both, b - both, all + both - a - b);
        assert!((agreement(&t).unwrap() - percent).abs() < 1e-12);
        assert!((cohen(&t).unwrap() - kappa).abs() < 1e-12);
        assert!((alpha(&t, Level::Nominal).unwrap() - expected).abs() < 1e-12);
    }
}

#[test]
fn overlapping_and_touching_marks_count_once() {
    let a = [Mark::new(0, 0, 5), Mark::new(0, 3, 8), Mark::new(0, 8, 10)];
    let b = [Mark::new(0, 9, 30), Mark::new(0, 4, 4)];
    let coders: Vec<Option<&[Mark]>> = vec![Some(&a), Some(&b)];
    let found = presence(1, 2, [Document { length: 20, coders }]).unwrap();
    assert_eq!(found.table(0), Table::two_by_two(1, 9, 10, 0));
}

#[test]
fn unread_documents_are_missing() {
    let a = [Mark::new(0, 0, 5)];
    let coders: Vec<Option<&[Mark]>> = vec![Some(&a), None];
    let found = presence(1, 2, [Document { length: 20, coders }]).unwrap();
    let rows = [([Some(1), None], 5), ([Some(0), None], 15)];
    assert_eq!(found.table(0), Table::from_counts(2, 2, rows).unwrap());
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (0..3u32, 0..40u32, 0..15u32);
    prop::collection::vec(mark.prop_map(|(c, s, l)| Mark::new(c, s, s + l)), 0..12)
}

proptest! {
    #[test]
    fn the_sweep_counts_what_counting_counts(
        texts in prop::collection::vec((20..45u32, marks(), marks(), marks(), 0..8u64), 1..4)
    ) {
        let documents: Vec<Document<'_>> = texts.iter().map(|(length, a, b, c, read)| Document {
            length: *length,
            coders: [a, b, c].iter().enumerate()
                .map(|(i, m)| (read >> i & 1 == 1).then_some(m.as_slice())).collect(),
        }).collect();
        let found = presence(3, 3, documents.clone()).unwrap();
        for code in 0..3 {
            let mut rows = Vec::new();
            for d in &documents {
                for at in 0..d.length {
                    rows.push(d.coders.iter().map(|marks| marks.map(|marks| {
                        let covers = |m: &Mark| m.code == code && m.span.contains(at);
                        u32::from(marks.iter().any(covers))
                    })).collect::<Vec<_>>());
                }
            }
            prop_assert_eq!(found.table(code as usize), Table::from_rows(2, 3, rows).unwrap());
        }
    }
}
