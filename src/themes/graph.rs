//! The map as a graph of boxes: a theme with its subthemes is one box, a code that stands under no
//! theme has its own, and a relation joins the boxes its ends lie in.

use crate::model::code::Codebook;
use crate::model::ids::RelationId;
use crate::model::theme::{Node, Relation, Theme, ThemeMap};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct BoxPlan {
    /// The theme or code it is named after.
    pub node: Node,
    pub title: String,
    /// Subthemes in order: depth below the theme, node, name.
    pub parts: Vec<(usize, Node, String)>,
    /// Relations within the box, in words.
    pub inner: Vec<(RelationId, String)>,
}

/// A line to be drawn from one box to another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LinePlan {
    pub relation: RelationId,
    /// Index of the box it comes from.
    pub from: usize,
    /// Index of the box it goes to.
    pub to: usize,
    /// Its kind, with the names of the ends that are not whole boxes.
    pub label: String,
}

/// Boxes and lines of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Graph {
    /// Boxes, themes first, in the order of the map.
    pub boxes: Vec<BoxPlan>,
    /// Lines between different boxes, in the order of the relations.
    pub lines: Vec<LinePlan>,
}

impl Graph {
    pub fn of(map: &ThemeMap, codebook: &Codebook) -> Graph {
        let mut graph = Graph::default();
        for theme in map.themes.iter().filter(|t| is_top(map, t)) {
            graph.boxes.push(theme_box(map, theme));
        }
        for relation in &map.relations {
            graph.add(map, codebook, relation);
        }
        graph
    }

    fn add(&mut self, map: &ThemeMap, codebook: &Codebook, relation: &Relation) {
        let (from, source) = self.end(map, codebook, relation.from);
        let (to, target) = self.end(map, codebook, relation.to);
        if from == to {
            // A line from a box to itself would say less than the words do.
            let title = &self.boxes[from].title;
            let named = |part: &Option<String>| part.clone().unwrap_or_else(|| title.clone());
            let words = format!("{} {} {}", named(&source), relation.kind, named(&target));
            self.boxes[from].inner.push((relation.id, words));
            return;
        }
        let mut label = relation.kind.clone();
        if let Some(part) = source {
            label = format!("({part}) {label}");
        }
        if let Some(part) = target {
            label = format!("{label} ({part})");
        }
        self.lines.push(LinePlan {
            relation: relation.id,
            from,
            to,
            label,
        });
    }

    /// The box a node lies in, and its name where it is only a part of the box.
    fn end(&mut self, map: &ThemeMap, codebook: &Codebook, node: Node) -> (usize, Option<String>) {
        let home = match node {
            Node::Theme(id) => map.theme(id),
            Node::Code(id) => {
                let code = codebook.resolve(id);
                map.themes
                    .iter()
                    .find(|t| t.codes.iter().any(|c| codebook.resolve(*c) == code))
            }
        };
        let name = match node {
            Node::Theme(id) => map.theme(id).map_or_else(String::new, |t| t.name.clone()),
            Node::Code(id) => codebook.name(id).to_owned(),
        };
        let top = home.map(|theme| Node::Theme(top_of(map, theme).id));
        let wanted = top.unwrap_or(node);
        if let Some(at) = self.boxes.iter().position(|b| b.node == wanted) {
            return (at, (wanted != node).then_some(name));
        }
        self.boxes.push(BoxPlan {
            node,
            title: name,
            parts: Vec::new(),
            inner: Vec::new(),
        });
        (self.boxes.len() - 1, None)
    }

    /// Groups of boxes joined by lines, those of one box last; boxes in order within each.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.boxes.len()).collect();
        for line in &self.lines {
            let (a, b) = (group[line.from], group[line.to]);
            let (keep, drop) = (a.min(b), a.max(b));
            group
                .iter_mut()
                .filter(|g| **g == drop)
                .for_each(|g| *g = keep);
        }
        let members = |g: usize| {
            (0..group.len())
                .filter(|i| group[*i] == g)
                .collect::<Vec<usize>>()
        };
        let mut found: Vec<Vec<usize>> = (0..group.len())
            .map(members)
            .filter(|m| !m.is_empty())
            .collect();
        found.sort_by_key(|m| m.len() == 1);
        found
    }

    /// For each line, whether it must be drawn upwards so that all others can go down: the lines
    /// that would close a circle, walking the boxes in order.
    pub fn upward(&self) -> Vec<bool> {
        #[derive(Clone, Copy, PartialEq)]
        enum Seen {
            No,
            OnPath,
            Done,
        }
        let mut seen = vec![Seen::No; self.boxes.len()];
        let mut up = vec![false; self.lines.len()];
        for start in 0..self.boxes.len() {
            // (box, next line to look at): an explicit stack, maps may be long chains.
            let mut path = vec![(start, 0)];
            if seen[start] != Seen::No {
                continue;
            }
            seen[start] = Seen::OnPath;
            while let Some((at, next)) = path.pop() {
                let Some(line) = (next..self.lines.len()).find(|l| self.lines[*l].from == at)
                else {
                    seen[at] = Seen::Done;
                    continue;
                };
                path.push((at, line + 1));
                let to = self.lines[line].to;
                match seen[to] {
                    Seen::OnPath => up[line] = true,
                    Seen::Done => {}
                    Seen::No => {
                        seen[to] = Seen::OnPath;
                        path.push((to, 0));
                    }
                }
            }
        }
        up
    }
}

fn is_top(map: &ThemeMap, theme: &Theme) -> bool {
    theme.parent.and_then(|p| map.theme(p)).is_none()
}

fn top_of<'a>(map: &'a ThemeMap, theme: &'a Theme) -> &'a Theme {
    let mut at = theme;
    // Bounded: a map that is not a tree must not hang the screen.
    for _ in 0..map.themes.len() {
        match at.parent.and_then(|p| map.theme(p)) {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}

fn theme_box(map: &ThemeMap, theme: &Theme) -> BoxPlan {
    let below = map.branch(theme.id).into_iter().skip(1);
    let part = |t: &Theme| {
        let depth = usize::from(t.depth.saturating_sub(theme.depth + 1));
        (depth, Node::Theme(t.id), t.name.clone())
    };
    BoxPlan {
        node: Node::Theme(theme.id),
        title: theme.name.clone(),
        parts: below.map(part).collect(),
        inner: Vec::new(),
    }
}
