//! The map as a graph of boxes: a theme with its subthemes is one box, a code that stands under no
//! theme has its own, and a relation joins the boxes its ends lie in.

use super::look::{Detail, Look};
use crate::model::code::Codebook;
use crate::model::ids::{CodeId, RelationId, ThemeId};
use crate::model::theme::{Node, Relation, ThemeMap};
use std::collections::HashMap;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct BoxPlan {
    /// The theme or code it is named after.
    pub node: Node,
    /// What stands at its top: its name, with how much is folded away in it.
    pub title: String,
    pub name: String,
    /// Subthemes and codes in order: depth below the theme, node, name.
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
    pub fn of(map: &ThemeMap, codebook: &Codebook, look: &Look) -> Graph {
        let mut maker = Maker::of(map, codebook);
        for at in 0..map.themes.len() {
            if maker.top[at] == at {
                let plan = theme_box(map, codebook, at, look);
                maker.boxed.insert(plan.node, maker.graph.boxes.len());
                maker.graph.boxes.push(plan);
            }
        }
        for relation in &map.relations {
            maker.add(relation);
        }
        maker.graph
    }

    /// Groups of boxes joined by lines, each with its lines; those of one box last. A group stands where
    /// its first box does, so that what is added last comes last.
    pub fn components(&self) -> Vec<Group> {
        let mut leader: Vec<usize> = (0..self.boxes.len()).collect();
        fn first(leader: &mut [usize], mut at: usize) -> usize {
            while leader[at] != at {
                leader[at] = leader[leader[at]];
                at = leader[at];
            }
            at
        }
        for line in &self.lines {
            let [a, b] = [line.from, line.to].map(|end| first(&mut leader, end));
            leader[a.max(b)] = a.min(b);
        }
        let mut groups: Vec<Group> = vec![Group::default(); self.boxes.len()];
        for b in 0..self.boxes.len() {
            groups[first(&mut leader, b)].boxes.push(b);
        }
        for (at, line) in self.lines.iter().enumerate() {
            groups[first(&mut leader, line.from)].lines.push(at);
        }
        groups.retain(|group| !group.boxes.is_empty());
        groups.sort_by_key(|group| group.boxes.len() == 1);
        groups
    }
}

/// Boxes joined by lines, both by their places in the graph, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub boxes: Vec<usize>,
    pub lines: Vec<usize>,
}

/// A graph being made, with where things are found.
struct Maker<'m> {
    map: &'m ThemeMap,
    codebook: &'m Codebook,
    /// Where each theme is.
    theme: HashMap<ThemeId, usize>,
    /// The first theme under which a code stands.
    home: HashMap<CodeId, usize>,
    /// The theme at the top above each, by their places.
    top: Vec<usize>,
    /// The box of each theme at the top, and of each code that has one.
    boxed: HashMap<Node, usize>,
    graph: Graph,
}

impl<'m> Maker<'m> {
    fn of(map: &'m ThemeMap, codebook: &'m Codebook) -> Maker<'m> {
        let themes = map.themes.iter().enumerate();
        let theme: HashMap<ThemeId, usize> = themes.map(|(at, t)| (t.id, at)).collect();
        let mut home = HashMap::new();
        let mut top = Vec::with_capacity(map.themes.len());
        for (at, t) in map.themes.iter().enumerate() {
            for code in &t.codes {
                home.entry(codebook.resolve(*code)).or_insert(at);
            }
            // Upper themes stand before those below them.
            let parent = t.parent.and_then(|p| theme.get(&p)).filter(|p| **p < at);
            top.push(parent.map_or(at, |p| top[*p]));
        }
        Maker {
            map,
            codebook,
            theme,
            home,
            top,
            boxed: HashMap::new(),
            graph: Graph::default(),
        }
    }

    fn add(&mut self, relation: &Relation) {
        let (from, source) = self.end(relation.from);
        let (to, target) = self.end(relation.to);
        if from == to {
            // A line from a box to itself would say less than the words do.
            let plan = &mut self.graph.boxes[from];
            let named = |part: &Option<String>| part.clone().unwrap_or_else(|| plan.name.clone());
            let words = format!("{} {} {}", named(&source), relation.kind, named(&target));
            plan.inner.push((relation.id, words));
            return;
        }
        let mut label = relation.kind.clone();
        if let Some(part) = source {
            label = format!("({part}) {label}");
        }
        if let Some(part) = target {
            label = format!("{label} ({part})");
        }
        self.graph.lines.push(LinePlan {
            relation: relation.id,
            from,
            to,
            label,
        });
    }

    /// The box a node lies in, and its name where it is only a part of the box.
    fn end(&mut self, node: Node) -> (usize, Option<String>) {
        let (home, name) = match node {
            Node::Theme(id) => {
                let at = self.theme.get(&id).copied();
                let name = at.map_or_else(String::new, |at| self.map.themes[at].name.clone());
                (at, name)
            }
            Node::Code(id) => {
                let home = self.home.get(&self.codebook.resolve(id)).copied();
                (home, self.codebook.name(id).to_owned())
            }
        };
        let top = home.map(|at| Node::Theme(self.map.themes[self.top[at]].id));
        let wanted = top.unwrap_or(node);
        if let Some(at) = self.boxed.get(&wanted) {
            return (*at, (wanted != node).then_some(name));
        }
        self.boxed.insert(node, self.graph.boxes.len());
        self.graph.boxes.push(BoxPlan {
            node,
            title: name.clone(),
            name,
            parts: Vec::new(),
            inner: Vec::new(),
        });
        (self.graph.boxes.len() - 1, None)
    }
}

/// The box of a theme with what lies below it, as far as it is not folded away.
fn theme_box(map: &ThemeMap, codebook: &Codebook, at: usize, look: &Look) -> BoxPlan {
    let theme = &map.themes[at];
    let below = map.themes[at + 1..].iter();
    let branch = below.take_while(|t| t.depth > theme.depth);
    // (depth, node, name, whether it is folded away)
    let mut parts: Vec<(usize, Node, String, bool)> = Vec::new();
    // The theme that hides what is deeper, and the place of its row; the box itself has none.
    let mut hidden_below: Option<(u16, Option<usize>)> = None;
    let mut hidden: HashMap<Option<usize>, usize> = HashMap::new();
    for t in std::iter::once(theme).chain(branch) {
        if hidden_below.is_some_and(|(depth, _)| t.depth <= depth) {
            hidden_below = None;
        }
        let depth = usize::from(t.depth.saturating_sub(theme.depth));
        let own = match t.id == theme.id {
            true => None,
            false => {
                let away = hidden_below.is_some();
                parts.push((depth - 1, Node::Theme(t.id), t.name.clone(), away));
                Some(parts.len() - 1)
            }
        };
        if let (Some((_, by)), true) = (hidden_below, own.is_some()) {
            *hidden.entry(by).or_default() += 1;
        }
        if hidden_below.is_none() && look.folded.contains(&t.id) {
            hidden_below = Some((t.depth, own));
        }
        if look.detail == Detail::Codes {
            for code in &t.codes {
                let code = codebook.resolve(*code);
                let name = codebook.name(code).to_owned();
                if let Some((_, by)) = hidden_below {
                    *hidden.entry(by).or_default() += 1;
                }
                parts.push((depth, Node::Code(code), name, hidden_below.is_some()));
            }
        }
    }
    let with = |name: &str, hidden: Option<&usize>| match hidden {
        Some(n) => format!("{name} (+{n})"),
        None => name.to_owned(),
    };
    let title = with(&theme.name, hidden.get(&None));
    let rows = parts.into_iter().enumerate();
    let rows = rows.filter(|(_, (.., away))| !away);
    let row = |(at, (depth, node, name, _)): (usize, (usize, Node, String, bool))| {
        (depth, node, with(&name, hidden.get(&Some(at))))
    };
    BoxPlan {
        node: Node::Theme(theme.id),
        title,
        name: theme.name.clone(),
        parts: rows.map(row).collect(),
        inner: Vec::new(),
    }
}
