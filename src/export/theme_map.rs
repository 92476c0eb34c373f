//! The theme map as SVG: the layout of the screen, in proportional type, readable in print.
//!
//! Takes a [`Diagram`] in cells, as whoever laid the map out has it, so that the picture on paper is
//! the picture on the screen.

use super::svg_page::{page, wide};
use super::svg_words::text;
use crate::model::wrap;
use svg::node::element::{Anchor, Group, Path, Polygon, Rectangle};

/// Pixels a cell is wide and high.
const CELL: (f64, f64) = (9.0, 20.0);
const MARGIN: f64 = 24.0;
/// Radius of corners of lines and boxes.
const RADIUS: f64 = 6.0;

/// What a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The name of a theme.
    Title,
    /// The name of a subtheme.
    Part,
    /// Segments and participants: stands against the right border of its box.
    Count,
    /// A relation within a box.
    Quiet,
}

/// A line of text in cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub x: usize,
    pub y: usize,
    pub text: String,
    pub voice: Voice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A theme: round corners.
    Theme,
    /// A code: square corners.
    Code,
}

/// A box in cells, border included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub shape: Shape,
    /// Column, row, width, height.
    pub area: (usize, usize, usize, usize),
    pub words: Vec<Words>,
    pub rules: Vec<usize>,
    /// The place of the page it leads to, where it stands in one.
    pub link: Option<String>,
}

/// A relation in cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Corners from border to border; the head is at the last.
    pub points: Vec<(usize, usize)>,
    /// Its words: column, row and text, each line centred on its own cells.
    pub label: Vec<(usize, usize, String)>,
}

/// A map in cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    pub width: usize,
    pub height: usize,
    pub frames: Vec<Frame>,
    pub arrows: Vec<Arrow>,
}

/// The map as an SVG file. `title` is read out by screen readers and shown by viewers; `caption`
/// stands below the map, where it is not empty. The same diagram gives the same bytes.
pub fn svg(diagram: &Diagram, title: &str, caption: &str) -> String {
    let caption_room = if caption.is_empty() { 0.0 } else { 28.0 };
    let width = (diagram.width as f64 * CELL.0).max(wide(caption)).ceil() + 2.0 * MARGIN;
    let height = diagram.height as f64 * CELL.1 + 2.0 * MARGIN + caption_room;
    let mut document = page(width, height, title, caption).set("font-size", 13.5);
    for arrow in &diagram.arrows {
        document = document.add(line(arrow));
    }
    for frame in &diagram.frames {
        document = match &frame.link {
            Some(link) => document.add(
                Anchor::new()
                    .set("href", format!("#{link}"))
                    .add(boxed(frame)),
            ),
            None => document.add(boxed(frame)),
        };
    }
    for arrow in &diagram.arrows {
        document = document.add(head(arrow)).add(label(arrow));
    }
    if !caption.is_empty() {
        let words = text(caption)
            .set("fill", "#555555")
            .set("font-size", 12)
            .set("x", MARGIN)
            .set("y", number(height - MARGIN));
        document = document.add(words);
    }
    format!("{document}\n")
}

fn middle(x: usize, y: usize) -> (f64, f64) {
    (
        MARGIN + (x as f64 + 0.5) * CELL.0,
        MARGIN + (y as f64 + 0.5) * CELL.1,
    )
}

fn boxed(frame: &Frame) -> Group {
    let (x, y, width, height) = frame.area;
    let (left, top) = middle(x, y);
    let (right, bottom) = middle(x + width.max(1) - 1, y + height.max(1) - 1);
    let (fill, stroke, radius) = match frame.shape {
        Shape::Theme => ("#f2f5fa", "#23395d", RADIUS),
        Shape::Code => ("#ffffff", "#555555", 0.0),
    };
    let rectangle = Rectangle::new()
        .set("x", number(left))
        .set("y", number(top))
        .set("width", number(right - left))
        .set("height", number(bottom - top))
        .set("rx", radius)
        .set("fill", fill)
        .set("stroke", stroke)
        .set("stroke-width", 1.5);
    let mut group = Group::new().add(rectangle);
    for rule in &frame.rules {
        let (_, y) = middle(0, *rule);
        let path = format!("M{} {}H{}", number(left), number(y), number(right));
        group = group.add(
            Path::new()
                .set("d", path)
                .set("stroke", stroke)
                .set("stroke-width", 0.75),
        );
    }
    for words in &frame.words {
        group = group.add(written(words, right));
    }
    group
}

fn written(words: &Words, right: f64) -> svg::node::element::Text {
    let (x, y) = middle(words.x, words.y);
    let element = text(&words.text).set("y", number(y + 5.0));
    let from_left = number(x - CELL.0 / 2.0);
    match words.voice {
        Voice::Title => element
            .set("x", from_left)
            .set("font-weight", 600)
            .set("fill", "#111111"),
        Voice::Part => element.set("x", from_left).set("fill", "#111111"),
        Voice::Quiet => element
            .set("x", from_left)
            .set("font-style", "italic")
            .set("font-size", 13)
            .set("fill", "#444444"),
        Voice::Count => {
            let element = element
                .set("x", number(right - CELL.0 * 1.5))
                .set("text-anchor", "end");
            element.set("font-size", 12.5).set("fill", "#444444")
        }
    }
}

/// The line in white and then in its colour: where two cross, the one above is cut free.
fn line(arrow: &Arrow) -> Group {
    let d = rounded(arrow);
    let path = |colour: &str, width: f64| {
        let path = Path::new().set("d", d.as_str()).set("fill", "none");
        path.set("stroke", colour).set("stroke-width", width)
    };
    Group::new()
        .add(path("#ffffff", 6.0))
        .add(path("#333333", 1.5))
}

/// The way of a line with its corners rounded.
fn rounded(arrow: &Arrow) -> String {
    let points: Vec<(f64, f64)> = arrow.points.iter().map(|(x, y)| middle(*x, *y)).collect();
    let mut d = String::new();
    for (i, point) in points.iter().enumerate() {
        let at = |p: (f64, f64)| format!("{} {}", number(p.0), number(p.1));
        match (i.checked_sub(1).map(|b| points[b]), points.get(i + 1)) {
            (None, _) => d.push_str(&format!("M{}", at(*point))),
            (Some(_), None) => d.push_str(&format!("L{}", at(*point))),
            (Some(before), Some(after)) => {
                let (near, far) = (towards(*point, before), towards(*point, *after));
                d.push_str(&format!("L{}Q{} {}", at(near), at(*point), at(far)));
            }
        }
    }
    d
}

/// A little way from one corner towards the next, never past the half of it.
fn towards(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return from;
    }
    let part = RADIUS.min(length / 2.0) / length;
    (from.0 + dx * part, from.1 + dy * part)
}

fn head(arrow: &Arrow) -> Polygon {
    let [.., (_, before), (x, y)] = arrow.points.as_slice() else {
        return Polygon::new();
    };
    let (x, tip) = middle(*x, *y);
    let back = if before < y { tip - 9.0 } else { tip + 9.0 };
    let corner = |x: f64, y: f64| format!("{},{}", number(x), number(y));
    let points = [corner(x, tip), corner(x - 4.5, back), corner(x + 4.5, back)].join(" ");
    Polygon::new().set("points", points).set("fill", "#333333")
}

/// The words of a relation on a white ground, so that the line does not run through them.
fn label(arrow: &Arrow) -> Group {
    let mut group = Group::new();
    for (x, y, words) in &arrow.label {
        let width = wrap::width(words) as f64 * CELL.0;
        let centre = MARGIN + (*x as f64 * CELL.0) + width / 2.0;
        let (_, row) = middle(*x, *y);
        let ground = Rectangle::new()
            .set("x", number(centre - width / 2.0 - 2.0))
            .set("y", number(row - CELL.1 / 2.0))
            .set("width", number(width + 4.0))
            .set("height", number(CELL.1))
            .set("fill", "#ffffff");
        let words = text(words)
            .set("x", number(centre))
            .set("y", number(row + 4.5))
            .set("text-anchor", "middle")
            .set("font-size", 13)
            .set("font-style", "italic")
            .set("fill", "#222222");
        group = group.add(ground).add(words);
    }
    group
}

/// A number with at most two decimals, the same on every machine.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
