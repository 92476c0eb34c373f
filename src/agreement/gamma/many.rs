//! Three or more coders: the best alignment by a search that is exact.
//!
//! Every unitary alignment that can be part of a best one is listed: a set of units no part of
//! which would do better on its own. Text by text the units fall into groups that no listed set
//! joins; in each group, units are given prices no set can undercut ([`super::prices`]), and a
//! best-first search (A*, Hart, Nilsson and Raphael 1968) covers the units from left to right,
//! taking each left-most open unit's sets in turn. What a set costs beyond the prices of its units
//! is all the search counts, so with good prices it looks at little else than the answer.
//!
//! The problem is NP-hard from three coders on (three-dimensional matching), so there is a limit:
//! [`MOST_SETS`] sets in a text and [`MOST_STEPS`] steps in a group. Beyond it the figure is
//! undefined; it is never approximated.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::super::outcome::Undefined;
use super::alignment::{Alignment, Member, Text, pairs};
use super::dissimilarity::{Params, Unit};
use super::prices::{Set, prices};

/// So many sets of units may be listed for one text.
pub(super) const MOST_SETS: usize = 1_000_000;

/// So many states may be looked at in one group of units.
pub(super) const MOST_STEPS: usize = 1_000_000;

/// Every set costs so much more, in parts of Δ, so that of equal alignments the one with the fewest
/// sets is best.
const HAIR: f64 = 1e-11;

/// One text's alignment with the least disorder.
///
/// # Errors
/// [`Undefined::TooTangled`] beyond the limit.
pub(super) fn align(text: &Text, params: Params) -> Result<Alignment, Undefined> {
    let listed = Listed::of(text, params)?;
    let mut alignment = Alignment::new();
    for group in listed.groups() {
        for set in covered(&group).ok_or(Undefined::TooTangled)? {
            let units = group.sets[set].units.iter();
            let mut members: Vec<Member> = units
                .map(|u| listed.members[group.units[*u as usize] as usize])
                .collect();
            members.sort_unstable();
            alignment.push(members);
        }
    }
    Ok(alignment)
}

/// All units of a text from left to right, and the sets.
struct Listed {
    members: Vec<Member>,
    sets: Vec<Set>,
}

/// Units that sets join, numbered anew.
struct Group {
    /// By new number: the old one.
    units: Vec<u32>,
    sets: Vec<Set>,
}

impl Listed {
    fn of(text: &Text, params: Params) -> Result<Listed, Undefined> {
        let units = text.iter().enumerate();
        let units = units.flat_map(|(coder, units)| (0..units.len()).map(move |at| (coder, at)));
        let mut members: Vec<Member> = units.collect();
        let unit = |member: &Member| text[member.0][member.1];
        members.sort_by(|a, b| unit(a).start.total_cmp(&unit(b).start));
        let mut lister = Lister {
            params,
            coders: text.len(),
            units: members.iter().map(|m| (m.0, unit(m))).collect(),
            sets: Vec::new(),
        };
        lister.list()?;
        Ok(Listed {
            members,
            sets: lister.sets,
        })
    }

    fn groups(&self) -> Vec<Group> {
        let mut root: Vec<u32> = (0..self.members.len() as u32).collect();
        fn find(root: &mut [u32], mut at: u32) -> u32 {
            while root[at as usize] != at {
                root[at as usize] = root[root[at as usize] as usize];
                at = root[at as usize];
            }
            at
        }
        for set in &self.sets {
            for unit in &set.units[1..] {
                let (one, other) = (find(&mut root, set.units[0]), find(&mut root, *unit));
                root[one.max(other) as usize] = one.min(other);
            }
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut group_of: HashMap<u32, usize> = HashMap::new();
        let mut number = vec![0u32; root.len()];
        for unit in 0..root.len() as u32 {
            let lead = find(&mut root, unit);
            let at = *group_of.entry(lead).or_insert_with(|| {
                groups.push(Group {
                    units: Vec::new(),
                    sets: Vec::new(),
                });
                groups.len() - 1
            });
            number[unit as usize] = groups[at].units.len() as u32;
            groups[at].units.push(unit);
        }
        for set in &self.sets {
            let lead = find(&mut root, set.units[0]);
            groups[group_of[&lead]].sets.push(Set {
                units: set.units.iter().map(|u| number[*u as usize]).collect(),
                cost: set.cost,
            });
        }
        groups
    }
}

/// Lists the sets of a text.
struct Lister {
    params: Params,
    coders: usize,
    /// By number, from left to right: whose, and what.
    units: Vec<(usize, Unit)>,
    sets: Vec<Set>,
}

impl Lister {
    /// A set that is split costs Δ more for each coder pair of the two parts that stays apart, less
    /// what the two parts' units are apart. In terms of C = m(m − 1)/2 pairs of coders: a unit
    /// whose dissimilarities to the k − 1 others of its set sum to more than (C + k − 1) Δ would do
    /// better alone, and a set whose dissimilarities sum to (k − 1) C Δ + k(k − 1)/2 Δ or more
    /// would do better as single units.
    fn list(&mut self) -> Result<(), Undefined> {
        let all = pairs(self.coders);
        let most = (all + (self.coders - 1) as f64) * self.params.delta_empty;
        let reach = self.params.reach(most);
        let lengths = self.units.iter().map(|(_, u)| u.end - u.start);
        let longest = lengths.fold(0.0, f64::max);
        for first in 0..self.units.len() as u32 {
            let (coder, unit) = self.units[first as usize];
            let near = reach * (unit.end - unit.start + longest);
            let upto =
                self.units
                    .partition_point(|(_, u)| u.start <= unit.start + near) as u32;
            let mut open = Vec::new();
            for other in first + 1..upto {
                let (whose, at) = self.units[other as usize];
                let d = self.params.between(unit, at);
                if whose != coder && d <= most {
                    open.push((other, d));
                }
            }
            let mut set = Growing {
                units: vec![first],
                coders: 1 << coder,
                sums: vec![0.0],
            };
            self.grow(&mut set, &open, most)?;
        }
        Ok(())
    }

    /// Keeps the set if it is worth something, and every larger one with units of `open`, which are
    /// given with their dissimilarity to the set's first unit.
    fn grow(&mut self, set: &mut Growing, open: &[(u32, f64)], most: f64) -> Result<(), Undefined> {
        let all = pairs(self.coders);
        let delta = self.params.delta_empty;
        let n = set.units.len();
        let sum = set.sums.iter().sum::<f64>() / 2.0;
        let alone = (all + (n - 1) as f64) * delta;
        let single = n == 1;
        let saves = sum <= ((n - 1) as f64 * all + pairs(n)) * delta;
        if single || (saves && set.sums.iter().all(|s| *s <= alone)) {
            if self.sets.len() == MOST_SETS {
                return Err(Undefined::TooTangled);
            }
            self.sets.push(Set {
                units: set.units.clone(),
                cost: (sum + (all - pairs(n)) * delta) / all + HAIR * delta,
            });
        }
        for (at, (next, first)) in open.iter().enumerate() {
            let (coder, unit) = self.units[*next as usize];
            if set.coders >> coder & 1 == 1 {
                continue;
            }
            let before = set.sums.clone();
            let mut own = 0.0;
            for (i, member) in set.units.iter().enumerate() {
                let d = match i {
                    0 => *first,
                    _ => self.params.between(self.units[*member as usize].1, unit),
                };
                set.sums[i] += d;
                own += d;
            }
            set.sums.push(own);
            if set.sums.iter().all(|s| *s <= most) {
                set.units.push(*next);
                set.coders |= 1 << coder;
                self.grow(set, &open[at + 1..], most)?;
                set.coders &= !(1 << coder);
                set.units.pop();
            }
            set.sums = before;
        }
        Ok(())
    }
}

/// A set while it is listed.
struct Growing {
    units: Vec<u32>,
    /// Whose units, one bit a coder.
    coders: u64,
    /// By unit: its dissimilarities to the others, summed.
    sums: Vec<f64>,
}

/// A state of the search: the left-most open unit, and those after it that are covered.
type State = (u32, Vec<u32>);

/// Sets that cover every unit of the group exactly once at the least cost; `None` beyond the
/// limit.
fn covered(group: &Group) -> Option<Vec<usize>> {
    let n = group.units.len() as u32;
    let prices = prices(n as usize, &group.sets);
    let mut beginning: Vec<Vec<usize>> = vec![Vec::new(); n as usize];
    for (at, set) in group.sets.iter().enumerate() {
        beginning[set.units[0] as usize].push(at);
    }
    let beyond = |set: &Set| {
        let paid: f64 = set.units.iter().map(|u| prices[*u as usize]).sum();
        (set.cost - paid).max(0.0)
    };
    let beyond: Vec<f64> = group.sets.iter().map(beyond).collect();
    // By step: the step before, and the set that was taken.
    let mut steps: Vec<(usize, usize)> = vec![(0, usize::MAX)];
    let mut least: HashMap<State, u64> = HashMap::new();
    // Costs are not negative, so their bits are in the order of their values. Of equal ones what
    // has come furthest is first.
    let mut nearest = BinaryHeap::from([Reverse((0u64, n, 0usize, Vec::new()))]);
    while let Some(Reverse((cost, left, step, used))) = nearest.pop() {
        let open = n - left;
        if open == n {
            return Some(way(&steps, step));
        }
        if least.get(&(open, used.clone())).is_some_and(|c| *c < cost) {
            continue;
        }
        for set in &beginning[open as usize] {
            let others = &group.sets[*set].units[1..];
            if others.iter().any(|u| used.binary_search(u).is_ok()) {
                continue;
            }
            let mut covered: Vec<u32> = used.iter().chain(others).copied().collect();
            covered.sort_unstable();
            let mut next = open + 1;
            let passed = covered.iter().take_while(|u| {
                let passes = **u == next;
                next += u32::from(passes);
                passes
            });
            let passed = passed.count();
            covered.drain(..passed);
            let total = (f64::from_bits(cost) + beyond[*set]).to_bits();
            let best = least.entry((next, covered.clone())).or_insert(u64::MAX);
            if total < *best {
                *best = total;
                steps.push((step, *set));
                if steps.len() > MOST_STEPS {
                    return None;
                }
                nearest.push(Reverse((total, n - next, steps.len() - 1, covered)));
            }
        }
    }
    None
}

/// The sets taken on the way to a step.
fn way(steps: &[(usize, usize)], mut step: usize) -> Vec<usize> {
    let mut sets = Vec::new();
    while step != 0 {
        sets.push(steps[step].1);
        step = steps[step].0;
    }
    sets.reverse();
    sets
}
