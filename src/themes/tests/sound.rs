//! Whatever the map, the drawing holds together.

use super::*;
use crate::themes::{Look, MapLayout, Strokes, draw, layout};
use proptest::prelude::*;
use std::collections::HashMap;

pub(super) fn any_map(themes: usize, relations: usize) -> impl Strategy<Value = ThemeMap> {
    let name = prop::sample::select(vec![
        "Hope",
        "Being one's own planner",
        "有人同行",
        "Steps, small ones, one by one by one",
        "x",
    ]);
    let kind = prop::sample::select(vec!["leads to", "is a condition of", "互相矛盾", ""]);
    let themes = prop::collection::vec((name, 0u16..3), 1..themes);
    themes
        .prop_flat_map(move |themes| {
            let ends = 0..themes.len();
            let relation = (ends.clone(), kind.clone(), ends);
            (Just(themes), prop::collection::vec(relation, 0..relations))
        })
        .prop_map(|(themes, relations)| map(&themes, &relations))
}

/// The cells a line runs through, with whether it runs across or down there.
fn run(points: &[(usize, usize)]) -> Vec<((usize, usize), bool)> {
    let mut cells = Vec::new();
    for pair in points.windows(2) {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        assert!(x1 == x2 || y1 == y2, "a slanted line: {points:?}");
        for x in x1.min(x2)..=x1.max(x2) {
            for y in y1.min(y2)..=y1.max(y2) {
                cells.push(((x, y), y1 == y2 && x1 != x2));
            }
        }
    }
    cells
}

fn check(laid: &MapLayout) {
    let mut taken: HashMap<(usize, usize), usize> = HashMap::new();
    for (i, part) in laid.boxes.iter().enumerate() {
        let area = part.area;
        assert!(area.x + area.width <= laid.width && area.y + area.height <= laid.height);
        for x in area.x..area.x + area.width {
            for y in area.y..area.y + area.height {
                assert_eq!(taken.insert((x, y), i), None, "boxes overlap");
            }
        }
    }
    let mut ways: HashMap<((usize, usize), bool), usize> = HashMap::new();
    for (i, line) in laid.lines.iter().enumerate() {
        let ends = [line.points[0], line.points[line.points.len() - 1]];
        for end in ends {
            assert!(taken.contains_key(&end), "a line ends at no box");
        }
        for (cell, across) in run(&line.points) {
            assert!(
                ends.contains(&cell) || !taken.contains_key(&cell),
                "a line runs into a box"
            );
            let other = *ways.entry((cell, across)).or_insert(i);
            assert_eq!(other, i, "two lines run together");
        }
    }
    let mut words: HashMap<(usize, usize), usize> = HashMap::new();
    for (i, line) in laid.lines.iter().enumerate() {
        for (x, y, text) in &line.label {
            for column in *x..*x + crate::model::wrap::width(text) {
                assert!(!taken.contains_key(&(column, *y)), "words lie on a box");
                assert_eq!(
                    *words.entry((column, *y)).or_insert(i),
                    i,
                    "words lie on words"
                );
            }
        }
    }
    for line in &laid.lines {
        for (cell, _) in run(&line.points) {
            let on_words_of = words.get(&cell).map(|w| laid.lines[*w].relation);
            assert!(
                on_words_of.is_none_or(|r| r == line.relation),
                "a line runs through words"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_map_is_drawn_soundly(map in any_map(10, 20), width in 20usize..140) {
        let laid = layout(&map, &some_codes(), &counting, width, &Look::default());
        check(&laid);
        for strokes in [Strokes::Lines, Strokes::Ascii] {
            let drawing = draw(&laid, strokes);
            prop_assert_eq!(drawing.rows.len(), laid.height);
            for row in &drawing.rows {
                prop_assert!(crate::model::wrap::width(row) <= laid.width);
            }
            if strokes == Strokes::Ascii {
                let strange = |c: char| "─│╭╮╰╯├┤┬┴┼▼▲┌┐└┘".contains(c);
                prop_assert!(!drawing.rows.iter().any(|r| r.contains(strange)));
            }
            for theme in &map.themes {
                prop_assert!(drawing.nodes.iter().any(|(n, _)| *n == Node::Theme(theme.id)));
            }
        }
    }

    /// So many things that they are put into columns row by row.
    #[test]
    fn a_large_map_is_drawn_soundly(map in any_map(40, 120), width in 60usize..140) {
        check(&layout(&map, &some_codes(), &counting, width, &Look::default()));
    }

    #[test]
    fn the_same_map_is_drawn_the_same(map in any_map(8, 10)) {
        let first = layout(&map, &some_codes(), &counting, 90, &Look::default());
        for _ in 0..4 {
            prop_assert_eq!(&layout(&map, &some_codes(), &counting, 90, &Look::default()), &first);
        }
    }
}
