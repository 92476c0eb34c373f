//! A map of themes laid out so that it fits a width.

use super::component::{Component, Plan};
use super::contents::{Contents, Counting, contents};
use super::graph::{Graph, Group};
use super::look::Look;
use super::map::MapLayout;
use super::ranks::GAP;
use crate::model::code::Codebook;
use crate::model::theme::{Node, ThemeMap};
use std::collections::HashMap;

/// Widths of text in a box, tried from the widest to the narrowest until a group fits.
const ROOMS: [usize; 4] = [24, 20, 16, 13];

/// Lays a map out so that it fits `width` columns if it can; it is as wide as it must be otherwise.
///
/// The same map gives the same layout. Relations that go round in a circle are drawn upwards where
/// the circle closes; a relation between parts of one theme is written in its box. What is added to a
/// map leaves the rest where it stands as far as it can: groups of related boxes know nothing of each
/// other, and in a group boxes and lines are put in one after the other, as they were made.
pub fn layout(
    map: &ThemeMap,
    codebook: &Codebook,
    counting: Counting<'_>,
    width: usize,
    look: &Look,
) -> MapLayout {
    let graph = Graph::of(map, codebook, look);
    let ports = ports(&graph);
    let mut laid = MapLayout::default();
    // Groups stand one beside the other like words in a paragraph.
    let (mut x, mut y, mut tallest) = (0, 0, 0);
    for group in graph.components() {
        let plan = Plan::new(&graph, &group.boxes, &group.lines);
        let measure = |room| measured(&graph, &group, counting, room, &ports);
        let (component, measured) = fitting(&graph, &plan, &measure, width);
        let (wide, tall) = component.size();
        if x > 0 && x + wide > width {
            (x, y, tallest) = (0, y + tallest + 1, 0);
        }
        component.place(&measured, x, y, &mut laid);
        laid.width = laid.width.max(x + wide);
        laid.height = laid.height.max(y + tall);
        x += wide + GAP;
        tallest = tallest.max(tall);
    }
    in_order(&graph, &mut laid);
    laid
}

/// A group with the widest boxes with which it fits, else the narrowest it can be.
fn fitting<'g>(
    graph: &'g Graph,
    plan: &'g Plan,
    measure: &dyn Fn(usize) -> Vec<Contents>,
    width: usize,
) -> (Component<'g>, Vec<Contents>) {
    let laid = |room: usize| {
        let measured = measure(room);
        (Component::new(graph, plan, &measured, room), measured)
    };
    let mut best = laid(ROOMS[0]);
    for (nth, room) in ROOMS.into_iter().enumerate().skip(1) {
        let wide = best.0.size().0;
        if wide <= width {
            break;
        }
        // What is far too wide is not worth trying in between.
        if wide > 2 * width && nth + 1 < ROOMS.len() {
            continue;
        }
        let next = laid(room);
        if next.0.size().0 < wide {
            best = next;
        }
    }
    best
}

/// The boxes of a group measured, by their places in the graph; the others are empty.
fn measured(
    graph: &Graph,
    group: &Group,
    counting: Counting<'_>,
    room: usize,
    ports: &[usize],
) -> Vec<Contents> {
    let mut all = vec![Contents::default(); graph.boxes.len()];
    for b in &group.boxes {
        all[*b] = contents(&graph.boxes[*b], counting, room, ports[*b]);
    }
    all
}

/// Boxes and lines in the order of the graph.
fn in_order(graph: &Graph, laid: &mut MapLayout) {
    let boxes = graph.boxes.iter().enumerate();
    let place: HashMap<Node, usize> = boxes.map(|(at, b)| (b.node, at)).collect();
    laid.boxes.sort_by_key(|b| place.get(&b.node));
    let lines = graph.lines.iter().enumerate();
    let place: HashMap<_, usize> = lines.map(|(at, l)| (l.relation, at)).collect();
    laid.lines.sort_by_key(|l| place.get(&l.relation));
}

/// How many lines end on one side of each box, at most.
fn ports(graph: &Graph) -> Vec<usize> {
    let mut ports = vec![0; graph.boxes.len()];
    for line in &graph.lines {
        ports[line.from] += 1;
        ports[line.to] += 1;
    }
    ports
}
