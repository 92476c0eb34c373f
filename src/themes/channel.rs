//! The space between two rows: every line that has to change its column does so in a track of its
//! own, in an order that lets as few lines as possible cross.
//!
//! Where one line leaves in the column another comes in at, the other must turn first, else they
//! would be drawn as one. Where lines wait for each other so in a circle, one of them turns twice.

use std::collections::{HashMap, HashSet};

/// A line through a channel: the column it comes in at above, and the one it leaves at below.
pub(super) type Passage = (usize, usize);

/// Where a line changes its column, from above: the track, and the column it goes on in.
pub(super) type Turns = Vec<(usize, usize)>;

/// A passage that turns once, or one of the two turns of a passage.
struct Part {
    of: usize,
    way: Passage,
}

/// The turns of each passage, none for one that goes straight down; and how many tracks there are.
/// Lines keep to the columns below `width`.
pub(super) fn tracks(passages: &[Passage], width: usize) -> (Vec<Turns>, usize) {
    let parts = parts(passages, width);
    let order = ordered(&parts);
    let (track, count) = pack(&parts, &order);
    let mut turns = vec![Turns::new(); passages.len()];
    for (part, track) in parts.iter().zip(track) {
        turns[part.of].push((track, part.way.1));
    }
    turns.iter_mut().for_each(|all| all.sort_unstable());
    (turns, count)
}

/// Those that turn; one of every circle in two parts.
fn parts(passages: &[Passage], width: usize) -> Vec<Part> {
    let bent = (0..passages.len()).filter(|i| passages[*i].0 != passages[*i].1);
    let mut used: HashSet<usize> = passages.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let twice = in_circles(passages);
    let mut parts = Vec::new();
    for of in bent {
        let (from, to) = passages[of];
        let aside = twice.contains(&of).then(|| {
            let free = (0..width).filter(|column| !used.contains(column));
            free.min_by_key(|column| column.abs_diff(from) + column.abs_diff(to))
        });
        match aside.flatten() {
            Some(aside) => {
                used.insert(aside);
                let way = (from, aside);
                parts.push(Part { of, way });
                let way = (aside, to);
                parts.push(Part { of, way });
            }
            None => parts.push(Part {
                of,
                way: passages[of],
            }),
        }
    }
    parts
}

/// One passage of every circle in which each has to turn before the last.
fn in_circles(passages: &[Passage]) -> Vec<usize> {
    let bent = |i: &usize| passages[*i].0 != passages[*i].1;
    let from: HashMap<usize, usize> = (0..passages.len())
        .filter(bent)
        .map(|i| (passages[i].0, i))
        .collect();
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for start in 0..passages.len() {
        let mut way = HashSet::new();
        let mut next = Some(start).filter(bent);
        while let Some(here) = next.filter(|here| seen.insert(*here)) {
            way.insert(here);
            next = from.get(&passages[here].1).copied();
        }
        found.extend(next.filter(|here| way.contains(here)));
    }
    found
}

/// The parts from the uppermost track to the lowest.
fn ordered(parts: &[Part]) -> Vec<usize> {
    let (above, below) = waiting(parts);
    let mut order: Vec<usize> = Vec::with_capacity(parts.len());
    for new in 0..parts.len() {
        let (before, behind) = (reached(&above, new), reached(&below, new));
        let first = order.iter().rposition(|i| before.contains(i));
        let first = first.map_or(0, |at| at + 1);
        let last = order.iter().position(|i| behind.contains(i));
        let last = last.unwrap_or(order.len()).max(first);
        // Each is put where it crosses least: what it costs a place further down differs by one other.
        let way = parts[new].way;
        let costs = |other: usize| (price(parts[other].way, way), price(way, parts[other].way));
        let (mut cost, mut best) = (0i64, (0i64, first));
        for (at, other) in order.iter().enumerate().take(last).skip(first) {
            let (if_above, if_below) = costs(*other);
            cost += if_above as i64 - if_below as i64;
            if cost < best.0 {
                best = (cost, at + 1);
            }
        }
        order.insert(best.1, new);
    }
    order
}

/// Which parts must turn above each, and which below: the lower would come down where the upper goes
/// on down.
fn waiting(parts: &[Part]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut from: HashMap<usize, Vec<usize>> = HashMap::new();
    for (i, part) in parts.iter().enumerate() {
        from.entry(part.way.0).or_default().push(i);
    }
    let mut above = vec![Vec::new(); parts.len()];
    let mut below = vec![Vec::new(); parts.len()];
    let mut put = |upper: usize, lower: usize| {
        above[lower].push(upper);
        below[upper].push(lower);
    };
    for (i, part) in parts.iter().enumerate() {
        for other in from.get(&part.way.1).into_iter().flatten() {
            match (parts[*other].of == part.of, *other == i) {
                (_, true) => {}
                // Of the two turns of one passage the first comes first.
                (true, _) => put(i, *other),
                (false, _) => put(*other, i),
            }
        }
    }
    (above, below)
}

/// All that one comes to, step by step.
fn reached(steps: &[Vec<usize>], from: usize) -> HashSet<usize> {
    let (mut found, mut open) = (HashSet::new(), vec![from]);
    while let Some(here) = open.pop() {
        let new = steps[here].iter().filter(|next| found.insert(**next));
        open.extend(new);
    }
    found
}

/// What it costs to draw `upper` in a track above `lower`.
fn price(upper: Passage, lower: Passage) -> usize {
    let (from, to) = (upper.0.min(upper.1), upper.0.max(upper.1));
    let (low_from, low_to) = (lower.0.min(lower.1), lower.0.max(lower.1));
    let crossings = usize::from(from < lower.0 && lower.0 < to)
        + usize::from(low_from < upper.1 && upper.1 < low_to);
    crossings + 100 * usize::from(touches(upper, lower))
}

/// Whether a vertical part of one would end on a corner of the other.
fn touches(upper: Passage, lower: Passage) -> bool {
    lower.0 == upper.0 || lower.1 == upper.1
}

/// Gives neighbours in the order one track where they lie side by side.
fn pack(parts: &[Part], order: &[usize]) -> (Vec<usize>, usize) {
    let mut track = vec![0; parts.len()];
    let mut last: Vec<(usize, usize)> = Vec::new();
    let mut count = 0;
    for i in order {
        let (a, b) = parts[*i].way;
        let (from, to) = (a.min(b), a.max(b));
        let apart = last.iter().all(|(a, b)| to + 1 < *a || *b + 1 < from);
        if !apart || count == 0 {
            last.clear();
            count += 1;
        }
        last.push((from, to));
        track[*i] = count - 1;
    }
    (track, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn straight_lines_need_no_track_and_neighbours_share_one() {
        assert_eq!(tracks(&[(3, 3)], 40), (vec![vec![]], 0));
        assert_eq!(
            tracks(&[(3, 9), (20, 12)], 40),
            (vec![vec![(0, 9)], vec![(0, 12)]], 1)
        );
    }

    #[test]
    fn lines_that_fan_out_do_not_cross() {
        let fan = [(10, 2), (12, 12), (14, 20), (16, 30)];
        let (turns, count) = tracks(&fan, 40);
        assert_eq!(count, 2);
        assert!(
            turns[3][0].0 < turns[2][0].0,
            "the outer one turns first: {turns:?}"
        );
    }

    #[test]
    fn a_line_never_goes_down_where_another_comes_in() {
        let (turns, _) = tracks(&[(4, 10), (10, 20)], 40);
        assert!(turns[1][0].0 < turns[0][0].0, "{turns:?}");
        // Two that exchange their columns cannot both turn first.
        let (turns, count) = tracks(&[(4, 10), (10, 4)], 40);
        assert_eq!((turns[0].len() + turns[1].len(), count), (3, 3));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// However lines wait for each other, in chains and in circles.
        #[test]
        fn no_two_lines_run_together(
            (above, below) in (1usize..10).prop_flat_map(|n| {
                let columns: Vec<usize> = (0..14).collect();
                let some = || prop::sample::subsequence(columns.clone(), n).prop_shuffle();
                (some(), some())
            }),
        ) {
            let passages: Vec<Passage> = above.into_iter().zip(below).collect();
            let (turns, count) = tracks(&passages, 30);
            let mut taken: HashMap<(usize, usize, bool), usize> = HashMap::new();
            let mut take = |line: usize, x: usize, y: usize, across: bool| {
                let other = *taken.entry((x, y, across)).or_insert(line);
                assert_eq!(other, line, "at {x}, {y}: {passages:?} {turns:?}");
            };
            for (line, (from, to)) in passages.iter().enumerate() {
                let (mut x, mut y) = (*from, 0);
                for (track, next) in &turns[line] {
                    assert!(*track < count);
                    (y..=track + 1).for_each(|y| take(line, x, y, false));
                    (x.min(*next)..=x.max(*next)).for_each(|x| take(line, x, track + 1, true));
                    (x, y) = (*next, track + 1);
                }
                prop_assert_eq!(x, *to);
                (y..=count + 1).for_each(|y| take(line, x, y, false));
            }
        }
    }
}
