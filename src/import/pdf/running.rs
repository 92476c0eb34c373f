//! Headers and footers: what is printed around the text on every page.

use super::lines::Line;
use std::collections::{HashMap, HashSet};

/// Lines from the top of a page, and from its bottom, that may be printed on every page.
const EDGE: usize = 3;

/// Takes out what stands in one place on most pages, the same but for its numbers; says how much.
pub(super) fn take_running(lines: &mut Vec<Line>) -> usize {
    let pages: HashSet<usize> = lines.iter().map(|l| l.page).collect();
    let mut places: HashMap<(i32, String), HashSet<usize>> = HashMap::new();
    let edges = edges(lines);
    for at in &edges {
        let line = &lines[*at];
        places.entry(place(line)).or_default().insert(line.page);
    }
    let most = |line: &Line| {
        let there = places.get(&place(line)).map_or(0, HashSet::len);
        there >= 2 && there * 2 > pages.len()
    };
    let before = lines.len();
    let mut at = 0;
    lines.retain(|line| {
        let running = edges.contains(&at) && most(line);
        at += 1;
        !running
    });
    before - lines.len()
}

fn edges(lines: &[Line]) -> HashSet<usize> {
    let mut by_page: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        by_page.entry(line.page).or_default().push(at);
    }
    let mut edges = HashSet::new();
    for mut on in by_page.into_values() {
        on.sort_by(|a, b| lines[*a].baseline.total_cmp(&lines[*b].baseline));
        edges.extend(on.iter().take(EDGE));
        edges.extend(on.iter().rev().take(EDGE));
    }
    edges
}

/// How high a line stands, and its text without numbers.
fn place(line: &Line) -> (i32, String) {
    let mut text = String::new();
    for c in line.text().chars() {
        match c.is_ascii_digit() {
            true if text.ends_with('#') => {}
            true => text.push('#'),
            false => text.push(c),
        }
    }
    ((line.baseline / 4.0).round() as i32, text)
}
