//! Who stands beside whom in a row, so that as few lines as possible cross.
//!
//! The layered layout's own order is the first try; others start from it shuffled, always in the
//! same way, and each is improved by medians and by swapping neighbours.

/// Shuffled starts for maps of ordinary size.
const STARTS: usize = 24;
/// Rounds of improvement a start.
const ROUNDS: usize = 8;
/// Above so many things in the rows only the layout's own order is improved.
const MANY: usize = 150;

/// The best order found of `rows`, whose neighbours are joined by `edges` (upper, lower).
pub(super) fn ordered(rows: Vec<Vec<usize>>, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let things: usize = rows.iter().map(Vec::len).sum();
    let links = Links::new(things, edges);
    let starts = if things > MANY { 0 } else { STARTS };
    let mut best = (links.crossings(&rows), rows.clone());
    let mut seed = 1;
    for start in 0..=starts {
        if best.0 == 0 {
            break;
        }
        let mut order = rows.clone();
        if start > 0 {
            order.iter_mut().for_each(|row| shuffle(row, &mut seed));
        }
        let improved = improve(order, &links);
        if improved.0 < best.0 {
            best = improved;
        }
    }
    best.1
}

/// Neighbours above and below.
struct Links {
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
}

impl Links {
    fn new(things: usize, edges: &[(usize, usize)]) -> Links {
        let mut links = Links {
            above: vec![Vec::new(); things],
            below: vec![Vec::new(); things],
        };
        for (upper, lower) in edges {
            links.below[*upper].push(*lower);
            links.above[*lower].push(*upper);
        }
        links
    }

    fn crossings(&self, rows: &[Vec<usize>]) -> usize {
        let place = places(rows, self.above.len());
        rows.iter()
            .map(|row| {
                let pairs = row
                    .iter()
                    .enumerate()
                    .flat_map(|(i, left)| row[i + 1..].iter().map(move |right| (*left, *right)));
                pairs
                    .map(|(left, right)| crossed(&self.below[left], &self.below[right], &place))
                    .sum::<usize>()
            })
            .sum()
    }
}

/// How many lines of `left` cross lines of `right`, which stands to its right.
fn crossed(left: &[usize], right: &[usize], place: &[usize]) -> usize {
    left.iter()
        .map(|l| right.iter().filter(|r| place[**r] < place[*l]).count())
        .sum()
}

fn places(rows: &[Vec<usize>], things: usize) -> Vec<usize> {
    let mut place = vec![0; things];
    for row in rows {
        row.iter()
            .enumerate()
            .for_each(|(at, thing)| place[*thing] = at);
    }
    place
}

fn improve(mut rows: Vec<Vec<usize>>, links: &Links) -> (usize, Vec<Vec<usize>>) {
    let mut best = (links.crossings(&rows), rows.clone());
    for round in 0..ROUNDS {
        let down = round % 2 == 0;
        for i in 0..rows.len() {
            let r = if down { i } else { rows.len() - 1 - i };
            let place = places(&rows, links.above.len());
            let towards = if down { &links.above } else { &links.below };
            let average = |thing: &usize| {
                let near = &towards[*thing];
                let sum: usize = near.iter().map(|n| place[*n]).sum();
                // In thirds of a place, so that rounding does not decide; those without neighbours stay.
                if near.is_empty() {
                    place[*thing] * 60
                } else {
                    sum * 60 / near.len()
                }
            };
            rows[r].sort_by_key(average);
        }
        swap_neighbours(&mut rows, links);
        let crossings = links.crossings(&rows);
        if crossings < best.0 {
            best = (crossings, rows.clone());
        }
    }
    best
}

/// Swaps neighbours as long as that leaves fewer crossings.
fn swap_neighbours(rows: &mut [Vec<usize>], links: &Links) {
    let mut place = places(rows, links.above.len());
    let mut better = true;
    while better {
        better = false;
        for row in rows.iter_mut() {
            for i in 1..row.len() {
                let (left, right) = (row[i - 1], row[i]);
                let cost = |a: usize, b: usize| {
                    crossed(&links.below[a], &links.below[b], &place)
                        + crossed(&links.above[a], &links.above[b], &place)
                };
                if cost(right, left) < cost(left, right) {
                    row.swap(i - 1, i);
                    (place[left], place[right]) = (i, i - 1);
                    better = true;
                }
            }
        }
    }
}

/// A shuffle that is the same on every machine.
fn shuffle(row: &mut [usize], seed: &mut u64) {
    for i in (1..row.len()).rev() {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        row.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_need_not_cross_do_not() {
        let rows = vec![vec![0, 1], vec![2, 3, 4], vec![5, 6]];
        let edges = [(0, 4), (0, 3), (1, 2), (4, 6), (3, 5), (2, 5)];
        let links = Links::new(7, &edges);
        assert!(links.crossings(&rows) > 0);
        assert_eq!(links.crossings(&ordered(rows, &edges)), 0);
    }

    #[test]
    fn what_must_cross_crosses_once() {
        let rows = vec![vec![0, 1], vec![2, 3]];
        let edges = [(0, 2), (0, 3), (1, 2), (1, 3)];
        let links = Links::new(4, &edges);
        assert_eq!(links.crossings(&ordered(rows, &edges)), 1);
    }
}
