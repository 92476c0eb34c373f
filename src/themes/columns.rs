//! In which column each thing of a row stands: lines that pass rows straight down, boxes above and
//! below what they are joined to, all as near as their neighbours let them.
//!
//! Starts from everything pushed to the left and moves one thing after the other, together with
//! what it pushes aside, as long as that makes the map better.

use super::items::{Item, Kind, distance};
use super::sweeps::swept;

/// How far things are moved at a time, the far moves first.
const STEPS: [i64; 8] = [16, -16, 6, -6, 2, -2, 1, -1];
/// Lines looked at in all: maps of ordinary size never get there, vast ones end sooner.
const WORK: usize = 2_000_000;

/// Above so many things each row is put below the one above it as a whole, a few times up and down.
const MANY: usize = 150;

/// Left columns of the things in rows, neighbours joined by `edges`; the leftmost is 0.
pub(super) fn columns(rows: &[Vec<usize>], items: &[Item], edges: &[(usize, usize)]) -> Vec<usize> {
    if items.len() > MANY {
        return swept(rows, items, edges);
    }
    let runs = runs(items, edges);
    let start = Board::new(rows, items, edges, runs);
    // Lines whose order changes from row to row cannot all be straight.
    let board = start.or_else(|| Board::new(rows, items, edges, (0..items.len()).collect()));
    let Some(mut board) = board else {
        return vec![0; items.len()];
    };
    board.improve();
    board.columns()
}

/// The things that must share a column have one number: the corners of one line between its boxes.
fn runs(items: &[Item], edges: &[(usize, usize)]) -> Vec<usize> {
    let mut run: Vec<usize> = (0..items.len()).collect();
    let narrow = |thing: usize| !matches!(items[thing].kind, Kind::Box(_));
    for (upper, lower) in edges.iter().filter(|(a, b)| narrow(*a) && narrow(*b)) {
        let (keep, drop) = (run[*upper].min(run[*lower]), run[*upper].max(run[*lower]));
        run.iter_mut()
            .filter(|r| **r == drop)
            .for_each(|r| *r = keep);
    }
    run
}

struct Board<'a> {
    items: &'a [Item],
    edges: &'a [(usize, usize)],
    run: Vec<usize>,
    /// (thing, the next in its row, how far apart their middles must be).
    apart: Vec<(usize, usize, i64)>,
    middle: Vec<i64>,
}

impl<'a> Board<'a> {
    /// Everything as far left as it can be; `None` if that never ends.
    fn new(
        rows: &[Vec<usize>],
        items: &'a [Item],
        edges: &'a [(usize, usize)],
        run: Vec<usize>,
    ) -> Option<Board<'a>> {
        let next = rows.iter().flat_map(|row| row.windows(2));
        let apart = next
            .map(|w| (w[0], w[1], distance(&items[w[0]], &items[w[1]])))
            .collect();
        let mut middle = vec![0; items.len()];
        for (thing, item) in items.iter().enumerate() {
            let half = (item.size.0 / 2) as i64;
            middle[run[thing]] = half.max(middle[run[thing]]);
        }
        let mut board = Board {
            items,
            edges,
            run,
            apart,
            middle,
        };
        board.pushed_right(items.len() + 1).then_some(board)
    }

    /// Pushes things to the right until none is too near; whether that came to an end.
    fn pushed_right(&mut self, rounds: usize) -> bool {
        for _ in 0..rounds {
            let mut moved = false;
            for (left, right, apart) in &self.apart {
                let least = self.middle[self.run[*left]] + apart;
                let at = &mut self.middle[self.run[*right]];
                if *at < least {
                    *at = least;
                    moved = true;
                }
            }
            if !moved {
                return true;
            }
        }
        false
    }

    fn pushed_left(&mut self, rounds: usize) -> bool {
        for _ in 0..rounds {
            let mut moved = false;
            for (left, right, apart) in self.apart.iter().rev() {
                let most = self.middle[self.run[*right]] - apart;
                let at = &mut self.middle[self.run[*left]];
                if *at > most {
                    *at = most;
                    moved = true;
                }
            }
            if !moved {
                return true;
            }
        }
        false
    }

    fn improve(&mut self) {
        let mut best = self.cost();
        let movable: Vec<usize> = (0..self.items.len())
            .filter(|t| self.run[*t] == *t)
            .collect();
        let round = movable.len() * STEPS.len() * self.edges.len();
        for _ in 0..(WORK / round.max(1)).clamp(1, 60) {
            let before = best;
            for thing in &movable {
                for step in STEPS {
                    let kept = self.middle.clone();
                    self.middle[*thing] += step;
                    let rounds = self.items.len() + 1;
                    let possible = if step > 0 {
                        self.pushed_right(rounds)
                    } else {
                        self.pushed_left(rounds)
                    };
                    let cost = if possible { self.cost() } else { i64::MAX };
                    if cost < best {
                        best = cost;
                    } else {
                        self.middle = kept;
                    }
                }
            }
            if best == before {
                break;
            }
        }
    }

    /// What the map costs: lines that cannot be straight cost most, then boxes that stand aside of
    /// what they are joined to, then width.
    fn cost(&self) -> i64 {
        let joined = self.edges.iter().map(|(upper, lower)| {
            let off = (self.middle[self.run[*upper]] - self.middle[self.run[*lower]]).abs();
            let room = self.reach(*upper).max(self.reach(*lower));
            let bend = (off - room).max(0);
            off * off + if bend > 0 { 60 + 30 * bend } else { 0 }
        });
        let (left, right) = self.extent();
        joined.sum::<i64>() + 8 * (right - left)
    }

    /// How far from its middle a line can still enter or leave.
    fn reach(&self, thing: usize) -> i64 {
        match self.items[thing].kind {
            Kind::Box(_) => (self.items[thing].size.0 / 2) as i64 - 3,
            Kind::Label(_) | Kind::Bend => 0,
        }
    }

    fn extent(&self) -> (i64, i64) {
        let left = |t: usize| self.middle[self.run[t]] - (self.items[t].size.0 / 2) as i64;
        let all = 0..self.items.len();
        let least = all.clone().map(left).min().unwrap_or(0);
        let most = all
            .map(|t| left(t) + self.items[t].size.0 as i64)
            .max()
            .unwrap_or(0);
        (least, most)
    }

    fn columns(&self) -> Vec<usize> {
        let (least, _) = self.extent();
        let left = |t: usize| self.middle[self.run[t]] - (self.items[t].size.0 / 2) as i64 - least;
        (0..self.items.len()).map(|t| left(t) as usize).collect()
    }
}
