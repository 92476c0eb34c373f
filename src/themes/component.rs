//! One group of boxes joined by lines, laid out: rows from the layered layout, then columns, then
//! the tracks of the lines between the rows.
//!
//! A line's label is an item of a row of its own, so that no label ever lies on a box or on another
//! label; where a line passes a row it has a bend there, which keeps the way free.

use super::channel::{Passage, Turns, tracks};
use super::columns::columns;
use super::contents::Contents;
use super::graph::Graph;
use super::items::{Chain, Item, Kind, boxed, label};
use super::map::{MapBox, MapLayout, MapLine, Rect};
use super::order::ordered;
use super::ports::{Port, Side, ports};
use super::ranks;
use crate::model::wrap::width;

/// A group laid out from its own corner.
pub(super) struct Component<'a> {
    graph: &'a Graph,
    up: &'a [bool],
    items: Vec<Item>,
    rows: Vec<Vec<usize>>,
    chains: Vec<Chain>,
    ports: Vec<Port>,
    /// Top of each row, and the bottom of the last.
    tops: Vec<usize>,
    /// Rows of the tracks in which a chain's step changes its column, with the columns it goes on in.
    turns: Vec<Vec<Turns>>,
    width: usize,
}

impl<'a> Component<'a> {
    /// Lays out the boxes `members` of the graph.
    pub fn new(
        graph: &'a Graph,
        measured: &[Contents],
        up: &'a [bool],
        members: &[usize],
        room: usize,
    ) -> Component<'a> {
        let mut items: Vec<Item> = members.iter().map(|b| boxed(*b, &measured[*b])).collect();
        let member = |b: usize| members.iter().position(|m| *m == b).unwrap_or(0);
        let mut chains = Vec::new();
        for (line, plan) in graph
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| members.contains(&l.from))
        {
            let (from, to) = (member(plan.from), member(plan.to));
            let (upper, lower) = if up[line] { (to, from) } else { (from, to) };
            items.push(label(&plan.label, room));
            chains.push(Chain {
                line,
                items: vec![upper, items.len() - 1, lower],
            });
        }
        let rows = place(&mut items, &mut chains);
        let mut component = Component {
            graph,
            up,
            items,
            rows,
            chains,
            ports: Vec::new(),
            tops: Vec::new(),
            turns: Vec::new(),
            width: 0,
        };
        component.settle_ports();
        component.settle_rows();
        component
    }

    /// Columns and rows it takes.
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.tops.last().copied().unwrap_or(0))
    }

    /// Steps between neighbouring rows: (chain, place in the chain, row of the upper item).
    fn steps(&self) -> Vec<(usize, usize, usize)> {
        let row = self.row_of();
        let steps = |(c, chain): (usize, &Chain)| {
            (0..chain.items.len() - 1)
                .map(move |s| (c, s))
                .collect::<Vec<_>>()
        };
        let all = self.chains.iter().enumerate().flat_map(steps);
        all.map(|(c, s)| (c, s, row[self.chains[c].items[s]]))
            .collect()
    }

    fn row_of(&self) -> Vec<usize> {
        let mut row = vec![0; self.items.len()];
        for (r, members) in self.rows.iter().enumerate() {
            members.iter().for_each(|i| row[*i] = r);
        }
        row
    }

    /// Decides where lines leave and enter boxes.
    fn settle_ports(&mut self) {
        let mut asked = Vec::new();
        for (c, chain) in self.chains.iter().enumerate() {
            let (first, last) = (chain.items[0], chain.items[chain.items.len() - 1]);
            let (second, before) = (chain.items[1], chain.items[chain.items.len() - 2]);
            asked.push(Port {
                chain: c,
                item: first,
                side: Side::Bottom,
                column: self.items[second].middle(),
            });
            asked.push(Port {
                chain: c,
                item: last,
                side: Side::Top,
                column: self.items[before].middle(),
            });
        }
        self.ports = ports(&self.items, asked);
    }

    /// The column at which a chain comes out below an item, or goes in above it.
    fn column(&self, chain: usize, item: usize, side: Side) -> usize {
        let port = self
            .ports
            .iter()
            .find(|p| p.chain == chain && p.item == item && p.side == side);
        port.map_or_else(|| self.items[item].middle(), |p| p.column)
    }

    fn passage(&self, chain: usize, step: usize) -> Passage {
        let items = &self.chains[chain].items;
        (
            self.column(chain, items[step], Side::Bottom),
            self.column(chain, items[step + 1], Side::Top),
        )
    }

    /// Decides how far apart the rows are: as far as the lines between them need.
    fn settle_rows(&mut self) {
        self.turns = self
            .chains
            .iter()
            .map(|c| vec![Turns::new(); c.items.len() - 1])
            .collect();
        let right = |i: &Item| i.x + i.size.0;
        self.width = self.items.iter().map(right).max().unwrap_or(0);
        let steps = self.steps();
        let mut y = 0;
        for r in 0..self.rows.len() {
            self.tops.push(y);
            y += self.rows[r]
                .iter()
                .map(|i| self.items[*i].size.1)
                .max()
                .unwrap_or(0);
            let here: Vec<_> = steps.iter().filter(|(_, _, row)| *row == r).collect();
            let passages: Vec<Passage> =
                here.iter().map(|(c, s, _)| self.passage(*c, *s)).collect();
            let (turns, count) = tracks(&passages, self.width);
            for ((chain, step, _), turns) in here.iter().zip(turns) {
                let placed = turns.into_iter().map(|(track, to)| (y + track, to));
                self.turns[*chain][*step] = placed.collect();
            }
            if r + 1 < self.rows.len() {
                y += count.max(1);
            }
        }
        self.tops.push(y);
    }

    pub fn place(&self, measured: &[Contents], x: usize, y: usize, map: &mut MapLayout) {
        let row = self.row_of();
        for (i, item) in self.items.iter().enumerate() {
            if let Kind::Box(b) = item.kind {
                map.boxes
                    .push(self.placed_box(b, &measured[b], x + item.x, y + self.tops[row[i]]));
            }
        }
        for (c, chain) in self.chains.iter().enumerate() {
            let mut points = self.points(c, &row);
            points.iter_mut().for_each(|p| *p = (p.0 + x, p.1 + y));
            if self.up[chain.line] {
                points.reverse();
            }
            let mut words = Vec::new();
            for i in &chain.items {
                if let Kind::Label(lines) = &self.items[*i].kind {
                    let item = &self.items[*i];
                    for (n, text) in lines.iter().enumerate() {
                        let column = item.x + (item.size.0 - width(text)) / 2;
                        words.push((x + column, y + self.tops[row[*i]] + n, text.clone()));
                    }
                }
            }
            let relation = self.graph.lines[chain.line].relation;
            map.lines.push(MapLine {
                relation,
                points,
                label: words,
            });
        }
    }

    fn placed_box(&self, b: usize, contents: &Contents, x: usize, y: usize) -> MapBox {
        let mut lines = contents.lines.clone();
        lines
            .iter_mut()
            .for_each(|l| (l.x, l.y) = (l.x + x, l.y + y));
        MapBox {
            node: self.graph.boxes[b].node,
            area: Rect {
                x,
                y,
                width: contents.width,
                height: contents.height,
            },
            lines,
            rules: contents.rules.iter().map(|r| r + y).collect(),
        }
    }

    /// Corners of a chain from the bottom border of its upper box to the top border of its lower.
    fn points(&self, c: usize, row: &[usize]) -> Vec<(usize, usize)> {
        let chain = &self.chains[c];
        let (first, last) = (chain.items[0], chain.items[chain.items.len() - 1]);
        let bottom = self.tops[row[first]] + self.items[first].size.1 - 1;
        let mut points = vec![(self.column(c, first, Side::Bottom), bottom)];
        for step in 0..chain.items.len() - 1 {
            let (mut column, _) = self.passage(c, step);
            for (turn, to) in &self.turns[c][step] {
                points.push((column, *turn));
                points.push((*to, *turn));
                column = *to;
            }
        }
        points.push((self.column(c, last, Side::Top), self.tops[row[last]]));
        points
    }
}

/// Puts items in rows and columns; a chain that passes rows gets a bend in each of them.
fn place(items: &mut Vec<Item>, chains: &mut [Chain]) -> Vec<Vec<usize>> {
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
