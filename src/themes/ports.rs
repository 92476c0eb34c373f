//! Where lines leave and enter boxes: right above or below what they go to if that is within the
//! box, and never two at one place.

use super::items::Item;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Where lines come in.
    Top,
    /// Where they leave.
    Bottom,
}

/// The end of a line at a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Port {
    pub chain: usize,
    pub item: usize,
    pub side: Side,
    /// The column it would like, then the one it has.
    pub column: usize,
}

/// Gives each port a column on its box.
pub(super) fn ports(items: &[Item], mut asked: Vec<Port>) -> Vec<Port> {
    asked.sort_by_key(|p| (p.item, p.side, p.column, p.chain));
    let mut given = Vec::with_capacity(asked.len());
    for side in asked.chunk_by(|a, b| (a.item, a.side) == (b.item, b.side)) {
        let item = &items[side[0].item];
        let (first, last) = (item.x + 2, item.x + item.size.0 - 3);
        given.extend(spaced(side, first, last));
    }
    given
}

/// Ports in order between `first` and `last`, every other cell at least, each as near to the column
/// it would like as its neighbours let it.
fn spaced(side: &[Port], first: usize, last: usize) -> Vec<Port> {
    let mut ports = side.to_vec();
    let mut free = first;
    for port in &mut ports {
        port.column = port.column.clamp(first, last).max(free);
        free = port.column + 2;
    }
    let mut limit = last;
    for port in ports.iter_mut().rev() {
        port.column = port.column.min(limit);
        limit = port.column.saturating_sub(2);
    }
    ports
}
