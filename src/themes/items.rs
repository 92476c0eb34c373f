//! What stands in the rows of the layout.

use super::balance::balanced;
use super::contents::Contents;
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
