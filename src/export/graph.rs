//! The theme map as a graph for other programs: DOT, Mermaid and GraphML. What people named stands in it as
//! text; none of it is taken for syntax.

use crate::model::visible::is_invisible;

/// A theme or a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GraphNode {
    pub name: String,
    pub is_theme: bool,
    /// A theme's claim; empty for codes.
    pub statement: String,
    pub segments: usize,
    pub people: usize,
    /// Negative cases marked for a theme, and segments marked as vivid.
    pub negative: usize,
    pub vivid: usize,
    /// How robust a theme was found, in words; empty where nobody has judged it.
    pub robust: String,
}

/// A line between two nodes, by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GraphEdge {
    pub from: usize,
    pub to: usize,
    /// The kind of a relation; none where the first is placed below the second.
    pub relation: Option<String>,
    /// Where the segments stand that show a relation.
    pub shown: Vec<String>,
    /// Where its negative cases stand.
    pub negative: Vec<String>,
}

/// The theme map: nodes, and what joins them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    pub title: String,
    pub nodes: Vec<GraphNode>,
    pub edges: Vec<GraphEdge>,
}

/// Words of an edge without a relation.
const BELOW: &str = "part of";

impl GraphNode {
    /// Its name and what stands behind it, on two lines.
    fn lines(&self) -> [String; 2] {
        [
            plain(&self.name),
            format!(
                "{} {}, {} {}",
                self.segments,
                if self.segments == 1 {
                    "segment"
                } else {
                    "segments"
                },
                self.people,
                if self.people == 1 { "person" } else { "people" },
            ),
        ]
    }
}

/// The graph in the language of Graphviz.
pub fn dot(graph: &Graph) -> String {
    // Graphviz reads entities in labels, too.
    let quoted = |text: &str| {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        text.replace('&', "&amp;")
    };
    let mut out = format!(
        "digraph \"{}\" {{\n  rankdir=BT;\n",
        quoted(&plain(&graph.title))
    );
    for (at, node) in graph.nodes.iter().enumerate() {
        let [name, counts] = node.lines();
        let shape = if node.is_theme { "box" } else { "ellipse" };
        let label = format!("{}\\n{counts}", quoted(&name));
        let tip = quoted(&plain(&node.statement));
        out.push_str(&format!(
            "  n{at} [shape={shape}, label=\"{label}\", tooltip=\"{tip}\"];\n"
        ));
    }
    for edge in &graph.edges {
        let style = match &edge.relation {
            Some(kind) => format!("label=\"{}\"", quoted(&plain(kind))),
            None => "style=dashed, arrowhead=none".to_owned(),
        };
        out.push_str(&format!("  n{} -> n{} [{style}];\n", edge.from, edge.to));
    }
    out.push_str("}\n");
    out
}

/// The graph as a flowchart of Mermaid.
pub fn mermaid(graph: &Graph) -> String {
    // Inside quotes only these could end the text or begin an entity or a tag.
    let quoted = |text: &str| {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '"' | '#' | '<' | '>' | '&' | '`' | ';' | '\\' => {
                    out.push_str(&format!("#{};", u32::from(c)))
                }
                c => out.push(c),
            }
        }
        out
    };
    let mut out = "flowchart BT\n".to_owned();
    for (at, node) in graph.nodes.iter().enumerate() {
        let [name, counts] = node.lines();
        let (open, close) = if node.is_theme {
            ("[", "]")
        } else {
            ("([", "])")
        };
        out.push_str(&format!(
            "  n{at}{open}\"{}<br/>{counts}\"{close}\n",
            quoted(&name)
        ));
    }
    for GraphEdge {
        from, to, relation, ..
    } in &graph.edges
    {
        match relation {
            Some(kind) => {
                out.push_str(&format!(
                    "  n{from} -->|\"{}\"| n{to}\n",
                    quoted(&plain(kind))
                ));
            }
            None => out.push_str(&format!("  n{from} -.- n{to}\n")),
        }
    }
    out
}

/// The graph as GraphML (Brandes and others 2002), with names, kinds and counts as data.
pub fn graphml(graph: &Graph) -> String {
    let text = |text: &str| {
        let text = plain(text);
        let text = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        text.replace('"', "&quot;")
    };
    let data = |key: &str, value: &str| format!("      <data key=\"{key}\">{value}</data>\n");
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        .to_owned();
    for (key, of, kind) in [
        ("name", "node", "string"),
        ("kind", "node", "string"),
        ("statement", "node", "string"),
        ("segments", "node", "int"),
        ("people", "node", "int"),
        ("negative", "node", "int"),
        ("vivid", "node", "int"),
        ("robustness", "node", "string"),
        ("relation", "edge", "string"),
        ("shown", "edge", "int"),
        ("shown_at", "edge", "string"),
        ("negative_cases", "edge", "int"),
        ("negative_at", "edge", "string"),
    ] {
        out.push_str(&format!(
            "  <key id=\"{key}\" for=\"{of}\" attr.name=\"{key}\" attr.type=\"{kind}\"/>\n"
        ));
    }
    out.push_str("  <graph id=\"themes\" edgedefault=\"directed\">\n");
    for (at, node) in graph.nodes.iter().enumerate() {
        out.push_str(&format!("    <node id=\"n{at}\">\n"));
        out.push_str(&data("name", &text(&node.name)));
        out.push_str(&data("kind", if node.is_theme { "theme" } else { "code" }));
        out.push_str(&data("statement", &text(&node.statement)));
        out.push_str(&data("segments", &node.segments.to_string()));
        out.push_str(&data("people", &node.people.to_string()));
        if node.is_theme {
            out.push_str(&data("negative", &node.negative.to_string()));
            out.push_str(&data("vivid", &node.vivid.to_string()));
            out.push_str(&data("robustness", &text(&node.robust)));
        }
        out.push_str("    </node>\n");
    }
    for (at, edge) in graph.edges.iter().enumerate() {
        let (from, to) = (edge.from, edge.to);
        out.push_str(&format!(
            "    <edge id=\"e{at}\" source=\"n{from}\" target=\"n{to}\">\n"
        ));
        out.push_str(&data(
            "relation",
            &text(edge.relation.as_deref().unwrap_or(BELOW)),
        ));
        if edge.relation.is_some() {
            for (count, at, places) in [
                ("shown", "shown_at", &edge.shown),
                ("negative_cases", "negative_at", &edge.negative),
            ] {
                out.push_str(&data(count, &places.len().to_string()));
                out.push_str(&data(at, &text(&places.join("; "))));
            }
        }
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

/// Text on one line, without characters that no format may hold or nobody sees.
fn plain(text: &str) -> String {
    let shown = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    shown
        .filter(|c| *c == ' ' || !(c.is_control() || is_invisible(*c) || is_no_character(*c)))
        .collect()
}

fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hostile() -> Graph {
        let node = |name: &str, is_theme| GraphNode {
            name: name.to_owned(),
            is_theme,
            statement: "a \"claim\" <script>".to_owned(),
            segments: 3,
            people: 2,
            robust: "holds & <how>".to_owned(),
            ..GraphNode::default()
        };
        Graph {
            title: "A \"study\"\\".to_owned(),
            nodes: vec![
                node("hope\"]; n9 [label=\"x", true),
                node("家 & <b>#35;`\n\u{202e}end", false),
            ],
            edges: vec![
                GraphEdge {
                    from: 1,
                    ..GraphEdge::default()
                },
                GraphEdge {
                    to: 1,
                    relation: Some("leads \"to\" | n9".to_owned()),
                    shown: vec!["P01 <x>:3".to_owned(), "P02:4".to_owned()],
                    ..GraphEdge::default()
                },
            ],
        }
    }

    #[test]
    fn one_is_no_plural() {
        let mut graph = hostile();
        (graph.nodes[0].segments, graph.nodes[0].people) = (1, 1);
        let dot = dot(&graph);
        assert!(dot.contains("\\n1 segment, 1 person\""), "{dot}");
    }

    #[test]
    fn no_name_is_taken_for_syntax() {
        let graph = hostile();
        let dot = dot(&graph);
        assert!(
            dot.contains("label=\"hope\\\"]; n9 [label=\\\"x\\n3 segments, 2 people\""),
            "{dot}"
        );
        assert!(dot.contains("家 &amp; <b>#35;`"), "{dot}");
        assert_eq!(dot.matches("\n  n").count(), 4, "{dot}");
        let mermaid = mermaid(&graph);
        assert!(
            mermaid.contains("n0[\"hope#34;]#59; n9 [label=#34;x<br/>3 segments, 2 people\"]"),
            "{mermaid}"
        );
        assert!(
            mermaid.contains("n1([\"家 #38; #60;b#62;#35;35#59;#96; end<br/>"),
            "{mermaid}"
        );
        assert!(
            mermaid.contains("  n1 -.- n0\n  n0 -->|\"leads #34;to#34; | n9\"| n1\n"),
            "{mermaid}"
        );
        let graphml = graphml(&graph);
        assert!(
            graphml.contains("<data key=\"name\">家 &amp; &lt;b&gt;#35;` end</data>"),
            "{graphml}"
        );
        for data in [
            "<data key=\"robustness\">holds &amp; &lt;how&gt;</data>",
            "<data key=\"shown\">2</data>",
            "<data key=\"shown_at\">P01 &lt;x&gt;:3; P02:4</data>",
            "<data key=\"negative_cases\">0</data>",
        ] {
            assert!(graphml.contains(data), "{graphml}");
        }
        assert!(
            !graphml.contains("<script>")
                && graphml.contains("<data key=\"relation\">part of</data>")
        );
    }
}
