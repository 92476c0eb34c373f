//! What stands in the rows of the layout.

use super::balance::balanced;
use super::contents::Contents;
use super::ranks::GAP;
use crate::model::wrap::width;

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A box, by its index in the graph.
    Box(usize),
    Label(Vec<String>),
    /// A line passing by.
    Bend,
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub kind: Kind,
    /// Cells it needs.
    pub size: (usize, usize),
    /// Left column, once it is known.
    pub x: usize,
}

impl Item {
    /// The column of its middle, where a line goes through it.
    pub fn middle(&self) -> usize {
        self.x + self.size.0 / 2
    }
}

/// A line as the items it goes through, from the upper box to the lower.
pub(super) struct Chain {
    /// Its index in the graph.
    pub line: usize,
    /// Whether it is drawn upwards: its relation goes from the lower box to the upper.
    pub up: bool,
    pub items: Vec<usize>,
}

pub(super) fn boxed(index: usize, contents: &Contents) -> Item {
    Item {
        kind: Kind::Box(index),
        size: (contents.width, contents.height),
        x: 0,
    }
}

pub(super) fn label(text: &str, room: usize) -> Item {
    let lines = balanced(text, room.min(18));
    let wide = lines.iter().map(|l| width(l)).max().unwrap_or(0);
    // An odd width: the line goes through the middle of the words.
    Item {
        size: ((wide + 2) | 1, lines.len()),
        kind: Kind::Label(lines),
        x: 0,
    }
}

/// How far apart the middles of two neighbours must be.
pub(super) fn distance(left: &Item, right: &Item) -> i64 {
    let gap = match (&left.kind, &right.kind) {
        (Kind::Box(_), Kind::Box(_)) => GAP,
        (Kind::Label(_), Kind::Label(_)) => 1,
        _ => 2,
    };
    (left.size.0 - left.size.0 / 2 + gap + right.size.0 / 2) as i64
}
