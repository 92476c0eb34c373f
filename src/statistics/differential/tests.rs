//! Worked examples, and what is said where nothing can be.

use super::exchange::Exchange;
use super::largest::Rows;
use super::*;

pub(super) const PLAN: Plan = Plan {
    named: None,
    seed: 1,
    draws: DRAWS,
};

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} for {expected}");
}

/// A person with 100 turns, and per code how many A and B gave.
pub(super) fn person(group: Group, counts: &[(u32, u32)]) -> Person {
    Person {
        group,
        source: None,
        stratum: 0,
        reading: reading(100, counts),
    }
}

fn reading(turns: u32, counts: &[(u32, u32)]) -> Reading {
    Reading {
        turns,
        by_a: counts.iter().map(|(a, _)| *a).collect(),
        by_b: counts.iter().map(|(_, b)| *b).collect(),
    }
}

/// Nine people a group: A finds 4 to 12 more than B in the first, as many in the second.
fn planted() -> Vec<Person> {
    let first = (0..9).map(|i| person(Group::First, &[(20 + i, 16), (i, 9 - i)]));
    let second = (0..9).map(|i| person(Group::Second, &[(10 + i % 3, 11), (9 - i, i)]));
    first.chain(second).collect()
}

/// `scipy.stats.permutation_test` with this statistic: 2 of 70.
#[test]
fn four_and_four() {
    let differences = [0.10, 0.06, 0.08, 0.04, -0.04, 0.0, -0.06, 0.02].map(|x| vec![x]);
    let chosen: Vec<bool> = (0..8).map(|i| i < 4).collect();
    let exchange = Exchange::of_labels(&chosen, &[0; 8]);
    let rows = Rows::of_groups(&differences, 4);
    let p = rows.p(&exchange, &[0, 1, 2, 3], Permutations::All(70), 1);
    assert_eq!(p, [2.0 / 70.0]);
}

#[test]
fn what_depends_on_the_coder_is_shown() {
    let found = between(&planted(), &PLAN).unwrap();
    assert_eq!(
        (found.people, found.units, found.left_out),
        ([9, 9], [9, 9], 0)
    );
    assert_eq!(found.permutations, Permutations::Drawn(9_999));
    assert_eq!(found.tested, 2);
    let code = found.codes[0].unwrap();
    near(code.by_a, 0.24 - 0.11, 1e-12);
    near(code.by_b, 0.05, 1e-12);
    near(code.difference, code.by_a - code.by_b, 1e-12);
    assert!(code.shown() && code.p >= 1e-4, "{code:?}");
    let interval = code.interval.unwrap();
    assert!(interval.low < code.difference && code.difference < interval.high);
    assert_eq!(code.unnoticed(), Some(interval.high));
    assert!(!found.codes[1].unwrap().shown());
}

/// The same as `scipy.stats.ttest_1samp` of the differences, and signs by hand.
#[test]
fn people_read_twice() {
    let twice = |i: u32| Twice {
        source: None,
        before: reading(50, &[(5, 5)]),
        after: reading(100, &[(11 + i, 10)]),
    };
    let people: Vec<Twice> = (0..8).map(twice).collect();
    let found = within(&people, &PLAN).unwrap();
    assert_eq!((found.people, found.units), ([8, 8], [8, 8]));
    assert_eq!(found.permutations, Permutations::All(256));
    let code = found.codes[0].unwrap();
    near(code.by_a, 0.045, 1e-12);
    near(code.by_b, 0.0, 1e-12);
    assert_eq!(code.p_permuted, 2.0 / 256.0);
    near(code.t.unwrap(), 5.196_152_422_7, 1e-9);
    let fewer = within(&people[..7], &PLAN);
    assert_eq!(fewer, Err(NoComparison::FewPeople));
}

#[test]
fn too_few_is_said() {
    let mut people = planted();
    people[0].reading.turns = 30;
    people.truncate(17);
    assert!(between(&people, &PLAN).is_ok());
    people.truncate(16);
    assert_eq!(between(&people, &PLAN), Err(NoComparison::FewPeople));
    let mut people = planted();
    for (place, person) in people.iter_mut().enumerate() {
        person.stratum = u32::from(place >= 9);
    }
    assert_eq!(
        between(&people, &PLAN),
        Err(NoComparison::NothingToExchange)
    );
    let mut people = planted();
    people[3].reading.turns = 4;
    people[3].reading.by_a = vec![0, 0];
    people[3].reading.by_b = vec![0, 0];
    assert_eq!(between(&people, &PLAN).unwrap().left_out, 1);
    // Seven people with a difference, all of them in one group.
    let code = |i: u32| [(u32::from(i < 7), 0)];
    let people: Vec<Person> = (0..20)
        .map(|i| person(if i < 10 { Group::First } else { Group::Second }, &code(i)))
        .collect();
    let found = between(&people, &PLAN).unwrap();
    assert_eq!(found.codes, [Err(NotTested::FewDifferences { found: 7 })]);
    assert_eq!(found.tested, 0);
}

#[test]
fn a_code_named_beforehand_is_tested_alone() {
    let plan = Plan {
        named: Some(1),
        ..PLAN
    };
    let found = between(&planted(), &plan).unwrap();
    assert_eq!(found.codes[0], Err(NotTested::NotNamed));
    let (alone, among) = (found.codes[1].unwrap(), between(&planted(), &PLAN).unwrap());
    assert!(alone.p <= among.codes[1].unwrap().p);
    assert_eq!(found.tested, 1);
    let plan = Plan {
        named: Some(2),
        ..PLAN
    };
    assert_eq!(between(&planted(), &plan), Err(NoComparison::NoSuchCode));
}

#[test]
fn people_of_a_source_are_exchanged_as_one() {
    let mut people = planted();
    for (place, person) in people.iter_mut().enumerate() {
        person.source = Some(place as u32 / 3);
    }
    assert_eq!(between(&people, &PLAN), Err(NoComparison::FewSources));
    // Everybody twice over is as everybody once.
    let mut twice = planted();
    twice.extend(planted());
    for (place, person) in twice.iter_mut().enumerate() {
        person.source = Some(place as u32 % 18);
    }
    let (once, found) = (between(&planted(), &PLAN), between(&twice, &PLAN).unwrap());
    assert_eq!((found.people, found.units), ([18, 18], [9, 9]));
    assert!(found.by_source);
    assert_eq!(found.codes, once.unwrap().codes);
    twice[0].group = Group::Second;
    assert_eq!(
        between(&twice, &PLAN),
        Err(NoComparison::SourceInBothGroups)
    );
    twice[0].group = Group::First;
    twice[0].stratum = 1;
    assert_eq!(between(&twice, &PLAN), Err(NoComparison::SourceInTwoStrata));
}

#[test]
fn counts_that_cannot_be() {
    let mut people = planted();
    people[0].reading.by_b.pop();
    assert_eq!(between(&people, &PLAN), Err(NoComparison::CodesDiffer));
    people[0].reading.by_b.push(101);
    assert_eq!(between(&people, &PLAN), Err(NoComparison::MoreThanTurns));
    assert_eq!(between(&[], &PLAN), Err(NoComparison::FewPeople));
    assert_eq!(mentions(&[]), Ok(Vec::new()));
}

/// Groups that do not vary in themselves: t has no value, and nothing becomes infinite.
#[test]
fn what_does_not_vary_is_told() {
    let people: Vec<Person> = (0..18)
        .map(|i| match i < 9 {
            true => person(Group::First, &[(9, 3), (2, 1)]),
            false => person(Group::Second, &[(4, 7), (2, 1)]),
        })
        .collect();
    let found = between(&people, &PLAN).unwrap();
    let apart = found.codes[0].unwrap();
    assert_eq!(
        (apart.t, apart.interval, apart.unnoticed()),
        (None, None, None)
    );
    // Two permutations of 48,620 are as far apart, and hardly one of them is drawn.
    assert!(apart.p <= 0.001 && apart.p >= 1e-4, "{}", apart.p);
    near(apart.difference, 0.09, 1e-12);
    let alike = found.codes[1].unwrap();
    assert_eq!((alike.p, alike.difference), (1.0, 0.0));
}

#[test]
fn mainland_and_gart() {
    near(mainland_gart([[6, 1], [1, 5]]).unwrap(), 0.029_137_5, 5e-8);
    assert_eq!(mainland_gart([[6, 1], [0, 0]]), None);
    assert_eq!(mainland_gart([[6, 0], [5, 0]]), None);
    near(mainland_gart([[3, 3], [3, 3]]).unwrap(), 1.0, 1e-12);
    let said = |a, b| person(Group::First, &[(a, b), (1, 1)]);
    let mut people: Vec<Person> = [(1, 0), (0, 2), (3, 3), (0, 0), (0, 1)]
        .map(|(a, b)| said(a, b))
        .to_vec();
    people.push(person(Group::Second, &[(4, 0), (0, 0)]));
    let found = mentions(&people).unwrap();
    let expected = Said {
        both: 1,
        only_a: 1,
        only_b: 2,
        neither: 1,
    };
    assert_eq!(found[0].groups[0], expected);
    // One table of the four: [1, 2], [1, 0].
    let test = found[0].test.unwrap();
    assert_eq!((test.p, test.holm), (1.0, 1.0));
    assert_eq!(found[1].test, Err(NotTested::OneTable));
    for person in &mut people {
        person.source = Some(u32::from(person.group == Group::Second));
    }
    assert_eq!(
        mentions(&people).unwrap()[0].test,
        Err(NotTested::SharedSource)
    );
}
