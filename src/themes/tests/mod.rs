//! Maps to draw.

mod drawn;
mod sound;
mod stays;

use crate::model::code::{Code, CodeKind, CodeText, Codebook, Colour};
use crate::model::ids::{CodeId, CoderId, RelationId, ThemeId};
use crate::model::theme::{Node, Relation, Theme, ThemeMap};
use uuid::Uuid;

pub(super) fn theme_node(n: u128) -> Node {
    Node::Theme(ThemeId(Uuid::from_u128(n)))
}

/// A map of themes `(name, depth)` and relations `(from, kind, to)` by their places in the list.
pub(super) fn map(themes: &[(&str, u16)], relations: &[(usize, &str, usize)]) -> ThemeMap {
    let ana: CoderId = "ana".parse().expect("a coder's id");
    let mut made: Vec<Theme> = Vec::new();
    for (n, (name, depth)) in themes.iter().enumerate() {
        let above = made.iter().rev().find(|t: &&Theme| t.depth < *depth);
        let parent = above.map(|t| t.id);
        made.push(Theme {
            id: ThemeId(Uuid::from_u128(n as u128)),
            name: (*name).to_owned(),
            statement: String::new(),
            parent,
            depth: if parent.is_some() { *depth } else { 0 },
            codes: Vec::new(),
            by: ana.clone(),
            judged: Vec::new(),
        });
    }
    let relation = |(n, (from, kind, to)): (usize, &(usize, &str, usize))| Relation {
        id: RelationId(Uuid::from_u128(1_000 + n as u128)),
        from: theme_node(*from as u128),
        to: theme_node(*to as u128),
        kind: (*kind).to_owned(),
    };
    ThemeMap {
        themes: made,
        relations: relations.iter().enumerate().map(relation).collect(),
        ..ThemeMap::default()
    }
}

/// The map of the worked example: three themes, subthemes, and what joins them.
pub(super) fn example() -> ThemeMap {
    map(
        &[
            ("Hope is made of small things", 0),
            ("Steps", 1),
            ("Being seen", 1),
            ("Being one's own planner", 0),
            ("Somebody walks alongside", 0),
            ("Leaning on the worker", 0),
        ],
        &[
            (0, "leads to", 3),
            (0, "is a condition of", 4),
            (3, "contradicts", 5),
            (4, "leads to", 5),
            (1, "leads to", 2),
        ],
    )
}

/// Codes 7 and 8.
pub(super) fn some_codes() -> Codebook {
    let code = |n: u128, name: &str| Code {
        id: CodeId(Uuid::from_u128(n)),
        name: name.to_owned(),
        text: CodeText::default(),
        colour: Colour::default(),
        key: 'a',
        kind: CodeKind::Plain,
        parent: None,
        depth: 0,
        by: "ana".parse().expect("a coder's id"),
        private: None,
        retired: false,
        merged_into: None,
        conflicts: Vec::new(),
    };
    let codes = vec![code(7, "small steps"), code(8, "dependence")];
    let place = codes.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
    Codebook {
        codes,
        place,
        ..Codebook::default()
    }
}

pub(super) fn code_node(n: u128) -> Node {
    Node::Code(CodeId(Uuid::from_u128(n)))
}

/// Counts that differ from node to node.
pub(super) fn counting(node: Node) -> Option<(usize, usize)> {
    match node {
        Node::Theme(id) => {
            let n = id.0.as_u128() as usize;
            Some((42 - n * 5 % 40, 14 - n % 12))
        }
        Node::Code(_) => Some((9, 7)),
    }
}
