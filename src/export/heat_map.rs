//! A table of counts as a heat map in SVG: a darker square is a larger count, and the count stands
//! in it, so that nothing is said by colour alone.

use super::paper::{Block, Cell};
use super::svg_page::{INK, QUIET, RULE, cut, number, page, title_wide, wide, words};
use svg::node::element::Rectangle;

/// Width and height of a square.
const SIDE: (f64, f64) = (46.0, 30.0);
const MARGIN: f64 = 24.0;
/// Room for an arrow beside a name. It stands by itself: few fonts have arrows and the letters of any
/// script.
const ARROW: f64 = 18.0;
/// Longest name, in pixels.
const NAME: f64 = 260.0;
/// Shade of nothing, and of the largest count.
const PALE: (f64, f64, f64) = (255.0, 255.0, 255.0);
const DARK: (f64, f64, f64) = (8.0, 64.0, 129.0);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatMap {
    pub title: String,
    /// Lines below it: what is counted.
    pub notes: Vec<String>,
    /// What the rows are: “ana”.
    pub down: String,
    /// What the columns are: “ben”.
    pub across: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// By row and column; `None` where there is nothing to count.
    pub counts: Vec<Vec<Option<u64>>>,
}

/// The map as an SVG file. The same map gives the same bytes.
pub fn svg(map: &HeatMap) -> String {
    let longest = |names: &[String]| names.iter().map(|n| wide(n).min(NAME)).fold(0.0, f64::max);
    let notes = map.notes.len() as f64 * 19.0;
    let left = MARGIN + longest(&map.rows).max(wide(&map.down) + ARROW) + 14.0;
    // Names of columns stand on end, at an angle that is still read easily.
    let lean = longest(&map.columns);
    let top = MARGIN + 26.0 + notes + lean * 0.72 + 40.0;
    let most = map.counts.iter().flatten().flatten().copied().max();
    let most = most.unwrap_or(0);
    let right = left + map.columns.len() as f64 * SIDE.0;
    let bottom = top + map.rows.len() as f64 * SIDE.1;
    let said = map
        .notes
        .iter()
        .map(|n| wide(n))
        .fold(title_wide(&map.title), f64::max);
    let scale = match most {
        0 => "nothing to count".to_owned(),
        _ => format!("shade: square root of the count, white 0 to darkest {most}"),
    };
    let said = said.max(wide(&scale));
    let above = left + ARROW + wide(&map.across) + MARGIN;
    let width = (right + lean * 0.72 + MARGIN)
        .max(said + 2.0 * MARGIN)
        .max(above);
    let mut document = page(width, bottom + 56.0, &map.title, &map.notes.join(" ")).add(
        words(&map.title, MARGIN, MARGIN + 14.0, "start", INK)
            .set("font-size", 16)
            .set("font-weight", "bold"),
    );
    for (note, n) in map.notes.iter().zip(1u8..) {
        let y = MARGIN + 16.0 + f64::from(n) * 19.0;
        document = document.add(words(note, MARGIN, y, "start", QUIET));
    }
    let (head, corner) = (top - lean * 0.72 - 18.0, left - 14.0);
    document = document
        .add(words("→", left, head, "start", QUIET))
        .add(words(&map.across, left + ARROW, head, "start", QUIET))
        .add(words("↓", corner, top - 8.0, "end", QUIET))
        .add(words(&map.down, corner - ARROW, top - 8.0, "end", QUIET));
    for (name, n) in map.columns.iter().zip(0u32..) {
        let (x, y) = (left + (f64::from(n) + 0.5) * SIDE.0, top - 8.0);
        let turned = format!("rotate(-45 {} {})", number(x), number(y));
        let name = words(&cut(name, NAME), x, y, "start", INK).set("transform", turned);
        document = document.add(name);
    }
    for ((row, counts), n) in map.rows.iter().zip(&map.counts).zip(0u32..) {
        let y = top + f64::from(n) * SIDE.1;
        let name = cut(row, NAME);
        document = document.add(words(&name, left - 14.0, y + 20.0, "end", INK));
        for (count, m) in counts.iter().zip(0u32..) {
            let x = left + f64::from(m) * SIDE.0;
            let Some(count) = *count else { continue };
            let dark = shade(count, most);
            let square = Rectangle::new()
                .set("x", number(x))
                .set("y", number(y))
                .set("width", number(SIDE.0))
                .set("height", number(SIDE.1))
                .set("fill", colour(dark))
                .set("stroke", RULE)
                .set("stroke-width", 0.5);
            let ink = match (count, dark > 0.55) {
                (0, _) => RULE,
                (_, true) => "#ffffff",
                (_, false) => INK,
            };
            let shown = words(&shown(count), x + SIDE.0 / 2.0, y + 20.0, "middle", ink);
            document = document.add(square).add(shown);
        }
    }
    document = document.add(words(&scale, MARGIN, bottom + 32.0, "start", QUIET));
    format!("{document}\n")
}

/// The map as a table, under what is counted in it.
pub fn blocks(map: &HeatMap) -> Vec<Block> {
    let most = map.counts.iter().flatten().flatten().copied().max();
    let most = most.unwrap_or(0);
    let counted = |count: &Option<u64>| Cell {
        words: count.map_or(String::new(), shown).into(),
        shade: count.map_or(0, |n| (shade(n, most) * 100.0).round() as u8),
    };
    let row = |(name, counts): (&String, &Vec<Option<u64>>)| {
        let cells = counts.iter().map(counted);
        [name.as_str().into()].into_iter().chain(cells).collect()
    };
    let corner = format!("↓ {} → {}", map.down, map.across);
    let head = [corner].into_iter().chain(map.columns.iter().cloned());
    let rows = map.rows.iter().zip(&map.counts).map(row);
    let mut blocks: Vec<Block> = map.notes.iter().map(Block::text).collect();
    blocks.push(Block::Table(head.collect(), rows.collect()));
    blocks
}

fn shown(count: u64) -> String {
    match count {
        0 => "·".to_owned(),
        n => n.to_string(),
    }
}

/// How dark a count is, 0 to 1: its root, so that small counts are seen beside large ones.
fn shade(count: u64, most: u64) -> f64 {
    match most {
        0 => 0.0,
        most => (count as f64 / most as f64).sqrt(),
    }
}

fn colour(dark: f64) -> String {
    let mix = |pale: f64, full: f64| (pale + (full - pale) * dark).round() as u8;
    format!(
        "#{:02x}{:02x}{:02x}",
        mix(PALE.0, DARK.0),
        mix(PALE.1, DARK.1),
        mix(PALE.2, DARK.2)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_stands_in_its_square_and_names_are_escaped() {
        let map = HeatMap {
            title: "Confusion <1>".into(),
            rows: vec!["hope & fear".into(), "小步".into()],
            columns: vec!["hope & fear".into(), "nothing".into()],
            counts: vec![vec![Some(941), Some(0)], vec![Some(37), None]],
            ..HeatMap::default()
        };
        let picture = svg(&map);
        for words in [
            "941",
            "37",
            "hope &amp; fear",
            "小步",
            "Confusion &lt;1&gt;",
        ] {
            assert!(picture.contains(words), "{words} in {picture}");
        }
        assert_eq!(picture, svg(&map));
        assert_eq!(
            (colour(0.0), colour(1.0)),
            ("#ffffff".into(), "#084081".into())
        );
        assert_eq!(shade(0, 0), 0.0);
    }
}
