//! One group of boxes joined by lines, laid out: rows, then columns, then the tracks of the lines
//! between the rows.
//!
//! A line's label is an item of a row of its own, so that no label ever lies on a box or on another
//! label; where a line passes a row it has a bend there, which keeps the way free.

use super::channel::{Passage, Turns, tracks};
use super::columns::columns;
use super::contents::Contents;
use super::graph::Graph;
use super::items::{Chain, Item, Kind, boxed, label};
use super::map::{MapBox, MapLayout, MapLine, Rect};
use super::order::Rows;
use super::ports::{Port, Side, ports};
use super::ranks::ranks;
use crate::model::wrap::width;

/// What an item of a row is for.
#[derive(Clone, Copy, Debug)]
enum Thing {
    /// A box, by its index in the graph.
    Box(usize),
    /// The words of a line.
    Label(usize),
    Bend,
}

/// Who stands in which row and in which order, whatever the boxes measure.
pub(super) struct Plan {
    things: Vec<Thing>,
    rows: Vec<Vec<usize>>,
    chains: Vec<Chain>,
}

impl Plan {
    /// Plans the boxes `members` of the graph with the lines that join them.
    pub fn new(graph: &Graph, members: &[usize], lines: &[usize]) -> Plan {
        let mut place = vec![0; graph.boxes.len()];
        for (at, member) in members.iter().enumerate() {
            place[*member] = at;
        }
        let ends: Vec<(usize, usize)> = lines
            .iter()
            .map(|l| (place[graph.lines[*l].from], place[graph.lines[*l].to]))
            .collect();
        let ranks = ranks(members.len(), &ends);
        // Boxes stand in even rows, words in those between.
        let mut things: Vec<Thing> = members.iter().map(|b| Thing::Box(*b)).collect();
        let mut row: Vec<usize> = ranks.row.iter().map(|r| 2 * r).collect();
        let deepest = row.iter().max().copied().unwrap_or(0);
        let mut words = vec![0usize; deepest + 1];
        let mut planned = Vec::with_capacity(lines.len());
        for ((line, (from, to)), up) in lines.iter().zip(&ends).zip(&ranks.up) {
            let (upper, lower) = if *up { (*to, *from) } else { (*from, *to) };
            let between = (row[upper] + 1..row[lower]).step_by(2);
            let at = between.min_by_key(|r| (words[*r], *r));
            let at = at.unwrap_or(row[upper] + 1);
            words[at] += 1;
            things.push(Thing::Label(*line));
            row.push(at);
            planned.push((*line, *up, [upper, things.len() - 1, lower]));
        }
        let chains: Vec<Chain> = planned
            .into_iter()
            .map(|(line, up, through)| {
                let items = passing(through, &mut things, &mut row);
                Chain { line, up, items }
            })
            .collect();
        let rows = filled(row, members.len(), &chains);
        Plan {
            things,
            rows,
            chains,
        }
    }
}

/// The things a line goes through: a bend in each row it passes.
fn passing(through: [usize; 3], things: &mut Vec<Thing>, row: &mut Vec<usize>) -> Vec<usize> {
    let mut items = vec![through[0]];
    for pair in through.windows(2) {
        for passed in row[pair[0]] + 1..row[pair[1]] {
            things.push(Thing::Bend);
            row.push(passed);
            items.push(things.len() - 1);
        }
        items.push(pair[1]);
    }
    items
}

fn filled(row: Vec<usize>, boxes: usize, chains: &[Chain]) -> Vec<Vec<usize>> {
    if chains.is_empty() {
        return vec![(0..boxes).collect()];
    }
    let count = row.iter().max().map_or(0, |r| r + 1);
    let mut rows = Rows::new(count, row);
    chains.iter().for_each(|chain| rows.add(&chain.items));
    rows.rows
}

/// A group laid out from its own corner.
pub(super) struct Component<'a> {
    graph: &'a Graph,
    plan: &'a Plan,
    items: Vec<Item>,
    /// The row of each item.
    row: Vec<usize>,
    /// By chain: the columns at which it leaves its upper box and comes to its lower.
    ends: Vec<(usize, usize)>,
    /// Top of each row, and the bottom of the last.
    tops: Vec<usize>,
    /// Rows of the tracks in which a chain's step changes its column, with the columns it goes on in.
    turns: Vec<Vec<Turns>>,
    width: usize,
}

impl<'a> Component<'a> {
    /// Lays out a plan with boxes as they were measured.
    pub fn new(
        graph: &'a Graph,
        plan: &'a Plan,
        measured: &[Contents],
        room: usize,
    ) -> Component<'a> {
        let item = |thing: &Thing| match thing {
            Thing::Box(b) => boxed(*b, &measured[*b]),
            Thing::Label(line) => label(&graph.lines[*line].label, room),
            Thing::Bend => Item {
                kind: Kind::Bend,
                size: (1, 1),
                x: 0,
            },
        };
        let mut items: Vec<Item> = plan.things.iter().map(item).collect();
        let steps = plan.chains.iter().flat_map(|c| c.items.windows(2));
        let edges: Vec<(usize, usize)> = steps.map(|w| (w[0], w[1])).collect();
        let x = columns(&plan.rows, &items, &edges);
        items.iter_mut().zip(x).for_each(|(item, x)| item.x = x);
        let mut row = vec![0; items.len()];
        for (r, members) in plan.rows.iter().enumerate() {
            members.iter().for_each(|i| row[*i] = r);
        }
        let mut component = Component {
            graph,
            plan,
            items,
            row,
            ends: Vec::new(),
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

    /// Decides where lines leave and enter boxes.
    fn settle_ports(&mut self) {
        let mut asked = Vec::new();
        for (c, chain) in self.plan.chains.iter().enumerate() {
            let last = chain.items.len() - 1;
            asked.push(Port {
                chain: c,
                item: chain.items[0],
                side: Side::Bottom,
                column: self.items[chain.items[1]].middle(),
            });
            asked.push(Port {
                chain: c,
                item: chain.items[last],
                side: Side::Top,
                column: self.items[chain.items[last - 1]].middle(),
            });
        }
        self.ends = vec![(0, 0); self.plan.chains.len()];
        for port in ports(&self.items, asked) {
            match port.side {
                Side::Bottom => self.ends[port.chain].0 = port.column,
                Side::Top => self.ends[port.chain].1 = port.column,
            }
        }
    }

    /// The columns a step of a chain leaves the upper item in and comes to the lower one.
    fn passage(&self, chain: usize, step: usize) -> Passage {
        let items = &self.plan.chains[chain].items;
        let from = match step {
            0 => self.ends[chain].0,
            _ => self.items[items[step]].middle(),
        };
        let to = match step + 2 == items.len() {
            true => self.ends[chain].1,
            false => self.items[items[step + 1]].middle(),
        };
        (from, to)
    }

    /// Decides how far apart the rows are: as far as the lines between them need.
    fn settle_rows(&mut self) {
        let chains = &self.plan.chains;
        self.turns = (chains.iter())
            .map(|c| vec![Turns::new(); c.items.len() - 1])
            .collect();
        let right = |i: &Item| i.x + i.size.0;
        self.width = self.items.iter().map(right).max().unwrap_or(0);
        let rows = &self.plan.rows;
        // By row: the steps that begin there, as chain and place in it.
        let mut steps: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rows.len()];
        for (c, chain) in chains.iter().enumerate() {
            for (s, item) in chain.items[..chain.items.len() - 1].iter().enumerate() {
                steps[self.row[*item]].push((c, s));
            }
        }
        let mut y = 0;
        for r in 0..rows.len() {
            self.tops.push(y);
            let high = rows[r].iter().map(|i| self.items[*i].size.1);
            y += high.max().unwrap_or(0);
            let here = steps[r].iter();
            let passages: Vec<Passage> = here.map(|(c, s)| self.passage(*c, *s)).collect();
            let (turns, count) = tracks(&passages, self.width);
            for ((chain, step), turns) in steps[r].iter().zip(turns) {
                let placed = turns.into_iter().map(|(track, to)| (y + track, to));
                self.turns[*chain][*step] = placed.collect();
            }
            if r + 1 < rows.len() {
                y += count.max(1);
            }
        }
        self.tops.push(y);
    }

    pub fn place(&self, measured: &[Contents], x: usize, y: usize, map: &mut MapLayout) {
        for (i, item) in self.items.iter().enumerate() {
            if let Kind::Box(b) = item.kind {
                let top = y + self.tops[self.row[i]];
                map.boxes
                    .push(self.placed_box(b, &measured[b], x + item.x, top));
            }
        }
        for (c, chain) in self.plan.chains.iter().enumerate() {
            let mut points = self.points(c);
            points.iter_mut().for_each(|p| *p = (p.0 + x, p.1 + y));
            if chain.up {
                points.reverse();
            }
            let mut words = Vec::new();
            for i in &chain.items {
                if let Kind::Label(lines) = &self.items[*i].kind {
                    let item = &self.items[*i];
                    for (n, text) in lines.iter().enumerate() {
                        let column = item.x + (item.size.0 - width(text)) / 2;
                        words.push((x + column, y + self.tops[self.row[*i]] + n, text.clone()));
                    }
                }
            }
            map.lines.push(MapLine {
                relation: self.graph.lines[chain.line].relation,
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
    fn points(&self, c: usize) -> Vec<(usize, usize)> {
        let items = &self.plan.chains[c].items;
        let (first, last) = (items[0], items[items.len() - 1]);
        let bottom = self.tops[self.row[first]] + self.items[first].size.1 - 1;
        let mut points = vec![(self.ends[c].0, bottom)];
        for step in 0..items.len() - 1 {
            let (mut column, _) = self.passage(c, step);
            for (turn, to) in &self.turns[c][step] {
                points.push((column, *turn));
                points.push((*to, *turn));
                column = *to;
            }
        }
        points.push((self.ends[c].1, self.tops[self.row[last]]));
        points
    }
}
