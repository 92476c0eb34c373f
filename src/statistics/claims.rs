//! What a claim about groups rests on: in which layers it holds, and the fewest contested segments without
//! which it would not, or would.
//!
//! A claim is a predicate over how many people of each group said something, so it is recomputed in every
//! layer and never reasoned about.

mod fewest;
#[cfg(test)]
mod tests;

pub use fewest::{Meeting, fewest};

use serde::Serialize;
use std::collections::BTreeSet;

/// Whose codings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Coder A's alone.
    A,
    /// Coder B's alone.
    B,
    /// What both coded somewhere for a person.
    Both,
    /// What either coded.
    Either,
    /// The consensus, open differences in.
    WithOpen,
    /// The consensus, open differences out.
    WithoutOpen,
}

impl Layer {
    pub const ALL: [Layer; 6] = [
        Layer::A,
        Layer::B,
        Layer::Both,
        Layer::Either,
        Layer::WithOpen,
        Layer::WithoutOpen,
    ];
}

/// A person of a group: whether they said it, by each layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub group: usize,
    /// In the order of [`Layer::ALL`].
    pub said: [bool; 6],
    /// The contested segments without which they would not have said it in the consensus with what is
    /// open; none where they did not, or where a segment stands that nobody contests.
    pub rests_on: Option<BTreeSet<usize>>,
}

/// A claim about one row; groups by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// Somebody of the group said it.
    Present(usize),
    /// Somebody of the group did, and nobody of any other.
    OnlyIn(usize),
    /// So many of the group did at least.
    AtLeast(usize, u32),
    /// A greater share of the first group did than of the second.
    Greater(usize, usize),
    /// More of this group did than of any other.
    Most(usize),
}

/// The groups of a row.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// People of each group.
    pub sizes: Vec<u32>,
    pub people: Vec<Person>,
}

/// What a claim rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rests {
    pub claim: Claim,
    /// Whether it holds, in the order of [`Layer::ALL`].
    pub holds: [bool; 6],
    /// The fewest contested segments without which its truth in the consensus with what is open would be
    /// another; none where no set of them changes it.
    pub pivots: Option<BTreeSet<usize>>,
}

impl Claim {
    /// Whether it holds of so many people.
    pub fn holds(&self, said: &[u32], sizes: &[u32]) -> bool {
        let others = |group: usize| (0..said.len()).filter(move |other| *other != group);
        match *self {
            Claim::Present(group) => said[group] > 0,
            Claim::OnlyIn(group) => said[group] > 0 && others(group).all(|g| said[g] == 0),
            Claim::AtLeast(group, least) => said[group] >= least,
            // Shares of whole numbers, compared without dividing.
            Claim::Greater(a, b) => {
                u64::from(said[a]) * u64::from(sizes[b]) > u64::from(said[b]) * u64::from(sizes[a])
            }
            Claim::Most(group) => others(group).all(|g| said[group] > said[g]),
        }
    }
}

impl Groups {
    /// How many of each group said it in a layer.
    pub fn said(&self, layer: usize) -> Vec<u32> {
        let mut said = vec![0; self.sizes.len()];
        for person in self.people.iter().filter(|p| p.said[layer]) {
            said[person.group] += 1;
        }
        said
    }

    /// The claims of the closed list about these groups: presence, count, share and which has most, as
    /// they stand in the consensus with what is open.
    pub fn claims(&self) -> Vec<Claim> {
        let said = self.said(WITH_OPEN);
        let mut claims = Vec::new();
        for (group, said) in said.into_iter().enumerate() {
            claims.push(Claim::Present(group));
            claims.push(Claim::OnlyIn(group));
            if said > 1 {
                claims.push(Claim::AtLeast(group, said));
            }
            if self.sizes.len() > 1 {
                claims.push(Claim::Most(group));
            }
            let others = (0..self.sizes.len()).filter(|other| *other != group);
            claims.extend(others.map(|other| Claim::Greater(group, other)));
        }
        claims
    }

    /// The claims that change with whose codings count, and what they rest on.
    pub fn changing(&self) -> Vec<Rests> {
        let said = [0, 1, 2, 3, 4, 5].map(|layer| self.said(layer));
        let changes = |claim: &Claim| {
            let holds = |said: &Vec<u32>| claim.holds(said, &self.sizes);
            said.iter().any(|of| holds(of) != holds(&said[0]))
        };
        let claims = self.claims().into_iter().filter(changes);
        claims.map(|claim| self.rests(claim)).collect()
    }

    /// What a claim rests on.
    pub fn rests(&self, claim: Claim) -> Rests {
        let holds = [0, 1, 2, 3, 4, 5].map(|layer| claim.holds(&self.said(layer), &self.sizes));
        Rests {
            claim,
            holds,
            pivots: self.pivots(claim),
        }
    }

    /// The fewest contested segments that change a claim.
    fn pivots(&self, claim: Claim) -> Option<BTreeSet<usize>> {
        let droppable: Vec<&Person> = self
            .people
            .iter()
            .filter(|p| p.said[WITH_OPEN] && p.rests_on.is_some())
            .collect();
        let segments: BTreeSet<usize> = droppable
            .iter()
            .filter_map(|p| p.rests_on.as_ref())
            .flatten()
            .copied()
            .collect();
        let parts: usize = droppable
            .iter()
            .filter_map(|p| p.rests_on.as_ref())
            .map(BTreeSet::len)
            .sum();
        // Where one segment is of several people, sizes do not add up, and few sets can all be tried.
        match parts > segments.len() && segments.len() <= FEW {
            true => self.tried(claim, &droppable, &segments.into_iter().collect::<Vec<_>>()),
            false => self.cheapest(claim, &droppable),
        }
    }

    /// By trying every set of segments, the smallest first found.
    fn tried(
        &self,
        claim: Claim,
        droppable: &[&Person],
        segments: &[usize],
    ) -> Option<BTreeSet<usize>> {
        let said = self.said(WITH_OPEN);
        let before = claim.holds(&said, &self.sizes);
        let sets = 1u32..1 << segments.len();
        let changes = |set: &u32| {
            let dropped = |segment: &usize| {
                let at = segments.iter().position(|s| s == segment);
                at.is_some_and(|at| set >> at & 1 == 1)
            };
            let mut left = said.clone();
            for person in droppable {
                if person
                    .rests_on
                    .as_ref()
                    .is_some_and(|on| on.iter().all(dropped))
                {
                    left[person.group] -= 1;
                }
            }
            claim.holds(&left, &self.sizes) != before
        };
        let least = sets.filter(changes).min_by_key(|set| set.count_ones())?;
        let chosen = segments
            .iter()
            .enumerate()
            .filter(|(at, _)| least >> at & 1 == 1);
        Some(chosen.map(|(_, segment)| *segment).collect())
    }

    /// By dropping, in each group, those first who rest on fewest segments: exact where no segment is of
    /// several people, for only how many of a group are dropped matters to a claim.
    fn cheapest(&self, claim: Claim, droppable: &[&Person]) -> Option<BTreeSet<usize>> {
        let said = self.said(WITH_OPEN);
        let before = claim.holds(&said, &self.sizes);
        let mut by_group: Vec<Vec<&BTreeSet<usize>>> = vec![Vec::new(); self.sizes.len()];
        for person in droppable {
            by_group[person.group].extend(person.rests_on.as_ref());
        }
        for sets in &mut by_group {
            sets.sort_by_key(|set| set.len());
        }
        let dropped = |drops: &[usize]| -> Option<BTreeSet<usize>> {
            let mut left = said.clone();
            for (group, drop) in drops.iter().enumerate() {
                if *drop > by_group[group].len() {
                    return None;
                }
                left[group] -= *drop as u32;
            }
            let changes = claim.holds(&left, &self.sizes) != before;
            let sets = drops
                .iter()
                .zip(&by_group)
                .flat_map(|(n, sets)| &sets[..*n]);
            changes.then(|| sets.flat_map(|set| set.iter().copied()).collect())
        };
        let candidates = self.drops(claim, &said, &by_group);
        candidates
            .iter()
            .filter_map(|drops| dropped(drops))
            .min_by_key(BTreeSet::len)
    }

    /// How many of each group might be dropped to change a claim.
    fn drops(
        &self,
        claim: Claim,
        said: &[u32],
        by_group: &[Vec<&BTreeSet<usize>>],
    ) -> Vec<Vec<usize>> {
        let groups = self.sizes.len();
        let one = |group: usize, drop: u32| {
            let mut drops = vec![0; groups];
            drops[group] = drop as usize;
            drops
        };
        let others = |group: usize, to: &dyn Fn(u32) -> u32| {
            let drop = |other: usize| match other == group {
                true => 0,
                false => said[other].saturating_sub(to(said[other])) as usize,
            };
            (0..groups).map(drop).collect::<Vec<usize>>()
        };
        match claim {
            Claim::Present(group) => vec![one(group, said[group])],
            Claim::AtLeast(group, least) => {
                vec![one(group, (said[group] + 1).saturating_sub(least))]
            }
            Claim::OnlyIn(group) => vec![one(group, said[group]), others(group, &|_| 0)],
            Claim::Greater(a, b) => {
                let all = |group: usize| 0..=by_group[group].len();
                let both = |x: usize, y: usize| {
                    let mut drops = vec![0; groups];
                    (drops[a], drops[b]) = (x, y);
                    drops
                };
                all(a)
                    .flat_map(|x| all(b).map(move |y| (x, y)))
                    .map(|(x, y)| both(x, y))
                    .collect()
            }
            Claim::Most(group) => {
                let most = said
                    .iter()
                    .enumerate()
                    .filter(|(g, _)| *g != group)
                    .map(|(_, n)| *n)
                    .max();
                let most = most.unwrap_or(0);
                let below = said[group].saturating_sub(1);
                vec![
                    one(group, said[group].saturating_sub(most)),
                    others(group, &|n| n.min(below)),
                ]
            }
        }
    }
}

/// The layer the claims are made in.
const WITH_OPEN: usize = 4;
/// So many segments are tried in every combination.
const FEW: usize = 12;
