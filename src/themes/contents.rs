//! What is written in a box, line by line, and how large that makes it.

use super::balance::balanced;
use super::graph::BoxPlan;
use crate::model::theme::Node;
use crate::model::wrap::{self, width};

/// What a line of text in a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of the theme or code the box is for.
    Title,
    Part,
    /// Segments and participants.
    Count,
    /// A relation within the box.
    Inner,
}

/// A line of text, placed in cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub x: usize,
    pub y: usize,
    pub text: String,
    pub role: Role,
    /// The theme or code it belongs to.
    pub node: Node,
}

/// A box measured, its lines placed from its own corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Contents {
    pub width: usize,
    pub height: usize,
    pub lines: Vec<Line>,
    /// Rows of rules across the box.
    pub rules: Vec<usize>,
}

/// Says how many segments and participants stand behind a node; `None` writes nothing.
pub type Counting<'a> = &'a dyn Fn(Node) -> Option<(usize, usize)>;

/// Measures a box whose text is at most `room` cells wide and that needs space for `ports` lines
/// on one side.
pub(super) fn contents(
    plan: &BoxPlan,
    counting: Counting<'_>,
    room: usize,
    ports: usize,
) -> Contents {
    let count = |node| counting(node).map(|(segments, people)| format!("{segments} · {people}p"));
    let mut rows = Rows {
        room,
        inner: 0,
        rows: Vec::new(),
        rules: Vec::new(),
    };
    rows.entry(plan.node, &plan.title, 0, Role::Title, count(plan.node));
    if !plan.parts.is_empty() {
        rows.rule();
    }
    for (depth, node, name) in &plan.parts {
        rows.entry(*node, name, depth * 2, Role::Part, count(*node));
    }
    if !plan.inner.is_empty() {
        rows.rule();
    }
    for (_, words) in &plan.inner {
        rows.entry(plan.node, words, 0, Role::Inner, None);
    }
    rows.finish(ports)
}

struct Rows {
    room: usize,
    /// Width of the text so far.
    inner: usize,
    /// (row, indent, text, role, node); counts are moved to the right border at the end.
    rows: Vec<(usize, usize, String, Role, Node)>,
    rules: Vec<usize>,
}

impl Rows {
    fn next(&self) -> usize {
        let text = self.rows.last().map_or(1, |r| r.0 + 1);
        self.rules.last().map_or(text, |rule| text.max(rule + 1))
    }

    fn rule(&mut self) {
        self.rules.push(self.next());
    }

    fn entry(&mut self, node: Node, text: &str, indent: usize, role: Role, count: Option<String>) {
        let indent = indent.min(self.room / 3);
        let room = self.room - indent;
        let mut lines = match role {
            Role::Title => balanced(text, room),
            _ => wrap::lines(text, room),
        };
        // The count stands at the end of the last line, or where the name can give way a little.
        let taken = count.as_ref().map_or(0, |c| width(c) + 2);
        let fits = |lines: &[String]| lines.last().is_some_and(|l| width(l) + taken <= room);
        if taken > 0 && !fits(&lines) && room > taken + 4 {
            let narrower = wrap::lines(text, room - taken);
            if narrower.len() == lines.len() {
                lines = narrower;
            }
        }
        let own_row = taken > 0 && !fits(&lines);
        for line in lines {
            self.inner = self.inner.max(indent + width(&line));
            self.rows.push((self.next(), indent, line, role, node));
        }
        if let Some(count) = count {
            let (row, last) = match self.rows.last() {
                Some((row, at, text, ..)) if !own_row => (*row, at + width(text) + 2),
                _ => (self.next(), 0),
            };
            self.inner = self.inner.max(last + width(&count));
            self.rows.push((row, 0, count, Role::Count, node));
        }
    }

    fn finish(self, ports: usize) -> Contents {
        // Lines end at every other cell, away from the corners.
        let inner = self.inner.max(8).max(ports * 2 + 1);
        let height = self.next() + 1;
        let place = |(y, indent, text, role, node): (usize, usize, String, Role, Node)| {
            let x = match role {
                Role::Count => 2 + inner - width(&text),
                _ => 2 + indent,
            };
            Line {
                x,
                y,
                text,
                role,
                node,
            }
        };
        Contents {
            width: inner + 4,
            height,
            lines: self.rows.into_iter().map(place).collect(),
            rules: self.rules,
        }
    }
}
