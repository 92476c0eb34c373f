//! People as they were read by both coders, and the units that are exchanged.

use super::refusal::NoComparison;
use std::collections::BTreeMap;

/// Fewest turns a person must have: with fewer, a share of turns says little.
pub const FEWEST_TURNS: u32 = 5;

/// Differences below this are rounding: a share of turns is a fraction of small whole numbers.
const ROUNDING: f64 = 1e-12;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    First,
    /// The other group, or everybody else.
    Second,
}

/// The turns of a person that both coders read, blind and before they talked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many there are.
    pub turns: u32,
    /// How many of them coder A gave each code: a number a code, at most `turns`.
    pub by_a: Vec<u32>,
    /// The same of coder B.
    pub by_b: Vec<u32>,
}

/// A person of one of two groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub group: Group,
    /// The source whose people are exchanged as one, because the attribute is the same for all of
    /// them (a focus group, a site); none for a person exchanged by herself.
    pub source: Option<u32>,
    /// Exchanges stay within a stratum of the design; the same number for all where it has none.
    pub stratum: u32,
    pub reading: Reading,
}

/// A person who was read at two values of an attribute, such as two time points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice {
    /// The source whose people change sign as one; none for a person by herself.
    pub source: Option<u32>,
    pub before: Reading,
    pub after: Reading,
}

/// What is exchanged, each with the share of turns per code by either coder; of a person read
/// twice, the shares after less those before.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) groups: Vec<Group>,
    pub(super) strata: Vec<u32>,
    pub(super) by_a: Vec<Vec<f64>>,
    pub(super) by_b: Vec<Vec<f64>>,
    /// Share by A less share by B.
    pub(super) difference: Vec<Vec<f64>>,
    /// People in them, by group.
    pub(super) people: [usize; 2],
    /// People with too few turns.
    pub(super) left_out: usize,
    /// Whether some unit is a source of several people.
    pub(super) sources: bool,
}

/// A person as counted, before those of one source are put together.
struct Counted {
    source: Option<u32>,
    group: Group,
    stratum: u32,
    shares: [Vec<f64>; 2],
}

impl Reading {
    fn shares(&self) -> [Vec<f64>; 2] {
        let turns = f64::from(self.turns);
        [&self.by_a, &self.by_b].map(|by| by.iter().map(|n| f64::from(*n) / turns).collect())
    }

    fn enough(&self) -> bool {
        self.turns >= FEWEST_TURNS
    }

    fn check(&self, codes: usize) -> Result<(), NoComparison> {
        let both = [&self.by_a, &self.by_b];
        if both.iter().any(|by| by.len() != codes) {
            return Err(NoComparison::CodesDiffer);
        }
        match both.iter().any(|by| by.iter().any(|n| *n > self.turns)) {
            true => Err(NoComparison::MoreThanTurns),
            false => Ok(()),
        }
    }
}

/// People of two groups as units.
///
/// # Errors
/// Counts that cannot be, and a source of people of both groups or of several strata.
pub(super) fn between(people: &[Person]) -> Result<Units, NoComparison> {
    let codes = people.first().map_or(0, |p| p.reading.by_a.len());
    people.iter().try_for_each(|p| p.reading.check(codes))?;
    let counted = people.iter().filter(|p| p.reading.enough());
    let counted = counted.map(|p| Counted {
        source: p.source,
        group: p.group,
        stratum: p.stratum,
        shares: p.reading.shares(),
    });
    Units::of(counted.collect(), people.len())
}

/// People read twice as units, all of them in the first group.
///
/// # Errors
/// Counts that cannot be.
pub(super) fn within(people: &[Twice]) -> Result<Units, NoComparison> {
    let codes = people.first().map_or(0, |p| p.before.by_a.len());
    for person in people {
        person.before.check(codes)?;
        person.after.check(codes)?;
    }
    let less = |(after, before): (Vec<f64>, Vec<f64>)| -> Vec<f64> {
        after.iter().zip(before).map(|(x, y)| x - y).collect()
    };
    let counted = |p: &Twice| {
        let ([a, b], [a_before, b_before]) = (p.after.shares(), p.before.shares());
        Counted {
            source: p.source,
            group: Group::First,
            stratum: 0,
            shares: [less((a, a_before)), less((b, b_before))],
        }
    };
    let enough = people
        .iter()
        .filter(|p| p.before.enough() && p.after.enough());
    Units::of(enough.map(counted).collect(), people.len())
}

impl Units {
    fn of(people: Vec<Counted>, all: usize) -> Result<Units, NoComparison> {
        let mut units = Units {
            left_out: all - people.len(),
            ..Units::default()
        };
        let mut sources: BTreeMap<u32, Vec<Counted>> = BTreeMap::new();
        for person in people {
            units.people[person.group as usize] += 1;
            match person.source {
                Some(source) => sources.entry(source).or_default().push(person),
                None => units.push(&[person])?,
            }
        }
        sources.values().try_for_each(|people| units.push(people))?;
        Ok(units)
    }

    /// People who are exchanged as one: the mean of their shares, each weighing alike.
    fn push(&mut self, people: &[Counted]) -> Result<(), NoComparison> {
        let Some(first) = people.first() else {
            return Ok(());
        };
        if people.iter().any(|p| p.group != first.group) {
            return Err(NoComparison::SourceInBothGroups);
        }
        if people.iter().any(|p| p.stratum != first.stratum) {
            return Err(NoComparison::SourceInTwoStrata);
        }
        let mean = |coder: usize| -> Vec<f64> {
            let of = |code: usize| people.iter().map(|p| p.shares[coder][code]).sum::<f64>();
            let codes = first.shares[coder].len();
            (0..codes).map(|c| of(c) / people.len() as f64).collect()
        };
        let (a, b) = (mean(0), mean(1));
        let less = |(a, b): (&f64, &f64)| match (a - b).abs() < ROUNDING {
            true => 0.0,
            false => a - b,
        };
        self.difference.push(a.iter().zip(&b).map(less).collect());
        self.by_a.push(a);
        self.by_b.push(b);
        self.groups.push(first.group);
        self.strata.push(first.stratum);
        self.sources |= people.len() > 1;
        Ok(())
    }
}
