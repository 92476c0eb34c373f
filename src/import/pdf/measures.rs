//! What is usual in a document: its margins, its leading, its size, whether first lines are indented.

use super::lines::Line;
use crate::import::lines::Line as Plain;
use crate::import::names::is_cjk;
use crate::import::wrap::stands_apart;
use std::collections::HashMap;

/// Half a letter: what stands nearer is in the same place.
pub(super) const NEAR: f32 = 0.5;

pub(super) struct Measures {
    /// By page and column: where most lines begin.
    left: HashMap<(usize, usize), f32>,
    /// By column: where full lines end.
    right: HashMap<usize, f32>,
    /// From one baseline to the next, in sizes.
    pub leading: f32,
    /// The size most letters have.
    pub size: f32,
    /// Whether a paragraph's further lines are indented, and not its first.
    pub hanging: bool,
}

impl Measures {
    pub fn of(lines: &[Line]) -> Measures {
        let mut lefts: HashMap<(usize, usize), Vec<f32>> = HashMap::new();
        let mut rights: HashMap<usize, Vec<f32>> = HashMap::new();
        let mut sizes: Vec<f32> = Vec::new();
        for line in lines {
            let place = (line.page, line.column);
            lefts.entry(place).or_default().push(line.left());
            rights.entry(line.column).or_default().push(line.right());
            // A size counts as often as there are letters of it, about.
            let times = 1 + line.text().len() / 16;
            sizes.extend(std::iter::repeat_n(line.size, times));
        }
        let mut leadings: Vec<f32> = lines.windows(2).filter_map(|l| gap(&l[0], &l[1])).collect();
        let mut measures = Measures {
            left: lefts
                .into_iter()
                .map(|(at, all)| (at, usual(all)))
                .collect(),
            right: rights
                .into_iter()
                .map(|(at, mut all)| (at, part(&mut all, 0.98)))
                .collect(),
            leading: part(&mut leadings, 0.4),
            size: part(&mut sizes, 0.5),
            hanging: false,
        };
        let (mut full, mut short) = (0, 0);
        for two in lines.windows(2).filter(|l| gap(&l[0], &l[1]).is_some()) {
            // Entries of a list hang in any document.
            let list = two.iter().any(|line| stands_apart(Plain::of(&line.text())));
            if !list && two[1].left() - two[0].left() > 0.8 * two[1].size {
                match measures.fits(&two[0], &two[1]) {
                    true => short += 1,
                    false => full += 1,
                }
            }
        }
        measures.hanging = full > short;
        measures
    }

    /// Whether the first word of a line would have stood on the line before it as well: then the
    /// line was broken because something new begins.
    pub fn fits(&self, before: &Line, line: &Line) -> bool {
        let margin = self.right.get(&before.column).copied().unwrap_or(0.0);
        let cjk = line
            .pieces
            .first()
            .is_some_and(|p| p.text.starts_with(is_cjk));
        let word = match cjk {
            // No sign of punctuation stands first on a line: it takes the sign before it along.
            true => line.first_word().min(3.0 * line.size),
            false => line.first_word(),
        };
        before.right() + 0.3 * line.size + word < margin - NEAR * line.size
    }

    /// How far a line is indented.
    pub fn indent(&self, line: &Line) -> f32 {
        let left = self.left.get(&(line.page, line.column));
        line.left() - left.copied().unwrap_or(line.left())
    }
}

/// From a line to the next below it in its column, in sizes.
pub(super) fn gap(before: &Line, line: &Line) -> Option<f32> {
    let below = line.baseline - before.baseline;
    let same = (before.page, before.column) == (line.page, line.column);
    (same && below > 0.0).then(|| below / line.size.max(before.size).max(1.0))
}

/// The value that so large a part of all does not exceed.
fn part(all: &mut [f32], part: f32) -> f32 {
    all.sort_by(f32::total_cmp);
    let at = (all.len() as f32 * part) as usize;
    all.get(at.min(all.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0.0)
}

/// The most frequent value, to a point.
pub(super) fn usual(all: Vec<f32>) -> f32 {
    let mut times: HashMap<i32, usize> = HashMap::new();
    for value in &all {
        *times.entry(value.round() as i32).or_default() += 1;
    }
    let most = times.into_iter().max_by_key(|(at, n)| (*n, -*at));
    most.map_or(0.0, |(at, _)| at as f32)
}
