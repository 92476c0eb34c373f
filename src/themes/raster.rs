//! The map drawn on character cells.

use super::contents::Role;
use super::grid::{Corners, Grid, Heading, Strokes};
use super::map::{MapLayout, MapLine, Rect};
use crate::model::ids::RelationId;
use crate::model::theme::Node;
use crate::model::wrap::width;

/// A drawn map, with what stands where for mouse and focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Rows of text, without trailing spaces.
    pub rows: Vec<String>,
    /// Where each theme and code is: boxes whole, subthemes by their row.
    pub nodes: Vec<(Node, Rect)>,
    /// Where the words of each relation stand.
    pub relations: Vec<(RelationId, Rect)>,
}

pub fn draw(layout: &MapLayout, strokes: Strokes) -> Drawing {
    let mut grid = Grid::new(layout.width, layout.height, strokes);
    let mut drawing = Drawing::default();
    for line in &layout.lines {
        grid.path(&line.points);
    }
    for part in &layout.boxes {
        let Rect {
            x,
            y,
            width,
            height,
        } = part.area;
        let corners = match part.node {
            Node::Theme(_) => Corners::Round,
            Node::Code(_) => Corners::Square,
        };
        grid.border(x, y, width, height, corners);
        drawing.nodes.push((part.node, part.area));
        for rule in &part.rules {
            grid.path(&[(x, *rule), (x + width - 1, *rule)]);
        }
    }
    for part in &layout.boxes {
        for line in &part.lines {
            let plain = strokes == Strokes::Ascii;
            let text = if plain {
                line.text.replace('·', "/")
            } else {
                line.text.clone()
            };
            grid.text(line.x, line.y, &text);
            if line.role == Role::Part {
                let area = Rect {
                    x: part.area.x + 1,
                    y: line.y,
                    width: part.area.width - 2,
                    height: 1,
                };
                drawing.nodes.push((line.node, area));
            }
        }
    }
    for line in &layout.lines {
        head(&mut grid, line);
        for (x, y, text) in &line.label {
            // A space on either side keeps the words apart from lines they stand near.
            grid.text(x.saturating_sub(1), *y, &format!(" {text} "));
        }
        drawing
            .relations
            .extend(label_area(line).map(|area| (line.relation, area)));
    }
    drawing.rows = grid.rows();
    drawing
}

fn head(grid: &mut Grid, line: &MapLine) {
    if let [.., (_, before), (x, y)] = line.points.as_slice() {
        let heading = if before < y {
            Heading::Down
        } else {
            Heading::Up
        };
        grid.head(*x, *y, heading);
    }
}

fn label_area(line: &MapLine) -> Option<Rect> {
    let (_, top, _) = line.label.first()?;
    let x = line.label.iter().map(|l| l.0).min()?;
    let right = line
        .label
        .iter()
        .map(|(x, _, text)| x + width(text))
        .max()?;
    Some(Rect {
        x,
        y: *top,
        width: right - x,
        height: line.label.len(),
    })
}
