//! In which row each box stands, so that lines go down. Relations are taken in the order they were
//! made, and each moves only what it must: so a map stays as it is when something is added to it.

/// Free cells between neighbours in a row.
pub(super) const GAP: usize = 3;

/// Rows of boxes from the top, and which lines must be drawn upwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ranks {
    pub row: Vec<usize>,
    /// The lines that would close a circle of those before.
    pub up: Vec<bool>,
}

/// Ranks of so many boxes, which `lines` join: from, to. No line joins a box to itself.
pub(super) fn ranks(boxes: usize, lines: &[(usize, usize)]) -> Ranks {
    let mut ranking = Ranking {
        rank: vec![0; boxes],
        group: (0..boxes).map(|b| vec![b]).collect(),
        of: (0..boxes).collect(),
        below: vec![Vec::new(); boxes],
    };
    let up = lines.iter().map(|line| ranking.add(*line)).collect();
    let mut row = vec![0; boxes];
    for group in &ranking.group {
        let top = group.iter().map(|b| ranking.rank[*b]).min().unwrap_or(0);
        for b in group {
            row[*b] = (ranking.rank[*b] - top) as usize;
        }
    }
    Ranks { row, up }
}

struct Ranking {
    rank: Vec<i64>,
    /// Boxes joined so far, each group under the number of one of them.
    group: Vec<Vec<usize>>,
    of: Vec<usize>,
    /// What lines go down to.
    below: Vec<Vec<usize>>,
}

impl Ranking {
    /// Adds a line; whether it goes up.
    fn add(&mut self, (from, to): (usize, usize)) -> bool {
        if self.of[from] != self.of[to] {
            self.join(from, to);
        } else if self.rank[from] >= self.rank[to] && self.reaches(to, from) {
            // Lines go down: from further up nothing is reached.
            return true;
        }
        self.below[from].push(to);
        self.push_down(from);
        false
    }

    /// Puts two groups together so that `to` stands right below `from`: the larger one stays.
    fn join(&mut self, from: usize, to: usize) {
        let by = self.rank[from] + 1 - self.rank[to];
        let (a, b) = (self.of[from], self.of[to]);
        let (stays, moves, by) = match self.group[a].len() >= self.group[b].len() {
            true => (a, b, by),
            false => (b, a, -by),
        };
        for member in std::mem::take(&mut self.group[moves]) {
            self.rank[member] += by;
            self.of[member] = stays;
            self.group[stays].push(member);
        }
    }

    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut seen = vec![false; self.below.len()];
        let mut open = vec![from];
        while let Some(here) = open.pop() {
            if here == to {
                return true;
            }
            if !std::mem::replace(&mut seen[here], true) {
                let near = self.below[here].iter();
                open.extend(near.filter(|b| self.rank[**b] <= self.rank[to]));
            }
        }
        false
    }

    /// Moves what stands not below a box, though a line goes down to it, and what that moves.
    fn push_down(&mut self, from: usize) {
        let mut open = vec![from];
        while let Some(here) = open.pop() {
            let least = self.rank[here] + 1;
            for at in 0..self.below[here].len() {
                let next = self.below[here][at];
                if self.rank[next] < least {
                    self.rank[next] = least;
                    open.push(next);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_that_closes_a_circle_goes_up_and_moves_nothing() {
        let chain = [(0, 1), (1, 2)];
        assert_eq!(ranks(3, &chain).row, [0, 1, 2]);
        let circle = ranks(3, &[(0, 1), (1, 2), (2, 0)]);
        assert_eq!(
            (circle.row, circle.up),
            (vec![0, 1, 2], vec![false, false, true])
        );
        // What leads to something in the middle stands right above it.
        assert_eq!(ranks(4, &[(0, 1), (1, 2), (3, 2)]).row, [0, 1, 2, 1]);
    }

    proptest! {
        #[test]
        fn lines_go_down_but_for_those_that_go_up(
            (boxes, lines) in (2usize..12).prop_flat_map(|n| {
                let line = (0..n, 0..n).prop_filter("to another", |(a, b)| a != b);
                (Just(n), prop::collection::vec(line, 0..30))
            }),
        ) {
            let ranks = ranks(boxes, &lines);
            for ((from, to), up) in lines.iter().zip(&ranks.up) {
                let (upper, lower) = if *up { (to, from) } else { (from, to) };
                prop_assert!(ranks.row[*upper] < ranks.row[*lower]);
            }
        }
    }
}
