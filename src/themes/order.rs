//! Who stands beside whom in a row. Boxes and lines are put in one after the other, as they were made,
//! each where it crosses least of what stands already, and nothing that stands is moved for it: so what
//! is added to a map leaves the order of all else as it was.

/// Rounds in which what was just put in is put in once more, now that both of its neighbours stand.
const ROUNDS: usize = 2;

/// Rows being filled.
pub(super) struct Rows {
    pub rows: Vec<Vec<usize>>,
    /// The row of each thing.
    row: Vec<usize>,
    /// Its place in its row; none before it stands.
    place: Vec<Option<usize>>,
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
}

impl Rows {
    /// Empty rows for things whose rows are known.
    pub fn new(rows: usize, row: Vec<usize>) -> Rows {
        let things = row.len();
        Rows {
            rows: vec![Vec::new(); rows],
            row,
            place: vec![None; things],
            above: vec![Vec::new(); things],
            below: vec![Vec::new(); things],
        }
    }

    /// Puts in a line as the things it goes through, each a row below the one before. Its ends may
    /// stand already.
    pub fn add(&mut self, path: &[usize]) {
        let mut new: Vec<usize> = path.to_vec();
        new.retain(|thing| self.place[*thing].is_none());
        let first_stands = path.first().is_some_and(|t| self.place[*t].is_some());
        // From the end that stands, so that each has a neighbour to go by.
        if !first_stands {
            new.reverse();
        }
        for pair in path.windows(2) {
            self.below[pair[0]].push(pair[1]);
            self.above[pair[1]].push(pair[0]);
        }
        for thing in &new {
            self.put(*thing);
        }
        for _ in 0..ROUNDS {
            for thing in &new {
                self.take(*thing);
                self.put(*thing);
            }
        }
    }

    /// Puts a thing where its lines cross least, as near to its neighbours as that allows.
    fn put(&mut self, thing: usize) {
        let row = self.row[thing];
        let len = self.rows[row].len();
        let mut cost = vec![0i64; len + 1];
        let (mut wanted, mut neighbours) = (0.0, 0);
        for side in [true, false] {
            for other in self.neighbours(thing, side) {
                let Some(at) = self.place[*other] else {
                    continue;
                };
                let across = self.rows[self.row[*other]].len();
                wanted += (at as f64 + 0.5) / across as f64;
                neighbours += 1;
                self.count_crossings(row, side, at, &mut cost);
            }
        }
        let wanted = match neighbours {
            0 => len as f64,
            n => wanted / f64::from(n) * (len as f64 + 1.0) - 0.5,
        };
        let best = (0..=len).min_by(|a, b| {
            let far = |at: &usize| (*at as f64 - wanted).abs();
            // Of places as good as each other the right one.
            let by_distance = far(a).total_cmp(&far(b));
            cost[*a].cmp(&cost[*b]).then(by_distance).then(b.cmp(a))
        });
        self.rows[row].insert(best.unwrap_or(len), thing);
        self.renumber(row);
    }

    /// Adds what a line from place `at` of the row above, or below, would cross, by the place it goes
    /// to in `row`.
    fn count_crossings(&self, row: usize, is_above: bool, at: usize, cost: &mut [i64]) {
        // For each thing of the row: its lines that begin left of it, and right of it.
        let mut to_the_left = 0;
        let mut step = vec![0i64; cost.len()];
        for (place, other) in self.rows[row].iter().enumerate() {
            for end in self.neighbours(*other, is_above) {
                let Some(end) = self.place[*end] else {
                    continue;
                };
                if end < at {
                    to_the_left += 1;
                    step[place + 1] -= 1;
                } else if end > at {
                    step[place + 1] += 1;
                }
            }
        }
        let mut crossed = to_the_left;
        for (cost, step) in cost.iter_mut().zip(step) {
            crossed += step;
            *cost += crossed;
        }
    }

    fn neighbours(&self, thing: usize, above: bool) -> &[usize] {
        match above {
            true => &self.above[thing],
            false => &self.below[thing],
        }
    }

    fn take(&mut self, thing: usize) {
        let row = self.row[thing];
        if let Some(at) = self.place[thing].take() {
            self.rows[row].remove(at);
            self.renumber(row);
        }
    }

    fn renumber(&mut self, row: usize) {
        for (at, thing) in self.rows[row].iter().enumerate() {
            self.place[*thing] = Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Crossings of rows whose neighbours are joined by `edges`.
    fn crossings(rows: &[Vec<usize>], edges: &[(usize, usize)]) -> usize {
        let place = |thing: &usize| {
            let at = |row: &Vec<usize>| row.iter().position(|t| t == thing);
            rows.iter()
                .enumerate()
                .find_map(|(r, row)| Some((r, at(row)?)))
        };
        let crossed = |(a, b): &(usize, usize), (c, d): &(usize, usize)| {
            let [a, b, c, d] = [a, b, c, d].map(|thing| place(thing).unwrap());
            let apart = a.1 != c.1 && b.1 != d.1;
            a.0 == c.0 && apart && (a.1 < c.1) != (b.1 < d.1)
        };
        let later = |n: usize, one| edges[n + 1..].iter().filter(|o| crossed(one, o)).count();
        edges.iter().enumerate().map(|(n, one)| later(n, one)).sum()
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        let mut rows = Rows::new(3, vec![0, 0, 1, 1, 1, 2, 2]);
        let edges = [(0, 4), (0, 3), (1, 2), (4, 6), (3, 5), (2, 5)];
        for (a, b) in edges {
            rows.add(&[a, b]);
        }
        assert_eq!(crossings(&rows.rows, &edges), 0, "{:?}", rows.rows);
        let mut rows = Rows::new(2, vec![0, 0, 1, 1]);
        let edges = [(0, 2), (0, 3), (1, 2), (1, 3)];
        for (a, b) in edges {
            rows.add(&[a, b]);
        }
        assert_eq!(
            crossings(&rows.rows, &edges),
            1,
            "what must cross crosses once"
        );
    }

    #[test]
    fn what_is_added_moves_nothing_that_stands() {
        let row = vec![0, 0, 1, 1, 1, 1];
        let mut rows = Rows::new(2, row);
        for (a, b) in [(0, 2), (1, 3), (0, 4)] {
            rows.add(&[a, b]);
        }
        let before = rows.rows.clone();
        rows.add(&[1, 5]);
        rows.rows[1].retain(|t| *t != 5);
        assert_eq!(rows.rows, before);
    }
}
