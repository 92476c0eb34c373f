//! A map of themes laid out so that it fits a width.

use super::component::Component;
use super::contents::{Contents, Counting, contents};
use super::graph::Graph;
use super::map::{MapBox, MapLayout, MapLine};
use super::ranks::GAP;
use crate::model::code::Codebook;
use crate::model::theme::ThemeMap;

/// Widths of text in a box, tried from the widest to the narrowest until the map fits.
const ROOMS: [usize; 4] = [24, 20, 16, 13];

/// Lays a map out so that it fits `width` columns if it can; it is as wide as it must be otherwise.
///
/// The same map gives the same layout. Relations that go round in a circle are drawn upwards where
/// the circle closes; a relation between parts of one theme is written in its box.
pub fn layout(
    map: &ThemeMap,
    codebook: &Codebook,
    counting: Counting<'_>,
    width: usize,
) -> MapLayout {
    let graph = Graph::of(map, codebook);
    let mut best: Option<MapLayout> = None;
    for (nth, room) in ROOMS.into_iter().enumerate() {
        // What is far too wide is not worth trying in between.
        let hopeless = best.as_ref().is_some_and(|b| b.width > 2 * width);
        if hopeless && nth + 1 < ROOMS.len() {
            continue;
        }
        let laid = with_room(&graph, counting, width, room);
        if laid.width <= width {
            return laid;
        }
        if best.as_ref().is_none_or(|b| laid.width < b.width) {
            best = Some(laid);
        }
    }
    best.unwrap_or_default()
}

fn with_room(graph: &Graph, counting: Counting<'_>, width: usize, room: usize) -> MapLayout {
    let measured: Vec<Contents> = (0..graph.boxes.len())
        .map(|b| contents(&graph.boxes[b], counting, room, ports(graph, b)))
        .collect();
    let up = graph.upward();
    let mut map = MapLayout::default();
    // Groups of related themes stand one beside the other like words in a paragraph.
    let (mut x, mut y, mut tallest) = (0, 0, 0);
    for members in graph.components() {
        let group = Component::new(graph, &measured, &up, &members, room);
        let (wide, tall) = group.size();
        if x > 0 && x + wide > width {
            (x, y, tallest) = (0, y + tallest + 1, 0);
        }
        group.place(&measured, x, y, &mut map);
        map.width = map.width.max(x + wide);
        map.height = map.height.max(y + tall);
        x += wide + GAP;
        tallest = tallest.max(tall);
    }
    let box_order = |b: &MapBox| graph.boxes.iter().position(|p| p.node == b.node);
    map.boxes.sort_by_key(box_order);
    let line_order = |l: &MapLine| graph.lines.iter().position(|p| p.relation == l.relation);
    map.lines.sort_by_key(line_order);
    map
}

/// How many lines end on one side of a box, at most.
fn ports(graph: &Graph, at: usize) -> usize {
    graph
        .lines
        .iter()
        .filter(|l| l.from == at || l.to == at)
        .count()
}
