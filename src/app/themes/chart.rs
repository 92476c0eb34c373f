//! The map laid out for the room it has.

use crate::model::theme::Node;
use crate::themes::{Drawing, MapLayout, Rect, Role, Strokes, draw};

#[derive(Clone, Debug, Default)]
pub struct Chart {
    layout: MapLayout,
    /// Where each theme and code is, whatever it is drawn with.
    nodes: Vec<(Node, Rect)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pen {
    /// Box-drawing characters.
    Lines,
    /// Plain ASCII.
    Ascii,
}

impl Chart {
    pub(super) fn of(layout: MapLayout) -> Chart {
        let nodes = draw(&layout, Strokes::Lines).nodes;
        Chart { layout, nodes }
    }

    pub fn rows(&self, pen: Pen) -> Vec<String> {
        let strokes = match pen {
            Pen::Lines => Strokes::Lines,
            Pen::Ascii => Strokes::Ascii,
        };
        let Drawing { rows, .. } = draw(&self.layout, strokes);
        rows
    }

    /// Columns and rows it takes.
    pub fn size(&self) -> (usize, usize) {
        (self.layout.width, self.layout.height)
    }

    /// Where each theme and code is: column, row, columns, rows.
    pub fn nodes(&self) -> impl Iterator<Item = (Node, [usize; 4])> + '_ {
        let corners = |a: &Rect| [a.x, a.y, a.width, a.height];
        self.nodes.iter().map(move |(n, a)| (*n, corners(a)))
    }

    /// Where what is written of a theme or code stands: column, row, columns.
    pub fn texts(&self, node: Node) -> Vec<[usize; 3]> {
        let lines = self.layout.boxes.iter().flat_map(|b| &b.lines);
        lines
            .filter(|l| l.node == node && l.role != Role::Inner)
            .map(|l| [l.x, l.y, crate::model::wrap::width(&l.text)])
            .collect()
    }

    /// A place scrolled to, kept within the map.
    pub(super) fn within(&self, at: (usize, usize), room: (usize, usize)) -> (usize, usize) {
        let (width, height) = self.size();
        (
            at.0.min(width.saturating_sub(room.0)),
            at.1.min(height.saturating_sub(room.1)),
        )
    }

    /// Where to scroll so that the first of these that is on the map is seen.
    pub(super) fn show(
        &self,
        wanted: [Option<Node>; 2],
        at: (usize, usize),
        room: (usize, usize),
    ) -> (usize, usize) {
        let area = |node: Node| self.nodes.iter().find(|(n, _)| *n == node);
        let Some((_, area)) = wanted.into_iter().flatten().find_map(area) else {
            return at;
        };
        let along = |at: usize, start: usize, len: usize, room: usize| {
            let (end, room) = (start + len.min(room), room.max(1));
            at.min(start).max(end.saturating_sub(room))
        };
        (
            along(at.0, area.x, area.width, room.0),
            along(at.1, area.y, area.height, room.1),
        )
    }
}
