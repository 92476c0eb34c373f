//! Claims against every set of contested segments tried.

use super::*;
use proptest::prelude::*;

/// A person as generated: group, layers, firm or not, segments they rest on.
fn person(shared: bool) -> impl Strategy<Value = Person> {
    let most = if shared { 8usize } else { 1_000_000 };
    (
        0..3usize,
        any::<[bool; 6]>(),
        any::<bool>(),
        prop::collection::btree_set(0..most, 1..3),
    )
        .prop_map(|(group, said, firm, on)| Person {
            group,
            rests_on: (said[WITH_OPEN] && !firm).then_some(on),
            said,
        })
}

/// The fewest segments by trying all sets.
fn plainest(groups: &Groups, claim: Claim) -> Option<usize> {
    let all: BTreeSet<usize> = groups
        .people
        .iter()
        .filter_map(|p| p.rests_on.as_ref())
        .flatten()
        .copied()
        .collect();
    let all: Vec<usize> = all.into_iter().collect();
    let truth = |dropped: &BTreeSet<usize>| {
        let mut said = vec![0; groups.sizes.len()];
        for person in groups.people.iter().filter(|p| p.said[WITH_OPEN]) {
            let gone = person
                .rests_on
                .as_ref()
                .is_some_and(|on| on.is_subset(dropped));
            said[person.group] += u32::from(!gone);
        }
        claim.holds(&said, &groups.sizes)
    };
    let before = truth(&BTreeSet::new());
    let sets = 0u32..1 << all.len();
    let set = |bits: u32| {
        all.iter()
            .enumerate()
            .filter(move |(at, _)| bits >> at & 1 == 1)
            .map(|(_, s)| *s)
    };
    sets.map(|bits| set(bits).collect::<BTreeSet<usize>>())
        .filter(|dropped| truth(dropped) != before)
        .map(|dropped| dropped.len())
        .min()
}

fn groups(people: Vec<Person>) -> Groups {
    let size = |group: usize| people.iter().filter(|p| p.group == group).count() as u32;
    Groups {
        sizes: (0..3).map(size).collect(),
        people,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_smallest_set_is_the_smallest_of_all(
        apart in prop::collection::vec(person(false), 0..7),
        shared in prop::collection::vec(person(true), 0..7),
    ) {
        for people in [apart, shared] {
            let groups = groups(people);
            for claim in groups.claims() {
                let found = groups.rests(claim);
                let size = found.pivots.as_ref().map(BTreeSet::len);
                prop_assert_eq!(size, plainest(&groups, claim), "{:?} of {:?}", claim, groups);
                for (layer, holds) in found.holds.iter().enumerate() {
                    prop_assert_eq!(*holds, claim.holds(&groups.said(layer), &groups.sizes));
                }
            }
        }
    }
}

/// Only in the first group; it rests on one segment of one person.
#[test]
fn a_claim_that_rests_on_one_segment_is_told() {
    let person = |group, said, on: &[usize]| Person {
        group,
        said,
        rests_on: (!on.is_empty()).then(|| on.iter().copied().collect()),
    };
    let groups = Groups {
        sizes: vec![2, 2],
        people: vec![
            person(0, [false, true, false, true, true, false], &[7]),
            person(1, [false; 6], &[]),
        ],
    };
    let found = groups.rests(Claim::OnlyIn(0));
    assert_eq!(found.holds, [false, true, false, true, true, false]);
    assert_eq!(found.pivots, Some(BTreeSet::from([7])));
    assert!(groups.changing().contains(&found));
}

/// The fewest by trying all sets.
fn plainest_cover(meetings: &[Meeting]) -> Option<usize> {
    let all: BTreeSet<usize> = meetings.iter().flatten().flatten().copied().collect();
    let all: Vec<usize> = all.into_iter().collect();
    let covers = |bits: &u32| {
        let dropped = |at: &Option<usize>| {
            let place = at.and_then(|at| all.iter().position(|s| *s == at));
            place.is_some_and(|place| bits >> place & 1 == 1)
        };
        meetings.iter().all(|meeting| meeting.iter().any(dropped))
    };
    let sets = 0u32..1 << all.len();
    sets.filter(covers)
        .map(u32::count_ones)
        .min()
        .map(|n| n as usize)
}

/// One code's segments by these numbers, the other's by others, or both by the same.
fn meetings(apart: usize) -> impl Strategy<Value = Vec<Meeting>> {
    let segment = || prop_oneof![1 => Just(None), 9 => (0..5usize).prop_map(Some)];
    let meeting = (segment(), segment());
    prop::collection::vec(meeting, 1..14).prop_map(move |all| {
        let other = |(one, other): (Option<usize>, Option<usize>)| [one, other.map(|o| o + apart)];
        all.into_iter().map(other).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_smallest_cover_is_the_smallest_of_all(apart in meetings(5), partly in meetings(3), same in meetings(0)) {
        for meetings in [apart, partly, same] {
            let found = fewest(&meetings);
            prop_assert_eq!(found.as_ref().map(BTreeSet::len), plainest_cover(&meetings), "{:?}", meetings);
            if let Some(found) = found {
                let covered = meetings.iter().all(|m| m.iter().flatten().any(|s| found.contains(s)));
                prop_assert!(covered, "{:?} {:?}", meetings, found);
            }
        }
    }
}
