//! The fewest contested segments without which two codes would not meet anywhere.
//!
//! Every meeting needs both its segments, so it goes once one of them does: what is looked for is a smallest
//! cover. Where the segments of one code are none of the other's, König's theorem gives it, by a largest
//! set of meetings that share no segment.

use super::FEW;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A meeting: a segment of the one code and one of the other; none where nobody contests it.
pub type Meeting = [Option<usize>; 2];

/// The smallest set of contested segments one of which is in every meeting; none where a meeting rests on none.
/// Where more than twelve segments are of both codes, it suffices and need not be the smallest.
pub fn fewest(meetings: &[Meeting]) -> Option<BTreeSet<usize>> {
    let mut forced = BTreeSet::new();
    for meeting in meetings {
        match *meeting {
            [None, None] => return None,
            [Some(one), None] | [None, Some(one)] => {
                forced.insert(one);
            }
            [Some(one), Some(other)] if one == other => {
                forced.insert(one);
            }
            [Some(_), Some(_)] => {}
        }
    }
    let of_two = |meeting: &Meeting| Some((meeting[0]?, meeting[1]?));
    let rest: BTreeSet<(usize, usize)> = meetings.iter().filter_map(of_two).collect();
    let rest = without(&rest, &forced);
    let ones: BTreeSet<usize> = rest.iter().map(|(one, _)| *one).collect();
    let others: BTreeSet<usize> = rest.iter().map(|(_, other)| *other).collect();
    let of_both: Vec<usize> = ones.intersection(&others).copied().collect();
    let ways = match of_both.len() <= FEW {
        true => 0u32..1 << of_both.len(),
        false => 0..1,
    };
    let cover = |kept: u32| {
        let is_kept = |at: usize| kept >> at.min(31) & 1 == 1;
        let (kept, gone): (Vec<usize>, Vec<usize>) =
            (0..of_both.len()).partition(|at| is_kept(*at));
        let kept: BTreeSet<usize> = kept.into_iter().map(|at| of_both[at]).collect();
        let mut cover: BTreeSet<usize> = gone.into_iter().map(|at| of_both[at]).collect();
        // Whatever meets a segment that stays has to go.
        for (one, other) in &rest {
            match (kept.contains(one), kept.contains(other)) {
                (true, true) => return None,
                (true, false) => cover.insert(*other),
                (false, true) => cover.insert(*one),
                (false, false) => false,
            };
        }
        let left = without(&rest, &cover);
        cover.extend(of_two_sides(&left));
        Some(cover)
    };
    let mut least = ways.filter_map(cover).min_by_key(BTreeSet::len)?;
    least.extend(forced);
    Some(least)
}

fn without(
    meetings: &BTreeSet<(usize, usize)>,
    gone: &BTreeSet<usize>,
) -> BTreeSet<(usize, usize)> {
    let stays = |(one, other): &&(usize, usize)| !gone.contains(one) && !gone.contains(other);
    meetings.iter().filter(stays).copied().collect()
}

/// The smallest cover where no segment is on both sides.
fn of_two_sides(meetings: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
    let mut sides: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (one, other) in meetings {
        sides.entry(*one).or_default().push(*other);
    }
    let mut paired = Paired::default();
    for one in sides.keys() {
        paired.pair(*one, &sides);
    }
    let unpaired = sides.keys().filter(|one| !paired.of_one.contains_key(one));
    let reached = paired.reached(unpaired.copied().collect(), &sides).0;
    let missed = sides.keys().filter(|one| !reached.0.contains(one));
    missed.chain(&reached.1).copied().collect()
}

/// Meetings that share no segment.
#[derive(Default)]
struct Paired {
    of_one: BTreeMap<usize, usize>,
    of_other: BTreeMap<usize, usize>,
}

/// What can be reached on the one side and on the other.
type Reached = (BTreeSet<usize>, BTreeSet<usize>);

impl Paired {
    /// Pairs one more, if that can be: along a path on which pairs and no pairs take turns.
    fn pair(&mut self, one: usize, sides: &BTreeMap<usize, Vec<usize>>) {
        let ((_, others), from) = self.reached(vec![one], sides);
        let mut free = others.iter().filter(|o| !self.of_other.contains_key(o));
        let mut next = free.next().copied();
        while let Some(other) = next {
            let one = from[&other];
            next = self.of_one.insert(one, other);
            self.of_other.insert(other, one);
        }
    }

    /// What can be reached from these: by any meeting there, by a pair back; and from where each was.
    fn reached(
        &self,
        from: Vec<usize>,
        sides: &BTreeMap<usize, Vec<usize>>,
    ) -> (Reached, BTreeMap<usize, usize>) {
        let mut came = BTreeMap::new();
        let mut ones: BTreeSet<usize> = from.iter().copied().collect();
        let mut queue = VecDeque::from(from);
        while let Some(one) = queue.pop_front() {
            for other in &sides[&one] {
                if came.contains_key(other) {
                    continue;
                }
                came.insert(*other, one);
                let back = self.of_other.get(other);
                queue.extend(back.filter(|back| ones.insert(**back)));
            }
        }
        let others = came.keys().copied().collect();
        ((ones, others), came)
    }
}
