//! Counts that add up, as a net: each count joins a row and a column, and whatever goes into a row
//! or a column comes out of it. A hidden count can be worked out exactly when no ring of hidden counts
//! leads through it, along which each could be one more or one less with all sums unchanged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What is known of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is shown, and hidden if it has to be: then it is known to be no less than this.
    Open(u64),
    /// It is shown whatever comes.
    Fixed,
    /// It is hidden with its whole column, which somebody else sees to.
    Away,
    /// It is hidden, and lies between these.
    Between(u64, u64),
}

/// A count, on the way from one knot to another.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub count: u64,
    pub known: Known,
}

pub struct Net {
    pub links: Vec<Link>,
}

/// A way from knot to knot: what it would hide, and the links it goes along.
type Way = (u64, Vec<usize>);

impl Net {
    /// Hides what must be so that this hidden count could be another; at the cost of as few people as
    /// a single ring can. `false` where that cannot be.
    #[must_use]
    pub fn protect(&mut self, link: usize) -> bool {
        let Some(Link { from, to, .. }) = self.links.get(link).copied() else {
            return false;
        };
        let up = self.can(link, true).then(|| self.cheapest(to, from, link));
        let down = self.can(link, false).then(|| self.cheapest(from, to, link));
        let ways = [up, down].into_iter().flatten().flatten();
        let Some((_, along)) = ways.min() else {
            return false;
        };
        for at in along {
            if let Known::Open(least) = self.links[at].known {
                self.links[at].known = Known::Between(least, u64::MAX);
            }
        }
        true
    }

    /// Whether a count could be one more, or one less, for all that is known of it alone.
    fn can(&self, link: usize, up: bool) -> bool {
        let Link { count, known, .. } = self.links[link];
        let (least, most) = match known {
            Known::Fixed => return false,
            Known::Open(least) => (least, u64::MAX),
            Known::Away => (0, u64::MAX),
            Known::Between(least, most) => (least, most),
        };
        match up {
            true => count < most,
            false => count > least,
        }
    }

    /// The way that hides the fewest people, without `link` itself.
    fn cheapest(&self, start: usize, end: usize, link: usize) -> Option<Way> {
        let knots = self.links.iter().map(|l| l.from.max(l.to) + 1).max()?;
        let mut best: Vec<Option<u64>> = vec![None; knots];
        let mut open = BinaryHeap::from([Reverse((0u64, start, Vec::new()))]);
        while let Some(Reverse((cost, here, along))) = open.pop() {
            if here == end {
                return Some((cost, along));
            }
            if best[here].is_some_and(|known| known <= cost) {
                continue;
            }
            best[here] = Some(cost);
            for (at, next) in self.links.iter().enumerate() {
                let forth = next.from == here && self.can(at, true);
                let back = next.to == here && self.can(at, false);
                if at == link || !(forth || back) {
                    continue;
                }
                let hides = match next.known {
                    Known::Open(_) => next.count.max(1),
                    _ => 0,
                };
                let mut longer: Vec<usize> = along.clone();
                longer.push(at);
                let there = if forth { next.to } else { next.from };
                open.push(Reverse((cost + hides, there, longer)));
            }
        }
        None
    }
}
