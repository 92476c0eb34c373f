use proptest::prelude::*;

use super::*;

fn half() -> Overlap {
    Overlap::default()
}

#[test]
fn the_range_of_the_overlap() {
    assert!(Overlap::new(0.0).is_none() && Overlap::new(1.1).is_none());
    assert!(Overlap::new(f64::NAN).is_none());
    assert_eq!(Overlap::new(1.0).map(Overlap::share), Some(1.0));
}

#[test]
fn each_kind_once() {
    let a = [
        Mark::new(0, 0, 10),
        Mark::new(1, 20, 30),
        Mark::new(2, 40, 50),
    ];
    let b = [
        Mark::new(3, 20, 28),
        Mark::new(0, 2, 10),
        Mark::new(2, 50, 60),
    ];
    let found = matching(&a, &b, half());
    let expected = Matching {
        matched: vec![(0, 1)],
        different: vec![(1, 0)],
        only_a: vec![2],
        only_b: vec![2],
    };
    assert_eq!(found, expected);
    assert_eq!((found.counts().matched, found.counts().all()), (1, 4));
}

#[test]
fn most_pairs_before_most_overlap() {
    // Equal marks would pair best, but then the two others have nobody.
    let a = [Mark::new(0, 0, 10), Mark::new(0, 4, 10)];
    let b = [Mark::new(0, 0, 10), Mark::new(0, 0, 6)];
    assert_eq!(matching(&a, &b, half()).matched, [(0, 1), (1, 0)]);
}

#[test]
fn the_exact_partner_is_preferred() {
    let a = [Mark::new(0, 0, 10), Mark::new(1, 0, 10)];
    let b = [Mark::new(0, 0, 6), Mark::new(0, 0, 10)];
    let found = matching(&a, &b, half());
    assert_eq!(
        (found.matched, found.different),
        (vec![(0, 1)], vec![(1, 0)])
    );
}

#[test]
fn touching_and_empty_marks_match_nothing() {
    let tiny = Overlap::new(1e-9).unwrap();
    let found = matching(&[Mark::new(0, 0, 5)], &[Mark::new(0, 5, 9)], tiny);
    assert_eq!(found.counts().all(), 2);
    let found = matching(&[Mark::new(0, 3, 3)], &[Mark::new(0, 3, 3)], tiny);
    assert_eq!(found.counts().all(), 2);
    assert_eq!(matching(&[], &[], tiny), Matching::default());
}

#[test]
fn the_threshold_itself_is_reached() {
    let (a, b) = ([Mark::new(0, 0, 10)], [Mark::new(0, 0, 7)]);
    let at = |share| matching(&a, &b, Overlap::new(share).unwrap()).matched.len();
    assert_eq!((at(0.7), at(0.71)), (1, 0));
}

/// Most same-code pairs, then most different-code pairs, then overlaps in millionths.
fn by_trying(a: &[Mark], b: &[Mark], used: u32, overlap: Overlap) -> (u64, u64, i64, i64) {
    let Some((mark, rest)) = a.split_first() else {
        return (0, 0, 0, 0);
    };
    let mut best = by_trying(rest, b, used, overlap);
    for (j, other) in b.iter().enumerate() {
        let iou = mark.span.iou(other.span);
        if used >> j & 1 == 0 && iou >= overlap.share() {
            let (m, d, x, y) = by_trying(rest, b, used | 1 << j, overlap);
            let overlap = (iou * f64::from(1 << 20)).round() as i64;
            best = best.max(if mark.code == other.code {
                (m + 1, d, x + overlap, y)
            } else {
                (m, d + 1, x, y + overlap)
            });
        }
    }
    best
}

fn worth_of(a: &[Mark], b: &[Mark], found: &Matching) -> (u64, u64, i64, i64) {
    let sum = |pairs: &[(usize, usize)]| -> i64 {
        let iou = |(i, j): &(usize, usize)| a[*i].span.iou(b[*j].span);
        pairs
            .iter()
            .map(|p| (iou(p) * f64::from(1 << 20)).round() as i64)
            .sum()
    };
    let counts = found.counts();
    (
        counts.matched,
        counts.different,
        sum(&found.matched),
        sum(&found.different),
    )
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (0..3u32, 0..12u32, 0..9u32);
    prop::collection::vec(mark.prop_map(|(c, s, l)| Mark::new(c, s, s + l)), 0..7)
}

proptest! {
    #[test]
    fn nothing_is_better(a in marks(), b in marks(), share in 0.01..1.0f64) {
        let overlap = Overlap::new(share).unwrap();
        let found = matching(&a, &b, overlap);
        prop_assert_eq!(worth_of(&a, &b, &found), by_trying(&a, &b, 0, overlap));
        for (i, j) in found.matched.iter().chain(&found.different) {
            prop_assert!(a[*i].span.iou(b[*j].span) >= share);
        }
    }

    #[test]
    fn every_mark_once_and_no_side_first(a in marks(), b in marks()) {
        let found = matching(&a, &b, half());
        let pairs = || found.matched.iter().chain(&found.different);
        let mut left: Vec<usize> = pairs().map(|p| p.0).chain(found.only_a.clone()).collect();
        let mut right: Vec<usize> = pairs().map(|p| p.1).chain(found.only_b.clone()).collect();
        left.sort_unstable();
        right.sort_unstable();
        prop_assert!(left.into_iter().eq(0..a.len()));
        prop_assert!(right.into_iter().eq(0..b.len()));
        let turned = matching(&b, &a, half());
        let (there, back) = (worth_of(&a, &b, &found), worth_of(&b, &a, &turned));
        prop_assert_eq!(there, back);
        let reversed: Vec<Mark> = a.iter().rev().copied().collect();
        prop_assert_eq!(matching(&reversed, &b, half()).counts(), found.counts());
    }

    #[test]
    fn what_is_put_together_does_not_depend_on_who_comes_first(a in marks(), b in marks()) {
        let found = matching(&a, &b, half());
        let turned = matching(&b, &a, half());
        let of = |a: &[Mark], b: &[Mark], pairs: &[(usize, usize)]| -> Vec<(Mark, Mark)> {
            pairs.iter().map(|(i, j)| (a[*i], b[*j])).collect()
        };
        let key = |(a, b): &(Mark, Mark)| (a.span, a.code, b.span, b.code);
        let back = |pairs: Vec<(Mark, Mark)>| -> Vec<(Mark, Mark)> {
            pairs.into_iter().map(|(a, b)| (b, a)).collect()
        };
        for (here, there) in [
            (&found.matched, &turned.matched),
            (&found.different, &turned.different),
        ] {
            let (mut here, mut there) = (of(&a, &b, here), back(of(&b, &a, there)));
            here.sort_by_key(key);
            there.sort_by_key(key);
            prop_assert_eq!(here, there);
        }
        // Nor on codes that stand between.
        let spread = |marks: &[Mark]| -> Vec<Mark> {
            let far = |m: &Mark| Mark { code: m.code * 7 + 3, ..*m };
            marks.iter().map(far).collect()
        };
        prop_assert_eq!(matching(&spread(&a), &spread(&b), half()), found);
    }
}
