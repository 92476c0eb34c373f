//! A table of figures as a picture in SVG, with intervals drawn as bars on one scale.

use super::svg_page::{INK, QUIET, RULE, number, page, title_wide, wide, words};
use svg::Document;
use svg::node::element::{Circle, Line};

/// Height of a row, of the heading, of a line of notes.
const ROW: f64 = 24.0;
const NOTE: f64 = 19.0;
/// Space around everything, and between columns.
const MARGIN: f64 = 24.0;
const GAP: f64 = 22.0;
/// Width of a column of bars.
const BARS: f64 = 220.0;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, against the left.
    Words,
    /// Numbers, against the right.
    Numbers,
    /// Intervals, drawn on one scale that ends at 1.
    Bars,
}

/// One place in the table.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawn {
    /// Words or a number as it is shown.
    Words(String),
    /// A figure and its 95 % interval.
    Bar { low: f64, at: f64, high: f64 },
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureTable {
    pub title: String,
    pub notes: Vec<String>,
    pub columns: Vec<(String, Kind)>,
    /// Rows; those from `foot` on stand below a rule.
    pub rows: Vec<Vec<Drawn>>,
    /// Where the rows about all begin.
    pub foot: usize,
}

impl Drawn {
    fn wide(&self) -> f64 {
        match self {
            Drawn::Words(text) => wide(text),
            Drawn::Bar { .. } => 0.0,
        }
    }
}

/// The table as an SVG file. The same table gives the same bytes.
pub fn svg(table: &FigureTable) -> String {
    let mut x = MARGIN;
    let mut places = Vec::new();
    for (n, (name, kind)) in table.columns.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|r| r.get(n)).map(Drawn::wide);
        let width = match kind {
            Kind::Bars => BARS.max(wide(name)),
            _ => cells.fold(wide(name), f64::max),
        };
        places.push((x, width));
        x += width + GAP;
    }
    let said = table
        .notes
        .iter()
        .map(|n| wide(n))
        .fold(title_wide(&table.title), f64::max);
    let width = (x - GAP + MARGIN).max(said + 2.0 * MARGIN);
    let top = MARGIN + 30.0 + table.notes.len() as f64 * NOTE;
    let height = top + ROW * (table.rows.len() + 1) as f64 + 2.0 * MARGIN;
    let mut document = page(width, height, &table.title, &table.notes.join(" ")).add(
        words(&table.title, MARGIN, MARGIN + 14.0, "start", INK)
            .set("font-size", 16)
            .set("font-weight", "bold"),
    );
    for (note, n) in table.notes.iter().zip(1u32..) {
        let y = MARGIN + 16.0 + f64::from(n) * NOTE;
        document = document.add(words(note, MARGIN, y, "start", QUIET));
    }
    let low = lowest(table);
    for ((name, kind), (x, width)) in table.columns.iter().zip(&places) {
        document = document.add(match kind {
            Kind::Numbers => words(name, x + width, top + 16.0, "end", QUIET),
            _ => words(name, *x, top + 16.0, "start", QUIET),
        });
        if *kind == Kind::Bars {
            document = scale(
                document,
                *x,
                *width,
                low,
                top + ROW,
                height - MARGIN - ROW / 2.0,
            );
        }
    }
    document = document.add(rule(MARGIN, width - MARGIN, top + ROW));
    for (row, n) in table.rows.iter().zip(0usize..) {
        let y = top + ROW * (n + 1) as f64;
        if n == table.foot && n > 0 {
            document = document.add(rule(MARGIN, width - MARGIN, y));
        }
        for ((cell, (_, kind)), (x, width)) in row.iter().zip(&table.columns).zip(&places) {
            document = match cell {
                Drawn::Words(text) if *kind == Kind::Numbers => {
                    document.add(words(text, x + width, y + 16.0, "end", INK))
                }
                Drawn::Words(text) => document.add(words(text, *x, y + 16.0, "start", INK)),
                Drawn::Bar {
                    low: from,
                    at,
                    high,
                } => {
                    let place = |v: f64| x + (v.clamp(low, 1.0) - low) / (1.0 - low) * width;
                    bar(
                        document,
                        place(*from),
                        place(*at),
                        place(*high),
                        y + ROW / 2.0,
                    )
                }
            };
        }
    }
    format!("{document}\n")
}

/// Where the scale of the bars begins: 0, or the quarter below the lowest end that lies below 0.
fn lowest(table: &FigureTable) -> f64 {
    let ends = table.rows.iter().flatten().filter_map(|cell| match cell {
        Drawn::Bar { low, .. } => Some(*low),
        Drawn::Words(_) => None,
    });
    let least = ends.fold(0.0, f64::min);
    ((least * 4.0).floor() / 4.0).max(-1.0)
}

fn scale(document: Document, x: f64, width: f64, low: f64, top: f64, bottom: f64) -> Document {
    let mut marks = vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    if low < 0.0 {
        marks.push(low);
    }
    let mut document = document;
    for mark in marks {
        let at = x + (mark - low) / (1.0 - low) * width;
        let line = Line::new()
            .set("x1", number(at))
            .set("x2", number(at))
            .set("y1", number(top))
            .set("y2", number(bottom))
            .set("stroke", "#dddddd");
        let label = words(&mark_words(mark), at, bottom + 16.0, "middle", QUIET);
        document = document.add(line).add(label.set("font-size", 11));
    }
    document
}

/// A mark of the scale: one decimal, two where it is a quarter.
fn mark_words(mark: f64) -> String {
    let text = format!("{mark:.2}");
    text.strip_suffix('0').unwrap_or(&text).to_owned()
}

fn bar(document: Document, from: f64, at: f64, to: f64, y: f64) -> Document {
    let line = |x1: f64, x2: f64, y1: f64, y2: f64| {
        Line::new()
            .set("x1", number(x1))
            .set("x2", number(x2))
            .set("y1", number(y1))
            .set("y2", number(y2))
            .set("stroke", INK)
            .set("stroke-width", 1.5)
    };
    let dot = Circle::new()
        .set("cx", number(at))
        .set("cy", number(y))
        .set("r", 4)
        .set("fill", INK);
    document
        .add(line(from, to, y, y))
        .add(line(from, from, y - 4.0, y + 4.0))
        .add(line(to, to, y - 4.0, y + 4.0))
        .add(dot)
}

fn rule(x1: f64, x2: f64, y: f64) -> Line {
    Line::new()
        .set("x1", number(x1))
        .set("x2", number(x2))
        .set("y1", number(y))
        .set("y2", number(y))
        .set("stroke", RULE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_one_scale() {
        let row = |name: &str, low: f64| {
            let bar = Drawn::Bar {
                low,
                at: 0.5,
                high: 1.0,
            };
            vec![Drawn::Words(name.into()), bar]
        };
        let mut table = FigureTable {
            title: "Agreement".into(),
            columns: vec![("code".into(), Kind::Words), ("95 %".into(), Kind::Bars)],
            rows: vec![row("hope", 0.2), row("“fear”", 0.0)],
            foot: 1,
            ..FigureTable::default()
        };
        assert_eq!(lowest(&table), 0.0);
        table.rows.push(row("trust", -0.1));
        assert_eq!(lowest(&table), -0.25);
        let picture = svg(&table);
        assert!(picture.contains("“fear”") && picture.contains("-0.25"));
        assert_eq!(picture.matches("<circle").count(), 3);
    }
}
