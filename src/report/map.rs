//! The map as a picture in a file: the layout of the screen, handed to the writer of SVG.

use crate::export::theme_map::{self, Arrow, Diagram, Frame, Shape, Voice, Words};
use crate::model::theme::Node;
use crate::themes::{Line, MapBox, MapLayout, Role};

/// The map as SVG; the caption says what its counts rest on.
/// `link` says where a box leads, if the picture stands in a page.
pub fn svg(
    layout: &MapLayout,
    title: &str,
    caption: &str,
    link: &dyn Fn(Node) -> Option<String>,
) -> String {
    let diagram = Diagram {
        width: layout.width,
        height: layout.height,
        frames: layout
            .boxes
            .iter()
            .map(|part| frame(part, link(part.node)))
            .collect(),
        arrows: layout
            .lines
            .iter()
            .map(|l| Arrow {
                points: l.points.clone(),
                label: l.label.clone(),
            })
            .collect(),
    };
    theme_map::svg(&diagram, title, caption)
}

fn frame(part: &MapBox, link: Option<String>) -> Frame {
    Frame {
        shape: match part.node {
            Node::Theme(_) => Shape::Theme,
            Node::Code(_) => Shape::Code,
        },
        area: (part.area.x, part.area.y, part.area.width, part.area.height),
        words: part.lines.iter().map(words).collect(),
        rules: part.rules.clone(),
        link,
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
