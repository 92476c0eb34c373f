//! The map laid out in terminal cells: boxes, lines and labels, the same for every way of drawing.

use super::contents::Line;
use crate::model::ids::RelationId;
use crate::model::theme::Node;

/// A rectangle in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapBox {
    /// The theme or code it is for.
    pub node: Node,
    /// Where it is, borders included.
    pub area: Rect,
    pub lines: Vec<Line>,
    /// Rows of rules across it.
    pub rules: Vec<usize>,
}

/// A relation as a line from one box to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapLine {
    pub relation: RelationId,
    /// Corners from the border of the one box to the border of the other, where the arrow stands.
    pub points: Vec<(usize, usize)>,
    /// Its kind in words, row by row: column, row, text. The line runs behind it.
    pub label: Vec<(usize, usize, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapLayout {
    pub width: usize,
    pub height: usize,
    /// Boxes, themes first, in the order of the map.
    pub boxes: Vec<MapBox>,
    /// Lines in the order of the relations.
    pub lines: Vec<MapLine>,
}
