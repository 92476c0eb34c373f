//! Columns of large maps: row by row, each thing as near to the middle of what it is joined to as its
//! neighbours let it. Of one row that is solved at once, by putting together those that push each other
//! (pool adjacent violators: Barlow and others 1972); the rows are gone through down and up a few times.

use super::items::{Item, Kind, distance};

/// Times the rows are gone through.
const SWEEPS: usize = 10;
/// How much more a line that passes a row weighs than a box: it is to be straight.
const STRAIGHT: f64 = 4.0;

/// Times lines are straightened, once down and once up each.
const STRAIGHTENED: usize = 6;

/// Left columns of the things in rows, neighbours joined by `edges`; the leftmost is 0.
pub(super) fn swept(rows: &[Vec<usize>], items: &[Item], edges: &[(usize, usize)]) -> Vec<usize> {
    let mut joined: Vec<[Vec<usize>; 2]> = vec![Default::default(); items.len()];
    for (upper, lower) in edges {
        joined[*lower][0].push(*upper);
        joined[*upper][1].push(*lower);
    }
    let mut middle = vec![0.0; items.len()];
    for row in rows {
        let mut at = 0.0;
        for (n, thing) in row.iter().enumerate() {
            at += match n {
                0 => (items[*thing].size.0 / 2) as f64,
                _ => distance(&items[row[n - 1]], &items[*thing]) as f64,
            };
            middle[*thing] = at;
        }
    }
    for sweep in 0..SWEEPS {
        // At last both sides count alike.
        let sides: &[usize] = match sweep {
            s if s + 3 >= SWEEPS => &[0, 1],
            s if s % 2 == 0 => &[0],
            _ => &[1],
        };
        for r in 0..rows.len() {
            let r = if sweep % 2 == 0 {
                r
            } else {
                rows.len() - 1 - r
            };
            settle(&rows[r], items, &joined, sides, &mut middle);
        }
    }
    let mut at = whole(rows, items, &middle);
    for pass in 0..STRAIGHTENED {
        straighten(rows, items, &joined, pass % 2, &mut at);
    }
    let left = |thing: usize| at[thing] - (items[thing].size.0 / 2) as i64;
    let first = (0..items.len()).map(left).min().unwrap_or(0);
    (0..items.len())
        .map(|thing| (left(thing) - first) as usize)
        .collect()
}

/// Moves the things of a row to where their neighbours in other rows would have them.
fn settle(
    row: &[usize],
    items: &[Item],
    joined: &[[Vec<usize>; 2]],
    sides: &[usize],
    middle: &mut [f64],
) {
    // Where each would stand if those before it took no room, and how much that weighs.
    let mut wanted: Vec<(f64, f64)> = Vec::with_capacity(row.len());
    let mut taken = 0.0;
    let mut offset = Vec::with_capacity(row.len());
    for (n, thing) in row.iter().enumerate() {
        if n > 0 {
            taken += distance(&items[row[n - 1]], &items[*thing]) as f64;
        }
        offset.push(taken);
        let near = sides.iter().flat_map(|side| &joined[*thing][*side]);
        let (sum, count) = near.fold((0.0, 0.0), |(sum, n), other| {
            (sum + middle[*other], n + 1.0)
        });
        let weight = match items[*thing].kind {
            Kind::Box(_) => 1.0,
            Kind::Label(_) | Kind::Bend => STRAIGHT,
        };
        wanted.push(match count > 0.0 {
            true => (sum / count - taken, weight * count),
            // Nobody asks for it anywhere: it stays, unless it is pushed.
            false => (middle[*thing] - taken, 0.1),
        });
    }
    for ((thing, offset), at) in row.iter().zip(offset).zip(ascending(&wanted)) {
        middle[*thing] = at + offset;
    }
}

/// The values nearest to those wanted, by their weights, that never fall.
fn ascending(wanted: &[(f64, f64)]) -> Vec<f64> {
    // (mean, weight, how many)
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (value, weight) in wanted {
        let mut block = (*value, *weight, 1);
        while let Some((mean, heavy, many)) = blocks.last().copied().filter(|b| b.0 > block.0) {
            blocks.pop();
            let both = heavy + block.1;
            block = (
                (mean * heavy + block.0 * block.1) / both,
                both,
                many + block.2,
            );
        }
        blocks.push(block);
    }
    let values = blocks
        .into_iter()
        .flat_map(|(mean, _, many)| std::iter::repeat_n(mean, many));
    values.collect()
}

/// Whole columns of the middles, no two too near.
fn whole(rows: &[Vec<usize>], items: &[Item], middle: &[f64]) -> Vec<i64> {
    let mut at = vec![0i64; items.len()];
    for row in rows {
        let mut least = i64::MIN;
        for (n, thing) in row.iter().enumerate() {
            if n > 0 {
                least = at[row[n - 1]] + distance(&items[row[n - 1]], &items[*thing]);
            }
            at[*thing] = (middle[*thing].round() as i64).max(least);
        }
    }
    at
}

/// Gives what a line passes the column it has in the row before, or behind, where there is room: every
/// turn of a line, were it by one column, takes a row of its own.
fn straighten(
    rows: &[Vec<usize>],
    items: &[Item],
    joined: &[[Vec<usize>; 2]],
    side: usize,
    at: &mut [i64],
) {
    let is_line = |thing: usize| !matches!(items[thing].kind, Kind::Box(_));
    for r in 0..rows.len() {
        let row = &rows[if side == 0 { r } else { rows.len() - 1 - r }];
        for (n, thing) in row.iter().copied().enumerate() {
            let next = joined[thing][side].first().copied();
            let Some(next) = next.filter(|next| is_line(*next) && is_line(thing)) else {
                continue;
            };
            let after_left = n == 0 || {
                let left = row[n - 1];
                at[left] + distance(&items[left], &items[thing]) <= at[next]
            };
            let before_right = row.get(n + 1).is_none_or(|right| {
                at[next] + distance(&items[thing], &items[*right]) <= at[*right]
            });
            if after_left && before_right {
                at[thing] = at[next];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_push_each_other_share_what_they_want() {
        assert_eq!(ascending(&[(1.0, 1.0), (5.0, 1.0)]), [1.0, 5.0]);
        assert_eq!(
            ascending(&[(4.0, 1.0), (2.0, 1.0), (9.0, 1.0)]),
            [3.0, 3.0, 9.0]
        );
        assert_eq!(ascending(&[(4.0, 3.0), (0.0, 1.0)]), [3.0, 3.0]);
    }
}
