//! The theme map: 60 themes with 500 codes and 400 relations, whatever the size of the study, laid out,
//! drawn, and moved by a key.

use crate::meter::{amount, best, figure, floor, heading};
use crate::workload::Workload;
use std::collections::BTreeSet;
use tandem::model::code::Codebook;
use tandem::model::ids::{CodeId, RelationId, ThemeId};
use tandem::model::theme::{Node, Relation, Theme, ThemeMap};
use tandem::model::wrap;
use tandem::themes::{Detail, Look, MapLayout, Strokes, draw, layout};
use uuid::Uuid;

const THEMES: usize = 60;
const CODES: usize = 500;
const RELATIONS: usize = 400;
/// Columns there are for it.
const WIDTH: usize = 140;

/// Themes with codes, and relations by numbers that look like chance.
fn map() -> ThemeMap {
    let theme = |n: usize| ThemeId(Uuid::from_u128(n as u128 + 1));
    let themes = (0..THEMES).map(|n| Theme {
        id: theme(n),
        name: format!("What people say of matter {n}"),
        statement: String::new(),
        parent: None,
        depth: 0,
        codes: (0..CODES)
            .filter(|code| code % THEMES == n)
            .map(|code| CodeId(Uuid::from_u128(10_000 + code as u128)))
            .collect(),
        by: "ana".parse().expect("a coder"),
        judged: Vec::new(),
    });
    let themes = themes.collect();
    let mut seed = 7u64;
    let mut chance = |most: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let relations = (0..RELATIONS).map(|n| {
        let from = chance(THEMES);
        let to = (from + 1 + chance(THEMES - 1)) % THEMES;
        Relation {
            id: RelationId(Uuid::from_u128(20_000 + n as u128)),
            from: Node::Theme(theme(from)),
            to: Node::Theme(theme(to)),
            kind: ["leads to", "is a condition of", "goes with"][n % 3].to_owned(),
        }
    });
    ThemeMap {
        relations: relations.collect(),
        themes,
        ..ThemeMap::default()
    }
}

fn laid(map: &ThemeMap, detail: Detail) -> MapLayout {
    let look = Look {
        detail,
        folded: BTreeSet::new(),
    };
    let counting = |_: Node| Some((42, 14));
    layout(map, &Codebook::default(), &counting, WIDTH, &look)
}

/// Measures it.
pub fn bench(_: &Workload) {
    let map = map();
    heading(&format!(
        "a map of {THEMES} themes, {CODES} codes, {RELATIONS} relations (on the clock)"
    ));
    let found = laid(&map, Detail::Counts);
    let drawing = draw(&found, Strokes::Lines);
    amount(
        "columns × rows",
        &format!("{} × {}", found.width, found.height),
    );
    let walk = best(5, || draw(&found, Strokes::Lines)).wall;
    floor("the map drawn once more", walk);
    for (name, detail) in [
        ("laid out with names and counts", Detail::Counts),
        ("laid out with codes", Detail::Codes),
    ] {
        figure(name, best(5, || laid(&map, detail)).wall, walk);
    }
    let (across, down) = (found.width / 2, found.height / 2);
    let pan = || {
        let rows = drawing.rows.iter().skip(down).take(40);
        rows.map(|row| wrap::from_column(row, across))
            .map(|row| row.len())
            .sum::<usize>()
    };
    figure("moved: what of it is seen", best(20, pan).wall, walk);
}
