//! The space between two rows: every line that has to change its column does so in a track of its
//! own, in an order that lets as few lines as possible cross.

/// A line through a channel: the column it comes in at above, and the one it leaves at below.
pub(super) type Passage = (usize, usize);

/// The track of each passage, `None` for one that goes straight down; and how many there are.
pub(super) fn tracks(passages: &[Passage]) -> (Vec<Option<usize>>, usize) {
    let bent: Vec<usize> = (0..passages.len())
        .filter(|i| passages[*i].0 != passages[*i].1)
        .collect();
    let mut order: Vec<usize> = Vec::new();
    for new in bent {
        // Each is put where it crosses least; never where two lines would share a column.
        let cost = |at: usize| {
            let above = order[..at]
                .iter()
                .map(|other| price(passages[*other], passages[new]));
            let below = order[at..]
                .iter()
                .map(|other| price(passages[new], passages[*other]));
            above.sum::<usize>() + below.sum::<usize>()
        };
        let best = (0..=order.len())
            .min_by_key(|at| (cost(*at), *at))
            .unwrap_or(0);
        order.insert(best, new);
    }
    pack(passages, &order)
}

/// What it costs to draw `upper` in a track above `lower`.
fn price(upper: Passage, lower: Passage) -> usize {
    let (from, to) = (upper.0.min(upper.1), upper.0.max(upper.1));
    let (low_from, low_to) = (lower.0.min(lower.1), lower.0.max(lower.1));
    let crossings = usize::from(from < lower.0 && lower.0 < to)
        + usize::from(low_from < upper.1 && upper.1 < low_to);
    // The lower comes down where the upper goes on down: they would be drawn as one line.
    let shared = usize::from(lower.0 == upper.1) + usize::from(touches(upper, lower));
    crossings + 100 * shared
}

/// Whether a vertical part of one would end on a corner of the other.
fn touches(upper: Passage, lower: Passage) -> bool {
    lower.0 == upper.0 || lower.1 == upper.1
}

/// Gives neighbours in the order one track where they lie side by side.
fn pack(passages: &[Passage], order: &[usize]) -> (Vec<Option<usize>>, usize) {
    let mut track = vec![None; passages.len()];
    let mut last: Vec<(usize, usize)> = Vec::new();
    let mut count = 0;
    for i in order {
        let (from, to) = (
            passages[*i].0.min(passages[*i].1),
            passages[*i].0.max(passages[*i].1),
        );
        let apart = last.iter().all(|(a, b)| to + 1 < *a || *b + 1 < from);
        if !apart || count == 0 {
            last.clear();
            count += 1;
        }
        last.push((from, to));
        track[*i] = Some(count - 1);
    }
    (track, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_lines_need_no_track_and_neighbours_share_one() {
        assert_eq!(tracks(&[(3, 3)]), (vec![None], 0));
        assert_eq!(tracks(&[(3, 9), (20, 12)]), (vec![Some(0), Some(0)], 1));
    }

    #[test]
    fn lines_that_fan_out_do_not_cross() {
        let fan = [(10, 2), (12, 12), (14, 20), (16, 30)];
        let (track, count) = tracks(&fan);
        assert_eq!(count, 2);
        assert!(track[3] < track[2], "the outer one turns first: {track:?}");
    }

    #[test]
    fn a_line_never_goes_down_where_another_comes_in() {
        let (track, _) = tracks(&[(4, 10), (10, 20)]);
        assert!(track[1] < track[0], "{track:?}");
    }
}
