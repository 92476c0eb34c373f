//! What is added to a map leaves the rest where it stands.

use super::sound::any_map;
use super::*;
use crate::themes::{Look, MapLayout, layout};
use proptest::prelude::*;
use std::collections::HashMap;

const WIDTH: usize = 100;

fn laid(map: &ThemeMap) -> MapLayout {
    layout(map, &some_codes(), &counting, WIDTH, &Look::default())
}

/// Top and left of each box.
fn places(laid: &MapLayout) -> HashMap<Node, (usize, usize)> {
    let boxes = laid.boxes.iter();
    boxes.map(|b| (b.node, (b.area.y, b.area.x))).collect()
}

/// The map with a further theme under none, made last.
fn with_theme(map: &ThemeMap) -> (ThemeMap, Node) {
    let mut map = map.clone();
    let id = ThemeId(Uuid::from_u128(900));
    map.themes.push(Theme {
        id,
        name: "Added last".to_owned(),
        statement: String::new(),
        parent: None,
        depth: 0,
        codes: Vec::new(),
        by: "ana".parse().expect("a coder's id"),
        judged: Vec::new(),
    });
    (map, Node::Theme(id))
}

fn related(map: &mut ThemeMap, from: Node, to: Node) {
    map.relations.push(Relation {
        id: RelationId(Uuid::from_u128(5_000)),
        from,
        to,
        kind: "leads to".to_owned(),
    });
}

/// Boxes row by row, from left to right, without one.
fn in_rows(laid: &MapLayout, without: Node) -> Vec<Vec<Node>> {
    let mut boxes: Vec<_> = laid.boxes.iter().filter(|b| b.node != without).collect();
    boxes.sort_by_key(|b| (b.area.y, b.area.x));
    let rows = boxes.chunk_by(|a, b| a.area.y == b.area.y);
    rows.map(|row| row.iter().map(|b| b.node).collect())
        .collect()
}

/// Maps of one group: every theme but the first is related to one before it.
fn one_group() -> impl Strategy<Value = ThemeMap> {
    any_map(9, 14).prop_map(|mut map| {
        let tops: Vec<Node> = map
            .themes
            .iter()
            .filter(|t| t.depth == 0)
            .map(|t| Node::Theme(t.id))
            .collect();
        let mut joins: Vec<Relation> = Vec::new();
        for (n, pair) in tops.windows(2).enumerate() {
            joins.push(Relation {
                id: RelationId(Uuid::from_u128(3_000 + n as u128)),
                from: pair[0],
                to: pair[1],
                kind: "goes with".to_owned(),
            });
        }
        joins.append(&mut map.relations);
        map.relations = joins;
        map
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_theme_that_is_related_to_nothing_moves_nothing(map in any_map(12, 14)) {
        let before = places(&laid(&map));
        let (more, added) = with_theme(&map);
        let mut after = places(&laid(&more));
        prop_assert!(after.remove(&added).is_some());
        prop_assert_eq!(after, before);
    }

    #[test]
    fn a_theme_added_below_another_changes_no_row_and_no_order(
        map in one_group(),
        nth in 0usize..9,
    ) {
        let before = laid(&map);
        let tops: Vec<Node> = before.boxes.iter().map(|b| b.node).collect();
        let (mut more, added) = with_theme(&map);
        related(&mut more, tops[nth % tops.len()], added);
        prop_assert_eq!(in_rows(&laid(&more), added), in_rows(&before, added));
    }

    #[test]
    fn a_subtheme_changes_no_row_and_no_order(map in one_group(), nth in 0usize..9) {
        let before = laid(&map);
        let nobody = Node::Theme(ThemeId(Uuid::from_u128(900)));
        let tops: Vec<usize> = (0..map.themes.len())
            .filter(|at| map.themes[*at].depth == 0)
            .collect();
        let mut more = map.clone();
        let at = tops[nth % tops.len()];
        let (with, _) = with_theme(&map);
        let mut below = with.themes[map.themes.len()].clone();
        (below.parent, below.depth) = (Some(map.themes[at].id), 1);
        below.name = "A subtheme with rather a long name".to_owned();
        more.themes.insert(at + 1, below);
        prop_assert_eq!(in_rows(&laid(&more), nobody), in_rows(&before, nobody));
    }

    #[test]
    fn a_relation_that_pushes_nothing_down_changes_no_order(
        map in one_group(),
        ends in (0usize..9, 0usize..9),
    ) {
        let before = laid(&map);
        let rows = in_rows(&before, Node::Theme(ThemeId(Uuid::from_u128(900))));
        let row = |node: Node| rows.iter().position(|row| row.contains(&node));
        let tops: Vec<Node> = before.boxes.iter().map(|b| b.node).collect();
        let (a, b) = (tops[ends.0 % tops.len()], tops[ends.1 % tops.len()]);
        prop_assume!(row(a) < row(b));
        let mut more = map.clone();
        related(&mut more, a, b);
        let after = in_rows(&laid(&more), Node::Theme(ThemeId(Uuid::from_u128(900))));
        prop_assert_eq!(after, rows);
    }
}
