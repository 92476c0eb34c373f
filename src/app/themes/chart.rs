//! The map laid out for the room it has.

use crate::model::theme::Node;
use crate::report::map_figures::MapFigures;
use crate::themes::{MapLayout, Rect, Role, Strokes, draw};
use std::sync::{Arc, OnceLock};

#[derive(Clone, Debug, Default)]
pub struct Chart {
    found: Option<Arc<MapFigures>>,
    /// Drawn in plain ASCII, once somebody looks at it so.
    ascii: OnceLock<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pen {
    /// Box-drawing characters.
    Lines,
    /// Plain ASCII.
    Ascii,
}

impl Chart {
    pub(super) fn of(found: Arc<MapFigures>) -> Chart {
        Chart {
            found: Some(found),
            ascii: OnceLock::new(),
        }
    }

    fn layout(&self) -> Option<&MapLayout> {
        self.found.as_ref().map(|f| &f.layout)
    }

    /// Where each theme and code is, whatever it is drawn with.
    fn areas(&self) -> &[(Node, Rect)] {
        let found = self.found.as_ref();
        found.map_or(&[], |f| &f.drawing.nodes)
    }

    pub fn rows(&self, pen: Pen) -> &[String] {
        let Some(found) = &self.found else {
            return &[];
        };
        match pen {
            Pen::Lines => &found.drawing.rows,
            Pen::Ascii => self
                .ascii
                .get_or_init(|| draw(&found.layout, Strokes::Ascii).rows),
        }
    }

    /// Columns and rows it takes.
    pub fn size(&self) -> (usize, usize) {
        self.layout().map_or((0, 0), |l| (l.width, l.height))
    }

    /// Where each theme and code is: column, row, columns, rows.
    pub fn nodes(&self) -> impl Iterator<Item = (Node, [usize; 4])> + '_ {
        let corners = |a: &Rect| [a.x, a.y, a.width, a.height];
        self.areas().iter().map(move |(n, a)| (*n, corners(a)))
    }

    /// Where what is written of a theme or code stands: column, row, columns.
    pub fn texts(&self, node: Node) -> Vec<[usize; 3]> {
        let boxes = self.layout().into_iter().flat_map(|l| &l.boxes);
        let lines = boxes.flat_map(|b| &b.lines);
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
        let area = |node: Node| self.areas().iter().find(|(n, _)| *n == node);
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
