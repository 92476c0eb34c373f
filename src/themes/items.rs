//! What stands in the rows of the layout, and in which row and column.

use super::balance::balanced;
use super::columns::columns;
use super::contents::Contents;
use super::order::ordered;
use super::ranks;
use crate::model::wrap::width;

/// What stands in a row.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A box, by its index in the graph.
    Box(usize),
    /// The words on a line.
    Label(Vec<String>),
    /// A line passing by.
    Bend,
}

/// Something in a row.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What.
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
    /// The items.
    pub items: Vec<usize>,
}

/// A box as an item.
pub(super) fn boxed(index: usize, contents: &Contents) -> Item {
    Item {
        kind: Kind::Box(index),
        size: (contents.width, contents.height),
        x: 0,
    }
}

/// The words of a line as an item.
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

/// Puts items in rows and columns; a chain that passes rows gets a bend in each of them.
pub(super) fn place(items: &mut Vec<Item>, chains: &mut [Chain]) -> Vec<Vec<usize>> {
    let sizes: Vec<_> = items.iter().map(|i| i.size).collect();
    let edges = |chains: &[Chain]| -> Vec<(usize, usize)> {
        let steps = chains.iter().flat_map(|c| c.items.windows(2));
        steps.map(|w| (w[0], w[1])).collect()
    };
    let mut rows = ranks::rows(&sizes, &edges(chains));
    let row = ranks::row_of(&rows, items.len());
    for chain in chains.iter_mut() {
        let mut through = vec![chain.items[0]];
        for pair in chain.items.windows(2) {
            for passed in &mut rows[row[pair[0]] + 1..row[pair[1]]] {
                items.push(Item {
                    kind: Kind::Bend,
                    size: (1, 1),
                    x: 0,
                });
                passed.push(items.len() - 1);
                through.push(items.len() - 1);
            }
            through.push(pair[1]);
        }
        chain.items = through;
    }
    let edges = edges(chains);
    let rows = ordered(rows, &edges);
    let x = columns(&rows, items, &edges);
    items.iter_mut().zip(x).for_each(|(item, x)| item.x = x);
    rows
}
