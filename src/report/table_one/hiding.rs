//! Hiding small counts, and whatever they could be worked out from.

use super::ring::{Known, Link, Net};
use super::shape::Shown;

/// Counts by line and column; the first column is everybody.
pub type Counts = Vec<Vec<u64>>;

/// How small counts of a block are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// They are said to be few; what is hidden besides is never one of them.
    AsFew,
    /// It is not said which counts are small; a 0 may be hidden, too.
    Unsaid,
}

/// How many people stand in each column, as it may be shown; everybody is never hidden for the sake of
/// a group, since how many took part is told elsewhere. `None` where there can be no groups: they are
/// so small that listing them tells how many they are.
pub fn heading(n: &[u64], least: u64) -> Option<Vec<Shown>> {
    let (everybody, groups) = n.split_first()?;
    if is_few(*everybody, least) {
        return groups.is_empty().then(|| vec![Shown::Few]);
    }
    let links = |how| {
        let group = |count: &u64| Link {
            from: 0,
            to: 1,
            count: *count,
            known: match (how, count) {
                (How::AsFew, count) => known(*count, least, how, 0),
                (How::Unsaid, 0) => Known::Fixed,
                (How::Unsaid, _) => Known::Between(1, u64::MAX),
            },
        };
        let all = Link {
            from: 1,
            to: 0,
            count: *everybody,
            known: Known::Fixed,
        };
        std::iter::once(all)
            .chain(groups.iter().map(group))
            .collect()
    };
    let found = hide(links(How::AsFew)).or_else(|| hide(links(How::Unsaid)))?;
    Some(found.iter().map(|link| shown(link, least)).collect())
}

/// The counts of a block as they may be shown below this heading; `None` where its lines alone would
/// tell them. A column whose people are not counted in the heading is hidden as a whole: blocks could
/// else be held against each other.
pub fn block(counts: &Counts, heading: &[Shown], least: u64) -> Option<Vec<Vec<Shown>>> {
    let is_shown = |column: usize| heading.get(column).is_some_and(|n| n.count().is_some());
    if !is_shown(0) {
        return None;
    }
    let links = |how| hide(links(counts, heading, least, how));
    let found = links(How::AsFew).or_else(|| links(How::Unsaid))?;
    let mut cells = found.iter();
    let mut cell = |column: usize| match cells.next() {
        Some(link) if is_shown(column) => shown(link, least),
        _ => Shown::Hidden,
    };
    let row = |row: &Vec<u64>| (0..row.len()).map(&mut cell).collect();
    Some(counts.iter().map(row).collect())
}

/// A knot for each line and each column. Without groups no line adds up to anything: there is one
/// knot for all of them.
fn links(counts: &Counts, heading: &[Shown], least: u64, how: How) -> Vec<Link> {
    let mut all = Vec::new();
    for (line, row) in counts.iter().enumerate() {
        for (column, count) in row.iter().enumerate() {
            let line = if row.len() > 1 { line } else { 0 };
            let column_knot = counts.len() + column;
            let whole = heading.get(column).is_none_or(|n| n.count().is_none());
            let (from, to) = match column {
                0 => (column_knot, line),
                _ => (line, column_knot),
            };
            let known = match whole {
                true => Known::Away,
                // A line is there because it is somebody's.
                false => known(*count, least, how, u64::from(column == 0 && *count > 0)),
            };
            all.push(Link {
                from,
                to,
                count: *count,
                known,
            });
        }
    }
    all
}

fn is_few(count: u64, least: u64) -> bool {
    count > 0 && count < least
}

/// `there` is what a count is known to be at the least, though nothing is said of it.
fn known(count: u64, least: u64, how: How, there: u64) -> Known {
    match (how, is_few(count, least)) {
        (How::AsFew, _) if count == 0 => Known::Fixed,
        (How::AsFew, true) => Known::Between(1, least - 1),
        (How::AsFew, false) => Known::Open(least),
        (How::Unsaid, true) => Known::Between(there, u64::MAX),
        (How::Unsaid, false) => Known::Open(there),
    }
}

/// With all hidden that must be, or nothing where that does not do.
fn hide(links: Vec<Link>) -> Option<Vec<Link>> {
    let is_small = |l: &Link| matches!(l.known, Known::Between(..));
    let small = links.iter().enumerate().filter(|(_, l)| is_small(l));
    let small: Vec<usize> = small.map(|(at, _)| at).collect();
    let mut net = Net { links };
    small
        .into_iter()
        .all(|link| net.protect(link))
        .then_some(net.links)
}

fn shown(link: &Link, least: u64) -> Shown {
    match link.known {
        Known::Open(_) | Known::Fixed => Shown::Count(link.count),
        Known::Between(1, most) if most < least => Shown::Few,
        Known::Between(..) | Known::Away => Shown::Hidden,
    }
}
