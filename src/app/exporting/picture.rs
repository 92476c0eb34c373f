//! The theme map as a picture for print.

use super::Findings;
use crate::export::theme_map::{Arrow, Diagram, Frame, Shape, Voice, Words, svg};
use crate::model::theme::Node;
use crate::themes::{Area, Line, MapBox, MapLayout, Role};

/// Columns the printed map should fit in: a page across.
const WIDTH: usize = 110;

/// The map as SVG.
pub fn map_svg(name: &str, findings: &Findings) -> String {
    let layout = findings.map(&findings.grounds(), WIDTH);
    svg(
        &diagram(&layout),
        &format!("{name}: theme map"),
        "segments · participants, counted on the analysis layer",
    )
}

fn diagram(layout: &MapLayout) -> Diagram {
    let arrows = layout.lines.iter().map(|line| Arrow {
        points: line.points.clone(),
        label: line.label.clone(),
    });
    Diagram {
        width: layout.width,
        height: layout.height,
        frames: layout.boxes.iter().map(frame).collect(),
        arrows: arrows.collect(),
    }
}

fn frame(part: &MapBox) -> Frame {
    let Area {
        x,
        y,
        width,
        height,
    } = part.area;
    Frame {
        shape: match part.node {
            Node::Theme(_) => Shape::Theme,
            Node::Code(_) => Shape::Code,
        },
        area: (x, y, width, height),
        words: part.lines.iter().map(words).collect(),
        rules: part.rules.clone(),
    }
}

fn words(line: &Line) -> Words {
    Words {
        x: line.x,
        y: line.y,
        text: line.text.clone(),
        voice: match line.role {
            Role::Title => Voice::Title,
            Role::Part => Voice::Part,
            Role::Count => Voice::Count,
            Role::Inner => Voice::Quiet,
        },
    }
}
